import { Button, CloseButton } from '@mantine/core';
import { useStore } from '../../lib/store.ts';
import { notification } from '../../lib/notifications.ts';
import { useShellTexts } from './texts.ts';
import styles from './status-bar.module.css';

/** Shows the last notification, also to screen readers, until the next one. */
export function StatusBar() {
  const t = useShellTexts();
  const latest = useStore(notification);
  return (
    <section className={`${styles.bar ?? ''} no-print`} aria-label={t('statusBar')}>
      <div role="status" className={styles.live}>
        {latest && (
          <span className={styles[latest.tone]}>
            <strong>{t(latest.tone)}</strong> {latest.text}
          </span>
        )}
      </div>
      {latest?.action && (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            // It is offered once: the action reports its own result.
            notification.set(undefined);
            latest.action?.run();
          }}
        >
          {latest.action.label}
        </Button>
      )}
      {latest && (
        <CloseButton
          size="sm"
          aria-label={t('closeNotice')}
          onClick={() => {
            notification.set(undefined);
          }}
        />
      )}
    </section>
  );
}
