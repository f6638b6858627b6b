import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * Whether the page is being printed. It renders at once: the browser prints what is there as soon
 * as its event has been heard.
 */
export function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const hear = ({ type }: Event): void => {
      flushSync(() => {
        setPrinting(type === 'beforeprint');
      });
    };
    window.addEventListener('beforeprint', hear);
    window.addEventListener('afterprint', hear);
    return () => {
      window.removeEventListener('beforeprint', hear);
      window.removeEventListener('afterprint', hear);
    };
  }, []);
  return isPrinting;
}
