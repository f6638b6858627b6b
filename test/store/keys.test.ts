// Long: a range is right only if no other kind of key lies in it, so all kinds stand together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allBranches,
  allReports,
  answerKey,
  branchKey,
  closedKey,
  closedOfCopy,
  copyIdOf,
  copyKey,
  copyWithQueue,
  historyKey,
  historyOf,
  loanKey,
  loansOfPatron,
  openKey,
  openOfPatron,
  patronKey,
  placesOfReservation,
  queueKey,
  reportKey,
  secondsAt,
  titleCopyKey,
  titleKey,
  titleWithAll,
  titleWithCopies,
  titleWithQueue,
  type Key,
  type Range,
} from '../../lib/store/keys.ts';
import { aCopyReservation, aTitleReservation } from '../../testing/builders.ts';

/** Ids that the contract allows. */
const anyId = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);
const within = ({ pk, from, to }: Range, key: Key): boolean =>
  key.pk === pk && from <= key.sk && key.sk <= to;

const kindsOfKey: Readonly<Record<string, (id: string) => Key>> = {
  branch: branchKey,
  title: titleKey,
  'copy of a title': (id) => titleCopyKey('T1', id),
  'waiting for a title': (id) => queueKey(aTitleReservation({ id: `t.T1.${id}` })),
  'closed for a title': (id) => closedKey(aTitleReservation({ id: `t.T1.${id}` })),
  copy: copyKey,
  'waiting for a copy': (id) => queueKey(aCopyReservation({ id: `c.2905.${id}` })),
  'closed for a copy': (id) => closedKey(aCopyReservation({ id: `c.2905.${id}` })),
  'line of history': (id) => historyKey(id, 1, 0),
  patron: patronKey,
  'open for a copy': (id) => openKey('3', 'copy', id),
  'open for a title': (id) => openKey('3', 'title', id),
  loan: (id) => loanKey('3', id),
  answer: (id) => answerKey('sub', '/api/loans', id),
  report: reportKey,
};

describe('every thing has a key of its own', () => {
  it('two kinds never share a key, whatever their ids', () => {
    const anyStamp = fc.stringMatching(/^[a-z0-9]{1,21}$/);
    const makers = Object.values(kindsOfKey);
    fc.assert(
      fc.property(anyStamp, (id) => {
        const keys = makers.map((make) => JSON.stringify(make(id)));
        expect(new Set(keys).size).toBe(makers.length);
      }),
    );
  });

  it.each([
    ['branch', branchKey],
    ['title', titleKey],
    ['copy', copyKey],
    ['patron', patronKey],
    ['report', reportKey],
    ['copy of a title', (id: string) => titleCopyKey('T1', id)],
    ['loan', (id: string) => loanKey('3', id)],
  ])('two of the kind %s never share one', (_name, make) => {
    fc.assert(
      fc.property(anyId, anyId, (a, b) => {
        expect(JSON.stringify(make(a)) === JSON.stringify(make(b))).toBe(a === b);
      }),
    );
  });

  it('R5: one open reservation per patron and title or copy', () => {
    fc.assert(
      fc.property(anyId, anyId, anyId, anyId, (patron, owner, otherPatron, otherOwner) => {
        const same = patron === otherPatron && owner === otherOwner;
        expect(openKey(patron, 'copy', owner)).not.toEqual(openKey(patron, 'title', owner));
        const [a, b] = [openKey(patron, 'copy', owner), openKey(otherPatron, 'copy', otherOwner)];
        expect(JSON.stringify(a) === JSON.stringify(b)).toBe(same);
      }),
    );
  });

  it('an answer belongs to one caller, path and key', () => {
    const anyPart = fc.constantFrom('a', 'b', 'a#b', '');
    fc.assert(
      fc.property(anyPart, anyPart, (key, other) => {
        const one = answerKey('sub', '/api/loans', key);
        expect(JSON.stringify(one) === JSON.stringify(answerKey('sub', '/api/loans', other))).toBe(
          key === other,
        );
        expect(one).not.toEqual(answerKey('other', '/api/loans', key));
        expect(one).not.toEqual(answerKey('sub', '/api/reservations', key));
      }),
    );
  });

  it('the barcode is read back from the key, leading zeros and all', () => {
    fc.assert(
      fc.property(anyId, (copyId) => {
        expect(copyIdOf(copyKey(copyId))).toBe(copyId);
        expect(copyIdOf(historyKey(copyId, 1, 0))).toBe(copyId);
      }),
    );
  });
});

