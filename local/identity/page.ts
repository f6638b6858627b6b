import { createHash } from 'node:crypto';
import type { HttpReply } from '../gateway/reply.ts';

const STYLE = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f6f7; color: #15262d;
    font: 1rem/1.5 system-ui, sans-serif; }
  main { box-sizing: border-box; width: min(26rem, 100%); padding: 2rem; background: #fff; border-top: 6px solid #ffb703; }
  h1 { margin: 0 0 1rem; font-size: 1.5rem; }
  label { display: block; margin: 1rem 0 0.25rem; font-weight: 600; }
  input, button { box-sizing: border-box; width: 100%; padding: 0.5rem 0.75rem; font: inherit; border-radius: 4px; }
  input { border: 1px solid #52636b; }
  button { margin: 1.5rem 0; border: 0; background: #0f4c5c; color: #fff; font-weight: 600; cursor: pointer; }
  :focus-visible { outline: 3px solid #c77700; outline-offset: 2px; }
  [role='alert'] { padding: 0.5rem 0.75rem; border-left: 4px solid #8c1d18; background: #fde7e4; }
  dt { margin-top: 0.5rem; }
  dd { margin: 0; color: #52636b; }
`;

/** Allows exactly this stylesheet, and no scripts. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of the local identity provider; `content` is escaped HTML. */
export const page = (status: number, title: string, content: string): HttpReply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  },
  body: Buffer.from(`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Apart</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`),
});

/** Escapes a text for HTML content and attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** The error page for a request without a known client or address to return to. */
export const badRequest = (reason: string): HttpReply =>
  page(400, 'Dit kan niet', `<p role="alert">${escaped(reason)}</p>`);

/** Redirects the browser with a GET; parameters that are null are left out. */
export function sentTo(address: string, parameters: Readonly<Record<string, string | null>> = {}): HttpReply {
  const location = new URL(address);
  for (const [name, value] of Object.entries(parameters))
    if (value !== null) location.searchParams.set(name, value);
  return { status: 303, headers: { location: location.href, 'cache-control': 'no-store' } };
}
