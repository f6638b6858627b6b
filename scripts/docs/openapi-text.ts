import { openApi } from '../../functions/routes/all.ts';

/** The OpenAPI document of the routes, as it stands in `docs/openapi.json`. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;
