import { useSearch } from '@tanstack/react-router';
import { SearchResults } from './results.tsx';
import { Start } from './start.tsx';

/**
 * One field for a barcode, an ISBN, a card number or the start of a title; without any of these,
 * what there is to do now.
 */
export function Search() {
  const { q = '' } = useSearch({ from: '/' });
  const wanted = q.trim();
  return wanted === '' ? <Start /> : <SearchResults key={wanted} q={wanted} />;
}
