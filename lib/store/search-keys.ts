import { isbnForm } from '../domain/isbn.ts';
import { searchForm } from '../domain/search-form.ts';

const prefixPartition = (form: string) => `PREFIX#${form.slice(0, 1).toWellFormed()}`;
export const prefixIndexKeys = (titleId: string, title: string) => {
  const form = searchForm(title).slice(0, 200).toWellFormed();
  return form === '' ? {} : { prefixKey: prefixPartition(form), prefixSort: `${form}#${titleId}` };
};
export const prefixOf = prefixPartition;

export const isbnIndexKeys = (titleId: string, isbn: string) => ({
  isbnKey: isbnPartition(isbn),
  isbnSort: titleId,
});
export const isbnPartition = (isbn: string) => `ISBN#${isbnForm(isbn)}`;
