/** What a library network decides for itself, given as CDK context: `cdk deploy --all -c webUrl=https://…`. */
import type { Node } from 'constructs';

/** The settings of one deployment. */
export interface Settings {
  /** Where the staff client lives; sign-in returns there. */
  readonly webUrl: string;
  /** Days after which a closed reservation loses its patron (rule P2). */
  readonly patronRetentionDays: number;
}

/** The settings in the context, or else the defaults. */
export function settingsOf(node: Node): Settings {
  const given = (key: keyof Settings): unknown => node.tryGetContext(key);
  const days = Number(given('patronRetentionDays') ?? 90);
  if (!Number.isInteger(days) || days < 1)
    throw new Error('patronRetentionDays: a whole number of days, 1 or more.');
  return { webUrl: String(given('webUrl') ?? 'http://localhost:3000/'), patronRetentionDays: days };
}
