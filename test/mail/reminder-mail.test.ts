// Long: each test renders one reminder; what the text says, the HTML has to say word for word.
import { describe, expect, it } from 'vitest';
import type { FlagKind } from '../../lib/domain/flag-key.ts';
import type { Reminder } from '../../lib/domain/reminder.ts';
import { renderReminder } from '../../lib/mail/reminder-mail.ts';
import {
  aFullReminder,
  aGroup,
  aLine,
  anEndlessGroup,
  aReminder,
  aRuleGroup,
  lines,
  WEB_URL,
} from '../../testing/reminder-builders.ts';

const render = (over: Partial<Reminder> = {}) => renderReminder(aReminder(over), WEB_URL);

/** The mail about one copy with a flag of each of these kinds. */
const flagged = (...kinds: readonly FlagKind[]) =>
  render({
    groups: [aGroup({ lines: [aLine({ flags: kinds.map((kind) => ({ kind, since: '2026-10-12' })) })] })],
  });

const times = (haystack: string, needle: string): number => haystack.split(needle).length - 1;

describe('N3: the text of a reminder', () => {
  it('says the fact, what to do, every copy by activity, and why it was sent', () => {
    expect(render().text).toBe(`In Oosterhout staat nog 1 exemplaar apart.
Haal de blokkades eraf die niet meer nodig zijn.

== Kinderboekenweek ==
afgelopen op zo 11 okt 2026, 1 dag geleden
Bekijk de activiteit: https://apart.example.nl/activities/kbw-2026

- Pluk van de Petteflet
  barcode 03141000160
  Reserveringsblokkade staat er nog op, sinds ma 12 okt 2026
  https://apart.example.nl/copies/03141000160

----
Deze mail gaat naar de contactpersonen van Oosterhout en van de activiteiten, of anders naar de beheerders van het netwerk.
Zolang er iets van deze lijst blijft staan, volgt er na 7 dagen een herinnering.
`);
  });

  it('names the shelf mark, the special card, and everything that is still on', () => {
    expect(renderReminder(aFullReminder(), WEB_URL).text).toContain(`
afgelopen op zo 27 sep 2026, 15 dagen geleden
Bekijk de activiteit: https://apart.example.nl/activities/zomer-2026

- De zee
  barcode 03141000285 · plaats Natuur 578.2 · op speciale pas Vitrine hal
  Leenblokkade staat er nog op, sinds ma 28 sep 2026
  Nog niet ingenomen van speciale pas, sinds ma 28 sep 2026
  https://apart.example.nl/copies/03141000285
`);
  });

  it('says of blocks without an end when they were reported, and how to keep one', () => {
    const { text } = render({ groups: [anEndlessGroup()] });
    expect(text).toContain('Blokkade zonder einddatum, gemeld op ma 12 okt 2026');
    expect(text).toContain('Hoort er een te blijven? Geef dat aan in Apart.');
    expect(text).toContain('Deze mail gaat naar de contactpersonen van Oosterhout, of anders');
    expect(text).not.toContain('/activities/');
  });

  it('says nothing of blocks without an end where it is about something else', () => {
    const flags = [{ kind: 'loan-block-left-on', since: '2026-10-12' }] as const;
    expect(render({ groups: [{ lines: [aLine({ flags })] }] }).text).not.toContain(
      'Hoort er een te blijven?',
    );
  });

  it('says of an activity that still runs until when', () => {
    const running = aGroup({ activity: { id: 'kbw-2026', name: 'Kinderboekenweek', lastDay: '2026-10-12' } });
    expect(render({ groups: [running] }).text).toContain('\nloopt t/m ma 12 okt 2026\n');
  });

  it('says that the admins get it too, where they do', () => {
    const sentence = 'De beheerders van het netwerk krijgen deze mail ook.';
    expect(render({ cc: ['beheer@netwerk.example.nl'] }).text).toContain(sentence);
    expect(render().text).not.toContain(sentence);
  });
});