describe('a range reads what it says and nothing else', () => {
  const title = [titleKey('T1'), titleCopyKey('T1', '2905'), titleCopyKey('T1', 'zz')] as const;
  const ofTitle = aTitleReservation({ nth: 1 });
  const ofCopy = aCopyReservation({ nth: 1 });
  const titleItems = [...title, queueKey(ofTitle), closedKey(ofTitle)];
  const copyItems = [copyKey('2905'), historyKey('2905', 1, 0), queueKey(ofCopy), closedKey(ofCopy)];
  const patronItems = [
    patronKey('3'),
    openKey('3', 'copy', '2905'),
    openKey('3', 'title', 'zz'),
    loanKey('3', '2905'),
  ];
  it.each<[string, Range, readonly Key[], readonly Key[]]>([
    ['a title with its copies', titleWithCopies('T1'), titleItems, title],
    ['a title with its queue', titleWithQueue('T1'), titleItems, [title[0], queueKey(ofTitle)]],
    ['a title with both', titleWithAll('T1'), titleItems, [...title, queueKey(ofTitle)]],
    ['a copy with its queue', copyWithQueue('2905'), copyItems, [copyKey('2905'), queueKey(ofCopy)]],
    ['a copy’s history', historyOf('2905'), copyItems, [historyKey('2905', 1, 0)]],
    ['a copy’s closed reservations', closedOfCopy('2905'), copyItems, [closedKey(ofCopy)]],
    ['a patron’s open reservations', openOfPatron('3'), patronItems, patronItems.slice(1, 3)],
    ['a patron’s loans', loansOfPatron('3'), patronItems, [loanKey('3', '2905')]],
    [
      'all branches',
      allBranches,
      [branchKey('a'), branchKey('zz'), reportKey('a')],
      [branchKey('a'), branchKey('zz')],
    ],
    [
      'all reports',
      allReports,
      [branchKey('a'), reportKey('a'), reportKey('zz')],
      [reportKey('a'), reportKey('zz')],
    ],
  ])('%s', (_name, range, items, expected) => {
    expect(items.filter((key) => within(range, key))).toEqual(expected);
  });

  it('not even where one id begins like another', () => {
    fc.assert(
      fc.property(anyId, anyId, (id, other) => {
        fc.pre(id !== other);
        expect(within(copyWithQueue(id), copyKey(other))).toBe(false);
        expect(within(titleWithAll(id), titleCopyKey(other, '1'))).toBe(false);
        expect(within(openOfPatron(id), openKey(other, 'copy', '1'))).toBe(false);
      }),
    );
  });

  it('B9: history is in the order of the versions, and of the lines within one', () => {
    const anyVersion = fc.nat({ max: 999_999_999 });
    const anyLine = fc.nat({ max: 999 });
    fc.assert(
      fc.property(anyVersion, anyLine, anyVersion, anyLine, (version, line, otherVersion, otherLine) => {
        const before = version < otherVersion || (version === otherVersion && line < otherLine);
        expect(historyKey('1', version, line).sk < historyKey('1', otherVersion, otherLine).sk).toBe(before);
        expect(within(historyOf('1'), historyKey('1', version, line))).toBe(true);
      }),
    );
  });

  it('R6: a queue is in the order in which its reservations were made', () => {
    fc.assert(
      fc.property(fc.nat({ max: 900 }), fc.nat({ max: 900 }), (a, b) => {
        const [first, second] = [
          queueKey(aCopyReservation({ nth: a })),
          queueKey(aCopyReservation({ nth: b })),
        ];
        expect(first.sk < second.sk).toBe(a < b);
      }),
    );
  });
});

describe('R1: a reservation’s id tells where it is', () => {
  it.each([
    ['of a copy', aCopyReservation()],
    ['of a title', aTitleReservation()],
  ])('%s: open or closed', (_name, reservation) => {
    expect(placesOfReservation(reservation.id)).toEqual([queueKey(reservation), closedKey(reservation)]);
    expect(queueKey(reservation).pk).toBe(
      reservation.kind === 'copy' ? copyKey('2905').pk : titleKey('T1').pk,
    );
  });

  it.each(['', '2905', 'x.2905.1', 'c.2905', 'c..1'])('"%s" is nowhere', (id) => {
    expect(placesOfReservation(id)).toEqual([]);
    expect(() => queueKey(aCopyReservation({ id }))).toThrow(`Not a reservation id: ${id}`);
    expect(() => closedKey(aCopyReservation({ id }))).toThrow(`Not a reservation id: ${id}`);
  });
});

describe('time to live is in whole seconds since 1970', () => {
  it.each([
    ['1970-01-01T00:00:00.000Z', 0],
    ['1970-01-01T00:00:01.999Z', 1],
    ['2026-10-12T01:30:00.000Z', 1_791_768_600],
  ])('%s', (at, seconds) => {
    expect(secondsAt(at)).toBe(seconds);
    expect(secondsAt(new Date(at))).toBe(seconds);
  });
});
