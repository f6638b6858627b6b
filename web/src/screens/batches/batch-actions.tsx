import { useState } from 'react';
import { Button } from '@mantine/core';
import type { Act } from '../../lib/api/act.ts';
import { answerOf } from '../../lib/api/client.ts';
import type { Batch } from '../../lib/api/types.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange, type Change } from '../../components/use-change.ts';
import { useSession } from '../../lib/session/session.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { DialogButtons } from '../../components/dialog-form.tsx';
import { canUndo, needsAdmin, outcomesOf, phaseOf } from './batch-state.ts';
import { useBatchListTexts } from './batch-list-texts.ts';

type Verb = 'run' | 'cancel' | 'undo';

const callVerb = (act: Act, id: string, verb: Verb) => {
  const wanted = { params: { path: { id } }, body: {} };
  if (verb === 'run') return answerOf(act.POST('/api/batches/{id}/run', wanted));
  if (verb === 'cancel') return answerOf(act.POST('/api/batches/{id}/cancel', wanted));
  return answerOf(act.POST('/api/batches/{id}/undo', wanted));
};

/** The call that moves a batch on, by its verb. */
type Steering = Change<Verb, Batch>;

/** Buttons for the verbs that fit the state of a batch: run, stop, undo. */
export function BatchActions({ batch }: { readonly batch: Batch }) {
  const { person } = useSession();
  const [asking, ask] = useState(false);
  const steer = useChange((act, verb: Verb) => callVerb(act, batch.id, verb));
  const isLeftToAdmin = needsAdmin(batch) && person.role !== 'admin';
  const can = possible(batch);
  return (
    <>
      <ProblemBox error={steer.error} />
      <div className="row">
        {can.run && <RunButton batch={batch} steer={steer} disabled={isLeftToAdmin} />}
        {can.undo && (
          <UndoButton
            batch={batch}
            disabled={isLeftToAdmin}
            ask={() => {
              ask(true);
            }}
          />
        )}
        {can.stop && <StopButton batch={batch} steer={steer} />}
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

/** Which verbs fit the state of a batch; one that failed goes on with what it was doing. */
function possible(batch: Batch) {
  const { status } = batch;
  const changes = outcomesOf(batch).some(([outcome]) => outcome === 'will-change');
  const failedIn = status === 'failed' ? phaseOf(batch) : undefined;
  return {
    run: failedIn === 'run' || (status === 'previewed' && (changes || batch.includeNewCopies)),
    undo: failedIn === 'undo' || canUndo(batch),
    stop: failedIn === 'run' || status === 'previewing' || status === 'previewed' || status === 'running',
  };
}

function RunButton(props: { readonly batch: Batch; readonly steer: Steering; readonly disabled: boolean }) {
  const { batch, steer, disabled } = props;
  const t = useBatchListTexts();
  return (
    <Button
      size="md"
      disabled={disabled}
      loading={steer.isPending && steer.variables === 'run'}
      onClick={() => {
        steer.mutate('run');
      }}
    >
      {t(batch.status === 'failed' ? 'runOn' : 'run')}
    </Button>
  );
}

function UndoButton(props: { readonly batch: Batch; readonly disabled: boolean; readonly ask: () => void }) {
  const t = useBatchListTexts();
  const common = useCommonTexts();
  return (
    <Button variant="default" size="md" disabled={props.disabled} onClick={props.ask}>
      {props.batch.status === 'failed' ? t('undoOn') : common('undo')}
    </Button>
  );
}

/** Stops a run, or drops a preview; the batch stops at its next step, not at once. */
function StopButton({ batch, steer }: { readonly batch: Batch; readonly steer: Steering }) {
  const t = useBatchListTexts();
  const common = useCommonTexts();
  const isStopping = steer.isSuccess && steer.variables === 'cancel';
  return (
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
  );
}

/** Says what an undo does, and asks whether to do it (rule M5). */
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
        <DialogButtons onCancel={props.close}>
          <Button data-autofocus onClick={props.undo}>
            {common('undo')}
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
