import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Screen } from '../../components/screen.tsx';
import { useSession } from '../../lib/session/session.tsx';
import { Branches } from './branches.tsx';
import { Nights } from './nights.tsx';
import { Rules } from './rules.tsx';
import { Scanner } from './scanner.tsx';
import { useAdminTexts } from './texts.ts';

const TABS = { branches: Branches, rules: Rules, nights: Nights, scanner: Scanner } as const;

type Tab = keyof typeof TABS;

const ALL_TABS = Object.keys(TABS) as readonly Tab[];

/** The screens for admins: branches, standing rules, nights and a test of scanners. */
export function Admin() {
  const t = useAdminTexts();
  const { person } = useSession();
  return (
    <Screen title={t('title')}>
      {person.role === 'admin' ? <AdminTabs /> : <p className="panel">{t('forAdmins')}</p>}
    </Screen>
  );
}

function AdminTabs() {
  const t = useAdminTexts();
  const navigate = useNavigate();
  const asked = useSearch({ from: '/admin' }).tab;
  const tab = ALL_TABS.find((one) => one === asked) ?? 'branches';
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(value) => void navigate({ to: '/admin', search: { tab: value ?? tab }, replace: true })}
    >
      <Tabs.List aria-label={t('title')}>
        {ALL_TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {ALL_TABS.map((one) => {
        const Content = TABS[one];
        return (
          <Tabs.Panel key={one} value={one} pt="md">
            <Content />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
