import { Tabs } from '@mantine/core';
import type { Activity } from '../../lib/api/types.ts';
import { ActivityCards } from './activity-cards.tsx';
import { ActivityCopies } from './activity-copies.tsx';
import { ActivityFlags } from './activity-flags.tsx';
import { ActivityLoans } from './activity-loans.tsx';
import { useActivityTexts } from './activity-texts.ts';

/** The lists of an activity; the flags come first when there are any, otherwise the copies. */
export function ActivityTabs({ activity }: { readonly activity: Activity }) {
  const t = useActivityTexts();
  const { id, counts } = activity;
  const tabs = [
    [
      'flags',
      t('flags', { count: counts.flags }),
      <ActivityFlags key="flags" activityId={id} count={counts.flags} />,
    ],
    ['copies', t('copies', { count: counts.blocked }), <ActivityCopies key="copies" activityId={id} />],
    ['loans', t('onCards', { count: counts.onSpecialCards }), <ActivityLoans key="loans" activityId={id} />],
    ['cards', t('cards'), <ActivityCards key="cards" activity={activity} />],
  ] as const;
  const shown = counts.flags > 0 ? tabs : tabs.slice(1);
  return (
    <Tabs defaultValue={counts.flags > 0 ? 'flags' : 'copies'} keepMounted={false}>
      <Tabs.List>
        {shown.map(([value, label]) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map(([value, , panel]) => (
        <Tabs.Panel key={value} value={value} pt="sm">
          {panel}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
