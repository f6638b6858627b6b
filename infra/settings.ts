/** What a library network decides for itself, given as CDK context: `cdk deploy --all -c webUrl=https://…`. */
import type { Node } from 'constructs';

/** The settings of one deployment. */
export interface Settings {
  /** Where the staff client lives; sign-in returns there. */
  readonly webUrl: string;
  /** Days after which a closed reservation loses its patron (rule P2). */
  readonly patronRetentionDays: number;
  /** A table to use in place of ApartData's own: one that was restored (docs/operations.md). */
  readonly tableName?: string;
}

/** The settings in the context, or else the defaults. */
export function settingsOf(node: Node): Settings {
  const given = (key: keyof Settings): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const patronRetentionDays = Number(given('patronRetentionDays') ?? 90);
  if (!Number.isInteger(patronRetentionDays) || patronRetentionDays < 1) {
    throw new Error('patronRetentionDays is a whole number of days, 1 or more.');
  }
  const tableName = given('tableName');
  return {
    webUrl: given('webUrl') ?? 'https://apart.example/',
    patronRetentionDays,
    ...(tableName && { tableName }),
  };
}
