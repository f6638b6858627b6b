import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Batch } from '../../lib/api/types.ts';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { csvOf } from './csv.ts';
import { useResultTexts } from './result-texts.ts';

/** Downloads the results as a CSV file (rule M4). */
export function CsvButton({ batch }: { readonly batch: Batch }) {
  const t = useResultTexts();
  const download = useMutation({
    mutationFn: () => csvOf(batch.id),
    onSuccess: (csv) => {
      save(csv, t('csvFile', { id: batch.id }));
      notify('done', t('csvDone'));
    },
  });
  return (
    <>
      <ProblemBox error={download.error} />
      <Button
        variant="default"
        loading={download.isPending}
        onClick={() => {
          download.mutate();
        }}
      >
        {t('csv')}
      </Button>
    </>
  );
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
