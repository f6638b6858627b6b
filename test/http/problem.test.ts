// Long: one table has a row for each plain problem, and the rest compares the parts of refusals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../lib/domain/refusal.ts';
import {
  failed,
  fieldText,
  forbidden,
  invalid,
  methodNotAllowed,
  notFound,
  plain,
  ProblemError,
  refused,
  toReason,
  type Reader,
} from '../../lib/http/problem.ts';
import { nl } from '../../lib/http/texts.nl.ts';

const patron: Reader = { language: 'nl', staff: false };
const staff: Reader = { language: 'nl', staff: true };
const english: Reader = { language: 'en', staff: true };

const onCard: Refusal = { code: 'copy-on-special-card', copyId: '2905', label: 'Vitrine hal' };
const ofTitle: Refusal = {
  code: 'no-copy-can-serve',
  copies: [{ copyId: '2905', allowed: false, reasons: [onCard] }],
};

describe('P1: a patron never sees a special card’s label', () => {
  const LABEL = 'GEHEIM-LABEL';
  const codes = Object.keys(nl).slice(0, Object.keys(nl).indexOf('title-refused')) as Refusal['code'][];
  const anyRefusal: fc.Arbitrary<Refusal> = fc.record(
    {
      code: fc.constantFrom(...codes),
      copyId: fc.constant('2905'),
      label: fc.constant(LABEL),
      branchName: fc.constant('Oosterhout'),
      until: fc.constant('2026-10-12'),
    },
    { requiredKeys: ['code', 'label'] },
  );
  const anyNested = fc.array(anyRefusal, { maxLength: 3 }).map((reasons): Refusal => ({
    code: 'no-copy-can-serve',
    copies: reasons.map((reason) => ({ copyId: '2905', allowed: false, reasons: [reason] })),
  }));

  it('in no refusal, in no language, at no depth', () => {
    const anyLanguage = fc.constantFrom('nl' as const, 'en' as const);
    fc.assert(
      fc.property(fc.array(fc.oneof(anyRefusal, anyNested)), anyLanguage, (refusals, language) => {
        const answer = JSON.stringify(refused(refusals, { language, staff: false }));
        expect(answer).not.toContain(LABEL);
        expect(answer).not.toContain('"label"');
      }),
    );
  });

  it('where staff see it, in the sentence and as a fact, inside the copies of a title too', () => {
    const detail = 'Dit exemplaar staat op speciale pas Vitrine hal. Neem het eerst in.';
    const reason = { code: 'copy-on-special-card', copyId: '2905', label: 'Vitrine hal', detail };
    expect(toReason(onCard, staff)).toStrictEqual(reason);
    expect(toReason(ofTitle, staff)).toStrictEqual({
      code: 'no-copy-can-serve',
      copies: [{ copyId: '2905', allowed: false, reasons: [reason] }],
      detail: 'Het enige exemplaar is niet te reserveren op deze pas. Kijk bij het exemplaar waarom.',
    });
  });

  it('and a patron gets the rest', () => {
    const detail = 'Dit exemplaar staat tijdelijk apart voor een tentoonstelling of activiteit.';
    const reason = { code: 'copy-on-special-card', copyId: '2905', detail };
    expect(toReason(onCard, patron)).toStrictEqual(reason);
    expect(toReason(ofTitle, patron)).toMatchObject({ copies: [{ reasons: [reason] }] });
  });
});

describe('R2: a refusal names every reason', () => {
  it('in order, with the first as the type and all sentences as the detail', () => {
    const problem = refused([{ code: 'patron-blocked' }, { code: 'copy-missing', copyId: '2905' }], patron);
    expect(problem).toStrictEqual({
      type: '/problems/patron-blocked',
      title: 'Dit kan nu niet',
      status: 409,
      detail: 'Deze pas is geblokkeerd. Reserveren en lenen kan nu niet. Dit exemplaar is vermist.',
      reasons: [
        { code: 'patron-blocked', detail: 'Deze pas is geblokkeerd. Reserveren en lenen kan nu niet.' },
        { code: 'copy-missing', copyId: '2905', detail: 'Dit exemplaar is vermist.' },
      ],
    });
  });

  it('says the same sentence once', () => {
    const missing = (copyId: string) => ({ code: 'copy-missing', copyId }) as const;
    const problem = refused([missing('1'), missing('2')], english);
    expect(problem.detail).toBe('This copy is missing.');
    expect(problem.reasons).toHaveLength(2);
  });
});

