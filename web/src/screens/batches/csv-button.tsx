import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Batch } from '../../lib/api/types.ts';
import { tell } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { csvOf } from './csv.ts';
import { useResultTexts } from './result-texts.ts';

/** Saves what came of each copy as a file for a spreadsheet (rule M4). */
export function CsvButton({ batch }: { readonly batch: Batch }) {
  const say = useResultTexts();
  const download = useMutation({
    mutationFn: () => csvOf(batch.id),
    onSuccess: (csv) => {
      save(csv, say('csvFile', { id: batch.id }));
      tell('done', say('csvDone'));
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
        {say('csv')}
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
