import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { backOff } from '../store/back-off.ts';

/** A mail that is ready to go: the same words as text and as HTML. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When it was written. */
  readonly date: string;
}

/** What SES answers when mail comes faster than it takes it: nothing has been sent then. */
const TOO_MANY = 429;

const isThrottled = (error: unknown): boolean =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === TOO_MANY;

const ATTEMPTS = 5;
const PAUSES = { first: 1_000, longest: 8_000 };

/**
 * Tries again what was certainly not sent. After a lost connection nobody knows, and nobody is to
 * be mailed twice: that is for the next night (rule N4).
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

/** Sends mail through SES. Throws where SES does not take it. */
export const openMailer = (): ((mail: Mail) => Promise<void>) => {
  const transport = createTransport({
    SES: { sesClient: new SESv2Client({ maxAttempts: 1 }), SendEmailCommand },
    // What is in a mail comes from the library's data, and must never make the mailer read a file
    // or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, cc, ...mail }) => {
    await untilTaken(() => transport.sendMail({ ...mail, to: [...to], cc: [...cc] }));
  };
};
