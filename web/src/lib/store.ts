import { useSyncExternalStore } from 'react';

/** One value that lives outside of the components, and that they can watch. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls the listener at every change, until the answer is called. */
  readonly watch: (listener: () => void) => () => void;
}

/** A cell that begins with this value. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a cell; what uses it is drawn again when it changes. */
export const useStore = <T>({ get, watch }: Store<T>): T => useSyncExternalStore(watch, get);
