import { daysBetween } from '../domain/calendar.ts';
import type { Reminder } from '../domain/reminder.ts';
import { mailText, oneLine } from './texts.ts';

/** The subject of a reminder: where, after what, how many (wording, row 25). It names what has been over longest. */
export const subjectOf = ({ branchName, day, tone, groups, copies }: Reminder): string => {
  const activities = groups.flatMap(({ activity }) => activity ?? []);
  const [longestOver, ...others] = activities;
  const facts = {
    branch: oneLine(branchName),
    activity: oneLine(longestOver?.name ?? ''),
    others: others.length,
    days: longestOver ? daysBetween(longestOver.lastDay, day) : 0,
    n: copies,
  };
  if (tone === 'again') return mailText('subject-again', facts);
  return mailText(longestOver ? `subject-${tone}` : `subject-${tone}-endless`, facts);
};
