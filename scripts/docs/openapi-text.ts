import { openApi } from '../../functions/routes/all.ts';

/** The text of `docs/openapi.json`, made from the routes. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;
