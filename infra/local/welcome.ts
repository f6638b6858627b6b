import type { System } from './system.ts';

/** What is printed when the system is up: where it is, who can sign in, and three things to try. */
export function welcome({ url, today, sample }: System, tookMs: number): string {
  const [title, copy] = sample === 'declined' ? ['', 'YOUR-COPY'] : SAMPLE;
  return `
Apart is at ${url} (ready in ${(tookMs / 1000).toFixed(1)} s; today is ${today}${sample === 'declined' ? '; no sample library' : ''}).

  Sign in as   admin / admin        feed / feed
               staff-{branchId} / staff        {patronId} / patron

  Three things to try:
    TOKEN=$(curl -s ${url}/oauth2/token -d grant_type=password -d username=admin -d password=admin | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
    curl -s -H "Authorization: Bearer $TOKEN" '${url}/api/titles?prefix=${title}'
    curl -s -H "Authorization: Bearer $TOKEN" '${url}/api/copies/${copy}'

  Ctrl-C ends it.`;
}

/** The start of a title, and a copy, of the sample library. */
const SAMPLE = ['de', 'YOUR-COPY'] as const;
