import type { Branch } from '../../lib/api/types.ts';
import { Dialog } from '../../components/dialog.tsx';
import { notify } from '../../lib/notifications.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import { useChange } from '../../components/use-change.ts';
import { useRebased } from '../../lib/use-rebased.ts';
import { useCommonTexts } from '../../lib/i18n/common-texts.ts';
import { DialogForm } from '../../components/dialog-form.tsx';
import { BranchFormFields } from './branch-fields.tsx';
import { saveBranch, formStateOf, type BranchFormState } from './branch-form-state.ts';
import { useAdminTexts } from './texts.ts';

interface Props {
  readonly branches: readonly Branch[];
  /** Null for a new branch. */
  readonly branchId: string | null;
  readonly close: () => void;
}

/** Creates or changes a branch. Shows what somebody else saved meanwhile; the typed fields stay. */
export function BranchForm({ branches, branchId, close }: Props) {
  const t = useAdminTexts();
  const common = useCommonTexts();
  const current = branches.find((one) => one.branchId === branchId);
  const { base, typed, type, changedByOthers } = useRebased(current, formStateOf);
  const save = useChange(
    (act, wanted: BranchFormState) => saveBranch(act, wanted, base),
    (saved) => {
      if (saved === null) return;
      notify('done', t('branchSaved', { name: saved.name }));
      close();
    },
  );
  const code = typed.branchId.trim();
  const wasThere = save.data === null && save.variables?.branchId.trim() === code;
  const isTaken = branchId === null && (wasThere || branches.some((one) => one.branchId === code));
  return (
    <Dialog onClose={close} title={base?.name ?? t('newBranch')}>
      <DialogForm
        submit={common('save')}
        busy={save.isPending}
        onCancel={close}
        onSubmit={() => {
          if (!isTaken) save.mutate(typed);
        }}
      >
        <BranchFormFields typed={typed} type={type} isNew={branchId === null} isTaken={isTaken} />
        <ProblemBox error={save.error} />
        {changedByOthers.length > 0 && base && <SavedByOthers branch={base} fields={changedByOthers} />}
      </DialogForm>
    </Dialog>
  );
}

/** The values that somebody else saved since the form was opened. */
function SavedByOthers(props: {
  readonly branch: Branch;
  readonly fields: readonly (keyof BranchFormState)[];
}) {
  const t = useAdminTexts();
  const { name, contacts = [], pickupDays, reservationLimit } = props.branch;
  const values = {
    branchId: '',
    name: `${t('name')} ${name}`,
    contacts: `${t('contacts')} ${contacts.length === 0 ? '–' : contacts.join(', ')}`,
    pickupDays: `${t('pickupDays')} ${pickupDays}`,
    reservationLimit: `${t('limit')} ${reservationLimit}`,
  };
  const said = props.fields.map((field) => values[field]).join('; ');
  return <p role="status">{t('savedMeanwhile', { values: said })}</p>;
}
