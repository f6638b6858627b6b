/** The JSON in a body, an empty object for none; undefined where it is no JSON. */
export function parseJsonBody(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as unknown) };
  } catch {
    return undefined;
  }
}
