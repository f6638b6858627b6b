import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { copyAmongQuery, titleNameQuery } from '../lib/api/lookup.ts';

/** Links to a title by its name and author. */
export function TitleName({ titleId }: { readonly titleId: string }) {
  const { data } = useQuery(titleNameQuery(titleId));
  return (
    <>
      <Link to="/titles/$titleId" params={{ titleId }}>
        {data?.title ?? titleId}
      </Link>
      {data?.author !== undefined && <span className="quiet"> {data.author}</span>}
    </>
  );
}

/** Links to the title of a copy. */
export function TitleOfCopy({ copyId }: { readonly copyId: string }) {
  const { data } = useQuery(copyAmongQuery(copyId));
  return data ? <TitleName titleId={data.titleId} /> : null;
}

/** Links to a copy by its barcode. */
export function Barcode({ copyId }: { readonly copyId: string }) {
  return (
    <Link to="/copies/$copyId" params={{ copyId }} className="mono">
      {copyId}
    </Link>
  );
}

/** The cells of a copy in a row of a table: its title, and its barcode. */
export function CopyCells({ copyId, titleId }: { readonly copyId: string; readonly titleId?: string }) {
  return (
    <>
      <td>{titleId === undefined ? <TitleOfCopy copyId={copyId} /> : <TitleName titleId={titleId} />}</td>
      <td>
        <Barcode copyId={copyId} />
      </td>
    </>
  );
}
