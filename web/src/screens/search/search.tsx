import { useSearch } from '@tanstack/react-router';
import { SearchResults } from './results.tsx';
import { Start } from './start.tsx';

/** The results of the search field; without a text the start screen. */
export function Search() {
  const { q = '' } = useSearch({ from: '/' });
  const wanted = q.trim();
  return wanted === '' ? <Start /> : <SearchResults key={wanted} q={wanted} />;
}
