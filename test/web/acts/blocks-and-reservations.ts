import type { Page } from 'playwright-core';
import { button, click, field, type ActRow, type Maker } from './act-row.ts';

const RESERVATION = '/api/copies/{copyId}/blocks/reservation';
const LOAN = '/api/copies/{copyId}/blocks/loan';

const copyPath = async ({ copy }: Maker): Promise<string> => `/copies/${await copy()}`;

/** A copy with a block of each kind. */
async function blockedCopy({ admin, copy }: Maker): Promise<string> {
  const copyId = await copy();
  await admin('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8 });
  await admin('PUT', `/api/copies/${copyId}/blocks/loan`, {});
  return `/copies/${copyId}`;
}

async function chooseBlocks(page: Page): Promise<void> {
  await button('Blokkades wijzigen (5)')(page).click();
  await page.getByLabel('8 Niet reserveerbaar').check();
  await page.getByLabel('Zonder einddatum').check();
}

/** The address of a copy with a reservation of a reader. */
async function reservedFor({ admin, copy, reader }: Maker): Promise<string> {
  const patronId = await reader();
  await admin('POST', '/api/reservations', { copyId: await copy(), patronId, pickupBranchId: 'CEN' });
  return patronId;
}

/** The blocks and the reservations of copies. */
export const BLOCKS_AND_RESERVATIONS: readonly ActRow[] = [
  {
    name: 'Blokkades: Opslaan',
    from: 'features/blocks/use-bulk-change.ts',
    makes: [`PUT ${RESERVATION}`, `PUT ${LOAN}`],
    prepare: copyPath,
    before: chooseBlocks,
    press: button('Opslaan'),
    field: field(/^Reden/),
  },
  {
    name: 'Blokkades: Ongedaan maken',
    from: 'features/blocks/use-undo.ts',
    makes: [`DELETE ${RESERVATION}`, `DELETE ${LOAN}`],
    prepare: copyPath,
    before: async (page) => {
      await chooseBlocks(page);
      await click('Opslaan')(page);
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
    press: button('Ongedaan maken'),
  },
  {
    name: 'Blokkades eraf halen',
    from: 'features/blocks/use-bulk-change.ts',
    makes: [`DELETE ${RESERVATION}`, `DELETE ${LOAN}`],
    prepare: blockedCopy,
    before: click('Blokkades eraf halen'),
    press: button('Eraf halen'),
  },
  {
    name: 'Exemplaar reserveren',
    from: 'features/reservations/use-reserve.ts',
    makes: ['POST /api/reservations'],
    prepare: async (make) => `${await copyPath(make)}#${await make.reader()}`,
    before: async (page, reader) => {
      await click('Reserveren')(page);
      await field('Pasnummer')(page).fill(reader);
    },
    press: button('Reserveren'),
    field: field('Pasnummer'),
  },
  {
    name: 'Titel reserveren',
    from: 'features/reservations/use-reserve.ts',
    makes: ['POST /api/reservations'],
    prepare: async (make) => {
      await make.copy();
      return `/titles/T1#${await make.reader()}`;
    },
    before: async (page, reader) => {
      await click('Titel reserveren (belletje)')(page);
      await field('Pasnummer')(page).fill(reader);
    },
    press: button('Reserveren'),
    field: field('Pasnummer'),
  },
  {
    name: 'Reservering annuleren',
    from: 'features/reservations/cancel-reservation.tsx',
    makes: ['DELETE /api/reservations/{id}'],
    prepare: async (make) => `/cards/${await reservedFor(make)}`,
    before: (page) =>
      page
        .getByRole('button', { name: /^Annuleren/ })
        .first()
        .click(),
    press: button('Ja, annuleer'),
  },
  {
    name: 'Aandacht: Eraf halen',
    from: 'screens/attention/use-flag-actions.ts',
    makes: [`DELETE ${RESERVATION}`],
    prepare: (make) => flagged(make, 1),
    press: (page, copyId) => button(`Eraf halen: ${copyId}`)(page),
  },
  {
    name: 'Aandacht: Alle eraf halen',
    from: 'screens/attention/use-flag-actions.ts',
    makes: [`DELETE ${RESERVATION}`, `DELETE ${RESERVATION}`],
    prepare: (make) => flagged(make, 2),
    before: (page) =>
      page
        .getByRole('button', { name: /^Alle blokkades eraf halen/ })
        .first()
        .click(),
    press: button('Eraf halen'),
  },
  {
    name: 'Aandacht: Laten staan',
    from: 'screens/attention/use-flag-actions.ts',
    makes: ['POST /api/flags/{id}/keep'],
    prepare: () => Promise.resolve('/attention'),
    press: button(/^Laten staan: OUD/),
  },
  {
    name: 'Aandacht: Alsnog blokkeren',
    from: 'screens/attention/use-flag-actions.ts',
    makes: [`PUT ${RESERVATION}`],
    prepare: async ({ admin, copy, name }) => {
      const collection = name('REGEL');
      await copy({ collection });
      await admin('PUT', `/api/collections/${collection}/rule`, { code: 8 });
      await admin('POST', '/api/jobs/nightly', {});
      return '/attention';
    },
    press: button(/^Alsnog blokkeren:/),
  },
  {
    name: 'Aandacht: Ongedaan maken',
    from: 'screens/attention/use-flag-actions.ts',
    makes: [`PUT ${LOAN}`],
    prepare: () => Promise.resolve('/attention'),
    before: (page) => button(/^Eraf halen: OUD/)(page).click(),
    press: button('Ongedaan maken'),
  },
];

/** So many copies with a block of an activity that is over, and their flags. */
async function flagged({ admin, copy, activity }: Maker, count: number): Promise<string> {
  const activityId = await activity();
  let copyId = '';
  for (let at = 0; at < count; at += 1) {
    copyId = await copy();
    await admin('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, activityId });
  }
  await admin('PATCH', `/api/activities/${activityId}`, { endDate: '2026-01-31' });
  await admin('POST', '/api/jobs/nightly', {});
  return `/attention#${copyId}`;
}
