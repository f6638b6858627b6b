import { useId } from 'react';
import { Barcode, TitleOfCopy } from '../../components/title-name.tsx';

/** Lists copies by title and barcode, below a sentence about them. */
export function CopyNames({
  label,
  copyIds,
}: {
  readonly label: string;
  readonly copyIds: readonly string[];
}) {
  const id = useId();
  return (
    <div className="stack tight">
      <p id={id}>{label}</p>
      <ul aria-labelledby={id}>
        {copyIds.map((copyId) => (
          <li key={copyId}>
            <TitleOfCopy copyId={copyId} /> <Barcode copyId={copyId} />
          </li>
        ))}
      </ul>
    </div>
  );
}
