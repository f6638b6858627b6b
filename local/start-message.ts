import type { System } from './system.ts';

/** The message of a started system: its address, the users, two curl examples. */
export function startMessage({ url, today, hasSample }: System, tookMs: number): string {
  const has = hasSample ? 'with the sample library' : 'without the sample library';
  const [branch, patron] = hasSample ? ['CEN', '29801001743'] : ['A', '123'];
  const tries = hasSample ? ON_SAMPLE : ON_EMPTY;
  const token = `curl -s ${url}/oauth2/token -d grant_type=password -d username=admin -d password=admin`;
  return `
Apart is at ${url}, ${has}; it is ${today}. (Ready in ${(tookMs / 1000).toFixed(1)} s.)

Open ${url} in a browser, and sign in as admin / admin, or staff-${branch} / staff (any branch).
Programs can be feed / feed or ${patron} / patron (any card) as well:

  TOKEN=$(${token} | sed 's/.*"access_token":"\\([^"]*\\).*/\\1/')
${tries.map((rest) => `  curl -s -H "authorization: Bearer $TOKEN" ${rest.replace('URL', url)}`).join('\n')}

Ctrl-C ends it.`;
}

/** A title search, and a copy that is blocked and on display. */
const ON_SAMPLE = [`'URL/api/titles?prefix=nijntje'`, 'URL/api/copies/03141011415'];

const ON_EMPTY = [
  `-X PUT URL/api/branches/A -H 'content-type: application/json' -d '{"name":"Aalburg"}'`,
  'URL/api/branches',
];
