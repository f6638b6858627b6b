import type { Locator, Page } from 'playwright-core';
import type { SystemCall } from '../../../testing/system/http-client.ts';

/** A form or a button of the staff client that changes something. */
export interface ActRow {
  /** What the user does. */
  readonly name: string;
  /** The module under web/src that starts the act. */
  readonly from: string;
  /** The calls that one act makes. */
  readonly makes: readonly string[];
  /** Staff of `CEN` by default. */
  readonly as?: 'admin';
  /** Prepares things of its own. Answers the path of the screen, and which thing behind `#`. */
  readonly prepare: (make: Maker) => Promise<string>;
  /** What is done on the screen before the press. */
  readonly before?: (page: Page, which: string) => Promise<unknown>;
  readonly press: (page: Page, which: string) => Locator;
  /** A field of the form, where Enter submits it. */
  readonly field?: (page: Page) => Locator;
}

/** Makes things of which nothing else in the library knows. */
export interface Maker {
  readonly admin: SystemCall;
  readonly copy: (fields?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly reader: () => Promise<string>;
  /** An activity of `CEN` that runs. */
  readonly activity: () => Promise<string>;
  readonly card: (activityId?: string) => Promise<string>;
  /** A name that nothing has yet. */
  readonly name: (start: string) => string;
}

const DAYS = { startDate: '2020-01-01', endDate: '2099-12-31' };

let made = 0;

/** Makes things by this caller. */
export function makerOf(admin: SystemCall): Maker {
  const name = (start: string) => `${start}${(made += 1)}`;
  const put = async (path: string, id: string, body: unknown) => {
    await admin('PUT', `${path}/${id}`, body);
    return id;
  };
  return {
    admin,
    name,
    copy: (fields) => put('/api/copies', name('03140001'), { titleId: 'T1', branchId: 'CEN', ...fields }),
    reader: () => put('/api/patrons', name('29800001'), { branchId: 'CEN', kind: 'ordinary' }),
    activity: async () => {
      const wanted = { name: name('Vitrine '), ...DAYS, branchIds: ['CEN'] };
      return String((await admin('POST', '/api/activities', wanted)).body.id);
    },
    card: (activityId) => {
      const label = name('Pas ');
      const card = { branchId: 'CEN', kind: 'special', label, ...(activityId && { activityId }) };
      return put('/api/patrons', label.replace(' ', '-'), card);
    },
  };
}

/** The button with this name; in the dialog if one is open. */
export const button =
  (name: string | RegExp) =>
  (page: Page): Locator =>
    page.getByRole('button', { name, exact: true }).last();

/** The field with this label. */
export const field =
  (label: string | RegExp) =>
  (page: Page): Locator =>
    page.getByLabel(label).last();

/** Clicks on buttons, one after another. */
export const click =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await button(name)(page).click();
  };
