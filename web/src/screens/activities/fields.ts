import type { ActivityDraft } from './activity-draft.ts';

/** The props of each part of the activity form. */
export interface FieldsProps {
  readonly draft: ActivityDraft;
  readonly set: (change: Partial<ActivityDraft>) => void;
  /** Whether a field may be changed (rule A6). */
  readonly isOpen: (field: keyof ActivityDraft) => boolean;
  /** The API's error of a field. */
  readonly errorOf: (field: string) => string | undefined;
}

/** A list with an item added or removed. */
export const toggled = (list: readonly string[], one: string, isIn: boolean): readonly string[] =>
  isIn ? [...list, one] : list.filter((other) => other !== one);
