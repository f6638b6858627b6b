import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client.ts';
import { isStale } from '../api/problem.ts';
import type { Copy } from '../api/types.ts';
import { tell } from '../parts/notice.ts';
import { oneByOne, type Outcomes } from '../parts/one-by-one.ts';
import { useWords } from '../texts/words.ts';
import { changeBlocks, wishBack, type BlockWish, type Changed } from './change-blocks.ts';
import { useBlockTexts } from './texts.ts';

/** What came of saving, and whatever is left to decide. */
export interface SaveBlocks {
  readonly save: (copies: readonly Copy[], wish: BlockWish) => Promise<void>;
  readonly busy: boolean;
  readonly done: number;
  readonly failed: Outcomes<Copy, Changed>['failed'];
  /** The copy as a colleague has left it, where that is why it failed. */
  readonly stale?: Copy;
}

/** Saves blocks of one or more copies; `whenDone` follows when all went well. Each change can be undone from the status bar. */
export function useSaveBlocks(whenDone: () => void): SaveBlocks {
  const say = useBlockTexts();
  const words = useWords();
  const client = useQueryClient();
  const [state, setState] = useState<Pick<SaveBlocks, 'busy' | 'done' | 'failed' | 'stale'>>(AT_REST);

  const undo = async (done: Outcomes<Copy, Changed>['done'], wish: BlockWish) => {
    const back = await oneByOne(done, ({ item, result }) => changeBlocks(result.copy, wishBack(item, wish)));
    await client.invalidateQueries();
    const barcodes = back.failed.map(({ item }) => item.item.copyId).join(', ');
    if (barcodes === '') tell('done', say('undone'));
    else tell('error', say('notUndone', { barcodes }));
  };

  const report = ({ done }: Outcomes<Copy, Changed>, wish: BlockWish) => {
    const [first] = done;
    if (first === undefined) return;
    const count = done.reduce((sum, { result }) => sum + result.affected.length, 0);
    const saved =
      done.length === 1
        ? say('saved', { barcode: first.item.copyId })
        : say('savedMany', { count: done.length });
    const text = count === 0 ? saved : `${saved} ${say('affected', { count })}`;
    tell('done', text, { label: words('undo'), run: () => void undo(done, wish) });
  };

  const save = async (copies: readonly Copy[], wish: BlockWish) => {
    setState({ ...AT_REST, busy: true });
    const outcomes = await oneByOne(
      copies,
      (copy) => changeBlocks(copy, wish),
      (done) => {
        setState((before) => ({ ...before, done }));
      },
    );
    report(outcomes, wish);
    const [problem] = outcomes.failed;
    const stale = copies.length === 1 && isStale(problem?.error) ? await fresh(problem?.item) : undefined;
    setState({ ...AT_REST, failed: outcomes.failed, ...(stale && { stale }) });
    await client.invalidateQueries();
    if (problem === undefined) whenDone();
  };
  const fresh = async (copy: Copy | undefined) =>
    copy &&
    answerOf(api.GET('/api/copies/{copyId}', { params: { path: { copyId: copy.copyId } } })).catch(
      () => undefined,
    );

  return { save, ...state };
}

const AT_REST = { busy: false, done: 0, failed: [] } as const;
