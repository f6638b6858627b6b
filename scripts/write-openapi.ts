/**
 * Writes what the routes say of themselves: the OpenAPI document to `docs/openapi.json`, who may
 * what to `docs/permissions.md`. A test says when one of them is no longer up to date.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from '../functions/routes/all.ts';
import { permissionsText } from './permissions-text.ts';

const at = (name: string): string => join(import.meta.dirname, '..', 'docs', name);

/** The document as it stands in the file. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;

if (import.meta.main) {
  writeFileSync(at('openapi.json'), openApiText());
  writeFileSync(at('permissions.md'), await permissionsText());
}
