import type { Target } from './target.ts';
import { PATRON, SECRETS, VICTIM } from './users.ts';
import { disclosedSecrets } from './response-checks.ts';
import { wants, type Check, type Results } from './results.ts';
import type { RawRequest } from './raw-client.ts';

/** A request that exceeds one of the limits in `docs/permissions.md`. */
export interface AuthorizationCase {
  /** The call as the page names it. */
  readonly call: string;
  readonly as: 'patron' | 'staff';
  readonly path: string;
  readonly body?: object;
  readonly check: Check;
  /** Texts that an admin reads in the response and the attacker must not. */
  readonly secrets?: readonly string[];
}

const forbidden = wants(403);

/** Checks that the refusal says that an admin is needed (rule M6). */
const needsAdmin: Check = (response, request) => [
  ...forbidden(response, request),
  ...(response.text.includes('/problems/batch-needs-admin') ? [] : ['It is refused for another reason.']),
];

/** Checks that the request succeeds without disclosing these secrets. */
const disclosesNone =
  (secrets: readonly string[]): Check =>
  (response, request) => [...wants(200)(response, request), ...disclosedSecrets(request, response, secrets)];

/** Checks that some of these secrets exist; otherwise `disclosesNone` would prove nothing. */
const disclosesSome =
  (secrets: readonly string[]): Check =>
  (response, request) =>
    disclosedSecrets(request, response, secrets).length > 0
      ? []
      : ['Even an admin reads nothing there that is secret.'];

const caseFor =
  (as: AuthorizationCase['as']) =>
  (call: string, path: string, body?: object, check: Check = forbidden): AuthorizationCase => ({
    call: call.includes(' /') ? call : `${call} ${path.split('?')[0] ?? ''}`,
    as,
    path,
    ...(body && { body }),
    check,
  });

/** A read whose response is permitted but must not contain data of others. */
const readingFor =
  (as: AuthorizationCase['as'], secrets: readonly string[]) =>
  (call: string, path: string): AuthorizationCase => ({
    ...caseFor(as)(call, path, undefined, disclosesNone(secrets)),
    secrets,
  });

const DAYS = { startDate: '2027-01-01', endDate: '2027-02-01' };

/** Requests of a patron for the card, the loans and the reservations of another patron. */
const byPatron = ({ id }: Target): readonly AuthorizationCase[] => {
  const patron = caseFor('patron');
  const reads = readingFor('patron', SECRETS);
  const reservations = [id('NRD.copyReservation'), id('NRD.titleReservation'), id('NRD.cardReservation')];
  const wanted = [VICTIM, id('NRD.card'), id('CEN.card')].flatMap((patronId) => [
    { copyId: 'NRD-4', patronId, pickupBranchId: 'NRD' },
    { titleId: 'T1', patronId, pickupBranchId: 'CEN' },
  ]);
  return [
    reads('GET', '/api/branches'),
    reads('GET /api/branches/{branchId}', '/api/branches/NRD'),
    reads('GET /api/titles/{titleId}', '/api/titles/T1'),
    reads('GET', '/api/copies?collection=SINT'),
    ...['NRD-1', 'NRD-3'].map((copyId) => reads('GET /api/copies/{copyId}', `/api/copies/${copyId}`)),
    reads('GET', '/api/activities'),
    reads('GET /api/activities/{id}', `/api/activities/${id('NRD.activity')}`),
    patron('GET /api/patrons/{patronId}', `/api/patrons/${VICTIM}`),
    ...wanted.flatMap((body) => [
      patron('POST', '/api/reservations', body),
      patron('POST', '/api/reservations/check', body),
    ]),
    patron('GET', `/api/reservations?patronId=${VICTIM}`),
    reads('GET', '/api/reservations?copyId=NRD-2'),
    reads('GET', '/api/reservations?titleId=T2&open=true'),
    ...reservations.flatMap((one) => [
      patron('GET /api/reservations/{id}', `/api/reservations/${one}`),
      patron('DELETE /api/reservations/{id}', `/api/reservations/${one}`),
      patron(
        'GET /api/reservations/{id}',
        `/api/reservations/${one.slice(0, -1)}0`,
        undefined,
        wants(404, 403),
      ),
    ]),
    patron('GET', `/api/loans?patronId=${VICTIM}`),
    patron('GET', `/api/loans?activityId=${id('NRD.activity')}`),
  ];
};

