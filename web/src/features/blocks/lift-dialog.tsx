import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import type { Copy } from '../../lib/api/types.ts';
import { BlockTag } from './copy-tags.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogForm } from '../../components/dialog-form.tsx';
import { liftBlocks } from './change-blocks.ts';
import { FailedCopies } from './failed-copies.tsx';
import { blockGroupsOf, toLift } from './block-groups.ts';
import { useBlockTexts } from './texts.ts';
import { useBulkChange } from './use-bulk-change.ts';

/**
 * Lifts blocks from one or more copies. The user chooses the blocks, as they can have different
 * causes.
 */
export function LiftDialog({
  copies,
  onClose,
}: {
  readonly copies: readonly Copy[];
  readonly onClose: () => void;
}) {
  const t = useBlockTexts();
  return (
    <Dialog onClose={onClose} title={t('liftHeading')}>
      <Form copies={copies} onClose={onClose} />
    </Dialog>
  );
}

function Form({ copies, onClose }: { readonly copies: readonly Copy[]; readonly onClose: () => void }) {
  const t = useBlockTexts();
  const { go, left, failed, busy } = useBulkChange(copies, onClose);
  const groups = blockGroupsOf(left);
  // A block of a standing rule is meant to stay: it is not preselected.
  const [keys, setKeys] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter(({ block }) => block.source.type !== 'rule').map(({ lifted }) => lifted)),
  );
  const chosen = groups.filter(({ lifted }) => keys.has(lifted));
  if (groups.length === 0) return <p>{t('liftNone')}</p>;
  return (
    <DialogForm
      submit={t('lift')}
      busy={busy}
      disabled={chosen.length === 0}
      onCancel={onClose}
      onSubmit={() => {
        go({
          change: (act, copy) => liftBlocks(act, copy, keys),
          isDone: (copy) => toLift(copy, keys).length === 0,
        });
      }}
    >
      <Checkbox.Group
        label={t('liftWhich')}
        value={chosen.map(({ lifted }) => lifted)}
        onChange={(values) => {
          setKeys(new Set(values));
        }}
      >
        <div className="stack tight">
          {groups.map(({ lifted, block, copyIds }, index) => (
            <Checkbox
              key={lifted}
              value={lifted}
              {...(index === 0 && { 'data-autofocus': true })}
              description={block.source.type === 'rule' ? t('ofRule') : undefined}
              label={
                <>
                  <BlockTag block={block} /> {copies.length > 1 && t('onCopies', { count: copyIds.length })}
                </>
              }
            />
          ))}
        </div>
      </Checkbox.Group>
      <FailedCopies failed={failed} />
    </DialogForm>
  );
}
