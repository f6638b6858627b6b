/**
 * A title as it is searched for: case and accents don't matter, nor does what is not a letter or
 * digit.
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

/**
 * An ISBN as it is searched for: thirteen digits where it is an ISBN-10 or ISBN-13, else what was
 * given.
 */
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
