import { useState } from 'react';
import { Button, Textarea, TextInput } from '@mantine/core';
import { answerOf, api, ifMatch } from '../../api/client.ts';
import { isStale } from '../../api/problem.ts';
import type { Branch } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { tell } from '../../parts/notice.ts';
import { ProblemBox } from '../../parts/problem-box.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useWords } from '../../texts/words.ts';
import { useAdminTexts } from './texts.ts';

/** A branch as it is typed. */
interface Typed {
  readonly branchId: string;
  readonly name: string;
  readonly contacts: string;
  readonly pickupDays: string;
  readonly reservationLimit: string;
}

const typedOf = (branch: Branch | undefined): Typed => ({
  branchId: branch?.branchId ?? '',
  name: branch?.name ?? '',
  contacts: (branch?.contacts ?? []).join('\n'),
  pickupDays: String(branch?.pickupDays ?? 7),
  reservationLimit: String(branch?.reservationLimit ?? 15),
});

const save = ({ branchId, name, contacts, pickupDays, reservationLimit }: Typed, known: Branch | undefined) =>
  answerOf(
    api.PUT('/api/branches/{branchId}', {
      params: { path: { branchId: branchId.trim() }, ...(known && { header: ifMatch(known.version) }) },
      body: {
        name: name.trim(),
        contacts: contacts.split(/[\s,;]+/).filter((address) => address !== ''),
        pickupDays: Number(pickupDays),
        reservationLimit: Number(reservationLimit),
      },
    }),
  );

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
  const branch = branches.find((one) => one.branchId === branchId);
  const [typed, type] = useState(typedOf(branch));
  const isTaken = branchId === null && branches.some((one) => one.branchId === typed.branchId.trim());
  const change = useChange(
    (wanted: Typed) => save(wanted, branch),
    ({ name }) => {
      tell('done', say('branchSaved', { name }));
      close();
    },
  );
  return (
    <Dialog onClose={close} title={branch?.name ?? say('newBranch')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isTaken) change.mutate(typed);
        }}
      >
        <Fields typed={typed} type={type} isNew={branchId === null} isTaken={isTaken} />
        <ProblemBox error={change.error} />
        {isStale(change.error) && branch && <Meanwhile branch={branch} />}
        <div className="row ends">
          <Button variant="default" onClick={close}>
            {words('cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {words('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Meanwhile({ branch }: { readonly branch: Branch }) {
  const say = useAdminTexts();
  const { name, contacts = [], pickupDays, reservationLimit } = branch;
  const values = [
    `${say('name')} ${name}`,
    `${say('contacts')} ${contacts.join(', ')}`,
    `${say('pickupDays')} ${pickupDays}`,
    `${say('limit')} ${reservationLimit}`,
  ];
  return <p role="status">{say('savedMeanwhile', { values: values.join('; ') })}</p>;
}

function Fields(props: {
  readonly typed: Typed;
  readonly type: (typed: Typed) => void;
  readonly isNew: boolean;
  readonly isTaken: boolean;
}) {
  const say = useAdminTexts();
  const { typed, type } = props;
  const field = (name: keyof Typed) => ({
    value: typed[name],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) => {
      type({ ...typed, [name]: value });
    },
  });
  return (
    <>
      {props.isNew && (
        <TextInput
          data-autofocus
          required
          label={say('code')}
          maxLength={40}
          pattern="[A-Za-z0-9._\-]+"
          error={props.isTaken && say('codeTaken')}
          {...field('branchId')}
        />
      )}
      <TextInput required label={say('name')} {...field('name')} />
      <Textarea
        label={say('contacts')}
        description={say('contactsHelp')}
        rows={3}
        spellCheck={false}
        {...field('contacts')}
      />
      <div className="row">
        <TextInput type="number" min={1} required label={say('pickupDays')} {...field('pickupDays')} />
        <TextInput type="number" min={0} required label={say('limit')} {...field('reservationLimit')} />
      </div>
    </>
  );
}
