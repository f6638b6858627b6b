import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Invalid } from '../../lib/domain/errors.ts';
import { cursorAt, placeOf } from '../../lib/http/page.ts';

const QUERY = '/api/copies?collection=SINT';
const PLACE = 'BR2#2905';
const cursor = cursorAt(QUERY, PLACE);

const refusalOf = (query: string, given: string): unknown => {
  try {
    return placeOf(query, given);
  } catch (error) {
    return error;
  }
};

describe('a cursor is a place in one list', () => {
  it('no cursor is no place: the beginning', () => {
    expect(placeOf(QUERY, undefined)).toBeUndefined();
  });

  it('gives back its place, for any query and place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, unit: 'grapheme' }), (query, place) => {
        expect(placeOf(query, cursorAt(query, place))).toBe(place);
      }),
    );
  });

  it('can stand in a URL as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (query, place) => {
        expect(cursorAt(query, place)).toMatch(/^[\w-]+$/);
      }),
    );
  });
});

describe('a cursor that is not of this query is refused', () => {
  it.each([
    ['of another collection', '/api/copies?collection=KERST', cursor],
    ['of another list', '/api/titles?collection=SINT', cursor],
    ['with a filter more', `${QUERY}&branchId=BR2`, cursor],
    ['cut at the end', QUERY, cursor.slice(0, -1)],
    ['cut at the beginning', QUERY, cursor.slice(1)],
    ['only its check', QUERY, cursor.slice(0, 12)],
    ['something added', QUERY, `${cursor}A`],
    ['its place changed', QUERY, cursor.slice(0, 12) + Buffer.from('BR1#2905').toString('base64url')],
    ['its check changed', QUERY, `AAAAAAAAAAAA${cursor.slice(12)}`],
    ['in another alphabet, same bytes', QUERY, `${cursor}=`],
    ['empty', QUERY, ''],
    ['anything', QUERY, 'volgende'],
    ['of an empty place', QUERY, cursorAt(QUERY, '')],
  ])('%s', (_name, query, given) => {
    const refusal = refusalOf(query, given);
    expect(refusal).toBeInstanceOf(Invalid);
    expect(refusal).toMatchObject({ pointer: '/query/cursor', code: 'cursor' });
  });

  it('with any one character changed', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: cursor.length - 1 }),
        fc.constantFrom('A', 'z', '0', '-', '_', '!'),
        (at, char) => {
          fc.pre(cursor[at] !== char);
          expect(refusalOf(QUERY, cursor.slice(0, at) + char + cursor.slice(at + 1))).toBeInstanceOf(Invalid);
        },
      ),
    );
  });

  it('whatever somebody makes up', () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        fc.pre(given !== cursor);
        expect(refusalOf(QUERY, given)).toBeInstanceOf(Invalid);
      }),
    );
  });
});
