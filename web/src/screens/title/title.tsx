import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { titleQuery } from '../../lib/api/queries.ts';
import { Screen } from '../../components/screen.tsx';
import { CopyTable } from './copy-table.tsx';
import { useCopyDialogs } from '../../features/copy-actions/use-copy-dialogs.tsx';
import { useTitleTexts } from './texts.ts';
import { WaitingList } from './waiting-list.tsx';

/** The screen of a title: its waiting list and its copies, with the actions on them. */
export function Title() {
  const t = useTitleTexts();
  const { titleId } = useParams({ from: '/titles/$titleId' });
  const { data: title } = useSuspenseQuery(titleQuery(titleId));
  const { actions, reserveTitle, dialog } = useCopyDialogs();
  return (
    <Screen
      title={title.title}
      lead={[
        title.author,
        title.materialType,
        title.isbn === undefined ? undefined : t('isbn', { isbn: title.isbn }),
        t('copies', { count: title.copies.length }),
        title.waiting === 0 ? undefined : t('waiting', { count: title.waiting }),
      ]
        .filter((fact) => fact !== undefined)
        .join(' · ')}
      actions={
        <Button
          variant="default"
          onClick={() => {
            reserveTitle(titleId);
          }}
        >
          {t('reserveTitle')}
        </Button>
      }
    >
      {title.copies.length === 0 ? (
        <p>{t('noCopies')}</p>
      ) : (
        <CopyTable title={title.title} copies={title.copies} actions={actions} />
      )}
      {title.waiting > 0 && <WaitingList titleId={titleId} />}
      {dialog}
    </Screen>
  );
}