describe('N2: what is still on, and what to do about it', () => {
  const LIFT = 'Haal de blokkades eraf die niet meer nodig zijn.';
  const BOTH =
    'Neem in wat nog op een speciale pas staat, en haal de blokkades eraf die niet meer nodig zijn.';

  it.each<[FlagKind, string, string]>([
    ['reservation-block-left-on', 'Reserveringsblokkade staat er nog op', LIFT],
    ['loan-block-left-on', 'Leenblokkade staat er nog op', LIFT],
    ['block-without-end', 'Blokkade zonder einddatum', LIFT],
    [
      'special-card-not-checked-in',
      'Nog niet ingenomen van speciale pas',
      'Neem in wat nog op een speciale pas staat.',
    ],
  ])('%s', (kind, label, action) => {
    const { text, html } = flagged(kind);
    expect(text).toContain(`\n${action}\n`);
    expect(text).toContain(`\n  ${label}, `);
    expect(html).toContain(`>${label}</span>`);
    expect(html).toContain(`>${action}</p>`);
  });

  it('on a special card and blocked together', () => {
    const { text } = flagged('special-card-not-checked-in', 'loan-block-left-on');
    expect(text).toContain(`\n${BOTH}\n`);
  });
});

describe('N2: copies without the block of their standing rule', () => {
  const ruled = (over: Partial<Reminder> = {}) =>
    render({ groups: [aRuleGroup()], apart: 0, lacking: 1, ...over });

  it('says the fact, what to do, every copy by collection, and why it was sent', () => {
    expect(ruled().text).toBe(`In Oosterhout mist 1 exemplaar de blokkade van zijn vaste regel.
Zet de blokkades erop die ontbreken.

== Vaste regel: collectie SINT ==
Op deze exemplaren hoort reserveringsblokkade 8 te staan. Zet die erop, per exemplaar of met een seriemutatie. Hoort er een zonder te blijven? Zet de blokkade erop en haal die er weer af. Dan is het een uitzondering en volgt er geen herinnering.

- Pluk van de Petteflet
  barcode 03141000160
  Vaste regel: blokkade ontbreekt, sinds ma 12 okt 2026
  https://apart.example.nl/copies/03141000160

----
Deze mail gaat naar de contactpersonen van Oosterhout, of anders naar de beheerders van het netwerk.
Zolang er iets van deze lijst blijft staan, volgt er na 7 dagen een herinnering.
`);
  });

  it('says of a rule with an activity which block it wants', () => {
    const rule = { collection: 'SINT', code: 7, activity: 'Intocht\nvan Sint' } as const;
    const { text } = ruled({ groups: [aRuleGroup({ rule })] });
    expect(text).toContain(
      'Op deze exemplaren hoort reserveringsblokkade 7 te staan, voor Intocht van Sint.',
    );
    expect(text).toContain('de contactpersonen van Oosterhout en van de activiteiten, of anders');
  });

  it.each<[number, number, string]>([
    [0, 2, 'In Oosterhout missen 2 exemplaren de blokkade van hun vaste regel.'],
    [
      1,
      1,
      'In Oosterhout staat nog 1 exemplaar apart, en 1 exemplaar mist de blokkade van zijn vaste regel.',
    ],
    [
      2,
      3,
      'In Oosterhout staan nog 2 exemplaren apart, en 3 exemplaren missen de blokkade van hun vaste regel.',
    ],
  ])('%i that are left on, and %i of these: the fact', (apart, lacking, fact) => {
    const { text, html } = ruled({ apart, lacking });
    expect(text.split('\n')[0]).toBe(fact);
    expect(html).toContain(`>${fact}</h1>`);
  });

  it('beside others, it is to be seen for each copy what is to be done', () => {
    const { text } = ruled({ groups: [aGroup(), aRuleGroup()], apart: 1 });
    expect(text).toContain('\nHieronder staat per exemplaar wat er nog moet gebeuren.\n');
    expect(text.indexOf('== Vaste regel: collectie SINT ==')).toBeGreaterThan(text.indexOf('== Kinder'));
  });

  it('leads to Apart itself where there are too many to show', () => {
    const { text } = ruled({ groups: [aRuleGroup({ lines: lines(101) })], lacking: 101 });
    expect(text).toContain(`\nEn nog 1 exemplaar. Bekijk ze allemaal in Apart: ${WEB_URL}\n`);
  });
});

