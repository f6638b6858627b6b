// Long: one list of all places that keep the focus.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { scan, type BrowserSession } from '../../testing/browser/browser-session.ts';
import { effectsOn, recordEffects } from '../../testing/browser/page-effects.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';

const LETTERS = 'LQ10000001';
const FIGURES = '0314000001';
const SHORT = '0314';

const FAST = 5;
const SLOW = 150;

const status = ({ page }: BrowserSession) =>
  page.getByRole('region', { name: /Laatste melding|Latest notice/ });

/** A place that keeps the focus, and what a scan must leave as it is there. */
interface Keeper {
  readonly path: string;
  readonly focus: (page: Page) => Promise<Locator>;
  /** The letters of a code do nothing in a date. */
  readonly code?: string;
  /** Where the scan goes. */
  readonly goes: 'search' | 'batch' | 'refused';
}

const focused = async (field: Locator): Promise<Locator> => {
  await field.focus();
  return field;
};

const inDialog = async (page: Page, open: string): Promise<Locator> => {
  await page.getByRole('button', { name: open }).click();
  return page.getByRole('dialog');
};

const COPY = `/copies/${FIGURES}`;

const KEEPERS = {
  'the branch in the header': {
    path: '/activities',
    focus: (page) => focused(page.getByLabel('Vestiging')),
    goes: 'search',
  },
  'an open list': {
    path: '/activities',
    focus: async (page) => {
      await page.getByLabel('Vestiging').click();
      return page.getByLabel('Vestiging');
    },
    goes: 'search',
  },
  'the activity of a batch': {
    path: '/batches/new',
    focus: (page) => focused(page.getByLabel('Voor activiteit')),
    goes: 'batch',
  },
  'a choice of a batch': {
    path: '/batches/new',
    focus: (page) => focused(page.getByRole('radio', { name: /Niet reserveerbaar/ })),
    goes: 'batch',
  },
  'the reason of a batch': {
    path: '/batches/new',
    focus: async (page) => {
      await page.getByLabel('Reden').fill('Overleg');
      return page.getByLabel('Reden');
    },
    goes: 'batch',
  },
  'a date': {
    path: '/admin?tab=nights',
    focus: (page) => focused(page.getByLabel('Voor de nacht van')),
    code: FIGURES,
    goes: 'search',
  },
  'a tab': {
    path: '/admin?tab=nights',
    focus: (page) => focused(page.getByRole('tab', { name: 'Nachten' })),
    goes: 'search',
  },
  'a button': {
    path: '/activities',
    focus: (page) => focused(page.getByRole('button', { name: 'English' })),
    goes: 'search',
  },
  'a row of a table': {
    path: '/titles/T1',
    focus: (page) => focused(page.getByRole('checkbox', { name: `Exemplaar ${SHORT} kiezen`, exact: true })),
    goes: 'search',
  },
  'an item of a menu': {
    path: '/titles/T1',
    focus: async (page) => {
      await page.getByRole('button', { name: `Wat kan met ${SHORT}`, exact: true }).click();
      return focused(page.getByRole('menuitem', { name: 'Blokkades 5' }));
    },
    goes: 'search',
  },
  'a choice in a dialog': {
    path: COPY,
    focus: async (page) => focused((await inDialog(page, 'Blokkades wijzigen')).getByRole('radio').first()),
    goes: 'refused',
  },
  'a list in a dialog': {
    path: COPY,
    focus: async (page) => focused((await inDialog(page, 'Blokkades wijzigen')).getByLabel('Activiteit')),
    goes: 'refused',
  },
  'a date in a dialog': {
    path: COPY,
    focus: async (page) => {
      const dialog = await inDialog(page, 'Blokkades wijzigen');
      await dialog.getByRole('radio', { name: 'Tot en met een dag' }).check();
      const day = dialog.locator('input[type=date]');
      await day.fill('2026-12-31');
      return day;
    },
    code: FIGURES,
    goes: 'refused',
  },
  'the main button of a dialog': {
    path: COPY,
    focus: async (page) =>
      focused((await inDialog(page, 'Blokkades wijzigen')).getByRole('button', { name: 'Opslaan' })),
    goes: 'refused',
  },
} satisfies Readonly<Record<string, Keeper>>;

