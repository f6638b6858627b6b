import { ConnectionLost, Problem } from '../api/problem.ts';
import { useWords } from '../texts/words.ts';
import styles from './problem-box.module.css';

/** Why something did not go: all the reasons, each in its own sentence. Nothing where nothing is wrong. */
export function ProblemBox({ error }: { readonly error: unknown }) {
  const say = useWords();
  if (error === null || error === undefined) return null;
  const { sentences, traceId } = explained(error, say('connectionLost'));
  return (
    <div role="alert" className={styles.box}>
      {sentences.length === 1 ? (
        <p>{sentences[0]}</p>
      ) : (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {traceId !== undefined && <p className="mono">{say('traceId', { id: traceId })}</p>}
    </div>
  );
}

/** What an error says, sentence by sentence. */
export function explained(error: unknown, lost: string) {
  if (error instanceof ConnectionLost) return { sentences: [lost] };
  if (!(error instanceof Problem)) return { sentences: [String(error)] };
  const details = [...error.reasons, ...error.errors].map(({ detail }) => detail);
  const sentences = details.length > 0 ? [...new Set(details)] : [error.message];
  return { sentences, ...(error.traceId !== undefined && { traceId: error.traceId }) };
}
