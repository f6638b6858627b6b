// Long: six callers meet every permission in tables of one form; a role is read across them.
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../lib/domain/caller.ts';
import {
  denyActivity,
  denyBatch,
  denyCancel,
  denyCard,
  denyChangeActivity,
  denyCopy,
  denyDesk,
  denyFlags,
  denyLoansOfActivity,
  denyMakeActivity,
  denyPutCard,
  denyReservation,
  denyReserve,
  denyRule,
  denyRunBatch,
  denySpecialCard,
  type Denial,
} from '../../lib/domain/permissions.ts';
import {
  aBatch,
  aCopyReservation,
  anActivity,
  aPatron,
  aSpecialCard,
  OWN,
  SIBLING,
} from '../../testing/builders.ts';

const admin: Caller = { sub: 'admin', role: 'admin', branchIds: [] };
const feed: Caller = { sub: 'feed', role: 'feed', branchIds: [] };
const own: Caller = { sub: 'own', role: 'staff', branchIds: [OWN] };
const both: Caller = { sub: 'both', role: 'staff', branchIds: [OWN, SIBLING] };
const sibling: Caller = { sub: 'sibling', role: 'staff', branchIds: [SIBLING] };
const reader: Caller = { sub: 'reader', role: 'patron', branchIds: [], patronId: 'p1' };

/** A denial as text: its code, the kind of thing, and its branch. */
const said = (denial: Denial) =>
  denial && [denial.code, ...(denial.branch ? [denial.branch.what, denial.branch.branchId] : [])].join(' ');

type Row = readonly [string, Denial, string | undefined];

const rows = (name: string, table: readonly Row[]): void => {
  it.each(table)(`${name}: %s`, (_, denial, expected) => {
    expect(said(denial)).toBe(expected);
  });
};

describe('P1: a patron', () => {
  rows('has to do with their own card', [
    ['their own', denyCard(reader, 'p1'), undefined],
    ['another one', denyCard(reader, 'p2'), 'other-patron'],
    ['any, for staff', denyCard(own, 'p2'), undefined],
  ]);
  rows('sees their own reservations', [
    ['their own', denyReservation(reader, aCopyReservation({ patronId: 'p1' })), undefined],
    ['that of another', denyReservation(reader, aCopyReservation({ patronId: 'p2' })), 'other-patron'],
    ['any, for staff', denyReservation(own, aCopyReservation({ patronId: 'p2' })), undefined],
  ]);
  rows('sees no loans of others', [
    ['a patron', denyLoansOfActivity(reader), 'role'],
    ['staff', denyLoansOfActivity(own), undefined],
  ]);
  rows('reserves for their own card', [
    ['their own', denyReserve(reader, { patronId: 'p1' }), undefined],
    ['another one', denyReserve(reader, { patronId: 'p2' }), 'other-patron'],
    ['R10: without an override', denyReserve(reader, { patronId: 'p1', override: { reason: 'x' } }), 'role'],
    ['R10: staff with one', denyReserve(own, { patronId: 'p1', override: { reason: 'x' } }), undefined],
  ]);
});

describe('S0, R4, S1: special cards are of their branch', () => {
  const ofOwn = aSpecialCard({ branchId: OWN });
  const ofSibling = aSpecialCard({ branchId: SIBLING });
  const ordinary = aPatron({ branchId: OWN });
  rows('S0: made and changed by its staff', [
    ['a new one', denyPutCard(own, ofOwn, undefined), undefined],
    ['one that is there', denyPutCard(own, ofOwn, ofOwn), undefined],
    ['a new one elsewhere', denyPutCard(own, ofSibling, undefined), `other-branch card ${SIBLING}`],
    ['moved away', denyPutCard(own, ofSibling, ofOwn), `other-branch card ${SIBLING}`],
    ['taken from another', denyPutCard(own, ofOwn, ofSibling), `other-branch card ${SIBLING}`],
    ['moved by staff of both', denyPutCard(both, ofSibling, ofOwn), undefined],
    ['an ordinary card', denyPutCard(own, ordinary, undefined), 'role'],
    ['an ordinary card made special', denyPutCard(own, ofOwn, ordinary), 'role'],
    ['an ordinary card, by the feed', denyPutCard(feed, ordinary, ordinary), undefined],
    ['one elsewhere, by an admin', denyPutCard(admin, ofSibling, ofOwn), undefined],
  ]);
  rows('used by its staff', [
    ['its own', denySpecialCard(own, ofOwn), undefined],
    ['of another', denySpecialCard(own, ofSibling), `other-branch card ${SIBLING}`],
    ['of another, by an admin', denySpecialCard(admin, ofSibling), undefined],
    ['by a patron', denySpecialCard(reader, ofOwn), 'other-patron'],
    ['an ordinary card', denySpecialCard(own, aPatron({ branchId: SIBLING })), undefined],
    ['an unknown card', denySpecialCard(own, undefined), undefined],
  ]);
  rows('cancelled by its staff', [
    ['its own', denyCancel(own, aCopyReservation({ cardBranchId: OWN })), undefined],
    [
      'of another',
      denyCancel(own, aCopyReservation({ cardBranchId: SIBLING })),
      `other-branch card ${SIBLING}`,
    ],
    ['an ordinary one', denyCancel(own, aCopyReservation()), undefined],
  ]);
});

