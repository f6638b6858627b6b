import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesized.ts';

const { app } = await synthesize({ validate: true });

/** Every accepted finding by construct, with its recorded reason. */
const accepted = app.node.findAll().flatMap((construct: IConstruct) =>
  construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .filter(([rule]) => rule.includes('AwsSolutions'))
    .map(([rule, reason]) => ({
      construct: construct.node.path,
      rule: rule.replace(/^annotation::/i, ''),
      reason,
    })),
);

describe('cdk-nag, AWS Solutions', () => {
  it('finds nothing that has no reason beside it', () => {
    expect(new AwsSolutionsChecks(app, { verbose: true }).validateScope(app).violations).toEqual([]);
  });

  it('looks at all: deaf to the reasons, it finds each of these and no more', () => {
    const deaf = new AwsSolutionsChecks(app);
    Object.defineProperty(deaf, 'isAcknowledged', { value: () => false });
    const found = deaf.validateScope(app).violations.map(({ ruleName }) => ruleName);
    expect(new Set(found)).toEqual(new Set(accepted.map(({ rule }) => rule)));
  });

  it.each(accepted.map((entry) => [entry.rule, entry.construct, entry.reason]))(
    '%s at %s has a reason: %s',
    (_, __, reason) => {
      expect(reason.length).toBeGreaterThanOrEqual(30);
    },
  );
});

describe("CloudFormation's own rules", () => {
  it('find nothing', () => {
    const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as {
      readonly pluginReports: readonly unknown[];
    };
    expect(report.pluginReports).toEqual([]);
  });
});
