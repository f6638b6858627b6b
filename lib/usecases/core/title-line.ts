/** The line of a title: opened when it is first needed, and counted after each write (rule R6). */
import type { Title } from '../../domain/title.ts';
import { lagsBehind, type TitleLine } from '../../domain/title-line.ts';
import {
  counting,
  loadLine,
  openLine,
  takeNumbers,
  touchLine,
  type TakenNumbers,
} from '../../store/title-lines.ts';
import { loadTitleWithQueue } from '../../store/titles.ts';
import { countingsIn, type Counting } from '../../store/work.ts';
import { WriteLost, type Writes } from '../../store/writes.ts';
import type { RequestContext } from './request-context.ts';
import { retryOnConflict } from './retry.ts';

/**
 * Opens the line of a title from before there were lines: its queue is read once. One read, and one
 * write per 99 who wait.
 */
const open = ({ table, now }: RequestContext, titleId: string): Promise<void> =>
  retryOnConflict(async () => {
    const record = await loadTitleWithQueue(table, titleId);
    if (!record || record.line) return;
    if (!(await openLine(table, titleId, record.queue, now))) throw new WriteLost(['line-open']);
  });

/** Opens a line that has a queue from before there were lines; no request when it has none. */
export const openOldLine = async (
  context: RequestContext,
  title: Title,
  line: TitleLine | undefined,
): Promise<void> => {
  if (!line && title.waiting) await open(context, title.titleId);
};

/**
 * Sees to it that a line is open, and that its numbers are as late as now. No request when both are
 * so already.
 */
export const prepareLine = async (
  context: RequestContext,
  titleId: string,
  line: TitleLine | undefined,
): Promise<void> => {
  if (!line) await open(context, titleId);
  else if (lagsBehind(line, context.now)) await touchLine(context.table, titleId, context.now);
};

/** Sees to it that a line is open before anybody leaves it. One request when it is. */
export const ensureLine = async (context: RequestContext, titleId: string): Promise<void> => {
  if (!(await loadLine(context.table, titleId))) await open(context, titleId);
};

/**
 * Takes the next numbers in the line of a title, which is opened if it is not. One request when it
 * is open.
 */
export const numbersIn = async (
  context: RequestContext,
  titleId: string,
  count = 1,
): Promise<TakenNumbers> => {
  const taken = await takeNumbers(context.table, titleId, context.now, count);
  if (taken) return taken;
  await open(context, titleId);
  throw new WriteLost(['line-open']);
};

/** Does the counting that a write has left to do. Nothing happens the second time. One write. */
export const count = async ({ table }: RequestContext, work: Counting): Promise<void> => {
  await table.update(counting(work));
};

/**
 * Writes, and counts who has left or joined the line of a title by that. The lines must be open. A
 * counting that fails is left to the next sweep: what was written stands.
 */
export const writeAndCount = async (context: RequestContext, writes: Writes): Promise<void> => {
  await context.table.write(writes);
  await Promise.allSettled(countingsIn(writes).map((work) => count(context, work)));
};
