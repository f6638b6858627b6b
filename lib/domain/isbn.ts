/** Normalizes an ISBN: an ISBN-10 becomes an ISBN-13; other texts lose spaces and hyphens. */
export const isbnForm = (isbn: string): string => {
  const plain = isbn.replace(/[\s-]/g, '').toUpperCase();
  if (!/^\d{9}[\dX]$/.test(plain)) return plain;
  const digits = `978${plain.slice(0, 9)}`;
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
};
