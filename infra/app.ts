/** The CDK app: `cdk synth` and `cdk deploy` use it, and so does the local system. */
import { App } from 'aws-cdk-lib/core';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { build, type Built } from './bundle/build.ts';
import { BUNDLES } from './constructs/node-function.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { deploymentSettings } from './settings.ts';

/**
 * CDK's recommended flags except one: the name of the table must not change while the service uses
 * it.
 */
const FLAGS = { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

/**
 * The directory of the assembly, and whether `synth()` validates the templates by CloudFormation's
 * rules (two seconds).
 */
export interface AppOptions {
  readonly outdir?: string;
  readonly validate?: boolean;
}

/**
 * Creates both stacks from the build's output; the caller synthesizes. Needs no account and no
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
