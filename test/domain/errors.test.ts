import { describe, expect, it } from 'vitest';
import {
  TooManyConflicts,
  Forbidden,
  Invalid,
  NotFound,
  Refused,
  VersionMismatch,
} from '../../lib/domain/errors.ts';

describe('an answer that is no success says what it is, for the log and for the problem', () => {
  it('R2: refused, with every reason', () => {
    const reasons = [{ code: 'patron-blocked' }, { code: 'copy-missing', copyId: '2905' }] as const;
    const refused = new Refused(reasons);
    expect(refused.reasons).toBe(reasons);
    expect([refused.name, refused.message]).toEqual(['Refused', 'patron-blocked, copy-missing']);
  });

  it('B8: forbidden, with the branch that it belongs to', () => {
    const forbidden = new Forbidden('other-branch', { what: 'copy', branchId: 'OOS' });
    expect(forbidden.branch).toEqual({ what: 'copy', branchId: 'OOS' });
    expect([forbidden.name, forbidden.message, forbidden.code]).toEqual([
      'Forbidden',
      'other-branch',
      'other-branch',
    ]);
    expect(new Forbidden('role').branch).toBeUndefined();
  });

  it('not found, with what is not', () => {
    const notFound = new NotFound('copy');
    expect([notFound.name, notFound.message, notFound.what]).toEqual(['NotFound', 'copy not found', 'copy']);
  });

  it('invalid, with where and why', () => {
    const invalid = new Invalid('/endDate', 'in-the-past');
    expect([invalid.name, invalid.message, invalid.pointer, invalid.code]).toEqual([
      'Invalid',
      'in-the-past at /endDate',
      '/endDate',
      'in-the-past',
    ]);
  });

  it('stale, or too busy for a moment', () => {
    expect([new VersionMismatch().name, new TooManyConflicts().name]).toEqual([
      'VersionMismatch',
      'TooManyConflicts',
    ]);
  });
});