/** Requests of staff for the copies, cards and batches of another branch. */
const byStaff = ({ id }: Target): readonly AuthorizationCase[] => {
  const staff = caseFor('staff');
  const [card, batch, activity] = [id('NRD.card'), id('NRD.batch'), id('NRD.activity')];
  const [own, large] = [id('CEN.activity'), id('large')];
  const reads = readingFor('staff', ['NRD']);
  const special = { kind: 'special', label: 'Van mij' };
  const ofCard = { copyId: 'NRD-4', patronId: card, pickupBranchId: 'NRD' };
  const overridden = { copyId: 'NRD-1', patronId: PATRON, override: { reason: 'mag best' } };
  return [
    staff('PUT /api/patrons/{patronId}', `/api/patrons/${card}`, { branchId: 'CEN', ...special }),
    staff('PUT /api/patrons/{patronId}', '/api/patrons/NEW', { branchId: 'NRD', ...special }),
    staff('PUT /api/patrons/{patronId}', `/api/patrons/${VICTIM}`, { branchId: 'CEN', kind: 'ordinary' }),
    ...(['reservation', 'loan'] as const).flatMap((kind) => {
      const [call, path] = [`/api/copies/{copyId}/blocks/${kind}`, `/api/copies/NRD-1/blocks/${kind}`];
      const body = kind === 'loan' ? {} : { code: 7 };
      return [staff(`PUT ${call}`, path, body), staff(`DELETE ${call}`, path)];
    }),
    ...['/api/reservations', '/api/reservations/check'].flatMap((path) => [
      staff('POST', path, ofCard),
      staff('POST', path, { ...overridden, pickupBranchId: 'CEN' }),
    ]),
    staff('DELETE /api/reservations/{id}', `/api/reservations/${id('NRD.cardReservation')}`),
    staff('POST', '/api/loans', { copyId: 'CEN-4', patronId: PATRON, branchId: 'NRD' }),
    staff('POST', '/api/loans', { copyId: 'CEN-4', patronId: card, branchId: 'CEN' }),
    staff('POST', '/api/loans', { ...overridden, branchId: 'CEN' }),
    staff('POST', '/api/check-ins', { copyId: 'NRD-3', branchId: 'NRD' }),
    staff('POST', '/api/activities', { name: 'x', ...DAYS, branchIds: ['NRD'] }),
    staff('POST', '/api/activities', { name: 'x', ...DAYS }),
    staff('POST', '/api/activities', { name: 'x', ...DAYS, branchIds: ['CEN'], agreement: true }),
    staff('PATCH /api/activities/{id}', `/api/activities/${activity}`, { name: 'Van mij' }),
    staff('PATCH /api/activities/{id}', `/api/activities/${own}`, { agreement: true }),
    staff('PATCH /api/activities/{id}', `/api/activities/${own}`, { branchIds: null }),
    staff('POST /api/activities/{id}/close', `/api/activities/${activity}/close`, { force: true }),
    staff('POST /api/activities/{id}/copy', `/api/activities/${activity}/copy`, DAYS),
    staff('POST /api/activities/{id}/copy', `/api/activities/${id('agreed')}/copy`, DAYS),
    staff('POST', '/api/batches', {
      selection: { collection: 'SINT', branchId: 'NRD' },
      change: { reservation: { code: 8 } },
      includeNewCopies: true,
    }),
    reads('GET', '/api/batches'),
    staff('GET /api/batches/{id}', `/api/batches/${batch}`),
    staff('GET /api/batches/{id}/results', `/api/batches/${batch}/results`),
    ...['run', 'cancel', 'undo'].map((verb) =>
      staff(`POST /api/batches/{id}/${verb}`, `/api/batches/${batch}/${verb}`, {}),
    ),
    ...['run', 'undo'].map((verb) =>
      staff(`POST /api/batches/{id}/${verb}`, `/api/batches/${large}/${verb}`, {}, needsAdmin),
    ),
    ...['?branchId=NRD', ''].flatMap((where) => [
      staff('PUT /api/collections/{collection}/rule', `/api/collections/SINT/rule${where}`, { code: null }),
      staff('DELETE /api/collections/{collection}/rule', `/api/collections/SINT/rule${where}`),
    ]),
    reads('GET', '/api/flags'),
    staff('GET', '/api/flags?branchId=NRD'),
    staff('POST /api/flags/{id}/keep', `/api/flags/${encodeURIComponent(id('NRD.flag'))}/keep`, {}),
  ];
};

export const authorizationCases = (target: Target): readonly AuthorizationCase[] => [
  ...byPatron(target),
  ...byStaff(target),
];

const requestFor = ({ call, path, body }: AuthorizationCase, as: string): RawRequest => ({
  method: call.slice(0, call.indexOf(' ')),
  path,
  as,
  headers: { 'content-type': 'application/json' },
  body: body && JSON.stringify(body),
});

/** Runs each authorization case; nothing may change or leak. */
export const tryAuthorizationCases = async (results: Results, target: Target): Promise<void> => {
  for (const one of authorizationCases(target)) {
    const { as, check, secrets } = one;
    if (secrets)
      await results.send(
        'authorization: there are secrets',
        requestFor(one, 'admin'),
        disclosesSome(secrets),
      );
    await results.send(`authorization: ${as}`, requestFor(one, as), check);
  }
};
