import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../lib/domain/calendar.ts';
import { noBrowser } from '../../testing/browser/browser.ts';
import { directory, empty, end, spawnSystem, tokenAt, up } from '../../testing/system/spawn-system.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { callerAt } from '../../testing/system/http-client.ts';
import { type BrowserSession } from '../../testing/browser/browser-session.ts';
import { expectAccessible, openOwnStaffClient } from '../../testing/browser/staff-client.ts';

const BLOCKED = ['0314000001', '0314000002', '0314000003'] as const;
const ON_CARD = '0314000004';
const ENDLESS = ['0314000005', '0314000006'] as const;
const UNRULED = '0314000007';

/** The day this many days ago, by the clock that client and system share. */
const dayBefore = (days: number): string => addDays(dayOf(new Date()), -days);

/** The library four months ago: an exhibition that nobody cleared up, and blocks without an end. */
async function leaveThingsOn(data: string): Promise<void> {
  const began = spawnSystem([...empty(data), '--today', dayBefore(120)]);
  const url = await up(began);
  const admin = callerAt(url, await tokenAt(url));
  const staff = callerAt(url, await tokenAt(url, 'staff-CEN', 'staff'));
  await smallLibrary(admin, [...BLOCKED, ON_CARD, ...ENDLESS], { shelfmark: 'AK Bruna' });
  await admin('PUT', `/api/copies/${UNRULED}`, { titleId: 'T1', branchId: 'CEN', collection: 'SINT' });
  const { body } = await staff('POST', '/api/activities', {
    name: 'Vitrine Pluk',
    startDate: dayBefore(120),
    endDate: dayBefore(110),
    branchIds: ['CEN'],
  });
  const activityId = (body as { id: string }).id;
  for (const copyId of BLOCKED)
    await staff('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, activityId });
  await staff('PUT', '/api/patrons/VITRINE', {
    branchId: 'CEN',
    kind: 'special',
    label: 'Vitrine',
    activityId,
  });
  await staff('POST', '/api/loans', { copyId: ON_CARD, patronId: 'VITRINE', branchId: 'CEN' });
  for (const copyId of ENDLESS)
    await staff('PUT', `/api/copies/${copyId}/blocks/loan`, { reason: 'Ter inzage' });
  await admin('PUT', '/api/collections/SINT/rule', { code: 8 });
  await end(began);
}

const seesNotice = ({ page }: BrowserSession, text: string) =>
  page.getByRole('status').filter({ hasText: text }).waitFor();
const act = ({ page }: BrowserSession, name: string) => page.getByRole('button', { name, exact: true });
/** The label of the element that has the focus. */
const focused = ({ page }: BrowserSession) => page.locator(':focus').getAttribute('aria-label');

describe.skipIf(noBrowser !== undefined)('attention', { timeout: 120_000 }, () => {
  const data = directory();
  beforeAll(() => leaveThingsOn(data), 120_000);
  // A system of its own, on the data of an earlier one: its flags are months old.
  const library = openOwnStaffClient(['--data', data], async ({ as }) =>
    (await as('admin'))('POST', '/api/jobs/nightly', {}),
  );

  it('what was left on is lifted, one and all, and the focus goes on', async () => {
    const session = await library().openSession('staff-CEN', { path: '/attention' });
    const { page } = session;
    await page.getByRole('link', { name: 'Aandacht (7)' }).waitFor();
    await page.getByText('110 dagen geleden afgelopen').waitFor();
    await page.getByText('kastcode AK Bruna').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: `Innemen ${ON_CARD}` }).waitFor();

    // Somebody changes the copy meanwhile. The screen says so, and the flag stays.
    const admin = await library().as('admin');
    await admin('PUT', `/api/copies/${BLOCKED[0]}`, {
      titleId: 'T1',
      branchId: 'CEN',
      shelfmark: 'AK Elders',
    });
    await act(session, `Eraf halen: ${BLOCKED[0]}`).click();
    await page.getByRole('alert').getByRole('link', { name: BLOCKED[0] }).waitFor();
    await page.getByText('kastcode AK Elders').waitFor();
    await page.getByRole('link', { name: 'Aandacht (7)' }).waitFor();

    await expect.poll(() => act(session, `Eraf halen: ${BLOCKED[0]}`).isEnabled()).toBe(true);
    await act(session, `Eraf halen: ${BLOCKED[0]}`).focus();
    await page.keyboard.press('Enter');
    await seesNotice(session, '1 blokkade eraf gehaald.');
    await page.getByRole('link', { name: 'Aandacht (6)' }).waitFor();
    expect(await focused(session)).toBe(`Eraf halen: ${BLOCKED[1]}`);

    await act(session, 'Alle blokkades eraf halen (2)').first().click();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Eraf halen' }).click();
    await seesNotice(session, '2 blokkades eraf gehaald.');
    await page.getByRole('link', { name: 'Aandacht (4)' }).waitFor();
    const staff = await library().as('staff-CEN');
    expect((await staff('GET', `/api/copies/${BLOCKED[2]}`)).body).toMatchObject({ blocks: [] });
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a block without an end is kept, or lifted and put back', async () => {
    const session = await library().openSession('staff-CEN', { path: '/attention' });
    await act(session, `Laten staan: ${ENDLESS[0]}`).click();
    await seesNotice(session, '1 blokkade blijft staan.');
    await act(session, `Eraf halen: ${ENDLESS[1]}`).click();
    await seesNotice(session, '1 blokkade eraf gehaald.');
    await act(session, 'Ongedaan maken').click();
    await seesNotice(session, 'De blokkade staat er weer op.');
    const staff = await library().as('staff-CEN');
    for (const copyId of ENDLESS)
      expect((await staff('GET', `/api/copies/${copyId}`)).body).toMatchObject({
        blocks: [{ kind: 'loan', reason: 'Ter inzage' }],
      });
    await session.close();
  });

  it('an admin blocks what its rule missed, in English; and nothing left is said so', async () => {
    const session = await library().openSession('admin', { path: '/attention', language: 'en' });
    const { page } = session;
    await page.getByLabel('Kind').selectOption({ label: 'Standing rule: block missing' });
    await act(session, `Block after all: ${UNRULED}`).click();
    await seesNotice(session, '1 copy blocked after all.');
    await page.getByText('Nothing of this was left on.').waitFor();
    await expectAccessible(page);
    expect(session.complaints).toEqual([]);
    await session.close();
  });
});
