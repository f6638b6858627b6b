import pMap from 'p-map';
import type { Copy } from '../../domain/copy.ts';
import { Impossible } from '../../domain/refusal.ts';
import { nextReminderDay } from '../../domain/reminder-schedule.ts';
import { reminderOf, type Reminder } from '../../domain/reminder.ts';
import { loadBranches } from '../../store/branches.ts';
import { loadCopies } from '../../store/copies.ts';
import {
  branchesToRemind,
  flagsToMention,
  noteReminder,
  type DueReminders,
  type RemindedFlag,
} from '../../store/flags.ts';
import { claimSending } from '../../store/send-claims.ts';
import { loadTitles } from '../../store/titles.ts';
import { WriteLost } from '../../store/writes.ts';
import type { Act } from '../core/request-context.ts';
import { standingToday, type StandingFlags } from '../flags/list-flags.ts';
import { CONCURRENCY, orSetAside, type Done, type Night, type Outcome } from '../core/nightly-steps.ts';

/** Mails to branches that are put together at the same time. */
const BRANCHES_AT_ONCE = 4;

/** The flags of a branch that a mail of this night speaks of: due, and still saying something (rules N3, T2). */
const flagsDue = async (act: Act, { day }: Night, due: DueReminders): Promise<StandingFlags> => {
  const all = await flagsToMention(act.table, due);
  const mentioned = all.filter(
    ({ branchId, since, remindedOn }) =>
      branchId === due.branchId && nextReminderDay(since, remindedOn) <= day,
  );
  return standingToday({ ...act, today: day }, mentioned);
};

/** The reminder with what it names: the branch, the copies, their titles. Throws where nobody could be mailed. */
/** What the titles of copies are called, by id. */
const titlesOf = async (act: Act, copies: readonly Copy[]): Promise<ReadonlyMap<string, string>> => {
  const titles = await loadTitles(
    act.table,
    copies.map(({ titleId }) => titleId),
  );
  return new Map([...titles.values()].map(({ titleId, title }) => [titleId, title]));
};

const compose = async (
  act: Act,
  { day, admins }: Night,
  branchId: string,
  { flags, activities }: StandingFlags,
): Promise<Reminder> => {
  const copyIds = flags.map(({ copyId }) => copyId);
  const [branches, copies] = await Promise.all([
    loadBranches(act.table, [branchId]),
    loadCopies(act.table, copyIds),
  ]);
  const titles = await titlesOf(act, [...copies.values()]);
  const branch = branches.get(branchId);
  if (!branch) throw new Impossible('The branch does not exist.');
  const reminder = reminderOf({ branch, day, flags, activities, copies, titles, admins });
  if (reminder.to.length === 0) throw new Impossible('There is nobody to mail: no contacts, and no admins.');
  return reminder;
};

/** Notes on each flag that it was mailed; one that has gone meanwhile needs no note. */
const note = async (act: Act, { day }: Night, flag: RemindedFlag): Promise<Done> => {
  try {
    await act.table.write(noteReminder(flag, day));
  } catch (error) {
    if (!(error instanceof WriteLost)) throw error;
  }
  return {};
};

/**
 * Mails one branch (rule N3). Claimed before it is sent, so that no two runs mail a branch in one night; noted on the
 * flags only after that, so that what a crash leaves uncertain is sent the next night (rule N4).
 */
const remindBranch = async (act: Act, night: Night, due: DueReminders): Promise<readonly Outcome[]> => {
  const standing = await flagsDue(act, night, due);
  if (standing.flags.length === 0) return [];
  const reminder = await compose(act, night, due.branchId, standing);
  if (!(await claimSending(act.table, night.day, `MAIL#${due.branchId}`, act.now))) return [];
  await night.mail(reminder);
  const noted = await pMap(
    standing.flags,
    (flag) => orSetAside(`flag ${flag.id}`, () => note(act, night, flag)),
    { concurrency: CONCURRENCY },
  );
  return [{ mailsSent: 1 }, ...noted];
};

/** Mails every branch to which a mail is due; one that cannot be mailed is set aside, and tried the next night (N4). */
export const remind = async (act: Act, night: Night): Promise<readonly Outcome[]> => {
  const due = await branchesToRemind(act.table, night.day);
  const outcomes = await pMap(
    due,
    async (one): Promise<readonly Outcome[]> => {
      let told: readonly Outcome[] = [];
      const outcome = await orSetAside(`branch ${one.branchId}`, async () => {
        told = await remindBranch(act, night, one);
        return {};
      });
      return [outcome, ...told];
    },
    { concurrency: BRANCHES_AT_ONCE },
  );
  return outcomes.flat();
};
