import { Button } from '@mantine/core';
import { Dialog } from '../../components/dialog.tsx';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { useAttentionTexts } from './texts.ts';
import type { Deed } from './use-flag-actions.ts';

/** Asks whether it is to be done to so many. */
export function SureQuestion(props: {
  readonly deed: Deed | undefined;
  readonly close: () => void;
  readonly deal: (deed: Deed) => void;
}) {
  const say = useAttentionTexts();
  const words = useWords();
  const { deed, close, deal } = props;
  if (!deed) return null;
  const { act, flags } = deed;
  return (
    <Dialog onClose={close} title={say(`sure.${act}`, { count: flags.length })}>
      <div className="stack">
        <p>{say(`detail.${act}`)}</p>
        <div className="row ends">
          <Button variant="default" onClick={close}>
            {words('cancel')}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              close();
              deal(deed);
            }}
          >
            {say(act)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
