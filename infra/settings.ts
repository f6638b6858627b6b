/** The settings of a library network, from CDK context: `cdk deploy --all -c webUrl=https://…`. */
import type { Node } from 'constructs';
import { isMailAddress } from './mail-address.ts';

/** The settings of one deployment. */
export interface DeploymentSettings {
  /** The address of the staff client: sign-in returns to it, and links in mails lead to it. */
  readonly webUrl: string;
  /**
   * A certificate for the host of `webUrl`; without one the client has a host name of CloudFront.
   */
  readonly certificateArn?: string;
  /** Days after which a closed reservation loses its patron (rule P2). */
  readonly patronRetentionDays: number;
  /** The sender of reminders, verified in SES. */
  readonly mailFrom: string;
  /** The addresses that get a reminder that nobody acts on (rule N3). */
  readonly adminMail: readonly string[];
  /** A restored table, to use instead of the one in ApartData (docs/operations.md). */
  readonly tableName?: string;
}

/** The settings in the context, or else the defaults. Throws for an invalid setting. */
export function deploymentSettings(node: Node): DeploymentSettings {
  const given = (key: keyof DeploymentSettings): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const tableName = given('tableName');
  const certificateArn = given('certificateArn');
  return {
    webUrl: webUrlIn(given('webUrl') ?? 'https://apart.example/'),
    patronRetentionDays: daysIn(given('patronRetentionDays') ?? '90'),
    mailFrom: senderIn(given('mailFrom') ?? 'apart@apart.example'),
    adminMail: addressesIn(given('adminMail') ?? ''),
    ...(tableName && { tableName }),
    ...(certificateArn && { certificateArn: certificateIn(certificateArn) }),
  };
}

function daysIn(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) {
    throw new Error('patronRetentionDays is a whole number of days, 1 or more.');
  }
  return days;
}

function senderIn(text: string): string {
  if (!isMailAddress(text)) throw new Error(`mailFrom is one bare mail address, not "${text}".`);
  return text;
}

function addressesIn(text: string): readonly string[] {
  const addresses = text
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const stranger = addresses.find((address) => !isMailAddress(address));
  if (stranger !== undefined) {
    throw new Error(`adminMail is mail addresses with commas between them; "${stranger}" is none.`);
  }
  return addresses;
}

/** Links in mails start with it: without its last slash they would be wrong. */
function webUrlIn(text: string): string {
  if (!URL.canParse(text) || !text.endsWith('/'))
    throw new Error('webUrl is an address that ends in a slash.');
  return text;
}

/** CloudFront reads certificates from one region only, whatever the region of the stack. */
function certificateIn(text: string): string {
  if (!/^arn:[a-z-]+:acm:us-east-1:\d{12}:certificate\/\S+$/.test(text))
    throw new Error(`certificateArn is a certificate of ACM in us-east-1, not "${text}".`);
  return text;
}
