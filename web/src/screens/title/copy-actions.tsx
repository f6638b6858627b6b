import { Button } from '@mantine/core';
import type { Copy } from '../../lib/api/types.ts';
import type { CopyActionHandlers } from '../../features/copy-actions/copy-actions.ts';
import { useTitleTexts } from './texts.ts';

/** The actions on the selected copies; blocks only on those of the user's branches (rule B8). */
export function CopyActions(props: {
  readonly selected: readonly Copy[];
  readonly own: readonly Copy[];
  readonly actions: CopyActionHandlers;
}) {
  const { selected, own, actions } = props;
  const t = useTitleTexts();
  const none = own.length === 0;
  if (selected.length === 0) return <p className="quiet no-print">{t('hint')}</p>;
  return (
    <div className="row no-print">
      <strong role="status">{t('selected', { count: selected.length })}</strong>
      <Button
        onClick={() => {
          actions.onReserve(selected);
        }}
      >
        {t('reserve')}
      </Button>
      <Button
        disabled={none}
        onClick={() => {
          actions.onBlock(own);
        }}
      >
        {t('blocks')} (5)
      </Button>
      <Button
        variant="default"
        disabled={none}
        onClick={() => {
          actions.onLift(own);
        }}
      >
        {t('lift')}
      </Button>
      {own.length < selected.length && <span className="quiet">{t('otherBranch')}</span>}
    </div>
  );
}
