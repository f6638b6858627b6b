// Long: one activity leaves two copies on, and every test counts the mails of later nights.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../../lib/runtime/mailer.ts';
import type { Body } from '../../../testing/api/response-body.ts';
import { startApi } from '../../../testing/api/test-api.ts';
import { CEN, done, EAST, openLibrary, type Library } from '../../../testing/api/small-library.ts';

const ADMINS = 'beheer@bibliotheek.example';
let library: Library;

/**
 * Two branches with contacts, and an activity of both until 24 October that still blocks one copy
 * of each.
 */
beforeEach(async () => {
  library = await openLibrary();
  await putContacts(CEN, ['centrum@bibliotheek.example']);
  await putContacts(EAST, ['oost@bibliotheek.example']);
  await addCopies();
});

const addCopies = async () => {
  await library.addCopy('c1');
  await library.addCopy('e1', { branchId: EAST });
};

const putContacts = (branchId: string, contacts: readonly string[]) =>
  done(library.as.admin.put(`/api/branches/${branchId}`, { name: `Branch ${branchId}`, contacts }));

const leaveOn = async (copyIds: readonly string[] = ['c1', 'e1'], fields = {}): Promise<string> => {
  const activityId = await library.addActivity({
    endDate: '2026-10-24',
    branchIds: [CEN, EAST],
    ...fields,
  });
  for (const id of copyIds) await done(library.block(id, 'reservation', { code: 8, activityId }));
  return activityId;
};

/** The mails of the night of a day. */
const mailsOf = async (day: string): Promise<readonly Mail[]> => {
  library.sent.mails.length = 0;
  library.clock.set(`${day}T04:00:00.000Z`);
  await library.night(`${day}T02:30:00.000Z`);
  return [...library.sent.mails];
};

/** A night on which one branch is mailed, and the other is set aside. */
const halfMailed = async (): Promise<Body> => {
  await addCopies();
  await leaveOn();
  library.clock.set('2026-10-25T04:00:00.000Z');
  const report = await library.night('2026-10-25T02:30:00.000Z');
  expect(report.counts).toMatchObject({ mailsSent: 1, setAside: 1 });
  return report;
};

const toWhom = async (day: string) => (await mailsOf(day)).map(({ to, cc }) => [...to, ...cc].join());
const subjects = async (day: string) => (await mailsOf(day)).map(({ subject }) => subject);

