import { Problem, type Reason } from '../../lib/api/problem.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useReserveTexts } from './texts.ts';
import type { Refusal } from './reserve.ts';

/** Lists the reasons of refused reservations; for a title also those of each copy (rule R2). */
export function Refusals({ failed }: { readonly failed: readonly Refusal[] }) {
  const t = useReserveTexts();
  if (failed.length === 0) return null;
  if (failed.length === 1) {
    const { error } = failed[0] ?? {};
    return (
      <>
        <ProblemBox error={error} />
        <PerCopy error={error} />
      </>
    );
  }
  return (
    <div className="stack tight">
      <p>{t('partly')}</p>
      {failed.map(({ item, error }) => (
        <div key={item.copyId}>
          <span className="mono">{item.copyId}</span>
          <ProblemBox error={error} />
        </div>
      ))}
    </div>
  );
}

interface OfCopy {
  readonly copyId: string;
  readonly reasons: readonly Reason[];
}

/** The reasons of each copy, which a refused title reservation has in `copies`. */
function PerCopy({ error }: { readonly error: unknown }) {
  const t = useReserveTexts();
  const copies = error instanceof Problem ? error.reasons.flatMap(copiesIn) : [];
  if (copies.length === 0) return null;
  return (
    <details>
      <summary>{t('perCopy')}</summary>
      <ul>
        {copies.map(({ copyId, reasons }) => (
          <li key={copyId}>
            <span className="mono">{copyId}</span> {reasons.map(({ detail }) => detail).join(' ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

const copiesIn = ({ copies }: Reason): readonly OfCopy[] =>
  Array.isArray(copies) ? (copies as OfCopy[]) : [];
