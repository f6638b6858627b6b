/**
 * Sends one request to the API as an admin, and answers the body. Throws unless the status is 2xx.
 */
export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;
