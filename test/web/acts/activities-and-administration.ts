import type { Page } from 'playwright-core';
import { button, click, field, type ActRow, type Maker } from './act-row.ts';

const RULE = '/api/collections/{collection}/rule';

const activityPath = async ({ activity }: Maker): Promise<string> => `/activities/${await activity()}`;

/** A collection with a copy, and perhaps a rule; the address names it. */
async function collectionOf({ admin, copy, name }: Maker, hasRule: boolean): Promise<string> {
  const collection = name('KAST');
  await copy({ collection });
  if (hasRule) await admin('PUT', `/api/collections/${collection}/rule`, { code: 8 });
  return `/admin?tab=rules#${collection}`;
}

const ofCollection = (act: string) => (page: Page, collection: string) =>
  page.getByRole('button', { name: new RegExp(`^${act}: ${collection}`) });

/** The preview of a batch of one copy. */
async function previewed(make: Maker): Promise<string> {
  const selection = { copyIds: [await make.copy()] };
  const wanted = { selection, change: { reservation: { code: 8 } } };
  return `/batches/${String((await make.admin('POST', '/api/batches', wanted)).body.id)}`;
}

/** Activities, batches, and what only an admin does. */
export const ACTIVITIES_AND_ADMINISTRATION: readonly ActRow[] = [
  {
    name: 'Activiteit maken',
    from: 'screens/activities/new-activity.tsx',
    makes: ['POST /api/activities'],
    prepare: () => Promise.resolve('/activities'),
    before: async (page) => {
      await click('Nieuwe activiteit', 'Lege activiteit')(page);
      await field('Naam')(page).fill('Nieuw');
      await field('Eerste dag')(page).fill('2090-01-01');
      await field('Laatste dag')(page).fill('2090-01-31');
    },
    press: button('Activiteit maken'),
    field: field('Naam'),
  },
  {
    name: 'Activiteit: Opslaan',
    from: 'screens/activities/edit-activity.tsx',
    makes: ['PATCH /api/activities/{id}'],
    prepare: activityPath,
    before: async (page) => {
      await click('Wijzigen')(page);
      await field('Naam')(page).fill('Anders');
    },
    press: button('Opslaan'),
    field: field('Naam'),
  },
  {
    name: 'Activiteit kopiëren',
    from: 'screens/activities/copy-form.tsx',
    makes: ['POST /api/activities/{id}/copy'],
    prepare: activityPath,
    before: click('Kopiëren'),
    press: button('Kopie maken'),
    field: field('Naam'),
  },
  {
    name: 'Activiteit: Afsluiten',
    from: 'screens/activities/close-activity.tsx',
    makes: ['POST /api/activities/{id}/close'],
    prepare: activityPath,
    before: click('Afsluiten'),
    press: button('Afsluiten'),
  },
  {
    name: 'Activiteit: Toch afsluiten',
    from: 'screens/activities/close-activity.tsx',
    makes: ['POST /api/activities/{id}/close'],
    prepare: async ({ admin, activity, card, copy }) => {
      const activityId = await activity();
      const loan = { copyId: await copy(), patronId: await card(activityId), branchId: 'CEN' };
      await admin('POST', '/api/loans', loan);
      return `/activities/${activityId}`;
    },
    before: async (page) => {
      await click('Afsluiten')(page);
      await page.getByText('Er staat nog 1 exemplaar op een speciale pas.').first().waitFor();
      await click('Afsluiten')(page);
      await button('Toch afsluiten')(page).waitFor();
    },
    press: button('Toch afsluiten'),
  },
  {
    name: 'Seriemutatie: Bekijk wat er verandert',
    from: 'screens/batches/new-batch.tsx',
    makes: ['POST /api/batches'],
    prepare: async (make) => (await collectionOf(make, false)).replace('/admin?tab=rules', '/batches/new'),
    before: async (page, collection) => {
      await page.getByLabel('Collectie', { exact: true }).last().selectOption(collection);
      await page.getByLabel('8 Niet reserveerbaar').check();
    },
    press: button('Bekijk wat er verandert'),
    field: field(/^Reden/),
  },
  {
    name: 'Seriemutatie: Uitvoeren',
    from: 'screens/batches/batch-actions.tsx',
    makes: ['POST /api/batches/{id}/run'],
    as: 'admin',
    prepare: previewed,
    press: button('Uitvoeren'),
  },
  {
    name: 'Seriemutatie: Annuleren',
    from: 'screens/batches/batch-actions.tsx',
    makes: ['POST /api/batches/{id}/cancel'],
    as: 'admin',
    prepare: previewed,
    before: (page) => button('Uitvoeren')(page).waitFor(),
    press: button('Annuleren'),
  },
  {
    name: 'Seriemutatie: Ongedaan maken',
    from: 'screens/batches/batch-actions.tsx',
    makes: ['POST /api/batches/{id}/undo'],
    as: 'admin',
    prepare: previewed,
    before: async (page) => {
      await click('Uitvoeren', 'Ongedaan maken')(page);
      await page.getByRole('dialog').waitFor();
    },
    press: button('Ongedaan maken'),
  },
  {
    name: 'Beheer: een vestiging',
    from: 'screens/admin/branch-form.tsx',
    makes: ['PUT /api/branches/{branchId}'],
    as: 'admin',
    prepare: ({ name }) => Promise.resolve(`/admin#${name('V')}`),
    before: async (page, code) => {
      await click('Nieuwe vestiging')(page);
      await field('Code')(page).fill(code);
      await field('Naam')(page).fill('Vestiging');
    },
    press: button('Opslaan'),
    field: field('Naam'),
  },
  {
    name: 'Beheer: Regel zetten',
    from: 'screens/admin/use-set-rule.ts',
    makes: [`PUT ${RULE}`],
    as: 'admin',
    prepare: (make) => collectionOf(make, false),
    before: (page, collection) => ofCollection('Regel toevoegen')(page, collection).click(),
    press: button('Regel zetten'),
  },
  {
    name: 'Beheer: regel beëindigen',
    from: 'screens/admin/end-rule.tsx',
    makes: [`DELETE ${RULE}`],
    as: 'admin',
    prepare: (make) => collectionOf(make, true),
    press: ofCollection('Beëindigen'),
  },
  {
    name: 'Beheer: regel weer zetten',
    from: 'screens/admin/end-rule.tsx',
    makes: [`PUT ${RULE}`],
    as: 'admin',
    prepare: (make) => collectionOf(make, true),
    before: (page, collection) => ofCollection('Beëindigen')(page, collection).click(),
    press: button('Ongedaan maken'),
  },
  {
    name: 'Beheer: de nacht uitvoeren',
    from: 'screens/admin/run-night.tsx',
    makes: ['POST /api/jobs/nightly'],
    as: 'admin',
    prepare: () => Promise.resolve('/admin?tab=nights'),
    press: button('Nu uitvoeren'),
    field: field('Voor de nacht van'),
  },
];