/**
 * Where the speed of the keys could matter. In a text field a slow scan is typing: nobody can tell.
 */
const SLOWLY = [
  'the branch in the header',
  'an open list',
  'a date',
  'a choice in a dialog',
  'a date in a dialog',
] satisfies readonly (keyof typeof KEEPERS)[];

const arrivals: Readonly<Record<Keeper['goes'], (session: BrowserSession, code: string) => Promise<void>>> = {
  search: ({ page }, code) => page.waitForURL(`**/copies/${code}`),
  batch: (session, code) => status(session).getByText(`${code} staat in de lijst`).waitFor(),
  refused: ({ page }) =>
    page.getByRole('dialog').getByRole('alert').getByText('er staat een venster open').waitFor(),
};

describe.skipIf(noBrowser !== undefined)('where a scan goes', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, [LETTERS, FIGURES, SHORT]);
    await admin('PUT', '/api/branches/LIN', { name: 'Lindeveen' });
    const days = { startDate: '2026-10-01', endDate: '2026-12-31' };
    await admin('POST', '/api/activities', { name: '00-jarigen', ...days });
    await admin('POST', '/api/activities', { name: 'Lang leve Pluk', ...days });
  });

  const stateOf = async (copyId: string) =>
    (await (await library().as('admin'))('GET', `/api/copies/${copyId}`)).body.status;

  it('a scan after choosing the branch is checked in there, and chooses no other branch', async () => {
    const session = await library().openSession('admin', { path: '/check-in' });
    const { page } = session;
    await page.getByLabel('Vestiging').selectOption('Centrum');
    await page.getByLabel('Vestiging').focus();
    await scan(page, LETTERS);
    await page.getByRole('heading', { level: 2, name: 'Terug in de kast' }).waitFor();
    expect(await page.getByLabel('Vestiging').inputValue()).toBe('CEN');
    expect(await stateOf(LETTERS)).toBe('available');
    expect(session.complaints).toEqual([]);
    await session.close();
  });

  it('a scan after choosing an activity is of the batch, and chooses no other activity', async () => {
    const session = await library().openSession('admin', { path: '/batches/new' });
    const { page } = session;
    const activity = page.getByLabel('Voor activiteit');
    await activity.selectOption('Lang leve Pluk');
    const chosen = await activity.inputValue();
    await activity.focus();
    await scan(page, FIGURES);
    await page.getByText('1 barcode', { exact: true }).waitFor();
    expect(await activity.inputValue()).toBe(chosen);
    await session.close();
  });

  const scans = [
    ...(Object.keys(KEEPERS) as (keyof typeof KEEPERS)[]).map((name) => [name, FAST] as const),
    ...SLOWLY.map((name) => [name, SLOW] as const),
  ];

  it.each(scans)('a scan leaves %s as it is, at %i ms a key', async (name, msPerKey) => {
    const { path, focus, goes, code = LETTERS }: Keeper = KEEPERS[name];
    const session = await library().openSession('admin', { path });
    const { page } = session;
    const kept = await focus(page);
    const value = await kept.evaluate((field) => String(Reflect.get(field, 'value')));
    const id = await kept.getAttribute('id');
    await recordEffects(page);
    await scan(page, code, { msPerKey });
    await arrivals[goes](session, code);
    const { acts, values, sounds } = await effectsOn(page);
    expect(acts).toEqual([]);
    expect(values).toEqual(values[id ?? ''] === undefined ? {} : { [id ?? '']: value });
    expect(sounds).toBe(goes === 'refused' ? 1 : 0);
    if (goes === 'refused') await expectAccessible(page);
    expect(session.complaints).toEqual([]);
    await session.close();
  });
});
