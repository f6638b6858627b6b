import { openTable } from '../store/table.ts';
import { DATABASE_TIMEOUT_MS, documentClient } from './clients.ts';
import { systemClock } from './clock.ts';
import { readNightConfig } from './config.ts';
import { openMailer, type Mail } from './mailer.ts';
import { notificationPublisher } from './publish-notification.ts';
import { settingsOf, type Services } from './services.ts';

/**
 * What the night is made of. It has mail to send and news to tell, and only its bundle carries the
 * means for that.
 */
export type NightServices = Pick<Services, 'table' | 'clock' | 'settings'> & {
  readonly mail: {
    readonly from: string;
    /** Who sees a reminder that nobody acts on (rule N3). */
    readonly admins: readonly string[];
    /** Where links in mails lead, with its last slash. */
    readonly webUrl: string;
    readonly send: (mail: Mail) => Promise<void>;
  };
  /** Tells whoever wants to hear it what the night did. */
  readonly announce: (notification: object) => Promise<void>;
};

/** The services of the deployed night, from its environment. */
export const openNightServices = (): NightServices => {
  const config = readNightConfig();
  return {
    table: openTable(documentClient(DATABASE_TIMEOUT_MS.background), config.tableName),
    clock: systemClock(config.clockShiftDays),
    settings: settingsOf(config),
    mail: {
      from: config.mailFrom,
      admins: config.adminMail,
      webUrl: config.webUrl,
      send: openMailer(),
    },
    announce: notificationPublisher(config.newsTopicArn),
  };
};
