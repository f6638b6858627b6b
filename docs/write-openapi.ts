/** Writes the OpenAPI document of the API to `docs/openapi.json`. A test says when that file is no longer up to date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApi } from '../functions/routes/all.ts';

const FILE = join(import.meta.dirname, 'openapi.json');

/** The document as it stands in the file. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;

if (import.meta.main) writeFileSync(FILE, openApiText());
