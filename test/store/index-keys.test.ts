import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activityList,
  blockedIndexKeys,
  blockedShards,
  branchActivities,
  branchCardKeys,
  branchCards,
  branchCollectionShards,
  collectionIndexKeys,
  collectionShards,
  signatureIndexKeys,
  signatureShards,
  dueIndexKeys,
  dueShards,
  dueUntil,
  parseSignatureSort,
  reservationIndexKeys,
  reservationsOfPatron,
  reservationsOfTitle,
  shardOf,
  wantedAt,
  wantedIndexKeys,
} from '../../lib/store/index-keys.ts';
import { copyKey } from '../../lib/store/keys.ts';
import { anyDay } from '../../testing/arbitraries.ts';
import { aCopyReservation, aTitleReservation } from '../../testing/builders.ts';

const anyId = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);

const numbered = Array.from({ length: 8000 }, (_, n) => `CONC4${String(n).padStart(6, '0')}`);

/** The number of ids in each shard that has any. */
const countsOf = (ids: readonly string[], shard: (id: string) => number): readonly number[] =>
  [...Map.groupBy(ids, shard).values()].map(({ length }) => length);

describe('an entry of a sharded index is in one of the shards that are read', () => {
  it('whatever its id', () => {
    fc.assert(
      fc.property(anyId, anyDay, (copyId, day) => {
        const inCollection = collectionIndexKeys(copyId, 'SINT', 'BR2');
        expect(collectionShards('SINT')).toContain(inCollection.collectionKey);
        expect(branchCollectionShards('SINT', 'BR2')).toContain(inCollection.branchCollectionKey);
        expect(signatureShards('SINT')).toContain(
          signatureIndexKeys({ copyId, branchId: 'BR2' }, 'SINT', '[]').coverKey,
        );
        expect(blockedShards('BR2', 'both')).toContain(blockedIndexKeys(copyId, 'BR2', 'both').blockedKey);
        expect(dueShards).toContain(dueIndexKeys(copyKey(copyId), day).dueKey);
      }),
    );
  });

  it('each shard is another partition', () => {
    for (const shards of [collectionShards('SINT'), blockedShards('BR2', 'loan'), dueShards]) {
      expect(new Set(shards).size).toBe(shards.length);
    }
    expect(collectionShards('SINT')).not.toContain(collectionShards('KERST')[0]);
    expect(blockedShards('BR2', 'loan')).not.toContain(blockedShards('BR2', 'both')[0]);
  });

  it('N6: numbered barcodes spread evenly, so that a big batch has no hot partition', () => {
    for (const by of ['collection', 'activity', 'other'] as const) {
      const counts = countsOf(numbered, (id) => shardOf(id, 8, by));
      expect(Math.min(...counts), by).toBeGreaterThan(800);
      expect(Math.max(...counts), by).toBeLessThan(1200);
    }
  });

  it('N6: those of one shard spread over the shards of everything else that is written with them', () => {
    const ofOne = numbered.filter((id) => shardOf(id, 8, 'collection') === 3);
    for (const by of ['activity', 'other'] as const) {
      const counts = countsOf(ofOne, (id) => shardOf(id, 8, by));
      expect(counts, by).toHaveLength(8);
      expect(Math.max(...counts), by).toBeLessThan(ofOne.length / 4);
    }
    const ofOneActivity = numbered.filter((id) => shardOf(id, 8, 'activity') === 3);
    const counts = countsOf(ofOneActivity, (id) => shardOf(id, 8));
    expect(Math.max(...counts)).toBeLessThan(ofOneActivity.length / 4);
  });

  it('the same id is always in the same shard, within bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (id, shards) => {
        const shard = shardOf(id, shards);
        expect(shard).toBe(shardOf(id, shards));
        expect(Number.isInteger(shard) && shard >= 0 && shard < shards).toBe(true);
      }),
    );
  });
});

describe('entries are in the order in which they are read', () => {
  it('N1: what is due on a day or before, and nothing of the days after', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyId, (due, today, copyId) => {
        expect(dueIndexKeys(copyKey(copyId), due).dueSort <= dueUntil(today)).toBe(due <= today);
      }),
    );
  });

  it('a collection’s copies by barcode, also those of a branch', () => {
    const keys = collectionIndexKeys('2905', 'SINT', 'BR2');
    expect(keys).toMatchObject({ collectionSort: '2905', branchCollectionSort: '2905' });
  });

  it('a collection’s copies by signature, then branch, then barcode', () => {
    const { coverSort } = signatureIndexKeys(
      { copyId: '2905', branchId: 'BR2' },
      'SINT',
      '[["reservation#rule#SINT@A",8]]',
    );
    expect(parseSignatureSort(coverSort)).toEqual({
      signature: '[["reservation#rule#SINT@A",8]]',
      branchId: 'BR2',
    });
  });

  it('blocked copies by barcode', () => {
    expect(blockedIndexKeys('2905', 'BR2', 'loan').blockedSort).toBe('2905');
  });

  it.each([
    ['with a shelfmark', 'A 123', 'A 123#2905'],
    ['without one', undefined, '#2905'],
  ])('R8: the pull list is a walk along the shelves, %s', (_name, shelfmark, wantedSort) => {
    expect(wantedIndexKeys('2905', 'BR2', shelfmark)).toEqual({ wantedKey: wantedAt('BR2'), wantedSort });
  });

  it('special cards of a branch by number, apart from the activities in the same index', () => {
    expect(branchCardKeys('BR2', 'S1')).toEqual({ listKey: branchCards('BR2'), listSort: 'S1' });
    const activities = [activityList('open'), branchActivities('BR2')];
    expect(activities).not.toContain(branchCards('BR2'));
  });

  it('reservations of a patron and of a title in the order in which they were made', () => {
    const { patronId, ...closed } = aTitleReservation({ nth: 7 });
    expect(reservationIndexKeys(aCopyReservation({ nth: 12 }))).toEqual({
      patronKey: reservationsOfPatron('3'),
      titleKey: reservationsOfTitle('T1'),
      placedSort: `000012#${aCopyReservation({ nth: 12 }).id}`,
    });
    expect(patronId).toBe('3');
    expect(reservationIndexKeys(closed)).toStrictEqual({
      titleKey: reservationsOfTitle('T1'),
      placedSort: `000007#${closed.id}`,
    });
  });
});
