import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Activity } from '../../lib/api/types.ts';
import { useBranchName, useSession } from '../../lib/session/session.tsx';
import { useActivityTexts } from './activity-texts.ts';
import { mayMakeLike, mayWrite } from './rights.ts';
import { useActivitiesTexts } from './texts.ts';

/** The part of the screen that is open. */
export type Mode = 'view' | 'edit' | 'copy' | 'close';

/** The actions on an activity that this person may do; otherwise why not. */
export function ActivityActions(props: {
  readonly activity: Activity;
  readonly choose: (mode: Mode) => void;
}) {
  const t = useActivitiesTexts();
  const one = useActivityTexts();
  const { person } = useSession();
  const branchName = useBranchName();
  const { activity, choose } = props;
  const { id, state, branchIds } = activity;
  const isOpen = state === 'running' || state === 'coming';
  const button = (mode: Mode, label: string, isMain = false) => (
    <Button
      variant={isMain ? 'filled' : 'default'}
      onClick={() => {
        choose(mode);
      }}
    >
      {label}
    </Button>
  );
  return (
    <>
      {isOpen && (
        <Button renderRoot={(props) => <Link {...props} to="/display" search={{ activityId: id }} />}>
          {one('setUp')}
        </Button>
      )}
      {mayWrite(person, activity) ? (
        button('edit', t('edit'))
      ) : (
        <span className="quiet">
          {branchIds
            ? t('otherBranches', { branches: branchIds.map(branchName).join(', ') })
            : t('onlyAdmins')}
        </span>
      )}
      {mayMakeLike(person, activity) && button('copy', t('copyAction'))}
      {mayWrite(person, activity) && state !== 'closed' && button('close', one('close'), state === 'over')}
    </>
  );
}
