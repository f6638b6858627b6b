/**
 * Sends one request to the API as an admin, and answers with the body of the reply. Throws unless
 * it is a 2xx.
 */
export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;
