import { useState } from 'react';

/** Something that has a version, which changes with it. */
interface Versioned {
  readonly version: number;
}

/** A form over something that others may change meanwhile. */
export interface Rebased<Current, Typed> {
  /**
   * What the form is over now, as it has been shown: its version is the one to send as `If-Match`.
   */
  readonly base: Current;
  readonly typed: Typed;
  readonly type: (change: Partial<Typed>) => void;
  /**
   * The fields that others changed since the form was opened; the form says which, for it can be
   * saved over them now.
   */
  readonly changedByOthers: readonly (keyof Typed & string)[];
}

/**
 * What is typed over something that is read again now and then. Where somebody else changed it
 * meanwhile, what was typed stays, over what they made of the rest; and `changedByOthers` says what
 * they changed, so that nothing of theirs is lost without a word.
 */
export function useRebased<Current extends Versioned | undefined, Typed extends object>(
  current: Current,
  typedOf: (current: Current) => Typed,
): Rebased<Current, Typed> {
  const [form, setForm] = useState<Omit<Rebased<Current, Typed>, 'type'>>(() => ({
    base: current,
    typed: typedOf(current),
    changedByOthers: [],
  }));
  if (current?.version !== form.base?.version) {
    const [older, newer] = [typedOf(form.base), typedOf(current)];
    setForm({
      base: current,
      typed: rebased(form.typed, older, newer),
      changedByOthers: [...new Set([...form.changedByOthers, ...differing(older, newer)])],
    });
  }
  return {
    ...form,
    type: (change) => {
      setForm((now) => ({ ...now, typed: { ...now.typed, ...change } }));
    },
  };
}

/** The fields that differ between two forms. */
export const differing = <Typed extends object>(one: Typed, other: Typed): (keyof Typed & string)[] =>
  (Object.keys(other) as (keyof Typed & string)[]).filter(
    (field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]),
  );

/** What was typed over an older form, put over a newer one. */
export function rebased<Typed extends object>(typed: Typed, older: Typed, newer: Typed): Typed {
  const mine = differing(older, typed);
  return { ...newer, ...Object.fromEntries(mine.map((field) => [field, typed[field]])) };
}
