import { useState } from 'react';

/** The blocks that every scan sets besides the loan. */
export interface Options {
  readonly code: 7 | 8;
  readonly loan: boolean;
}

const KEPT_AS = 'apart.display';

/** The options that this browser used last; code 8 without a loan block by default. */
function kept(): Options {
  const text = localStorage.getItem(KEPT_AS) ?? '';
  return { code: text.includes('7') ? 7 : 8, loan: text.includes('loan') };
}

/** The options of the session, stored in the browser. */
export function useOptions(): readonly [Options, (change: Partial<Options>) => void] {
  const [options, set] = useState(kept);
  const change = (wanted: Partial<Options>): void => {
    const next = { ...options, ...wanted };
    localStorage.setItem(KEPT_AS, `${next.code}${next.loan ? ' loan' : ''}`);
    set(next);
  };
  return [options, change];
}
