import { setTimeout as pause } from 'node:timers/promises';
import type { Page, Request, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noBrowser } from '../../testing/browser/browser.ts';
import { openStaffClient } from '../../testing/browser/staff-client.ts';
import { smallLibrary } from '../../testing/system/fixtures.ts';
import { makerOf, button, field } from './acts/act-row.ts';

/** How often the client tries a call by itself. */
const TRIES = 3;

const isChange = (request: Request): boolean => request.method() !== 'GET';

const keysOf = (calls: readonly Request[]) => calls.map((call) => call.headers()['idempotency-key']);

/** How long the code of the next screen takes to load. */
const SLOW_MS = 1_200;

type Answering = (route: Route, nth: number) => Promise<void>;

/** Answers the calls that change something in a way of its own; records them. */
async function answerChanges(page: Page, answering: Answering): Promise<Request[]> {
  const calls: Request[] = [];
  await page.route('**/api/**', async (route) => {
    if (!isChange(route.request())) return route.continue();
    calls.push(route.request());
    return answering(route, calls.length);
  });
  return calls;
}

/** The system does what is asked, and its answer is lost. */
const loseAnswer = async (route: Route): Promise<void> => {
  await route.fetch();
  await route.abort();
};

/** The system does what is asked, and answers too late. */
const answerLate = async (route: Route): Promise<void> => {
  await route.fetch();
  const problem = {
    type: 'about:blank',
    title: 'Even niet',
    status: 503,
    detail: 'Apart kan nu niet antwoorden.',
  };
  await route.fulfill({
    status: 503,
    contentType: 'application/problem+json',
    body: JSON.stringify(problem),
  });
};

async function fillActivity(page: Page, name: string): Promise<void> {
  await button('Nieuwe activiteit')(page).click();
  await button('Lege activiteit')(page).click();
  await field('Naam')(page).fill(name);
  await field('Eerste dag')(page).fill('2090-01-01');
  await field('Laatste dag')(page).fill('2090-01-31');
}

