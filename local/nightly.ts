import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isCalendarDay } from './clock.ts';
import { messageOf, StartError } from './errors.ts';
import { isList, isRecord, recordAt, asString, type JsonRecord } from './template/template-values.ts';

/** `npm run nightly`: runs the night on a running local system, and prints its report. */
async function main(args: readonly string[]): Promise<void> {
  const { day, url } = asked(args);
  const authorization = `Bearer ${await adminToken(url)}`;
  const first = await call(`${url}/api/jobs/nightly`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify(day === undefined ? {} : { day }),
  });
  const location = first.headers.get('location');
  const report =
    first.status === 202 && location !== null ? await followed(new URL(location, url), authorization) : first;
  console.log(legible(await bodyOf(report)));
}

function asked(args: readonly string[]): { readonly day: string | undefined; readonly url: string } {
  const usage = 'npm run nightly -- [--day 2026-10-12] [--url http://127.0.0.1:3000]';
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { day: { type: 'string' }, url: { type: 'string', default: 'http://127.0.0.1:3000' } },
    }));
  } catch {
    throw new StartError(`These options do not fit: ${usage}.`);
  }
  if (values.day !== undefined && !isCalendarDay(values.day))
    throw new StartError(`"${values.day}" is not a day: ${usage}.`);
  if (!URL.canParse(values.url)) throw new StartError(`"${values.url}" is not an address: ${usage}.`);
  return { day: values.day, url: values.url.replace(/\/+$/, '') };
}

async function adminToken(url: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', username: 'admin', password: 'admin' });
  const { access_token: token } = await bodyOf(await call(`${url}/oauth2/token`, { method: 'POST', body }));
  if (typeof token !== 'string') throw new StartError(`${url} gives no token: is it a local Apart?`);
  return token;
}

/** Polls the report of a night that takes longer than the API waits. */
async function followed(location: URL, authorization: string): Promise<Response> {
  console.log('The night takes a while…');
  for (;;) {
    await pause(2_000);
    const response = await call(location.href, { headers: { authorization } }, [404]);
    if (response.status === 404) continue;
    const { endedAt } = await bodyOf(response.clone());
    if (endedAt !== undefined) return response;
  }
}

async function call(url: string, init: RequestInit, expected: readonly number[] = []): Promise<Response> {
  const response = await fetch(url, init).catch((error: unknown) => {
    const { cause } = error as Error;
    throw new StartError(`Nothing answers at ${url} (${messageOf(cause ?? error)}): is "npm start" running?`);
  });
  if (response.ok || expected.includes(response.status)) return response;
  const { detail, title, message } = await bodyOf(response);
  const reason = [detail, title, message].find((one) => typeof one === 'string') ?? '';
  throw new StartError(`${url} answers ${response.status}: ${reason}`);
}

async function bodyOf(response: Response): Promise<JsonRecord> {
  const body: unknown = await response.json().catch(() => undefined);
  return isRecord(body) ? body : {};
}

/** Formats the report as a few lines with aligned counts. */
function legible(report: JsonRecord): string {
  const field = (name: string): string => asString(report[name] ?? '?');
  const took = (Date.parse(field('endedAt')) - Date.parse(field('startedAt'))) / 1000;
  const counts = Object.entries(recordAt(report, 'counts')).map(
    ([name, count]) =>
      `${asString(count).padStart(8)}  ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
  );
  const setAside = (isList(report.setAside) ? report.setAside : []).map(
    (item) =>
      `  set aside: ${isRecord(item) ? `${asString(item.key)}: ${asString(item.reason)}` : asString(item)}`,
  );
  return [
    `The ${field('job')} job for ${field('day')} took ${took.toFixed(1)} s.`,
    ...counts,
    ...setAside,
  ].join('\n');
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
