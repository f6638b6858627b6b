import { useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Copy } from '../api/types.ts';
import { BlockTag } from '../parts/copy-tags.tsx';
import { tell } from '../parts/notice.ts';
import { oneByOne, type Outcomes } from '../parts/one-by-one.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../texts/words.ts';
import type { Changed } from './change-blocks.ts';
import { FailedCopies } from './failed-copies.tsx';
import { groupsOf, liftFromAll, setAgain } from './lift-blocks.ts';
import { useBlockTexts } from './texts.ts';

/** Takes blocks off one or more copies: which ones is chosen, because each has a cause of its own. */
export function LiftDialog({
  copies,
  onClose,
}: {
  readonly copies: readonly Copy[];
  readonly onClose: () => void;
}) {
  const say = useBlockTexts();
  return (
    <Dialog onClose={onClose} title={say('liftHeading')}>
      <Form copies={copies} onClose={onClose} />
    </Dialog>
  );
}

function Form({ copies, onClose }: { readonly copies: readonly Copy[]; readonly onClose: () => void }) {
  const say = useBlockTexts();
  const words = useWords();
  const groups = groupsOf(copies);
  // A standing rule's block is meant for good: it is taken off when asked for, and not along with the others.
  const [slots, setSlots] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter(({ block }) => block.source.type !== 'rule').map(({ slot }) => slot)),
  );
  const { lift, busy, failed } = useLift(onClose);
  if (groups.length === 0) return <p>{say('liftNone')}</p>;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void lift(copies, slots);
      }}
    >
      <Checkbox.Group
        label={say('liftWhich')}
        value={[...slots]}
        onChange={(chosen) => {
          setSlots(new Set(chosen));
        }}
      >
        <div className="stack tight">
          {groups.map(({ slot, block, copyIds }, index) => (
            <Checkbox
              key={slot}
              value={slot}
              {...(index === 0 && { 'data-autofocus': true })}
              description={block.source.type === 'rule' ? say('ofRule') : undefined}
              label={
                <>
                  <BlockTag block={block} /> {copies.length > 1 && say('onCopies', { count: copyIds.length })}
                </>
              }
            />
          ))}
        </div>
      </Checkbox.Group>
      <FailedCopies failed={failed} />
      <div className="row ends">
        <Button variant="default" onClick={onClose}>
          {words('cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={slots.size === 0}>
          {say('lift')}
        </Button>
      </div>
    </form>
  );
}

function useLift(whenDone: () => void) {
  const say = useBlockTexts();
  const words = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Outcomes<Copy, Changed>['failed']>([]);

  const undo = async (done: Outcomes<Copy, Changed>['done'], slots: ReadonlySet<string>) => {
    const back = await oneByOne(done, ({ item, result }) => setAgain(item, result.copy, slots));
    await client.invalidateQueries();
    const barcodes = back.failed.map(({ item }) => item.item.copyId).join(', ');
    if (barcodes === '') tell('done', say('undone'));
    else tell('error', say('notUndone', { barcodes }));
  };

  const lift = async (copies: readonly Copy[], slots: ReadonlySet<string>) => {
    setBusy(true);
    const { done, failed: refused } = await liftFromAll(copies, slots);
    setBusy(false);
    setFailed(refused);
    await client.invalidateQueries();
    const [first] = done;
    if (first)
      tell(
        'done',
        done.length === 1
          ? say('saved', { barcode: first.item.copyId })
          : say('savedMany', { count: done.length }),
        { label: words('undo'), run: () => void undo(done, slots) },
      );
    if (refused.length === 0) whenDone();
  };
  return { lift, busy, failed };
}
