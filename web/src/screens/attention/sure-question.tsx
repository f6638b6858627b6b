import { Button } from '@mantine/core';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-form.tsx';
import { useAttentionTexts } from './texts.ts';
import type { FlagActionRun } from './use-flag-actions.ts';

/** Asks for confirmation of an action on many flags. */
export function SureQuestion(props: {
  readonly run: FlagActionRun | undefined;
  readonly close: () => void;
  readonly perform: (run: FlagActionRun) => void;
}) {
  const t = useAttentionTexts();
  const { run, close, perform } = props;
  if (!run) return null;
  const { action, flags } = run;
  return (
    <Dialog onClose={close} title={t(`sure.${action}`, { count: flags.length })}>
      <div className="stack">
        <p>{t(`detail.${action}`)}</p>
        <DialogButtons onCancel={close}>
          <Button
            data-autofocus
            onClick={() => {
              close();
              perform(run);
            }}
          >
            {t(action)}
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}
