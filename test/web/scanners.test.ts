import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { scan, type BrowserSession, type Scanner } from '../../testing/browser/browser-session.ts';
import { effectsOn, recordEffects, typeUnderCapsLock } from '../../testing/browser/page-effects.ts';
import { expectAccessible, openStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';

const LETTERS = 'LQ10000001';
const FIGURES = '0314000001';
const SHORT = '0314';

const SLOW = 150;

const status = ({ page }: BrowserSession) =>
  page.getByRole('region', { name: /Laatste melding|Latest notice/ });

describe.skipIf(noBrowser !== undefined)('scanners', { timeout: 120_000 }, () => {
  const library = openStaffClient(async ({ as }) => {
    const admin = await as('admin');
    await smallLibrary(admin, [LETTERS, FIGURES, SHORT]);
    await admin('PUT', '/api/branches/LIN', { name: 'Lindeveen' });
  });

  const SCANNERS: Readonly<Record<string, readonly [code: string, scanner: Scanner]>> = {
    'ends with Tab': [FIGURES, { end: 'Tab' }],
    'ends with nothing': [FIGURES, { end: 'nothing' }],
    'is slow': [FIGURES, { msPerKey: SLOW }],
    'is slow and ends with Tab': [FIGURES, { msPerKey: SLOW, end: 'Tab' }],
    'reads four characters': [SHORT, {}],
    'reads four characters and ends with Tab': [SHORT, { end: 'Tab' }],
    'reads four characters and ends with nothing': [SHORT, { end: 'nothing' }],
    'adds start and stop characters': [`*${LETTERS}*`, {}],
    'is slow and adds start and stop characters': [`*${LETTERS}*`, { msPerKey: SLOW }],
  };

  it.each(Object.entries(SCANNERS))(
    'one that %s works in the scan field and beside it',
    async (_, scanner) => {
      const [code, how] = scanner;
      const session = await library().openSession('staff-CEN', { path: '/check-in' });
      const { page } = session;
      const field = page.getByRole('textbox', { name: 'Barcode', exact: true });
      for (const [count, focus] of [field, page.getByRole('button', { name: 'English' })].entries()) {
        await focus.focus();
        await scan(page, code, how);
        await page.getByText(`${count + 1} ingenomen`).waitFor();
        await status(session)
          .getByText(`Terug in de kast · ${code.replaceAll('*', '')}`)
          .waitFor();
        expect(await field.inputValue()).toBe('');
      }
      expect(session.complaints).toEqual([]);
      await session.close();
    },
  );

  it('a slow one that ends with nothing works beside the scan field, and is told to press Enter in it', async () => {
    const session = await library().openSession('staff-CEN', { path: '/check-in' });
    const { page } = session;
    await recordEffects(page);
    await page.getByRole('button', { name: 'English' }).focus();
    await scan(page, FIGURES, { msPerKey: SLOW, end: 'nothing' });
    await page.getByText('1 ingenomen').waitFor();
    await page.getByRole('textbox', { name: 'Barcode', exact: true }).focus();
    await scan(page, FIGURES, { msPerKey: SLOW, end: 'nothing' });
    await status(session).getByText('Deze barcode is nog niet verwerkt. Druk op Enter.').waitFor();
    expect((await effectsOn(page)).sounds).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByText('2 ingenomen').waitFor();
    await session.close();
  });

  it('Caps Lock is told where there are letters, and does not matter where there are none', async () => {
    const session = await library().openSession('staff-CEN', { path: '/check-in' });
    const { page } = session;
    await recordEffects(page);
    await page.getByRole('button', { name: 'English' }).focus();
    await typeUnderCapsLock(page, LETTERS.toLowerCase());
    const swapped =
      'kunnen hoofdletters en kleine letters verwisseld zijn. Zet Caps Lock uit en scan opnieuw.';
    await status(session).getByText(swapped).waitFor({ timeout: 8_000 });
    expect((await effectsOn(page)).sounds).toBe(1);
    await typeUnderCapsLock(page, FIGURES);
    await page.getByText('1 ingenomen').waitFor();
    // What hands type stands in the field, as it was meant.
    await page.getByRole('textbox', { name: 'Barcode', exact: true }).fill(LETTERS);
    await typeUnderCapsLock(page, '');
    await page.locator('main form').getByRole('button').click({ timeout: 8_000 });
    await page.getByText('2 ingenomen').waitFor({ timeout: 8_000 });
    await session.close();
  });

  it('no figure of a slow scan is a shortcut; a 5 alone is', async () => {
    const session = await library().openSession('staff-CEN', { path: `/copies/${FIGURES}` });
    const { page } = session;
    const dialogs = page.getByRole('dialog');
    await page.getByRole('heading', { level: 1 }).focus();
    await recordEffects(page);
    await scan(page, '5000000005', { msPerKey: SLOW });
    await page.getByRole('heading', { level: 1, name: 'Niets gevonden' }).waitFor();
    expect((await effectsOn(page)).dialogs).toBe(0);
    await scan(page, FIGURES);
    await page.waitForURL(`**/copies/${FIGURES}`);
    await page.getByRole('heading', { level: 1, name: 'Pluk' }).waitFor();
    await page.keyboard.press('5');
    await dialogs.waitFor();
    await session.close();
  });

  it('a list is chosen from by its first letters, by arrows, and by Home and End', async () => {
    const session = await library().openSession('admin', { path: '/activities' });
    const { page } = session;
    const branch = page.getByLabel('Vestiging');
    await branch.selectOption('Centrum');
    await branch.focus();
    const chosen = (branchId: string) =>
      expect.poll(() => branch.inputValue(), { timeout: 5_000 }).toBe(branchId);
    await page.keyboard.press('l');
    await chosen('LIN');
    await page.keyboard.press('ArrowUp');
    await chosen('CEN');
    await page.keyboard.type('Linde', { delay: 180 });
    await chosen('LIN');
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowDown');
    await chosen('LIN');
    await page.keyboard.press('c');
    await page.keyboard.press('Tab');
    await chosen('CEN');
    expect(await page.locator('select:focus').count()).toBe(0);
    await branch.focus();
    await page.keyboard.press('End');
    await chosen('LIN');
    await page.keyboard.press('Home');
    await chosen('CEN');
    await session.close();
  });

  it('the sound can be switched off in this browser', async () => {
    const session = await library().openSession('staff-CEN');
    const { page } = session;
    await page.getByLabel('Geluid bij een scan die niet lukt').uncheck();
    await page.reload();
    expect(await page.getByLabel('Geluid bij een scan die niet lukt').isChecked()).toBe(false);
    await recordEffects(page);
    await page.getByRole('link', { name: 'Innemen' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Innemen' }).waitFor();
    await scan(page, '0999999999');
    await status(session).getByText('Geen exemplaar gevonden met deze barcode.').waitFor();
    expect((await effectsOn(page)).sounds).toBe(0);
    await session.close();
  });

  it('administration tells what a scanner does', async () => {
    const session = await library().openSession('admin', { path: '/admin?tab=scanner' });
    const { page } = session;
    const fact = (name: string) => page.locator(`dt:has-text("${name}") + dd`).innerText();
    await page.getByText('Scan een barcode. Gebeurt er niets').waitFor();
    await scan(page, `*${LETTERS}*`, { end: 'Tab' });
    await page.getByText('Deze scan werkt overal in Apart.').waitFor();
    const facts = [
      'Apart leest',
      'Tekens',
      'Eindigt met',
      'Snelheid',
      'Hoofdletters',
      'Caps Lock',
      'Begin- en',
    ];
    expect(await Promise.all(facts.map(fact))).toEqual([
      LETTERS,
      '12',
      'Tab',
      '5 ms per teken',
      'alleen hoofdletters',
      'uit',
      '*, door Apart weggelaten',
    ]);
    await expectAccessible(page);
    await scan(page, FIGURES, { msPerKey: SLOW, end: 'nothing' });
    await page.getByText('Traag: in een tekstveld is dit niet van typen te onderscheiden.').waitFor();
    expect(await fact('Eindigt met')).toBe('niets; Apart wacht dan 400 ms na het laatste teken');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Let the scanner end with Enter: then each scan is handled at once.').waitFor();
    expect(session.complaints).toEqual([]);
    await session.close();
  });
});
