import pMap from 'p-map';
import type { Copy } from '../../domain/copy.ts';
import { CannotProcess } from '../../domain/errors.ts';
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
import { claimSend } from '../../store/send-claims.ts';
import { loadTitles } from '../../store/titles.ts';
import type { RequestContext } from '../core/request-context.ts';
import { standingToday, type StandingFlags } from '../flags/list-flags.ts';
import {
  CONCURRENCY,
  isolateFailure,
  type StepCounts,
  type Night,
  type NightPorts,
  type StepOutcome,
} from '../core/nightly-steps.ts';

/** Branches mailed in parallel. */
const BRANCHES_AT_ONCE = 4;

/** The flags of a branch for a mail of this night: due, and still valid (rules N3, T2). */
const flagsDue = async (context: RequestContext, { day }: Night, due: DueReminders): Promise<StandingFlags> =>
  standingToday({ ...context, today: day }, await flagsToMention(context.table, due));

/** The titles of copies, by title id. */
const titlesOf = async (
  context: RequestContext,
  copies: readonly Copy[],
): Promise<ReadonlyMap<string, string>> => {
  const titles = await loadTitles(
    context.table,
    copies.map(({ titleId }) => titleId),
  );
  return new Map([...titles.values()].map(({ titleId, title }) => [titleId, title]));
};

/**
 * Builds the reminder of a branch. Throws `CannotProcess` when the branch does not exist, or when
 * there is nobody to mail.
 */
const compose = async (
  context: RequestContext,
  { day, admins }: Pick<Night, 'day'> & Pick<NightPorts, 'admins'>,
  branchId: string,
  { flags, activities }: StandingFlags,
): Promise<Reminder> => {
  const copyIds = flags.map(({ copyId }) => copyId);
  const [branches, copies] = await Promise.all([
    loadBranches(context.table, [branchId]),
    loadCopies(context.table, copyIds),
  ]);
  const titles = await titlesOf(context, [...copies.values()]);
  const branch = branches.get(branchId);
  if (!branch) throw new CannotProcess('The branch does not exist.');
  const reminder = reminderOf({ branch, day, flags, activities, copies, titles, admins });
  if (reminder.to.length === 0)
    throw new CannotProcess('There is nobody to mail: no contacts, and no admins.');
  return reminder;
};

/** Records the mail on a flag; a flag that was removed meanwhile is skipped. */
const note = async (context: RequestContext, { day }: Night, flag: RemindedFlag): Promise<StepCounts> => {
  await context.table.tryWrite(noteReminder(flag, day));
  return {};
};

/**
 * Mails one branch (rule N3). The claim comes before the mail, so that no two runs mail a branch in
 * one night. The flags are updated after the mail, so that after a crash they are mailed the next
 * night (rule N4).
 */
const remindBranch = async (
  context: RequestContext,
  night: Night,
  { admins, mail }: NightPorts,
  due: DueReminders,
): Promise<readonly StepOutcome[]> => {
  const standing = await flagsDue(context, night, due);
  if (standing.flags.length === 0) return [];
  const reminder = await compose(context, { ...night, admins }, due.branchId, standing);
  if (!(await claimSend(context.table, night.day, `MAIL#${due.branchId}`, context.now))) return [];
  await mail(reminder);
  const noted = await pMap(
    standing.flags,
    (flag) => isolateFailure(`flag ${flag.id}`, () => note(context, night, flag)),
    { concurrency: CONCURRENCY },
  );
  return [{ mailsSent: 1 }, ...noted];
};

/**
 * Mails every branch with a due mail. A branch whose mail fails is set aside and retried the next
 * night (N4).
 */
export const remind = async (
  context: RequestContext,
  night: Night,
  ports: NightPorts,
): Promise<readonly StepOutcome[]> => {
  const due = await branchesToRemind(context.table, night.day);
  const outcomes = await pMap(
    due,
    async (one): Promise<readonly StepOutcome[]> => {
      let mailed: readonly StepOutcome[] = [];
      const outcome = await isolateFailure(`branch ${one.branchId}`, async () => {
        mailed = await remindBranch(context, night, ports, one);
        return {};
      });
      return [outcome, ...mailed];
    },
    { concurrency: BRANCHES_AT_ONCE },
  );
  return outcomes.flat();
};
