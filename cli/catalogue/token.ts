import { UsageError } from './failures.ts';
import { send } from './send.ts';

const SAMPLE_USER = { username: 'feed', password: 'feed' };
/** Few tries: a local system that does not answer is not running. */
const PATIENCE = { tries: 3, firstWait: 200 };

/** Whether the URL is of a local system: only that has sample users. */
function isLocal(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

/**
 * The given token, or the sample user's on a local system. Throws a `UsageError` without either.
 */
export async function tokenFor(url: string, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (!isLocal(url))
    throw new UsageError(`${url} needs a token: give one of the feed or an admin with --token.`);
  return sampleToken(url);
}

async function sampleToken(url: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'password', ...SAMPLE_USER });
  const { status, body } = await send(
    { url, patience: PATIENCE },
    { method: 'POST', path: '/oauth2/token', form },
  );
  const token =
    typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : undefined;
  if (typeof token === 'string') return token;
  throw new UsageError(
    `${url} gave no token to the sample user feed (HTTP ${status}): give one with --token.`,
  );
}