describe('what does not fit', () => {
  const one = { pointer: '/endDate', detail: fieldText('in-the-past', 'nl') };
  const other = { pointer: '/code', detail: 'Kies 7 of 8.' };
  it.each([
    ['one field: its sentence', [one], 'Deze dag is al voorbij. Kies vandaag of later.'],
    ['more fields', [one, other], nl['detail-invalid']],
    ['no field in particular', [], nl['detail-invalid']],
  ])('%s', (_name, errors, detail) => {
    const title = 'Dit verzoek klopt niet';
    expect(invalid(errors, patron)).toStrictEqual({
      type: '/problems/invalid-request',
      title,
      status: 400,
      detail,
      errors,
    });
  });
});

describe('every other problem has its status, its type and its sentence', () => {
  const otherBranch = (what: 'copy' | 'card' | 'desk' | 'activity' | 'flags') =>
    forbidden({ code: 'other-branch', branch: { what, branchId: 'OOS', branchName: 'Oosterhout' } }, english);
  const withoutBranch = (code: 'role' | 'other-patron' | 'needs-admin') =>
    forbidden({ code, branch: undefined }, english);
  it.each([
    [403, 'role', withoutBranch('role'), 'This is not possible with this sign-in.'],
    [403, 'other-patron', withoutBranch('other-patron'), 'This belongs to another card.'],
    [
      403,
      'other-branch',
      otherBranch('copy'),
      'This copy belongs to Oosterhout. Only staff of Oosterhout can change this.',
    ],
    [
      403,
      'other-branch',
      otherBranch('card'),
      'This special card belongs to Oosterhout. Only staff of Oosterhout can do this.',
    ],
    [403, 'other-branch', otherBranch('desk'), 'Only staff of Oosterhout can do this there.'],
    [403, 'other-branch', otherBranch('activity'), 'Only staff of a branch of this activity can do this.'],
    [
      403,
      'other-branch',
      otherBranch('flags'),
      'Only staff of Oosterhout see what asks for attention there.',
    ],
    [
      403,
      'needs-admin',
      withoutBranch('needs-admin'),
      'An activity of all branches, or with an agreement, is made by an admin.',
    ],
    [404, 'not-found', notFound('copy', english), 'No copy has this barcode.'],
    [404, 'not-found', notFound('block', english), 'There is no such block on this copy.'],
    [404, 'not-found', notFound('activity', english), 'This activity is not known.'],
    [
      404,
      'not-found',
      notFound('flag', english),
      'This is not, or no longer, something that asks for attention.',
    ],
    [404, 'not-found', notFound('address', english), 'There is nothing at this address.'],
    [
      405,
      'method-not-allowed',
      methodNotAllowed('PATCH', 'GET, PUT', english),
      'This address does not know PATCH, but GET, PUT.',
    ],
    [
      412,
      'stale',
      plain('stale', english),
      'A colleague has changed this meanwhile. See what changed and try again.',
    ],
    [413, 'too-large', plain('too-large', english), 'A request can be at most 1 MB.'],
    [
      415,
      'unsupported-media-type',
      plain('unsupported-media-type', english),
      'Send the content as application/json.',
    ],
    [
      500,
      'internal',
      failed('internal', 'trace-1', english),
      'It did not work. Try again; report this number if it keeps failing: trace-1.',
    ],
    [
      503,
      'unavailable',
      failed('unavailable', 'trace-1', english),
      'It is too busy for a moment. Try again shortly. Number: trace-1.',
    ],
  ])('%i %s', (status, code, problem, detail) => {
    expect(problem).toMatchObject({ status, type: `/problems/${code}`, detail });
    expect(problem.title).not.toBe('');
    expect(problem.traceId).toBe(status >= 500 ? 'trace-1' : undefined);
  });

  it('a problem can be thrown, with the headers that go with it', () => {
    const problem = methodNotAllowed('PATCH', 'GET', patron);
    const thrown = new ProblemError(problem, { allow: 'GET' });
    expect([thrown.name, thrown.message]).toEqual(['ProblemError', '/problems/method-not-allowed']);
    expect([thrown.problem, thrown.headers]).toEqual([problem, { allow: 'GET' }]);
    expect(new ProblemError(problem).headers).toEqual({});
  });
});
