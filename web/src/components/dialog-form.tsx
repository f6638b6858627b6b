import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';

/** The form of a dialog, with the buttons to cancel and to submit below its fields. */
export function DialogForm(props: {
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  /** The label of the submit button. */
  readonly submit: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** The progress of a long submit, shown beside the buttons. */
  readonly progress?: ReactNode;
  readonly children: ReactNode;
}) {
  const { onSubmit, onCancel, submit, busy, disabled = false, progress, children } = props;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <DialogButtons onCancel={onCancel} before={progress}>
        <Button type="submit" loading={busy} disabled={disabled}>
          {submit}
        </Button>
      </DialogButtons>
    </form>
  );
}

/** A row with the cancel button, followed by the main button of the dialog. */
export function DialogButtons(props: {
  readonly onCancel: () => void;
  readonly before?: ReactNode;
  readonly children: ReactNode;
}) {
  const common = useCommonTexts();
  return (
    <div className="row ends">
      {props.before}
      <Button variant="default" onClick={props.onCancel}>
        {common('cancel')}
      </Button>
      {props.children}
    </div>
  );
}
