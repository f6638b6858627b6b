/** The routing of paths to files of the site. */
import { Function, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * A CloudFront function that serves the page for every path except the site's files: those under
 * `assets/`, and these beside the page. A dot in a path decides nothing, since ids have dots too
 * (`/copies/0314.2`). An error page for files that S3 lacks is no alternative: it would replace the
 * API's own 404s.
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
