import { Button } from '@mantine/core';
import { Dialog } from '../../components/dialog.tsx';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { useAttentionTexts } from './texts.ts';
import type { FlagActionRun } from './use-flag-actions.ts';

/** Asks whether it is to be done to so many. */
export function SureQuestion(props: {
  readonly run: FlagActionRun | undefined;
  readonly close: () => void;
  readonly perform: (run: FlagActionRun) => void;
}) {
  const t = useAttentionTexts();
  const common = useCommonTexts();
  const { run, close, perform } = props;
  if (!run) return null;
  const { action, flags } = run;
  return (
    <Dialog onClose={close} title={t(`sure.${action}`, { count: flags.length })}>
      <div className="stack">
        <p>{t(`detail.${action}`)}</p>
        <div className="row ends">
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              close();
              perform(run);
            }}
          >
            {t(action)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