describe('B8: what is of a branch', () => {
  rows('is for its staff', [
    ['a copy', denyCopy(own, { branchId: OWN }), undefined],
    ['a copy of another', denyCopy(own, { branchId: SIBLING }), `other-branch copy ${SIBLING}`],
    ['a copy of one of several', denyCopy(both, { branchId: SIBLING }), undefined],
    ['a copy, for an admin', denyCopy(admin, { branchId: SIBLING }), undefined],
    ['a desk', denyDesk(own, OWN), undefined],
    ['a desk elsewhere', denyDesk(own, SIBLING), `other-branch desk ${SIBLING}`],
    ['N2: flags', denyFlags(own, OWN), undefined],
    ['N2: flags of another', denyFlags(own, SIBLING), `other-branch flags ${SIBLING}`],
    ['C1: a rule', denyRule(own, { branchId: OWN }), undefined],
    ['C1: a rule of another', denyRule(own, { branchId: SIBLING }), `other-branch rule ${SIBLING}`],
    ['C1: a rule of all branches', denyRule(own, {}), 'rule-needs-admin'],
    ['C1: a rule of all branches, for an admin', denyRule(admin, {}), undefined],
  ]);
});

describe('A3, A6: activities', () => {
  const plan = anActivity({ branchIds: [SIBLING, OWN] });
  const ofSibling = anActivity({ branchIds: [SIBLING] });
  const everywhere = anActivity({});
  const agreed = anActivity({ branchIds: [OWN], agreement: true });
  rows('looked after', [
    ['at one of its branches', denyActivity(own, plan), undefined],
    ['at none of them', denyActivity(own, ofSibling), `other-branch activity ${SIBLING}`],
    ['at all branches', denyActivity(own, everywhere), 'needs-admin'],
    ['at all branches, by an admin', denyActivity(admin, everywhere), undefined],
  ]);
  rows('made', [
    ['at their branch', denyMakeActivity(own, plan), undefined],
    ['at another', denyMakeActivity(own, ofSibling), `other-branch activity ${SIBLING}`],
    ['at all branches', denyMakeActivity(own, everywhere), 'needs-admin'],
    ['with an agreement', denyMakeActivity(own, agreed), 'needs-admin'],
    ['with an agreement, by an admin', denyMakeActivity(admin, agreed), undefined],
  ]);
  rows('changed', [
    ['its name', denyChangeActivity(own, plan, { ...plan, name: 'Kerst' }), undefined],
    ['of another branch', denyChangeActivity(own, ofSibling, ofSibling), `other-branch activity ${SIBLING}`],
    ['to all branches', denyChangeActivity(own, plan, everywhere), 'needs-admin'],
    ['to all branches, by an admin', denyChangeActivity(admin, plan, everywhere), undefined],
    ['to an agreement', denyChangeActivity(own, anActivity({ branchIds: [OWN] }), agreed), 'needs-admin'],
    [
      'with an agreement, prolonged',
      denyChangeActivity(own, agreed, { ...agreed, endDate: '2027-03-01' }),
      undefined,
    ],
    [
      'with an agreement, from earlier',
      denyChangeActivity(own, agreed, { ...agreed, agreementFrom: '2026-01-01' }),
      'needs-admin',
    ],
    [
      'with an agreement, for more',
      denyChangeActivity(own, agreed, { ...agreed, collections: ['SINT'] }),
      'needs-admin',
    ],
    [
      'with an agreement, for other titles',
      denyChangeActivity(own, agreed, { ...agreed, titleIds: ['T1'] }),
      'needs-admin',
    ],
    [
      'with an agreement, elsewhere too',
      denyChangeActivity(own, agreed, { ...agreed, branchIds: [OWN, SIBLING] }),
      'needs-admin',
    ],
    [
      'with an agreement, its first day',
      denyChangeActivity(own, agreed, { ...agreed, startDate: '2026-01-01' }),
      'needs-admin',
    ],
    ['an agreement ended', denyChangeActivity(own, agreed, { ...agreed, agreement: false }), undefined],
    [
      'with an agreement, by an admin',
      denyChangeActivity(admin, agreed, { ...agreed, collections: ['SINT'] }),
      undefined,
    ],
    ['one of all branches', denyChangeActivity(own, everywhere, everywhere), 'needs-admin'],
  ]);
});

describe('M6: batches', () => {
  const made = ({ sub, role, branchIds }: Caller) => aBatch({ createdBy: { sub, role, branchIds } });
  const size = (selected: number) => aBatch({}, { counts: { ...aBatch().state.counts, selected } });
  rows('seen', [
    ['their own', denyBatch(own, made(own)), undefined],
    [
      'their own, made while they worked elsewhere',
      denyBatch({ ...own, branchIds: [SIBLING] }, made(own)),
      undefined,
    ],
    ['of a colleague', denyBatch(own, made(both)), undefined],
    ['of another branch', denyBatch(own, made(sibling)), 'other-batch'],
    ['of an admin', denyBatch(own, made(admin)), 'other-batch'],
    ['of another branch, by an admin', denyBatch(admin, made(sibling)), undefined],
  ]);
  rows('run', [
    ['of 5,000 copies', denyRunBatch(own, size(5_000)), undefined],
    ['of 5,001', denyRunBatch(own, size(5_001)), 'batch-needs-admin'],
    ['of 5,001, by an admin', denyRunBatch(admin, size(5_001)), undefined],
  ]);
});
