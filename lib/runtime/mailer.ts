import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';
import { backOff } from '../store/back-off.ts';

/** A mail with the same words as text and as HTML. */
export interface Mail {
  /** The same for the same mail, however often it is sent. */
  readonly id: string;
  /** A bare address: a policy that lets one address send may refuse a name beside it. */
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

/**
 * Keeps machines from answering, so that no two of them answer each other without end. The first is
 * for all who follow RFC 3834. The second is for Exchange: without `NDR`, which would keep back the
 * report that a mail could not be delivered. SES writes the return path itself.
 */
const UNANSWERED = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
};

/** Dots of an id are replaced: RFC 5322 allows none at the end, and no two in a row. */
const messageIdOf = (id: string, from: string): string =>
  `<${id.replaceAll('.', '=')}@${from.slice(from.lastIndexOf('@') + 1)}>`;

/**
 * Sends mail through SES, which replaces `Date` and `Message-ID` by its own. Throws when SES does
 * not accept it.
 */
export const openMailer = (): ((mail: Mail) => Promise<void>) => {
  const transport = createTransport({
    SES: { sesClient: new SESv2Client({ maxAttempts: 1 }), SendEmailCommand },
    // Mails contain data of the library, which must never make the mailer read a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ id, from, to, cc, date, ...content }) => {
    const message = {
      ...content,
      from,
      to: [...to],
      cc: [...cc],
      date: new Date(date),
      messageId: messageIdOf(id, from),
      headers: UNANSWERED,
    };
    await untilTaken(() => transport.sendMail(message));
  };
};
