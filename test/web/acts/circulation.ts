import type { Page } from 'playwright-core';
import { scan } from '../../../testing/browser/browser-session.ts';
import { button, click, field, type ActRow, type Maker } from './act-row.ts';

const fillBarcode = (label: string) => (page: Page, copyId: string) => field(label)(page).fill(copyId);

/** A copy with a block of an activity that is over; the address of the check-in. */
async function leftOn({ admin, copy, activity }: Maker): Promise<string> {
  const [copyId, activityId] = [await copy(), await activity()];
  await admin('PUT', `/api/copies/${copyId}/blocks/reservation`, { code: 8, activityId });
  await admin('POST', `/api/check-ins`, { copyId, branchId: 'CEN' });
  await admin('PATCH', `/api/activities/${activityId}`, { endDate: '2026-01-31' });
  return `/check-in#${copyId}`;
}

async function display({ activity, card }: Maker): Promise<string> {
  const activityId = await activity();
  return `/display?activityId=${activityId}&cardId=${await card(activityId)}`;
}

const LIFTED = ['DELETE /api/copies/{copyId}/blocks/reservation'];

/** What happens with scans, cards and loans. */
export const CIRCULATION: readonly ActRow[] = [
  {
    name: 'Innemen',
    from: 'screens/check-in/use-check-in.ts',
    makes: ['POST /api/check-ins'],
    prepare: async ({ copy }) => `/check-in#${await copy()}`,
    before: fillBarcode('Barcode'),
    press: button('Neem in'),
    field: field('Barcode'),
  },
  {
    name: 'Innemen: blokkade eraf halen',
    from: 'screens/check-in/use-lift.ts',
    makes: LIFTED,
    prepare: leftOn,
    before: scan,
    press: button(/^Blokkade eraf halen/),
  },
  {
    name: 'Innemen: blokkade van een eerdere scan eraf halen',
    from: 'screens/check-in/use-lift.ts',
    makes: LIFTED,
    prepare: leftOn,
    before: async (page, copyId) => {
      await scan(page, copyId);
      await button(/^Blokkade eraf halen/)(page).waitFor();
      await scan(page, '0999999999');
      await page.getByRole('row').filter({ hasText: copyId }).waitFor();
    },
    press: button(/^Blokkade eraf halen/),
  },
  {
    name: 'Kastlijst: innemen',
    from: 'screens/pull-list/use-pulls.ts',
    makes: ['POST /api/check-ins'],
    prepare: async ({ admin, copy, reader }) => {
      const copyId = await copy();
      await admin('POST', '/api/reservations', { copyId, patronId: await reader(), pickupBranchId: 'CEN' });
      return `/pull-list#${copyId}`;
    },
    before: fillBarcode('Barcode van wat je gehaald hebt'),
    press: button('Neem in'),
    field: field('Barcode van wat je gehaald hebt'),
  },
  {
    name: 'Kastlijst: Toch innemen',
    from: 'screens/pull-list/latest.tsx',
    makes: ['POST /api/check-ins'],
    prepare: async ({ copy }) => `/pull-list#${await copy()}`,
    before: scan,
    press: button('Toch innemen'),
  },
  {
    name: 'Inrichten: een scan',
    from: 'screens/display/use-scans-onto.ts',
    makes: ['PUT /api/copies/{copyId}/blocks/reservation', 'POST /api/loans'],
    prepare: async (make) => `${await display(make)}#${await make.copy()}`,
    before: fillBarcode('Scan een exemplaar'),
    press: button('Op de pas'),
    field: field('Scan een exemplaar'),
  },
  {
    name: 'Inrichten: Opnieuw',
    from: 'screens/display/use-scans-onto.ts',
    makes: ['POST /api/loans'],
    prepare: async (make) => `${await display(make)}#${await make.copy({ missing: true })}`,
    before: scan,
    press: button(/^Opnieuw/),
  },
  {
    name: 'Inrichten: Pas maken en beginnen',
    from: 'screens/display/use-put-card.ts',
    makes: ['PUT /api/patrons/{patronId}'],
    prepare: async ({ activity, name }) => `/display?activityId=${await activity()}#${name('Tafel ')}`,
    before: (page, name) => field(/^Naam/)(page).fill(name),
    press: button('Pas maken en beginnen'),
    field: field(/^Naam/),
  },
  {
    name: 'Inrichten: een andere pas gebruiken',
    from: 'screens/display/use-put-card.ts',
    makes: ['PUT /api/patrons/{patronId}'],
    prepare: async ({ activity, card }) => {
      await card();
      return `/display?activityId=${await activity()}`;
    },
    press: (page) => page.getByRole('button', { name: /^Gebruiken/ }).first(),
  },
  {
    name: 'Pas: Leen uit',
    from: 'screens/card/check-out.tsx',
    makes: ['POST /api/loans'],
    prepare: async ({ copy, reader }) => `/cards/${await reader()}#${await copy()}`,
    before: fillBarcode('Barcode'),
    press: button('Leen uit'),
    field: field('Barcode'),
  },
  {
    name: 'Pas: Toch uitlenen',
    from: 'screens/card/loan-scan.tsx',
    makes: ['POST /api/loans'],
    prepare: async ({ admin, copy, reader }) => {
      const copyId = await copy();
      await admin('PUT', `/api/copies/${copyId}/blocks/loan`, {});
      return `/cards/${await reader()}#${copyId}`;
    },
    before: async (page, copyId) => {
      await scan(page, copyId);
      await field(/^Met wie/)(page).fill('Met Anja');
    },
    press: button('Toch uitlenen'),
    field: field(/^Met wie/),
  },
  {
    name: 'Pas: Opslaan',
    from: 'screens/card/edit-special.tsx',
    makes: ['PUT /api/patrons/{patronId}'],
    prepare: async ({ card }) => `/cards/${await card()}`,
    before: async (page) => {
      await click('Wijzigen')(page);
      await field('Naam van de pas')(page).fill('Anders');
    },
    press: button('Opslaan'),
    field: field('Naam van de pas'),
  },
  {
    name: 'Exemplaar: Uitlenen aan deze pas',
    from: 'screens/copy/check-out.tsx',
    makes: ['POST /api/loans'],
    prepare: async ({ copy, card }) => {
      await card();
      return `/copies/${await copy()}`;
    },
    press: button('Uitlenen aan deze pas'),
  },
];
