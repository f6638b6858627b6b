import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { backOff } from '../store/back-off.ts';

/** A mail with the same words as text and as HTML. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The time at which it was written. */
  readonly date: string;
}

/** SES answers this status when mails come too fast; it has then sent nothing. */
const TOO_MANY = 429;

const isThrottled = (error: unknown): boolean =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === TOO_MANY;

const ATTEMPTS = 5;
const PAUSES = { first: 1_000, longest: 8_000 };

/**
 * Retries only mails that were certainly not sent. After a lost connection that is unknown, and
 * nobody may be mailed twice: the next night tries again (rule N4).
 */
const untilTaken = async (send: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isThrottled(error) || attempt === ATTEMPTS) throw error;
      await backOff(attempt, PAUSES);
    }
  }
};

/** Sends mail through SES. Throws when SES does not accept it. */
export const openMailer = (): ((mail: Mail) => Promise<void>) => {
  const transport = createTransport({
    SES: { sesClient: new SESv2Client({ maxAttempts: 1 }), SendEmailCommand },
    // Mails contain data of the library, which must never make the mailer read a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, cc, ...mail }) => {
    await untilTaken(() => transport.sendMail({ ...mail, to: [...to], cc: [...cc] }));
  };
};
