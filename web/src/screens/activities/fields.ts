import type { ActivityDraft } from './activity-draft.ts';

/** What each part of the form of an activity is given. */
export interface FieldsProps {
  readonly draft: ActivityDraft;
  readonly set: (change: Partial<ActivityDraft>) => void;
  /** Whether a field may be changed (rule A6). */
  readonly isOpen: (field: keyof ActivityDraft) => boolean;
  /** What the API found wrong with a field. */
  readonly errorOf: (field: string) => string | undefined;
}

/** A list with a thing in it, or without it. */
export const toggled = (list: readonly string[], one: string, isIn: boolean): readonly string[] =>
  isIn ? [...list, one] : list.filter((other) => other !== one);
