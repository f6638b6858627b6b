import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReminder } from '../../lib/mail/reminder-mail.ts';
import { noBrowser, openPage, showHtml } from '../../testing/browser/browser.ts';
import { contrast, contrasts } from '../../testing/browser/contrast.ts';
import { aFullReminder, aGroup, aLine, aReminder, WEB_URL } from '../../testing/reminder-builders.ts';
import { sharedBrowser } from '../../testing/browser/shared-system.ts';

const PHONE = 390;
const DESKTOP = 600;

/** A long word without spaces, which cannot be wrapped. */
const LONG = 'Hottentottententententoonstelling'.repeat(6);

const full = renderReminder(aFullReminder(), WEB_URL).html;
const long = renderReminder(
  aReminder({
    branchName: LONG,
    groups: [
      aGroup({
        activity: { id: 'long', name: LONG, lastDay: '2026-10-11' },
        lines: [aLine({ title: LONG, shelfmark: LONG, label: LONG })],
      }),
    ],
  }),
  WEB_URL,
).html;

describe('contrast', () => {
  it.each([
    ['black on white', 'rgb(0, 0, 0)', 'rgb(255, 255, 255)', 21],
    ['white on black', 'rgb(255, 255, 255)', 'rgb(0, 0, 0)', 21],
    ['grey on white, just enough', 'rgb(118, 118, 118)', 'rgb(255, 255, 255)', 4.54],
    ['a colour on itself', 'rgb(10, 90, 102)', 'rgb(10, 90, 102)', 1],
  ])('%s', (_name, one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2);
  });
});

describe.skipIf(noBrowser !== undefined)(
  `the reminder in a browser${noBrowser ? ` (${noBrowser})` : ''}`,
  () => {
    let page: Page;
    let requests: readonly string[];
    beforeAll(async () => {
      ({ page, requests } = await openPage(await sharedBrowser()));
    });
    afterAll(() => page.context().close());

    it.each([
      ['the phone', full, PHONE],
      ['a mail window', full, DESKTOP],
      ['the phone, with words that never end', long, PHONE],
      ['a mail window, with words that never end', long, DESKTOP],
    ])('never scrolls sideways on %s', async (_name, html, width) => {
      await showHtml(page, html, width);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    });

    it('has a heading that says the fact, and one for each group', async () => {
      await showHtml(page, full, DESKTOP);
      expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([
        'In Oosterhout staan nog 6 exemplaren apart.',
      ]);
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'Tentoonstelling ‘Zomer in Oosterhout’',
        'Kinderboekenweek',
        'Zonder activiteit',
      ]);
      expect(await page.title()).toBe('Al 15 dagen afgelopen: Oosterhout heeft nog 6 exemplaren apart staan');
    });

    it('has a link for every copy and every activity, all to the staff client', async () => {
      await showHtml(page, full, DESKTOP);
      const links = await page.getByRole('link').all();
      const hrefs = await Promise.all(links.map((link) => link.getAttribute('href')));
      const paths = aFullReminder().groups.flatMap(({ activity, lines }) => [
        ...(activity ? [`activities/${activity.id}`] : []),
        ...lines.map(({ copyId }) => `copies/${copyId}`),
      ]);
      expect(hrefs).toEqual(paths.map((path) => `${WEB_URL}${path}`));
      for (const link of links) expect(await link.isVisible()).toBe(true);
    });

    it('paints all its words with a contrast of 4.5 at least', async () => {
      await showHtml(page, full, DESKTOP);
      const all = await contrasts(page);
      expect(all.length).toBeGreaterThan(30);
      expect(all.filter((one) => one.contrast < 4.5)).toEqual([]);
    });

    it('fetches nothing, and notices when something does', async () => {
      await showHtml(page, full, PHONE);
      await page.waitForLoadState('networkidle');
      expect(requests).toEqual([]);
    });
  },
);
