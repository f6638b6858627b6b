/**
 * Normalizes a title for searches: ignores case, accents, and everything except letters and digits.
 */
export const searchForm = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const prefixPartition = (form: string) => `PREFIX#${form.slice(0, 1).toWellFormed()}`;
export const prefixIndexKeys = (titleId: string, title: string) => {
  const form = searchForm(title).slice(0, 200).toWellFormed();
  return form === '' ? {} : { prefixKey: prefixPartition(form), prefixSort: `${form}#${titleId}` };
};
export const prefixOf = prefixPartition;

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
export const isbnIndexKeys = (titleId: string, isbn: string) => ({
  isbnKey: isbnPartition(isbn),
  isbnSort: titleId,
});
export const isbnPartition = (isbn: string) => `ISBN#${isbnForm(isbn)}`;
