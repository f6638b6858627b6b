import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import type { Flag } from '../../lib/api/types.ts';
import { branchesOf, useSession } from '../../lib/session/session.tsx';
import { defined } from '../../lib/defined.ts';
import { FLAG_ACTIONS } from './flag-actions.ts';
import type { Filter } from './queries.ts';
import { useAttentionTexts } from './texts.ts';

const KINDS = Object.keys(FLAG_ACTIONS) as readonly Flag['kind'][];

/** Filters the flags by branch and by kind. The branch is offered to staff of several branches. */
export function Filters({
  filter,
  choose,
}: {
  readonly filter: Filter;
  readonly choose: (filter: Filter) => void;
}) {
  const t = useAttentionTexts();
  const { person } = useSession();
  const { data: branches = [] } = useQuery(branchesQuery);
  const own = branchesOf(person, branches);
  const { branchId, kind } = filter;
  return (
    <>
      {own.length > 1 && (
        <NativeSelect
          aria-label={t('branch')}
          value={branchId ?? ''}
          onChange={({ currentTarget: { value } }) => {
            choose(defined({ branchId: value === '' ? undefined : value, kind }));
          }}
          data={[
            { value: '', label: t('allBranches') },
            ...own.map((branch) => ({ value: branch.branchId, label: branch.name })),
          ]}
        />
      )}
      <NativeSelect
        aria-label={t('kind')}
        value={kind ?? ''}
        onChange={({ currentTarget: { value } }) => {
          choose(defined({ branchId, kind: KINDS.find((one) => one === value) }));
        }}
        data={[
          { value: '', label: t('allKinds') },
          ...KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) })),
        ]}
      />
    </>
  );
}
