import { Button, CloseButton } from '@mantine/core';
import { useCell } from '../../lib/store.ts';
import { notice } from '../../lib/notifications.ts';
import { useShellTexts } from './texts.ts';
import styles from './status-bar.module.css';

/** What has just happened, for eyes and for screen readers; it stays until the next thing does. */
export function StatusBar() {
  const say = useShellTexts();
  const latest = useCell(notice);
  return (
    <section className={`${styles.bar ?? ''} no-print`} aria-label={say('statusBar')}>
      <div role="status" className={styles.live}>
        {latest && (
          <span className={styles[latest.tone]}>
            <strong>{say(latest.tone)}</strong> {latest.text}
          </span>
        )}
      </div>
      {latest?.action && (
        <Button size="xs" variant="default" onClick={latest.action.run}>
          {latest.action.label}
        </Button>
      )}
      {latest && (
        <CloseButton
          size="sm"
          aria-label={say('closeNotice')}
          onClick={() => {
            notice.set(undefined);
          }}
        />
      )}
    </section>
  );
}
