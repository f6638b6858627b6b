import { describe, expect, it } from 'vitest';
import { isSpecial } from '../../lib/domain/patron.ts';
import { actsFor, type Role } from '../../lib/domain/caller.ts';
import { aPatron, aSpecialCard } from '../../testing/builders.ts';

describe('B8: who may act for a branch', () => {
  it.each<[string, Role, readonly string[], boolean]>([
    ['staff of that branch', 'staff', ['BR2'], true],
    ['staff of more branches, that one among them', 'staff', ['BR1', 'BR2'], true],
    ['staff of another branch', 'staff', ['BR1'], false],
    ['staff of no branch', 'staff', [], false],
    ['an admin, of any branch', 'admin', [], true],
    ['the feed', 'feed', [], false],
    ['the feed, whatever its token says', 'feed', ['BR2'], false],
    ['a patron', 'patron', [], false],
    ['a patron, whatever the token says', 'patron', ['BR2'], false],
  ])('%s', (_name, role, branchIds, expected) => {
    expect(actsFor({ sub: 'somebody', role, branchIds }, 'BR2')).toBe(expected);
  });
});

describe('P2: a card is an ordinary one or a special one', () => {
  it.each([
    ['a special card', aSpecialCard(), true],
    ['a special card without a label', aPatron({ kind: 'special' }), true],
    ['an ordinary card', aPatron(), false],
    ['an ordinary card, blocked', aPatron({ blocked: true }), false],
  ])('%s', (_name, patron, expected) => {
    expect(isSpecial(patron)).toBe(expected);
  });
});
