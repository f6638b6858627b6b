import { Button } from '@mantine/core';
import type { Branch } from '../../lib/api/types.ts';
import { Dialog } from '../../components/dialog.tsx';
import { tell } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useRebased } from '../../components/use-rebased.ts';
import { useWords } from '../../lib/i18n/common-texts.ts';
import { BranchFields } from './branch-fields.tsx';
import { saveBranch, typedOf, type Typed } from './branch-form-state.ts';
import { useAdminTexts } from './texts.ts';

interface Props {
  readonly branches: readonly Branch[];
  /** Null: a new one. */
  readonly branchId: string | null;
  readonly close: () => void;
}

/** Makes a branch or changes one. What somebody else saved meanwhile is shown, and what was typed stays. */
export function BranchForm({ branches, branchId, close }: Props) {
  const say = useAdminTexts();
  const words = useWords();
  const current = branches.find((one) => one.branchId === branchId);
  const { base, typed, type, others } = useRebased(current, typedOf);
  const save = useChange(
    (wanted: Typed) => saveBranch(wanted, base),
    (saved) => {
      if (saved === null) return;
      tell('done', say('branchSaved', { name: saved.name }));
      close();
    },
  );
  const code = typed.branchId.trim();
  const wasThere = save.data === null && save.variables.branchId.trim() === code;
  const isTaken = branchId === null && (wasThere || branches.some((one) => one.branchId === code));
  return (
    <Dialog onClose={close} title={base?.name ?? say('newBranch')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isTaken) save.mutate(typed);
        }}
      >
        <BranchFields typed={typed} type={type} isNew={branchId === null} isTaken={isTaken} />
        <ProblemBox error={save.error} />
        {others.length > 0 && base && <Meanwhile branch={base} fields={others} />}
        <div className="row ends">
          <Button variant="default" onClick={close}>
            {words('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {words('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What somebody else has made of a branch since the form was opened. */
function Meanwhile(props: { readonly branch: Branch; readonly fields: readonly (keyof Typed)[] }) {
  const say = useAdminTexts();
  const { name, contacts = [], pickupDays, reservationLimit } = props.branch;
  const values = {
    branchId: '',
    name: `${say('name')} ${name}`,
    contacts: `${say('contacts')} ${contacts.length === 0 ? '–' : contacts.join(', ')}`,
    pickupDays: `${say('pickupDays')} ${pickupDays}`,
    reservationLimit: `${say('limit')} ${reservationLimit}`,
  };
  const said = props.fields.map((field) => values[field]).join('; ');
  return <p role="status">{say('savedMeanwhile', { values: said })}</p>;
}
