import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TODAY } from '../days.ts';
import type { ReadAll } from '../api-reader.ts';
import { repeated } from './repeated.ts';

interface Report {
  readonly id: string;
  readonly endedAt?: string;
  readonly setAside: readonly { readonly key: string; readonly reason: string }[];
}

/**
 * The violations in the reports: a night that was not interrupted must end and set nothing aside
 * (rules N4, N5).
 */
export const wrongWithReports = async (all: ReadAll, cutOff: boolean): Promise<readonly string[]> => {
  const reports = await all<Report>('/api/jobs');
  const unended = reports.filter(({ endedAt }) => endedAt === undefined);
  // The last two nights ran after the faults.
  const undisturbed = cutOff ? reports.slice(0, 2) : reports;
  return [
    ...unended
      .filter((one) => undisturbed.includes(one))
      .map(({ id }) => `the night ${id} has not come to an end`),
    ...undisturbed.flatMap(({ id, setAside }) =>
      setAside.map(({ key, reason }) => `the night ${id} set ${key} aside: ${reason}`),
    ),
  ];
};

/** The recipients of the mails in an outbox. */
const recipientsIn = (outbox: string): readonly string[] =>
  readdirSync(outbox)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => readFileSync(join(outbox, file), 'utf8'))
    .flatMap((mail) => /^To: (.+)$/m.exec(mail)?.[1] ?? []);

/**
 * The violations in the mails: nobody gets two, however often a day's night runs (rules N3, N4).
 */
export const wrongWithMails = (data: string): readonly string[] =>
  repeated(recipientsIn(join(data, 'outbox'))).map((one) => `${one} got two mails in the night of ${TODAY}`);
