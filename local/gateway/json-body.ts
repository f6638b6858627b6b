/** The JSON value of a body; an empty body is an empty object. Undefined for invalid JSON. */
export function parseJsonBody(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as unknown) };
  } catch {
    return undefined;
  }
}
