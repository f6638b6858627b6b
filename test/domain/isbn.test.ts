import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isbnForm } from '../../lib/domain/isbn.ts';

describe('an ISBN is found in both forms', () => {
  it.each([
    ['thirteen digits', '9789045112657', '9789045112657'],
    ['with hyphens and spaces', '978-90-451 1265-7', '9789045112657'],
    ['ten digits', '0306406152', '9780306406157'],
    ['ten digits with hyphens', '0-306-40615-2', '9780306406157'],
    ['ten with an X', '097522980X', '9780975229804'],
    ['ten with a small x', '097522980x', '9780975229804'],
    ['zeros alone', '0000000000', '9780000000002'],
    ['something else stays', 'ISSN 0166', 'ISSN0166'],
    ['too short', '030640615', '030640615'],
    ['an X in the middle', '03064X6152', '03064X6152'],
  ])('%s', (_name, given, form) => {
    expect(isbnForm(given)).toBe(form);
  });

  it('any ten digits become thirteen whose weighted sum is a multiple of ten', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (ten) => {
        const thirteen = isbnForm(ten);
        const sum = Array.from(thirteen).reduce(
          (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
          0,
        );
        expect(thirteen).toMatch(/^978\d{10}$/);
        expect(thirteen.slice(3, 12)).toBe(ten.slice(0, 9));
        expect(sum % 10).toBe(0);
      }),
    );
  });
});
