/** The synthesized templates, in the form that the infra tests read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { App } from 'aws-cdk-lib/core';
import { afterAll } from 'vitest';
import { createApp } from '../../infra/app.ts';
import { build } from '../../infra/bundle/build.ts';

/** A resource of a template. Tests cast its properties. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

/** Both stacks, synthesized into a directory that is deleted after the tests of the file. */
export interface Synthesized {
  readonly app: App;
  readonly data: Template;
  readonly service: Template;
  /** All resources of a type, over both stacks. */
  readonly ofType: (type: string) => readonly Resource[];
}

/** Synthesizes once for a test file. */
export async function synthesize(options: { readonly validate?: boolean } = {}): Promise<Synthesized> {
  const outdir = mkdtempSync(join(tmpdir(), 'apart-infra-'));
  afterAll(() => {
    rmSync(outdir, { recursive: true, force: true });
  });
  const app = createApp(await build(), { outdir, ...options });
  const assembly = app.synth();
  const [data, service] = ['ApartData', 'ApartService'].map((name) =>
    Template.fromJSON(assembly.getStackByName(name).template as Record<string, unknown>),
  ) as [Template, Template];
  return {
    app,
    data,
    service,
    ofType: (type) => [data, service].flatMap((template) => resourcesIn(template, type)),
  };
}

const resourcesIn = (template: Template, type: string): readonly Resource[] =>
  Object.entries(template.findResources(type) as Record<string, RawResource>).map(([id, raw]) => ({
    id,
    type,
    properties: raw.Properties ?? {},
    deletionPolicy: raw.DeletionPolicy,
  }));

interface RawResource {
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}
