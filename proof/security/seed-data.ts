import { previewBatch } from './preview-batch.ts';
import { PATRON, VICTIM, type Ask } from './users.ts';

/** The branch of the attackers, and the branch that they attack. */
export const SEED_BRANCHES = ['CEN', 'NRD'];
const NUMBERS = ['1', '2', '3', '4'];

/** Barcodes of a branch. */
export const seedCopiesOf = (branchId: string): readonly string[] => NUMBERS.map((n) => `${branchId}-${n}`);

const fillCatalogue = async (ask: Ask): Promise<void> => {
  for (const branchId of SEED_BRANCHES) {
    const contacts = [`geheim-${branchId.toLowerCase()}@bibliotheek.example`];
    await ask('PUT', `/api/branches/${branchId}`, { name: `Vestiging ${branchId}`, contacts });
  }
  for (const titleId of ['T1', 'T2'])
    await ask('PUT', `/api/titles/${titleId}`, { title: `Titel ${titleId}` });
  for (const [index, branchId] of SEED_BRANCHES.entries()) {
    for (const n of NUMBERS) {
      const body = { titleId: n === '4' ? 'T2' : 'T1', branchId, collection: 'SINT' };
      await ask('PUT', `/api/copies/${branchId}-${n}`, body);
    }
    const patronId = index === 0 ? PATRON : VICTIM;
    await ask('PUT', `/api/patrons/${patronId}`, { branchId, kind: 'ordinary' });
  }
};

const makeActivity = async (ask: Ask, name: string, plan: object): Promise<string> => {
  const contacts = ['geheim-activiteit@bibliotheek.example'];
  const days = { startDate: '2026-01-01', endDate: '2099-12-31' };
  return String((await ask('POST', '/api/activities', { name, contacts, ...days, ...plan })).id);
};

const fillBranch = async (ask: Ask, branchId: string, cardHolder: string) => {
  const activity = await makeActivity(ask, `Activiteit ${branchId}`, { branchIds: [branchId] });
  const card = `PAS-${branchId}`;
  await ask('PUT', `/api/patrons/${card}`, {
    branchId,
    kind: 'special',
    label: 'geheim',
    activityId: activity,
  });
  const why = { reason: 'geheim' };
  await ask('PUT', `/api/copies/${branchId}-1/blocks/reservation`, { code: 8, activityId: activity, ...why });
  await ask('PUT', `/api/copies/${branchId}-1/blocks/loan`, { endDate: '2099-12-31', ...why });
  const at = { patronId: cardHolder, pickupBranchId: branchId };
  const copyReservation = await ask('POST', '/api/reservations', { copyId: `${branchId}-2`, ...at });
  const titleReservation = await ask('POST', '/api/reservations', { titleId: 'T2', ...at });
  const ofCard = { copyId: `${branchId}-2`, patronId: card, pickupBranchId: branchId };
  const cardReservation = await ask('POST', '/api/reservations', ofCard);
  await ask('POST', '/api/loans', { copyId: `${branchId}-3`, patronId: cardHolder, branchId });
  const rule = { code: 8 };
  await ask('PUT', `/api/collections/SINT/rule?branchId=${branchId}`, rule);
  const user = branchId === 'CEN' ? 'staff' : 'other';
  const selection = { collection: 'SINT', branchId };
  const batch = await ask('POST', '/api/batches', { selection, change: { loan: {} } }, user);
  return {
    activity,
    card,
    copyReservation: String(copyReservation.id),
    titleReservation: String(titleReservation.id),
    cardReservation: String(cardReservation.id),
    batch: String(batch.id),
  };
};

const named = (branchId: string, things: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(things).map(([name, id]) => [`${branchId}.${name}`, id]));

const flagAt = async (ask: Ask, branchId: string): Promise<string> => {
  const { items } = await ask('GET', `/api/flags?branchId=${branchId}`);
  return (items as { id: string }[])[0]?.id ?? '';
};

/** More copies than staff may change in one batch (rule M6); unknown barcodes count too. */
const TOO_MANY = Array.from({ length: 5001 }, (_, n) => `LOS-${n}`);

/** Makes a batch of staff that only an admin may run. */
const largeBatch = (ask: Ask): Promise<string> =>
  previewBatch(ask, { selection: { copyIds: TOO_MANY }, change: { loan: {} } }, 'staff');

/**
 * Fills an empty system with two branches of equal contents; answers ids by name, such as
 * `NRD.card`.
 */
export const seedLibrary = async (ask: Ask): Promise<Readonly<Record<string, string>>> => {
  await fillCatalogue(ask);
  const [own, theirs] = [await fillBranch(ask, 'CEN', PATRON), await fillBranch(ask, 'NRD', VICTIM)];
  const plan = { branchIds: ['CEN'], collections: ['KERST'], agreement: true };
  const agreed = await makeActivity(ask, 'Afspraak', plan);
  const { id: job } = await ask('POST', '/api/jobs/nightly', {});
  const flags = { 'CEN.flag': await flagAt(ask, 'CEN'), 'NRD.flag': await flagAt(ask, 'NRD') };
  const large = await largeBatch(ask);
  return { ...named('CEN', own), ...named('NRD', theirs), ...flags, agreed, job: String(job), large };
};
