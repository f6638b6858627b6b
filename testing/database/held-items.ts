/** The items that transactions in flight name. DynamoDB lets no other transaction near them. */

/** Remembers held items. An item is a text that stands for its keys. */
export interface HeldItems {
  /** Whether another transaction than the one with this token holds each item, in their order. */
  readonly meets: (items: readonly string[], token?: string) => readonly boolean[];
  /** Holds items for a transaction. The answer tells that the transaction has ended. */
  readonly hold: (items: readonly string[], token?: string) => () => void;
}

/** A transaction as it holds its items, until a time of the clock. */
interface Hold {
  readonly token: string | undefined;
  until: number;
}

/** Holds items until so many milliseconds after the end of their transaction. */
export const holdItems = (holdMs: number, now: () => number): HeldItems => {
  const holds = new Map<string, Hold>();
  const isHeld = (item: string, token: string | undefined): boolean => {
    const hold = holds.get(item);
    if (!hold || hold.until <= now()) return false;
    // The SDK sends a transaction again after a lost answer, with the same token.
    return token === undefined || hold.token !== token;
  };
  return {
    meets: (items, token) => items.map((item) => isHeld(item, token)),
    hold: (items, token) => {
      const hold: Hold = { token, until: Infinity };
      for (const item of items) holds.set(item, hold);
      return () => {
        hold.until = now() + holdMs;
      };
    },
  };
};
