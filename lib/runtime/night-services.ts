import { openTable } from '../store/table.ts';
import { DATABASE_TIMEOUT_MS, documentClient } from './clients.ts';
import { systemClock } from './clock.ts';
import { readNightConfig } from './config.ts';
import { openMailer, type Mail } from './mailer.ts';
import { notificationPublisher } from './publish-notification.ts';
import { settingsOf, type Services } from './services.ts';

/** The services of the night. Only its bundle has the clients for mails and notifications. */
export type NightServices = Pick<Services, 'table' | 'clock' | 'settings'> & {
  readonly mail: {
    readonly from: string;
    /** Recipients of reminders that nobody acts on (rule N3). */
    readonly admins: readonly string[];
    /** The base URL of links in mails, with a slash at its end. */
    readonly webUrl: string;
    readonly send: (mail: Mail) => Promise<void>;
  };
  /** Publishes the report of the night. */
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
