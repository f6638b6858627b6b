import { useEffect, type ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useFocusBack } from './focus-back.ts';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';
import { dialogNotice } from '../lib/notifications.ts';
import { useStore } from '../lib/store.ts';

/**
 * A dialog that is open while it is rendered. It traps the focus and returns it on closing; Escape
 * closes it.
 */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const common = useCommonTexts();
  useFocusBack();
  return (
    <Modal.Root opened onClose={props.onClose}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: it would be a second banner landmark on the page. */}
        <div className="dialog-head">
          <Modal.Title>{props.title}</Modal.Title>
          <Modal.CloseButton aria-label={common('close')} />
        </div>
        <Modal.Body>
          <DialogNotice />
          {props.children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The last message while the dialog is open. */
function DialogNotice() {
  const text = useStore(dialogNotice);
  useEffect(
    () => () => {
      dialogNotice.set(undefined);
    },
    [],
  );
  return (
    text !== undefined && (
      <p role="alert" className="dialog-notice">
        {text}
      </p>
    )
  );
}
