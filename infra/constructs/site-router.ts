/** Which file of the site a path stands for. */
import { Function, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * A function that leads every path to the page but those of the site's files: what is in `assets/`,
 * and these beside the page. A dot says nothing, since ids have them too (`/copies/0314.2`). Nor
 * would an error page for what S3 does not have do: it would take the place of the API's own 404s.
 */
export function siteRouter(scope: Construct, id: string, files: readonly string[]): Function {
  return new Function(scope, id, {
    comment: 'Apart: every screen of the staff client is the same page',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(codeFor(files)),
  });
}

const codeFor = (files: readonly string[]): string => `
const FILES = ${JSON.stringify(files.map((name) => `/${name}`))};

function handler(event) {
  const request = event.request;
  if (!request.uri.startsWith('/assets/') && !FILES.includes(request.uri)) request.uri = '/index.html';
  return request;
}
`;
