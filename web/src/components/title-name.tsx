import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { copyAmongQuery, titleNameQuery } from '../lib/api/lookup.ts';

/** The name of a title, with its author, as a link to it. */
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

/** The name of the title that a copy is of. */
export function TitleOfCopy({ copyId }: { readonly copyId: string }) {
  const { data } = useQuery(copyAmongQuery(copyId));
  return data ? <TitleName titleId={data.titleId} /> : null;
}

/** The barcode of a copy, as a link to it. */
export function Barcode({ copyId }: { readonly copyId: string }) {
  return (
    <Link to="/copies/$copyId" params={{ copyId }} className="mono">
      {copyId}
    </Link>
  );
}
