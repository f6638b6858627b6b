import { basename } from 'node:path';

import { pMapIterable } from 'p-map';

import { readEntries, type Entry } from './entries.ts';
import { StopError } from './failures.ts';
import { byColumn, type CsvLine } from './lines.ts';
import type { PlannedFile } from './plan.ts';
import { refusalOf, type Refusal } from './problem.ts';
import type { Reject } from './rejects.ts';
import { mayPass } from './retry.ts';
import { send, type Api, type Reply } from './send.ts';

/** The results of the lines of a file. */
export interface LineCounts {
  readonly created: number;
  readonly known: number;
  readonly rejected: number;
}

export interface Listeners {
  readonly onReject: (reject: Reject) => void;
  readonly onProgress: (done: number) => void;
}

/** Parallel requests: enough to keep the API busy, few enough to let a throttled one recover. */
const AT_ONCE = 16;
/** After this many failures in a row the API is the problem, not the lines. */
const FAILURES_IN_A_ROW = 20;

/** The statuses that every line would get, and advice for each. */
const HOPELESS: Readonly<Record<number, string>> = {
  401: 'The token is not accepted (401); it may have expired. Get a new one and run the import again.',
  403: 'The token may not load the catalogue (403). Use one of the feed or an admin.',
  404: 'There is no such API at this URL (404). Check --url.',
  405: 'There is no such API at this URL (405). Check --url.',
};

/**
 * Sends the lines of a file in parallel, and reports the results in their order. Throws a
 * `StopError` when the API refuses or fails on every line.
 */
export async function loadFile(api: Api, planned: PlannedFile, listeners: Listeners): Promise<LineCounts> {
  const ending = new AbortController();
  const client = { ...api, signal: ending.signal };
  const outcomes = pMapIterable(readEntries(planned), (entry) => sendEntry(client, planned, entry), {
    concurrency: AT_ONCE,
    backpressure: AT_ONCE * 4,
  });
  const tally = { created: 0, known: 0, rejected: 0 };
  let failures = 0;
  try {
    for await (const { entry, status, refusal } of outcomes) {
      failures = typeof status === 'number' && mayPass(status) ? failures + 1 : 0;
      if (failures >= FAILURES_IN_A_ROW)
        throw new StopError(`The API fails on every line (${String(status)}).`);
      tally[refusal ? 'rejected' : status === 201 ? 'created' : 'known'] += 1;
      if (refusal) listeners.onReject(toReject(planned, entry.line, refusal));
      listeners.onProgress(tally.created + tally.known + tally.rejected);
    }
    return tally;
  } finally {
    ending.abort();
  }
}

interface Outcome {
  readonly entry: Entry;
  readonly status: Refusal['status'];
  readonly refusal?: Refusal;
}

async function sendEntry(api: Api, { file }: PlannedFile, entry: Entry): Promise<Outcome> {
  if (entry.refusal) return { entry, status: '', refusal: entry.refusal };
  const path = `/api/${file.name}/${encodeURIComponent(entry.row.id)}`;
  const reply = await send(api, { method: 'PUT', path, body: entry.row.body });
  stopIfHopeless(reply);
  const accepted = reply.status === 200 || reply.status === 201;
  return { entry, status: reply.status, ...(accepted ? {} : { refusal: refusalOf(reply) }) };
}

function stopIfHopeless({ status }: Reply): void {
  const why = HOPELESS[status];
  if (why !== undefined) throw new StopError(why);
}

function toReject({ path, columns }: PlannedFile, line: CsvLine, refusal: Refusal): Reject {
  return { ...refusal, file: basename(path), line: line.number, values: byColumn(columns, line.cells) };
}
