/**
 * The deployed system: what `cdk synth` and `cdk deploy` work with, and what the local system runs.
 */
import { App } from 'aws-cdk-lib/core';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { build, type Built } from './bundle/build.ts';
import { BUNDLES } from './constructs/node-function.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { deploymentSettings } from './settings.ts';

/** All of CDK's present ways, but one: the table's name must stay put while the service uses it. */
const FLAGS = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

/**
 * Where the assembly goes, and whether `synth()` checks the templates against CloudFormation's
 * rules (two seconds).
 */
export interface AppOptions {
  readonly outdir?: string;
  readonly validate?: boolean;
}

/**
 * Puts the two stacks together of what was built; the caller synthesizes. Needs no account and no
 * network.
 */
export function createApp(
  { functions, site }: Built,
  { validate = false, ...options }: AppOptions = {},
): App {
  const context = { ...FLAGS, [BUNDLES]: functions };
  const app = new App({ ...options, builtinCloudFormationValidation: validate, context });
  const { table: ownTable } = new DataStack(app, 'ApartData');
  new ServiceStack(app, 'ApartService', { ownTable, settings: deploymentSettings(app.node), site });
  return app;
}

if (import.meta.main) createApp(await build(), { validate: true }).synth();