describe('a group of thousands', () => {
  const capped = (n: number, group = aGroup({ lines: lines(n) })) => render({ groups: [group], apart: n });

  it.each([
    [100, 100, undefined],
    [101, 100, 'En nog 1 exemplaar. Bekijk ze allemaal in Apart'],
    [3100, 100, 'En nog 3.000 exemplaren. Bekijk ze allemaal in Apart'],
  ])('of %i shows %i, and how many more there are', (n, shown, more) => {
    const { text, html } = capped(n);
    expect([times(text, `${WEB_URL}copies/`), times(html, `${WEB_URL}copies/`)]).toEqual([shown, shown]);
    expect(text.includes('En nog')).toBe(more !== undefined);
    if (more === undefined) return;
    expect(text).toContain(`\n${more}: ${WEB_URL}activities/kbw-2026\n`);
    expect(html).toContain(`>${more}</a>`);
  });

  it('counts for each group', () => {
    const groups = [aGroup({ lines: lines(100) }), aGroup({ lines: lines(100) })];
    expect(times(render({ groups }).text, `${WEB_URL}copies/`)).toBe(200);
  });

  it('leads to Apart itself where there is no activity', () => {
    const { text } = capped(101, { lines: lines(101) });
    expect(text).toContain(`\nEn nog 1 exemplaar. Bekijk ze allemaal in Apart: ${WEB_URL}\n`);
  });

  it('stays small enough for mail clients that cut off after 100 KB', () => {
    expect(Buffer.byteLength(capped(5000).html)).toBeLessThan(100_000);
  });
});

describe('what comes from the catalogue is only words', () => {
  const hostile = '<script>alert("1")</script> & \'t 🎅';
  const everywhere = render({
    branchName: hostile,
    groups: [
      aGroup({
        activity: { id: 'kbw', name: hostile, lastDay: '2026-10-11' },
        lines: [aLine({ title: hostile, shelfmark: hostile, label: hostile })],
      }),
    ],
  });

  it('in the HTML, escaped', () => {
    expect(everywhere.html).not.toContain('<script');
    const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;t 🎅';
    // The title names the branch and the activity. The page names the branch twice, the rest once.
    expect(times(everywhere.html, escaped)).toBe(8);
  });

  it('in the text as it is', () => {
    expect(everywhere.text).toContain(`== ${hostile} ==`);
    expect(everywhere.text).toContain(
      `- ${hostile}\n  barcode 03141000160 · plaats ${hostile} · op speciale pas`,
    );
  });

  it('with a line of its own only where the mail gives it one', () => {
    const { text } = render({ groups: [aGroup({ lines: [aLine({ title: 'Otje\n\n== Kerst ==\u0007' })] })] });
    expect(text).toContain('\n- Otje == Kerst ==\n');
  });

  it('however long', () => {
    const title = 'x'.repeat(200);
    const { text, html } = render({ groups: [aGroup({ lines: [aLine({ title })] })] });
    expect(text).toContain(`- ${title}\n`);
    expect(html).toContain(`>${title}</a>`);
  });
});

describe('P2: nothing about patrons', () => {
  it('no address of who gets it, and no number but barcodes', () => {
    const reminder = aFullReminder();
    const { subject, text, html } = renderReminder(reminder, WEB_URL);
    const barcodes = reminder.groups.flatMap((group) => group.lines.map(({ copyId }) => copyId));
    for (const words of [subject, text, html]) {
      const numbers = words.match(/\d{8,}/g) ?? [];
      expect(numbers.filter((number) => !barcodes.includes(number))).toEqual([]);
      expect(words).not.toContain('@');
    }
  });
});

describe('the HTML', () => {
  const { subject, html } = renderReminder(aFullReminder(), WEB_URL);

  it('is a Dutch page with the subject as its title', () => {
    expect(html.startsWith('<!doctype html>\n<html lang="nl">')).toBe(true);
    expect(html).toContain(`<title>${subject}</title>`);
  });

  it('has no style sheet, no picture, no script, and layout tables that say so', () => {
    expect(html).not.toMatch(/<(style|img|script|link|iframe|form)\b|url\(|@import/);
    expect(times(html, '<table ')).toBe(times(html, '<table role="presentation"'));
  });

  it('says every word of the text', () => {
    const words = html
      .slice(html.indexOf('<body'))
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    for (const { lines: copies, activity } of aFullReminder().groups) {
      for (const { title, copyId, shelfmark = '', label = '' } of copies) {
        for (const word of [title, `barcode ${copyId}`, shelfmark, label]) expect(words).toContain(word);
      }
      if (activity) expect(words).toContain(activity.name);
    }
  });
});
