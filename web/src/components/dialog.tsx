import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useFocusBack } from './focus-back.ts';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';

/**
 * A dialog over the screen, for as long as it is drawn: it keeps the focus, Escape closes it, and
 * the focus goes back to where it was.
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
        {/* Not Modal.Header: a second banner beside that of the page. */}
        <div className="dialog-head">
          <Modal.Title>{props.title}</Modal.Title>
          <Modal.CloseButton aria-label={common('close')} />
        </div>
        <Modal.Body>{props.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
