import type { Batch } from '../../lib/api/types.ts';
import { Tag, type Tone } from '../../components/tag.tsx';

const TONES: Readonly<Record<Batch['status'], Tone>> = {
  previewing: 'note',
  previewed: 'warning',
  running: 'note',
  done: 'done',
  cancelled: 'plain',
  undoing: 'note',
  undone: 'plain',
  failed: 'error',
};

/** A tag of a batch's status. */
export function BatchStatusTag({ batch, text }: { readonly batch: Batch; readonly text: string }) {
  return <Tag tone={TONES[batch.status]}>{text}</Tag>;
}
