/** The deployed system: what `cdk synth` and `cdk deploy` work with, and what the local system runs. */
import { App } from 'aws-cdk-lib/core';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { buildFunctions } from './build.ts';
import { buildSite } from './build-site.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { settingsOf } from './settings.ts';

/** All of CDK's present ways, but one: the table's name must stay put while the service uses it. */
const FLAGS = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

/** Where the assembly goes, and whether `synth()` checks the templates against CloudFormation's rules (two seconds). */
export interface AppOptions {
  readonly outdir?: string;
  readonly validate?: boolean;
}

/** Bundles the functions, builds the client and puts the two stacks together; `synth()` is the caller's. Needs no account and no network. */
export function buildApp({ validate = false, ...options }: AppOptions = {}): App {
  buildFunctions();
  const site = buildSite();
  const app = new App({ ...options, builtinCloudFormationValidation: validate, context: FLAGS });
  const { table: ownTable } = new DataStack(app, 'ApartData');
  new ServiceStack(app, 'ApartService', { ownTable, settings: settingsOf(app.node), site });
  return app;
}

if (import.meta.main) buildApp({ validate: true }).synth();