describe.skipIf(noBrowser !== undefined)('an act that is repeated', { timeout: 60_000 }, () => {
  const library = openStaffClient(async ({ as }) => smallLibrary(await as('admin'), []));

  const open = async (path: string) => {
    const session = await library().openSession('staff-CEN', { path });
    const close = async () => {
      await session.page.unrouteAll({ behavior: 'ignoreErrors' });
      expect(session.complaints).toEqual([]);
      await session.close();
    };
    return { ...session, close };
  };

  it('does nothing between the answer and the next screen', async () => {
    const { page, close } = await open('/activities');
    await fillActivity(page, 'Onderweg');
    const calls = await answerChanges(page, (route) => route.continue());
    await page.route('**/*.js', async (route) => {
      await pause(SLOW_MS);
      await route.continue();
    });
    const answered = page.waitForResponse((response) => isChange(response.request()));
    await button('Activiteit maken')(page).click();
    await answered;
    const end = Date.now() + SLOW_MS / 2;
    while (Date.now() < end) {
      await pause(10);
      const pressed = button('Activiteit maken')(page).dispatchEvent('click', {}, { timeout: 50 });
      await pressed.catch(() => undefined);
    }
    expect(calls).toHaveLength(1);
    await close();
  });

  it('carries the same key after a lost answer: it is done once', async () => {
    const { page, close } = await open('/activities');
    await fillActivity(page, 'Verloren antwoord');
    const calls = await answerChanges(page, (route, nth) =>
      nth <= TRIES ? loseAnswer(route) : route.continue(),
    );
    await button('Activiteit maken')(page).click();
    await page.getByRole('alert').getByText('Geen verbinding.', { exact: false }).waitFor();
    await button('Activiteit maken')(page).click();
    await page.getByRole('heading', { level: 1, name: 'Verloren antwoord' }).waitFor();
    expect(new Set(keysOf(calls)).size).toBe(1);
    expect(calls).toHaveLength(TRIES + 1);
    const { items = [] } = (await (await library().as('admin'))('GET', '/api/activities?limit=200')).body;
    expect(items.filter(({ name }) => name === 'Verloren antwoord')).toHaveLength(1);
    await close();
  });

  it('is another act with another key when the form has changed', async () => {
    const { page, close } = await open('/activities');
    await fillActivity(page, 'Eerst zo');
    const calls = await answerChanges(page, (route, nth) =>
      nth <= TRIES ? route.abort() : route.continue(),
    );
    await button('Activiteit maken')(page).click();
    await page.getByRole('alert').getByText('Geen verbinding.', { exact: false }).waitFor();
    await field('Naam')(page).fill('Dan anders');
    await button('Activiteit maken')(page).click();
    await page.getByRole('heading', { level: 1, name: 'Dan anders' }).waitFor();
    const keys = keysOf(calls);
    expect(new Set(keys.slice(0, TRIES)).size).toBe(1);
    expect(keys[TRIES]).not.toBe(keys[0]);
    await close();
  });

  it('is another act with another key after an answer', async () => {
    const session = await library().openSession('admin', { path: '/admin?tab=nights' });
    const { page } = session;
    const calls = await answerChanges(page, (route) => route.continue());
    for (const nth of [1, 2]) {
      await button('Nu uitvoeren')(page).click();
      await expect.poll(() => calls.length).toBe(nth);
      await page.getByRole('status').filter({ hasText: 'is klaar' }).waitFor();
    }
    expect(new Set(keysOf(calls)).size).toBe(2);
    await page.unrouteAll();
    await session.close();
  });

  it('a PUT is not repeated after a 503, and its effect is not told as a colleague’s', async () => {
    const { card } = makerOf(await library().as('admin'));
    const { page, close } = await open(`/cards/${await card()}`);
    await button('Wijzigen')(page).click();
    await field('Naam van de pas')(page).fill('Te laat');
    const calls = await answerChanges(page, (route, nth) =>
      nth === 1 ? answerLate(route) : route.continue(),
    );
    await button('Opslaan')(page).click();
    await page.getByRole('alert').getByText('Apart kan nu niet antwoorden.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Te laat' }).waitFor();
    expect(calls).toHaveLength(1);
    expect(await page.getByText(/collega/).count()).toBe(0);
    await button('Opslaan')(page).click();
    await page.getByText('De speciale pas is gewijzigd.').waitFor();
    expect(calls).toHaveLength(2);
    await close();
  });

  it('a DELETE is not repeated after a 503: the screen shows that it was done', async () => {
    const { admin, copy, reader } = makerOf(await library().as('admin'));
    const patronId = await reader();
    await admin('POST', '/api/reservations', { copyId: await copy(), patronId, pickupBranchId: 'CEN' });
    const { page, close } = await open(`/cards/${patronId}`);
    await page.getByRole('button', { name: /^Annuleren/ }).click();
    const calls = await answerChanges(page, answerLate);
    await button('Ja, annuleer')(page).click();
    await page.getByText('Op deze pas staan geen reserveringen open.').waitFor();
    expect(calls).toHaveLength(1);
    await close();
  });

  it('a conflict with one’s own lost try is not told as a colleague’s', async () => {
    const { card } = makerOf(await library().as('admin'));
    const patronId = await card();
    const { page, close } = await open(`/cards/${patronId}`);
    await button('Wijzigen')(page).click();
    await field('Naam van de pas')(page).fill('Zonder antwoord');
    const calls: Request[] = [];
    await page.route(`**/api/patrons/${patronId}`, async (route) => {
      if (isChange(route.request())) calls.push(route.request());
      if (calls.length === 1) await (isChange(route.request()) ? loseAnswer(route) : route.abort());
      else await route.continue();
    });
    await button('Opslaan')(page).click();
    await page.getByRole('alert').getByText('Geen verbinding.', { exact: false }).waitFor();
    await button('Opslaan')(page).click();
    await page.getByText('misschien door je vorige poging', { exact: false }).waitFor();
    expect(await page.getByText(/collega/).count()).toBe(0);
    await button('Opslaan')(page).click();
    await page.getByText('De speciale pas is gewijzigd.').waitFor();
    await close();
  });
});
