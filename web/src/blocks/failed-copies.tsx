import type { Copy } from '../api/types.ts';
import { explained } from '../parts/problem-box.tsx';
import { useWords } from '../texts/words.ts';
import { useBlockTexts } from './texts.ts';

/** The copies of many for which it failed, each with why. */
export function FailedCopies(props: {
  readonly failed: readonly { readonly item: Copy; readonly error: unknown }[];
}) {
  const say = useBlockTexts();
  const words = useWords();
  if (props.failed.length === 0) return null;
  return (
    <div role="alert">
      <p>{say('partly', { count: props.failed.length })}</p>
      <ul>
        {props.failed.map(({ item, error }) => (
          <li key={item.copyId}>
            <span className="mono">{item.copyId}</span>{' '}
            {explained(error, words('connectionLost')).sentences.join(' ')}
          </li>
        ))}
      </ul>
    </div>
  );
}
