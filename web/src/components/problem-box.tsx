import { isLost, PerhapsDone, Problem, SessionEnded } from '../lib/api/problem.ts';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';
import { defined } from '../lib/defined.ts';
import styles from './problem-box.module.css';

/** Shows every reason of an error in a sentence; renders nothing without an error. */
export function ProblemBox({ error }: { readonly error: unknown }) {
  const t = useCommonTexts();
  if (error === null || error === undefined) return null;
  const { sentences, traceId } = explained(error, t);
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
      {traceId !== undefined && <p className="mono">{t('traceId', { id: traceId })}</p>}
    </div>
  );
}

type Words = ReturnType<typeof useCommonTexts>;

/** The sentences of an error, without duplicates. Logs an unexpected error to the console. */
export function explained(error: unknown, t: Words) {
  if (error instanceof SessionEnded) return { sentences: [t('sessionEnded')] };
  if (isLost(error)) return { sentences: [t('connectionLost')] };
  if (error instanceof PerhapsDone) return { sentences: [t('perhapsDone')] };
  if (!(error instanceof Problem)) {
    console.error(error);
    return { sentences: [t('unexpected')] };
  }
  const details = [...error.reasons, ...error.errors].map(({ detail }) => detail);
  const sentences = details.length > 0 ? [...new Set(details)] : [error.message];
  return defined({ sentences, traceId: error.traceId });
}
