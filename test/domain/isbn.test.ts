import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isbnsIn } from '../../lib/domain/isbn.ts';

const [PLUK, OTJE] = ['9789045101767', '9789045112657'];

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
    expect(isbnsIn(given)).toEqual([form]);
  });

  it('any ten digits become thirteen whose weighted sum is a multiple of ten', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (ten) => {
        const [thirteen = ''] = isbnsIn(ten);
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

describe('every number in a field is found', () => {
  it.each([
    ['a binding', '9789045101767 (geb.)', [PLUK]],
    ['a price', '978-90-451-0176-7 € 19,99', [PLUK]],
    ['a price of whole euros', '978 90 451 0176 7 20', [PLUK]],
    ['a price before it', '19,99 978-90-451-0176-7', [PLUK]],
    ['its name', 'ISBN 9789045101767', [PLUK]],
    ['its name, joined', 'ISBN9789045101767', [PLUK]],
    ['its name, with a figure', 'ISBN-13: 978-90-451-0176-7', [PLUK]],
    ['the other name, with a figure', 'ISBN-10: 90-451-0176-9', [PLUK]],
    ['hyphens that do not break', '978‑90‑451‑0176‑7', [PLUK]],
    ['other dashes', '978–90—451−0176‒7', [PLUK]],
    ['spaces that do not break, or have no width', '978\u00a090\u202f451\u200b0176\u00ad7', [PLUK]],
    ['wide digits', '９７８９０４５１０１７６７', [PLUK]],
    ['ten digits and a binding', '90-451-0176-9 (pbk.)', [PLUK]],
    ['ten digits with an X and a binding', '0-9752298-0-X pbk', ['9780975229804']],
    ['two numbers', '9789045101767 9789045112657', [PLUK, OTJE]],
    ['two numbers with hyphens', '978-90-451-0176-7 978-90-451-1265-7', [PLUK, OTJE]],
    ['two numbers and words', '9789045101767 (geb.); 9789045112657 (pap.)', [PLUK, OTJE]],
    ['both forms of one number', '90-451-0176-9 9789045101767', [PLUK]],
    ['a volume before it', '1 978-90-4510-176-7', [PLUK]],
    ['a volume before ten digits', '3 90-451-0176-9', [PLUK]],
    ['a number printed with a wrong digit', '9789045101760 (geb.)', ['9789045101760']],
    ['ten digits in parts with a wrong digit', '90-451-0176-3 (geb.)', [PLUK]],
    ['ten digits with a wrong digit', '9045101760 (geb.)', [PLUK]],
    ['the number of a film', '8712345678906 (dvd)', ['8712345678906']],
    ['a longer number', '97890451017671', ['97890451017671']],
    ['a field without a number', '(geb.)', ['(GEB.)']],
  ])('%s: %s', (_name, field, numbers) => {
    expect(isbnsIn(field)).toEqual(numbers);
  });

  it('four at most, however many digits could begin one', () => {
    expect(isbnsIn('1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7')).toHaveLength(4);
  });

  it('whatever separates its parts and whatever words are beside it', () => {
    const dash = fc.constantFrom('', '-', ' ', '\u2010', '\u2011', '\u2013', ' - ', '\u00a0');
    const beside = fc.constantFrom('', '(geb.)', '€ 19,99', 'ISBN', 'deel drie:');
    fc.assert(
      fc.property(dash, beside, beside, (gap, before, after) => {
        const printed = ['978', '90', '451', '0176', '7'].join(gap);
        expect(isbnsIn(`${before} ${printed} ${after}`)).toEqual([PLUK]);
      }),
    );
  });
});
