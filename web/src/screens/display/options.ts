import { useState } from 'react';

/** What every scan of a session sets besides. */
export interface Options {
  readonly code: 7 | 8;
  readonly loan: boolean;
}

const KEPT_AS = 'apart.display';

/** What was chosen on this machine the last time: code 8 and no loan block at first. */
function kept(): Options {
  const text = localStorage.getItem(KEPT_AS) ?? '';
  return { code: text.includes('7') ? 7 : 8, loan: text.includes('loan') };
}

/** The options of a session, remembered on this machine. */
export function useOptions(): readonly [Options, (change: Partial<Options>) => void] {
  const [options, set] = useState(kept);
  const change = (wanted: Partial<Options>): void => {
    const next = { ...options, ...wanted };
    localStorage.setItem(KEPT_AS, `${next.code}${next.loan ? ' loan' : ''}`);
    set(next);
  };
  return [options, change];
}
