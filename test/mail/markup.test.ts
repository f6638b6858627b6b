import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from '../../lib/mail/markup.ts';

describe('markup: what is filled in is escaped', () => {
  it.each([
    ['a tag', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['an entity', 'Vos &amp; Haas', 'Vos &amp;amp; Haas'],
    ['a double quote', 'de "echte"', 'de &quot;echte&quot;'],
    ['a single quote', "'s nachts", '&#39;s nachts'],
    ['an emoji and accents', '🎅 Zoë’s café', '🎅 Zoë’s café'],
    ['a backslash', 'a\\n$1', 'a\\n$1'],
  ])('%s', (_name, words, html) => {
    expect(markup`<p title="${words}">${words}</p>`.html).toBe(`<p title="${html}">${html}</p>`);
  });

  it('numbers and markup stay as they are, lists follow each other', () => {
    const items = ['a', '<b>'].map((word) => markup`<li>${word}</li>`);
    expect(markup`<ul>${items}</ul>${3}${markup`<br>`}`.html).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>3<br>',
    );
  });

  it('no words can open a tag or end an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', '/', 'x') }), (words) => {
        expect(markup`${words}`.html).not.toMatch(/[<>"']/);
      }),
    );
  });
});
