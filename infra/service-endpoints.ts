/**
 * Stands in for how the AWS SDK finds the address of a service when the functions are bundled (infra/build.ts): by
 * rules for every kind of partition, network and account. Apart's functions ask the service of their own region, or
 * where `AWS_ENDPOINT_URL_…` says, as lib/runtime/config.ts has it for the services that are called without the SDK.
 */
import { notBundled } from './never-called.ts';

/** What the SDK knows when it asks; `Endpoint` is what was configured. */
export interface EndpointWanted {
  readonly Endpoint?: string;
  readonly Region?: string;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
}

const at =
  (host: string) =>
  ({ Endpoint, Region = '', UseFIPS, UseDualStack }: EndpointWanted) => {
    if (UseFIPS || UseDualStack) return notBundled('Endpoints for FIPS and dual stack are');
    return {
      url: new URL(Endpoint ?? `https://${host}.${Region}.amazonaws.com`),
      properties: {},
      headers: {},
    };
  };

export const dynamodb = at('dynamodb');
export const ses = at('email');
