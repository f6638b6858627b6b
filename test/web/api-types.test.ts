import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

test("the client's types are those of docs/openapi.json (npm run docs)", async () => {
  const types = astToString(await openapiTS(new URL('../../docs/openapi.json', import.meta.url)));
  expect(readFileSync(join(ROOT, 'web/src/lib/api/schema.d.ts'), 'utf8')).toBe(`${COMMENT_HEADER}${types}`);
});
