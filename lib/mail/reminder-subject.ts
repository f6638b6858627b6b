import { daysBetween } from '../domain/calendar.ts';
import type { Reminder } from '../domain/reminder.ts';
import { mailText, oneLine } from './texts.ts';

/**
 * The subject of a reminder: where, after what, how many (rule N3). It names what has been
 * over longest, and standing rules only where nothing is left on.
 */
export const subjectOf = ({ branchName, day, tone, groups, apart, lacking }: Reminder): string => {
  const branch = oneLine(branchName);
  if (apart === 0) return mailText(`subject-${tone}-lacking`, { branch, n: lacking });
  const activities = groups.flatMap(({ activity }) => activity ?? []);
  const [longestOver, ...others] = activities;
  const facts = {
    branch,
    activity: oneLine(longestOver?.name ?? ''),
    others: others.length,
    days: longestOver ? daysBetween(longestOver.lastDay, day) : 0,
    n: apart,
  };
  if (tone === 'again') return mailText('subject-again', facts);
  return mailText(longestOver ? `subject-${tone}` : `subject-${tone}-endless`, facts);
};
