const weighed = (digits: string, weight: (at: number) => number): number =>
  Array.from(digits).reduce((sum, digit, at) => sum + weight(at) * (digit === 'X' ? 10 : Number(digit)), 0);

const plain = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

/**
 * Whether this is an ISBN of 10 or 13 digits whose last digit fits; spaces and hyphens may stand
 * between them.
 */
export function isIsbn(text: string): boolean {
  const digits = plain(text);
  if (/^\d{9}[\dX]$/.test(digits)) return weighed(digits, (at) => 10 - at) % 11 === 0;
  return /^97[89]\d{10}$/.test(digits) && weighed(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0;
}

/** Whether somebody meant an ISBN, but a digit is wrong. */
export const isAlmostIsbn = (text: string): boolean => /^97[89]\d{10}$/.test(plain(text)) && !isIsbn(text);
