import { useState } from 'react';

interface Versioned {
  readonly version: number;
}

/** A form over a resource that others may change while it is open. */
export interface Rebased<Current, Typed> {
  /** The version that the form shows; its `version` is sent as `If-Match`. */
  readonly base: Current;
  readonly typed: Typed;
  readonly type: (change: Partial<Typed>) => void;
  /**
   * The fields that others changed since the form opened, except to what is typed here. The form
   * shows them, as saving may overwrite them.
   */
  readonly changedByOthers: readonly (keyof Typed & string)[];
}

/**
 * A form whose resource is refetched while it is open. When somebody else changed the resource, the
 * typed fields stay, the other fields follow, and `changedByOthers` lists what they changed.
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
      changedByOthers: [...new Set([...form.changedByOthers, ...changedByOthers(form.typed, older, newer)])],
    });
  }
  return {
    ...form,
    type: (change) => {
      setForm((now) => ({ ...now, typed: { ...now.typed, ...change } }));
    },
  };
}

export const differing = <Typed extends object>(one: Typed, other: Typed): (keyof Typed & string)[] =>
  (Object.keys(other) as (keyof Typed & string)[]).filter(
    (field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]),
  );

/** One's own save, whose answer was lost, changes the fields to what is typed. */
const changedByOthers = <Typed extends object>(typed: Typed, older: Typed, newer: Typed) =>
  differing(older, newer).filter((field) => differing(typed, newer).includes(field));

/** Applies the changes that were typed over the older form to the newer one. */
export function rebased<Typed extends object>(typed: Typed, older: Typed, newer: Typed): Typed {
  const mine = differing(older, typed);
  return { ...newer, ...Object.fromEntries(mine.map((field) => [field, typed[field]])) };
}
