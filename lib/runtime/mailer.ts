import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { createTransport } from 'nodemailer';

/** A mail that is ready to go: the same words as text and as HTML. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail through SES. Throws where SES does not take it. */
export const openMailer = (): ((mail: Mail) => Promise<void>) => {
  const transport = createTransport({
    SES: { sesClient: new SESv2Client({ maxAttempts: 5 }), SendEmailCommand },
    // What is in a mail comes from the library's data, and must never make the mailer read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, cc, ...mail }) => {
    await transport.sendMail({ ...mail, to: [...to], cc: [...cc] });
  };
};
