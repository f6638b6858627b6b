/** The deployed system: what `cdk synth` and `cdk deploy` work with, and what the local system runs. */
import { App } from 'aws-cdk-lib/core';
import { buildFunctions } from './build.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { settingsOf } from './settings.ts';

/** Bundles the functions and puts the two stacks together; `synth()` is the caller's. Needs no account and no network. */
export function buildApp(options: { readonly outdir?: string } = {}): App {
  buildFunctions();
  const app = new App({ ...options, analyticsReporting: false });
  const { table } = new DataStack(app, 'ApartData');
  new ServiceStack(app, 'ApartService', { table, settings: settingsOf(app.node) });
  return app;
}

if (import.meta.main) buildApp().synth();