/** Consecutive days. The clock changes on the first of them. */
const daysFrom = (first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) =>
    new Date(Date.parse(`${first}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10),
  );

describe('N3: one mail per branch, the first night and every seven days', () => {
  it('to the contacts of each branch, about its own copies', async () => {
    await leaveOn();
    const mails = (await mailsOf('2026-10-25')).toSorted((a, b) => a.subject.localeCompare(b.subject));
    expect(mails.map(({ to, subject }) => [to.join(), subject])).toEqual([
      ['centrum@bibliotheek.example', 'Branch CEN: na Griffels staat nog 1 exemplaar apart'],
      ['oost@bibliotheek.example', 'Branch EAST: na Griffels staat nog 1 exemplaar apart'],
    ]);
    expect(mails.map(({ id }) => id)).toEqual(['reminder-2026-10-25-CEN', 'reminder-2026-10-25-EAST']);
    expect(mails[0]?.text).toContain('https://apart.example/copies/c1');
    expect(mails[0]?.text).not.toContain('copies/e1');
    expect(mails[0]?.html).toContain('https://apart.example/activities/');
  });

  it('on days 0, 7, 14, 21 and no other, across the change of the clock', async () => {
    await leaveOn(['c1']);
    const mailed: string[] = [];
    for (const day of daysFrom('2026-10-25', 23)) if ((await mailsOf(day)).length > 0) mailed.push(day);
    expect(mailed).toEqual(['2026-10-25', '2026-11-01', '2026-11-08', '2026-11-15']);
  });

  it('a night that was left out is made up for, and the count goes on from the first mail', async () => {
    await leaveOn(['c1']);
    await mailsOf('2026-10-25');
    expect(await mailsOf('2026-11-03')).toHaveLength(1);
    expect(await mailsOf('2026-11-07')).toHaveLength(0);
    expect(await mailsOf('2026-11-08')).toHaveLength(1);
  });

  it('no flags, no mail; none any more once the cause is gone', async () => {
    const activityId = await leaveOn(['c1']);
    expect(await mailsOf('2026-10-24')).toEqual([]);
    await mailsOf('2026-10-25');
    await done(library.as.admin.delete(`/api/copies/c1/blocks/reservation?activityId=${activityId}`));
    expect(await mailsOf('2026-11-01')).toEqual([]);
  });

  it('a copy that is left on later gets its own first mail; the subject is that of a reminder', async () => {
    await leaveOn(['c1']);
    await mailsOf('2026-10-25');
    await leaveOn(['c1'], { name: 'Sint', startDate: '2026-10-20', endDate: '2026-10-31' });
    expect(await subjects('2026-11-01')).toEqual([
      'Herinnering: Branch CEN heeft nog 1 exemplaar apart staan',
    ]);
  });

  it('the contacts of the activity are told as well, each address once', async () => {
    await leaveOn(['c1'], { contacts: ['Centrum@bibliotheek.example', 'thema@bibliotheek.example'] });
    const [mail] = await mailsOf('2026-10-25');
    expect(mail?.to.map((address) => address.toLowerCase())).toEqual([
      'centrum@bibliotheek.example',
      'thema@bibliotheek.example',
    ]);
  });

  it('counts copies, not flags', async () => {
    const activityId = await leaveOn(['c1']);
    await done(library.block('c1', 'loan', { activityId }));
    expect(await subjects('2026-10-25')).toEqual(['Branch CEN: na Griffels staat nog 1 exemplaar apart']);
  });
});

describe('N3: the network’s admins', () => {
  it('see it after 14 days, in the same mail', async () => {
    await leaveOn(['c1']);
    expect(await toWhom('2026-10-25')).toEqual(['centrum@bibliotheek.example']);
    expect(await toWhom('2026-11-01')).toEqual(['centrum@bibliotheek.example']);
    library.sent.mails.length = 0;
    const [mail] = await mailsOf('2026-11-08');
    expect([mail?.to.join(), mail?.cc.join()]).toEqual(['centrum@bibliotheek.example', ADMINS]);
    expect(mail?.subject).toBe('Al 15 dagen afgelopen: Branch CEN heeft nog 1 exemplaar apart staan');
  });

  it('see it at once where a branch has no contacts', async () => {
    await putContacts(CEN, []);
    await leaveOn(['c1']);
    expect(await toWhom('2026-10-25')).toEqual([ADMINS]);
  });

  it('where nobody at all is known, the branch is set aside and the others get theirs', async () => {
    const mail = { ...library.services.mail, admins: [] };
    library = await openLibrary({ services: { mail } });
    await putContacts(EAST, ['oost@bibliotheek.example']);
    const report = await halfMailed();
    expect(report.setAside).toEqual([
      { key: 'branch CEN', reason: expect.stringContaining('nobody to mail') as string },
    ]);
  });
});

describe('N4: at most one mail per branch and night', () => {
  it('run twice, the second mails nobody', async () => {
    await leaveOn();
    expect(await mailsOf('2026-10-25')).toHaveLength(2);
    expect(await mailsOf('2026-10-25')).toHaveLength(0);
  });

  it('two at once: one mail to each', async () => {
    await leaveOn();
    const other = await startApi({ beside: library });
    library.clock.set('2026-10-25T04:00:00.000Z');
    const at = '2026-10-25T02:30:00.000Z';
    const reports = await Promise.all([library.night(at), other.night(at), library.night(at)]);
    expect(library.sent.mails.map(({ to }) => to.join()).sort()).toEqual([
      'centrum@bibliotheek.example',
      'oost@bibliotheek.example',
    ]);
    const sum = (name: string) => reports.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0);
    expect([sum('mailsSent'), sum('flagsRaised')]).toEqual([2, 2]);
  });

  it('a mailbox that fails sets its branch aside; the others get theirs, and the next night tries again', async () => {
    let broken = true;
    const sent: string[] = [];
    const send = ({ to }: Mail) => {
      if (broken && to.includes('centrum@bibliotheek.example')) return Promise.reject(new Error('bounced'));
      sent.push(to.join());
      return Promise.resolve();
    };
    library = await openLibrary({ services: { mail: { ...library.services.mail, send } } });
    await putContacts(CEN, ['centrum@bibliotheek.example']);
    await putContacts(EAST, ['oost@bibliotheek.example']);
    await halfMailed();
    expect(sent).toEqual(['oost@bibliotheek.example']);
    broken = false;
    await mailsOf('2026-10-26');
    expect(sent).toEqual(['oost@bibliotheek.example', 'centrum@bibliotheek.example']);
  });

  it('a message that could not be published is for the next run of the night', async () => {
    const news: object[] = [];
    let broken = true;
    const announce = (one: object) =>
      broken ? Promise.reject(new Error('no')) : Promise.resolve(void news.push(one));
    library = await openLibrary({ services: { announce } });
    expect((await library.night('2026-10-25T02:30:00.000Z')).setAside).toMatchObject([{ key: 'news' }]);
    broken = false;
    await library.night('2026-10-25T02:30:00.000Z');
    await library.night('2026-10-25T02:30:00.000Z');
    expect(news).toHaveLength(1);
  });

  it('a flag that moves to another branch while its mail goes out is mailed there the next night', async () => {
    await leaveOn(['c1']);
    const send = async () => {
      await done(library.as.feed.put('/api/copies/c1', { titleId: 'T1', branchId: EAST }));
    };
    const moving = await startApi({
      beside: library,
      services: { mail: { ...library.services.mail, send } },
    });
    library.clock.set('2026-10-25T04:00:00.000Z');
    await moving.night('2026-10-25T02:30:00.000Z');
    expect((await mailsOf('2026-10-26')).map(({ to }) => to.join())).toEqual(['oost@bibliotheek.example']);
  });

  it('goes to fifty addresses at most, which is what SES takes', async () => {
    await putContacts(
      CEN,
      Array.from({ length: 50 }, (_, n) => `c${n}@bibliotheek.example`),
    );
    await leaveOn(['c1'], { contacts: Array.from({ length: 40 }, (_, n) => `a${n}@bibliotheek.example`) });
    const [mail] = await mailsOf('2026-10-25');
    expect([mail?.to.length, mail?.to[0]]).toEqual([50, 'c0@bibliotheek.example']);
  });

  it('one machine-readable message per night, whoever runs', async () => {
    await leaveOn();
    await mailsOf('2026-10-25');
    await mailsOf('2026-10-25');
    await mailsOf('2026-10-26');
    expect(library.sent.news).toMatchObject([
      { kind: 'night', day: '2026-10-25', counts: { flagsRaised: 2, mailsSent: 2 }, setAside: [] },
      { kind: 'night', day: '2026-10-26', counts: { flagsRaised: 0, mailsSent: 0 } },
    ]);
  });
});

describe('P2: nothing about patrons', () => {
  it('no card number in a mail, of a reader or of a special card; its label is', async () => {
    const activityId = await leaveOn(['c1']);
    await done(
      library.as.admin.put('/api/patrons/29801001743', {
        branchId: CEN,
        kind: 'special',
        label: 'Vitrine hal',
        activityId,
      }),
    );
    await library.addPatron('29801009999');
    await done(library.reserve('29801009999', { copyId: 'c1', override: { reason: 'x' } }));
    await done(library.checkOut('e1', '29801001743'));
    const mails = await mailsOf('2026-10-25');
    expect(JSON.stringify(mails)).toContain('Vitrine hal');
    expect(JSON.stringify([mails, library.sent.news])).not.toMatch(/298010\d+/);
  });
});
