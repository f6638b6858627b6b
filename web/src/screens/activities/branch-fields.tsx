import { useQuery } from '@tanstack/react-query';
import { Checkbox, Fieldset, Radio } from '@mantine/core';
import { branchesQuery } from '../../lib/api/queries.ts';
import { worksFor } from '../../lib/session/person.ts';
import { useSession } from '../../lib/session/session.tsx';
import { toggled, type FieldsProps } from './fields.ts';
import { useActivitiesTexts } from './texts.ts';

/**
 * The branches of an activity. Staff choose among their own; only an admin may choose all (rule
 * A6).
 */
export function ActivityBranchFields({ draft, set, errorOf }: FieldsProps) {
  const t = useActivitiesTexts();
  const { person } = useSession();
  const { data: branches = [] } = useQuery(branchesQuery);
  const isAdmin = person.role === 'admin';
  const shown = branches.filter(
    ({ branchId }) => worksFor(person, branchId) || draft.branchIds.includes(branchId),
  );
  const error = errorOf('branchIds');
  return (
    <Fieldset legend={t('branches')}>
      <div className="stack tight">
        {([true, false] as const).map((everywhere) => (
          <Radio
            key={String(everywhere)}
            name="everywhere"
            label={t(everywhere ? 'everyBranch' : 'someBranches')}
            description={everywhere && !isAdmin && t('allNeedsAdmin')}
            disabled={everywhere && !isAdmin}
            checked={draft.everywhere === everywhere}
            onChange={() => {
              set({ everywhere });
            }}
          />
        ))}
        {!draft.everywhere &&
          shown.map(({ branchId, name }) => (
            <Checkbox
              key={branchId}
              label={name}
              checked={draft.branchIds.includes(branchId)}
              disabled={!worksFor(person, branchId)}
              // At least one branch is required: an activity without branches is one of all
              // branches.
              required={draft.branchIds.length === 0}
              onChange={(event) => {
                set({ branchIds: toggled(draft.branchIds, branchId, event.currentTarget.checked) });
              }}
            />
          ))}
        {error !== undefined && <p role="alert">{error}</p>}
      </div>
    </Fieldset>
  );
}
