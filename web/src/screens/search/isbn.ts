const weighed = (digits: string, weight: (at: number) => number): number =>
  Array.from(digits).reduce((sum, digit, at) => sum + weight(at) * (digit === 'X' ? 10 : Number(digit)), 0);

const plain = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

/**
 * Whether a text is an ISBN of 10 or 13 digits with a valid check digit; spaces and hyphens are
 * allowed.
 */
export function isIsbn(text: string): boolean {
  const digits = plain(text);
  if (/^\d{9}[\dX]$/.test(digits)) return weighed(digits, (at) => 10 - at) % 11 === 0;
  return /^97[89]\d{10}$/.test(digits) && weighed(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0;
}

/** Whether a text looks like an ISBN with a wrong digit. */
export const isAlmostIsbn = (text: string): boolean => /^97[89]\d{10}$/.test(plain(text)) && !isIsbn(text);
