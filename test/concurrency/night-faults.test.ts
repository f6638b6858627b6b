import { describe, expect, it } from 'vitest';
import type { Mail } from '../../lib/runtime/mailer.ts';
import { everythingIn } from '../../testing/database/empty-table.ts';
import { atEachCall, FAULTS, faulty, type Fault } from '../../testing/concurrency/faults.ts';
import { violations } from '../../testing/invariants/invariants.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../testing/api/small-library.ts';

const NIGHT = '2026-10-26T02:30:00.000Z';
const NEXT = '2026-10-27T02:30:00.000Z';

/** A mail in the outbox: the night, the recipients, and the copies that it names. */
const sentMail = (night: string, { to, text }: Mail) => ({
  night,
  to: to.join(),
  copies: [...text.matchAll(/copies\/(\w+)/g)].map((match) => match[1] ?? ''),
});

/**
 * A library on the night after two activities, with one case of everything that a night handles.
 */
const items = await (async () => {
  const library = await openLibrary();
  await prepareLongAgo(library);
  library.clock.setDay('2026-10-12');
  await prepare(library);
  return everythingIn(library);
})();

/** Opens that library with a fault injector. */
const opened = async () => {
  const faults = faulty();
  const outbox: ReturnType<typeof sentMail>[] = [];
  const news: object[] = [];
  const state = { night: NIGHT };
  const library = await openLibrary({
    items,
    at: NIGHT,
    hook: faults.hook,
    services: {
      mail: {
        from: 'apart@bibliotheek.example',
        admins: ['beheer@bibliotheek.example'],
        webUrl: 'https://apart.example/',
        send: (mail) => faults.around(() => Promise.resolve(void outbox.push(sentMail(state.night, mail)))),
      },
      announce: (one) => faults.around(() => Promise.resolve(void news.push(one))),
    },
  });
  library.clock.hold(NIGHT);
  return { faults, outbox, news, state, library };
};

/** In July: a block without an end, and a cancelled reservation that is due to lose its patron. */
async function prepareLongAgo({ addCopy, addPatron, as, block, clock, reserve }: Library): Promise<void> {
  clock.setDay('2026-07-01');
  for (const id of ['n1', 'd1']) await addCopy(id);
  await addPatron('own');
  await done(block('n1', 'loan'));
  const { id = '' } = await done(reserve('own', { copyId: 'd1' }));
  await done(as.admin.delete(`/api/reservations/${id}`));
}

async function prepare(library: Library): Promise<void> {
  const { addCopy, addPatron, addActivity, as, block, checkIn, checkOut, reserve } = library;
  for (const [branchId, name] of [
    [CEN, 'Centrum'],
    [EAST, 'Oost'],
  ] as const) {
    await done(
      as.admin.put(`/api/branches/${branchId}`, { name, contacts: [`${branchId}@bibliotheek.example`] }),
    );
  }
  for (const id of ['a1', 'a2', 'r1']) await addCopy(id);
  await addCopy('e1', { branchId: EAST });
  await addPatron('next');
  const flagging = await addActivity();
  const lifting = await addActivity({ name: 'Sint', branchIds: [CEN, EAST], atEnd: 'lift' });
  await done(as.admin.put('/api/patrons/S1', { branchId: CEN, kind: 'special', activityId: flagging }));
  await done(block('a1', 'reservation', { code: 8, activityId: flagging }));
  await done(checkOut('a1', 'S1'));
  await done(block('e1', 'loan', { activityId: flagging }));
  await done(block('a2', 'reservation', { code: 7, activityId: lifting }));
  await done(block('d1', 'loan', { endDate: '2026-10-25' }));
  await done(reserve('own', { copyId: 'a2', expiresOn: '2026-10-25' }));
  for (const patronId of ['own', 'next']) await done(reserve(patronId, { copyId: 'r1' }));
  await done(checkIn('r1'));
}

const reservationsOf = async ({ staff }: Library, copyId: string) =>
  (await done(staff.get(`/api/reservations?copyId=${copyId}`))).items ?? [];

const actions = async ({ history }: Library, copyId: string) =>
  (await history(copyId)).map(({ action }) => action);

/**
 * Whatever failed in the first run, everything is done once, and no branch has two mails of one
 * night.
 */
const allIsWell = async ({ library, outbox }: Awaited<ReturnType<typeof opened>>, at: string) => {
  expect(await library.flags(), at).toEqual([
    'block-without-end n1',
    'loan-block-left-on e1',
    'reservation-block-left-on a1',
    'special-card-not-checked-in a1',
  ]);
  expect(await actions(library, 'a2'), at).toEqual(['lifted', 'set']);
  expect(await actions(library, 'd1'), at).toEqual(['lifted', 'set']);
  const statuses = async (copyId: string) =>
    (await reservationsOf(library, copyId)).map(({ status, patronId }) => [status, patronId]);
  expect(await statuses('a2'), at).toEqual([['expired', 'own']]);
  expect(await statuses('d1'), at).toEqual([['cancelled', undefined]]);
  // The uncollected copy went to the next in line once.
  expect(await statuses('r1'), at).toEqual([
    ['expired', 'own'],
    ['ready', 'next'],
  ]);
  const mails = outbox.map(({ night, to }) => `${night} ${to}`);
  expect(new Set(mails).size, at).toBe(mails.length);
  expect(await violations(library, '2026-10-26'), at).toEqual([]);
};

/** The next night at the latest mails each branch everything that is left on there. */
const expectMailsToEverybody = async (
  { library, outbox }: Awaited<ReturnType<typeof opened>>,
  at: string,
) => {
  const mailedTo = (to: string) =>
    new Set(outbox.filter((one) => one.to === to).flatMap(({ copies }) => copies));
  expect([...mailedTo('CEN@bibliotheek.example')].sort(), at).toEqual(['a1', 'n1']);
  expect([...mailedTo('EAST@bibliotheek.example')], at).toEqual(['e1']);
  const { items = [] } = await done(library.as.admin.get('/api/flags'));
  for (const { remindedOn } of items) expect(remindedOn, at).toHaveLength(1);
};

/** The news of a day is sent at most once, and exactly once unless the run crashed. */
const expectNewsAtMostOnce = (news: readonly object[], fault: Fault, at: string) => {
  const days = news.map((one) => (one as { day: string }).day);
  expect(new Set(days).size, at).toBe(days.length);
  if (!fault.startsWith('crash')) expect(days, at).toContain('2026-10-26');
};

const run = async (fault: Fault, nth: number): Promise<number> => {
  const scenario = await opened();
  const { faults, library, state } = scenario;
  faults.fail(nth, fault);
  await library.night(NIGHT).catch(() => undefined);
  const calls = faults.mend();
  const at = `${fault} at call ${nth}`;
  await library.night(NIGHT);
  await allIsWell(scenario, at);
  state.night = NEXT;
  library.clock.hold(NEXT);
  await library.night(NEXT);
  await allIsWell(scenario, at);
  await expectMailsToEverybody(scenario, at);
  expectNewsAtMostOnce(scenario.news, fault, at);
  return calls;
};

describe('N4: a fault in any call of the night, and the night again', () => {
  it.each(FAULTS)('%s: nothing is lost, nothing is done twice', { tags: ['search'] }, async (fault) => {
    await atEachCall(3, (nth) => run(fault, nth));
  });
});
