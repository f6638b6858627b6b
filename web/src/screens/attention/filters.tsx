import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import type { Flag } from '../../lib/api/types.ts';
import { branchesOf, useSession } from '../../lib/session/session.tsx';
import { ACTS } from './flag-actions.ts';
import type { Filter } from './queries.ts';
import { useAttentionTexts } from './texts.ts';

const KINDS = Object.keys(ACTS) as readonly Flag['kind'][];

/** Chooses of which branch and of which kind flags are shown; the branch where somebody works at more than one. */
export function Filters({
  filter,
  choose,
}: {
  readonly filter: Filter;
  readonly choose: (filter: Filter) => void;
}) {
  const say = useAttentionTexts();
  const { person } = useSession();
  const { data: branches = [] } = useQuery(branchesQuery);
  const own = branchesOf(person, branches);
  const { branchId, kind } = filter;
  return (
    <>
      {own.length > 1 && (
        <NativeSelect
          aria-label={say('branch')}
          value={branchId ?? ''}
          onChange={({ currentTarget: { value } }) => {
            choose({ ...(value !== '' && { branchId: value }), ...(kind && { kind }) });
          }}
          data={[
            { value: '', label: say('allBranches') },
            ...own.map((branch) => ({ value: branch.branchId, label: branch.name })),
          ]}
        />
      )}
      <NativeSelect
        aria-label={say('kind')}
        value={kind ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const chosen = KINDS.find((one) => one === value);
          choose({ ...(branchId !== undefined && { branchId }), ...(chosen && { kind: chosen }) });
        }}
        data={[
          { value: '', label: say('allKinds') },
          ...KINDS.map((one) => ({ value: one, label: say(`kind.${one}`) })),
        ]}
      />
    </>
  );
}
