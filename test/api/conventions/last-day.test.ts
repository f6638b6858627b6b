import { beforeEach, describe, expect, it } from 'vitest';
import { checkAfterEach } from '../../../testing/invariants/after-each.ts';
import { everythingIn } from '../../../testing/database/empty-table.ts';
import { codes } from '../../../testing/api/response-body.ts';
import { CEN, done, openLibrary, TITLE, type Library } from '../../../testing/api/small-library.ts';

const LAST_DAY = '9999-12-31';

let library: Library;
beforeEach(async () => {
  library = await openLibrary();
  await library.addCopy('c1');
  await library.addPatron('own');
});

checkAfterEach(() => library);

const wakeOn = async (day: string) => {
  library.clock.set(`${day}T05:00:00.000Z`);
  await library.night(`${day}T02:30:00Z`);
};

/** Days that an item is due for the night. */
const dueDays = async () =>
  (await everythingIn(library)).flatMap(({ dueSort }) =>
    typeof dueSort === 'string' ? [dueSort.slice(0, dueSort.indexOf('#'))] : [],
  );

describe(`what ends on ${LAST_DAY} never ends`, () => {
  it('B3, B6: a loan block is one without an end: for use in the library, and never lendable again', async () => {
    await done(library.block('c1', 'loan', { endDate: LAST_DAY }));
    const { lendable, reservable, blocks } = await library.copy('c1');
    expect([lendable, reservable, blocks?.[0]?.endDate]).toEqual([
      { open: false },
      { code: null, open: false },
      LAST_DAY,
    ]);
    const { body } = await library.checkOut('c1', 'own');
    expect(body.reasons).toEqual([
      {
        code: 'copy-loan-blocked',
        copyId: 'c1',
        detail: 'Dit exemplaar wordt niet uitgeleend; het is alleen ter inzage.',
      },
    ]);
    expect(codes((await library.reserve('own', { copyId: 'c1' })).body)).toEqual(['copy-loan-blocked']);
  });

  it('N2: such a loan block is flagged after ninety days', async () => {
    await done(library.block('c1', 'loan', { endDate: LAST_DAY }));
    expect(await dueDays()).toEqual(['2027-01-10']);
    await wakeOn('2027-01-10');
    expect(await library.flags()).toEqual(['block-without-end c1']);
  });

  it('R7: a reservation waits on, and the night has nothing to do with it', async () => {
    const { id } = await done(library.reserve('own', { titleId: TITLE, expiresOn: LAST_DAY }));
    expect(await dueDays()).toEqual([]);
    await wakeOn('2999-01-01');
    expect(await library.reservation(id)).toMatchObject({ status: 'waiting', expiresOn: LAST_DAY });
  });

  it('A2: an activity runs on, with its agreement and its blocks; its copy to new days stops there', async () => {
    const plan = { startDate: '2026-10-01', endDate: LAST_DAY, agreement: true, branchIds: [CEN] };
    const id = await library.addActivity(plan);
    await done(library.block('c1', 'loan', { activityId: id, endDate: LAST_DAY }));
    expect(await dueDays()).toEqual([]);
    await wakeOn('2999-01-01');
    expect(await library.activity(id)).toMatchObject({ state: 'running', counts: { blocked: 1, flags: 0 } });
    const days = { name: 'Later', startDate: '9999-10-01', endDate: LAST_DAY };
    const copy = await done(library.as.admin.post(`/api/activities/${id}/copy`, days));
    expect(copy).toMatchObject({ startDate: '9999-10-01', endDate: LAST_DAY });
  });
});
