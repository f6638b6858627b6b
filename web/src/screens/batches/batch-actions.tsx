import { useState } from 'react';
import { Button } from '@mantine/core';
import { answerOf, api } from '../../lib/api/client.ts';
import type { Batch } from '../../lib/api/types.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { canUndo, needsAdmin, outcomesOf, phaseOf } from './batch-state.ts';
import { useBatchListTexts } from './batch-list-texts.ts';

type Verb = 'run' | 'cancel' | 'undo';

/** Asks for a verb of a batch. */
const callVerb = (id: string, verb: Verb) => {
  const wanted = { params: { path: { id } }, body: {} };
  if (verb === 'run') return answerOf(api.POST('/api/batches/{id}/run', wanted));
  if (verb === 'cancel') return answerOf(api.POST('/api/batches/{id}/cancel', wanted));
  return answerOf(api.POST('/api/batches/{id}/undo', wanted));
};

/** What can be done with a batch as it stands: run it, stop it, put it back. */
export function BatchActions({ batch }: { readonly batch: Batch }) {
  const t = useBatchListTexts();
  const common = useCommonTexts();
  const { person } = useSession();
  const [asking, ask] = useState(false);
  const steer = useChange((verb: Verb) => callVerb(batch.id, verb));
  const isLeftToAdmin = needsAdmin(batch) && person.role !== 'admin';
  const { canRun, canStop, canRunOn, canUndoOn } = possible(batch);
  const isStopping = canStop && steer.isSuccess && steer.variables === 'cancel';
  return (
    <>
      <ProblemBox error={steer.error} />
      <div className="row">
        {(canRun || canRunOn) && (
          <Button
            size="md"
            disabled={isLeftToAdmin}
            loading={steer.isPending && steer.variables === 'run'}
            onClick={() => {
              steer.mutate('run');
            }}
          >
            {t(canRunOn ? 'runOn' : 'run')}
          </Button>
        )}
        {(canUndoOn || canUndo(batch)) && (
          <Button
            variant="default"
            size="md"
            disabled={isLeftToAdmin}
            onClick={() => {
              ask(true);
            }}
          >
            {canUndoOn ? t('undoOn') : common('undo')}
          </Button>
        )}
        {canStop && (
          <Button
            variant="default"
            size="md"
            disabled={isStopping}
            loading={steer.isPending && steer.variables === 'cancel'}
            onClick={() => {
              steer.mutate('cancel');
            }}
          >
            {isStopping ? t('stopping') : batch.status === 'running' ? t('stop') : common('cancel')}
          </Button>
        )}
      </div>
      {asking && (
        <UndoQuestion
          batch={batch}
          close={() => {
            ask(false);
          }}
          undo={() => {
            ask(false);
            steer.mutate('undo');
          }}
        />
      )}
    </>
  );
}

/** Which verbs fit the state of a batch. */
function possible(batch: Batch) {
  const { status } = batch;
  const phase = phaseOf(batch);
  const hasFailed = status === 'failed';
  const changes = outcomesOf(batch).some(([outcome]) => outcome === 'will-change');
  return {
    canRun: status === 'previewed' && (changes || batch.includeNewCopies),
    canRunOn: hasFailed && phase === 'run',
    canUndoOn: hasFailed && phase === 'undo',
    canStop:
      status === 'previewing' ||
      status === 'previewed' ||
      status === 'running' ||
      (hasFailed && phase === 'run'),
  };
}

/** Says what an undo does before it is done (rule M5). */
function UndoQuestion(props: {
  readonly batch: Batch;
  readonly close: () => void;
  readonly undo: () => void;
}) {
  const t = useBatchListTexts();
  const common = useCommonTexts();
  const { counts, includeNewCopies } = props.batch;
  return (
    <Dialog onClose={props.close} title={t('undoTitle')}>
      <div className="stack">
        <div>
          <p>{t('undoDetail', { count: counts.changed })}</p>
          <p>{t('undoSkips')}</p>
          {includeNewCopies && <p>{t('undoRule')}</p>}
        </div>
        <div className="row ends">
          <Button variant="default" onClick={props.close}>
            {common('cancel')}
          </Button>
          <Button data-autofocus onClick={props.undo}>
            {common('undo')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
