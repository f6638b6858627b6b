import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from '../../lib/http/texts.en.ts';
import { nl } from '../../lib/http/texts.nl.ts';
import { dayText, isTextKey, text, type TextKey } from '../../lib/http/texts.ts';

type Elements = ReturnType<IntlMessageFormat['getAst']>;

const keys = Object.keys(nl) as TextKey[];

/** The type of a text element of a parsed message. */
const LITERAL = 0;
const kindOf = ({ type }: { readonly type: number }): number => type;

/**
 * The arguments of a message with their kinds and choices: `{n, plural, one {…} other {…}}` →
 * `n:6:one|other`.
 */
const argumentsIn = (elements: Elements): string[] =>
  elements.flatMap((element) => {
    if (!('value' in element) || kindOf(element) === LITERAL) return [];
    if (!('options' in element)) return [`${element.value}:${kindOf(element)}`];
    const choices = Object.entries(element.options);
    const name = `${element.value}:${kindOf(element)}:${choices.map(([choice]) => choice).join('|')}`;
    return [name, ...choices.flatMap(([, option]) => argumentsIn(option.value))];
  });

const argumentsOf = (message: string, locale: string): string[] => [
  ...new Set(argumentsIn(new IntlMessageFormat(message, locale).getAst())),
];

describe('every text is there in both languages', () => {
  it('with the same keys', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s compiles, and takes the same arguments', (key) => {
    expect(argumentsOf(en[key], 'en-GB').sort()).toEqual(argumentsOf(nl[key], 'nl-NL').sort());
    expect([nl[key], en[key]]).not.toContain('');
  });

  it.each(keys)('%s is another sentence in English than in Dutch', (key) => {
    expect(en[key]).not.toBe(nl[key]);
  });

  it.each([
    ['patron-blocked', true],
    ['no-such-text', false],
    ['toString', false],
    ['', false],
  ])('"%s" is a text: %s', (key, expected) => {
    expect(isTextKey(key)).toBe(expected);
  });
});

describe('texts are filled in with facts', () => {
  it.each([
    ['nl', 1, 'Op deze pas staat al het maximum van 1 reservering.'],
    ['nl', 15, 'Op deze pas staat al het maximum van 15 reserveringen.'],
    ['en', 1, 'This card already has the maximum of 1 reservation.'],
    ['en', 15, 'This card already has the maximum of 15 reservations.'],
  ] as const)('%s with %i', (language, limit, sentence) => {
    expect(text('reservation-limit-reached', language, { limit })).toBe(sentence);
  });

  it.each([
    ['2026-10-12', 'ma 12 okt 2026', 'Mon 12 Oct 2026'],
    ['2026-03-29', 'zo 29 mrt 2026', 'Sun 29 Mar 2026'],
    ['2026-10-25', 'zo 25 okt 2026', 'Sun 25 Oct 2026'],
    ['2027-01-01', 'vr 1 jan 2027', 'Fri 1 Jan 2027'],
    ['2028-02-29', 'di 29 feb 2028', 'Tue 29 Feb 2028'],
  ])('the day %s is read as %s and %s', (day, dutch, english) => {
    expect([dayText(day, 'nl'), dayText(day, 'en')]).toEqual([dutch, english]);
  });
});
