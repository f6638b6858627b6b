import { Button } from '@mantine/core';
import { fieldErrors } from '../../components/field-errors.ts';
import { ProblemBox } from '../../components/problem-box.tsx';
import type { ActivityDraft } from './activity-draft.ts';
import { AgreementFields } from './agreement-fields.tsx';
import { BasicFields } from './basic-fields.tsx';
import { ActivityBranchFields } from './branch-fields.tsx';
import { EndFields } from './end-fields.tsx';
import type { FieldsProps } from './fields.ts';
import { ScopeFields } from './scope-fields.tsx';
import styles from './activities.module.css';

const FIELDS = [
  'name',
  'startDate',
  'endDate',
  'branchIds',
  'collections',
  'titleIds',
  'agreement',
  'agreementFrom',
  'atEnd',
  'contacts',
];

interface Act {
  readonly label: string;
  readonly run: () => void;
}

/** The form of an activity, with each error beside its field. */
export function ActivityForm(props: {
  readonly draft: ActivityDraft;
  readonly set: (draft: ActivityDraft) => void;
  /** The fields that may change; all of them by default. */
  readonly open?: readonly (keyof ActivityDraft)[] | undefined;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly submit: Act;
  readonly back: Act;
}) {
  const { draft, open, submit, back } = props;
  const errors = fieldErrors(props.error, FIELDS);
  const fields: FieldsProps = {
    draft,
    set: (change) => {
      props.set({ ...draft, ...change });
    },
    isOpen: (field) => open === undefined || open.includes(field),
    errorOf: errors.of,
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit.run();
      }}
    >
      <BasicFields {...fields} />
      <div className={styles.fields}>
        {fields.isOpen('branchIds') && <ActivityBranchFields {...fields} />}
        <EndFields {...fields} />
        {fields.isOpen('collections') && <ScopeFields {...fields} />}
        {fields.isOpen('agreement') && <AgreementFields {...fields} />}
      </div>
      <ProblemBox error={errors.rest} />
      <div className="row">
        <Button type="submit" loading={props.isBusy}>
          {submit.label}
        </Button>
        <Button variant="default" onClick={back.run}>
          {back.label}
        </Button>
      </div>
    </form>
  );
}
