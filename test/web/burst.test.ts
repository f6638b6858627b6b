// Long: one table of what hands and scanners type, by place, speed and end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOver,
  afterPause,
  PAUSE_MS,
  press,
  type Heard,
  type KeyPlace,
  type Typing,
} from '../../web/src/features/scanning/burst.ts';
import { readScan } from '../../web/src/features/scanning/reading.ts';
import { optionAfter, optionFor } from '../../web/src/features/scanning/options.ts';
import { scannerReport } from '../../web/src/screens/admin/scanner-report.ts';

interface Played {
  /** The keys that reached the focused element. */
  readonly passed: readonly string[];
  readonly heard: readonly string[];
}

/** Types keys at one speed into one place, and waits. */
function play(
  place: KeyPlace,
  keys: readonly string[],
  msPerKey: number,
  options: readonly string[] = [],
): Played {
  let typing: Typing = {};
  const passed: string[] = [];
  const all: (Heard | undefined)[] = [];
  for (const [index, key] of keys.entries()) {
    const at = 1_000 + index * msPerKey;
    if (isOver(typing, at)) {
      all.push(afterPause(typing));
      typing = {};
    }
    const step = press(typing, { key, at, place, options, capsLock: false, repeat: false });
    typing = step.typing;
    all.push(step.heard);
    if (step.passes) passed.push(key);
  }
  all.push(afterPause(typing));
  const heard = all.flatMap((one) => (one ? [`${one.kind} ${one.typed.text}`] : []));
  return { passed, heard };
}

const keysOf = (text: string, ...end: readonly string[]) => [...Array.from(text), ...end];

describe('what is typed', () => {
  it.for([
    // Outside of fields the speed does not matter.
    ['control', '0314000001', 5, 'Enter', 'scan', 'nothing passes'],
    ['control', '0314000001', 150, 'Enter', 'scan', 'nothing passes'],
    ['control', '0314000001', 150, 'Tab', 'scan', 'nothing passes'],
    ['control', '0314000001', 150, 'nothing', 'scan', 'nothing passes'],
    ['control', '0314', 5, 'nothing', 'scan', 'nothing passes'],
    ['control', '031', 5, 'Enter', 'short', 'nothing passes'],
    ['control', 'li', 150, 'nothing', 'letters', 'nothing passes'],
    ['control', '5', 150, 'nothing', 'letters', 'nothing passes'],
    ['control', '', 5, 'Enter', 'nothing', 'all passes'],
    ['control', ' ', 5, 'nothing', 'nothing', 'all passes'],
    // In a text field only what no hands can type is a scan.
    ['text', '0314000001', 5, 'Enter', 'scan', 'its end is held'],
    ['text', '0314000001', 5, 'nothing', 'scan', 'all passes'],
    ['text', '0314', 5, 'Tab', 'scan', 'its end is held'],
    ['text', '0314', 5, 'nothing', 'nothing', 'all passes'],
    ['text', '0314000001', 150, 'Enter', 'nothing', 'all passes'],
    ['text', 'Pluk', 5, 'Enter', 'nothing', 'all passes'],
    ['text', 'in 2026', 5, 'Tab', 'nothing', 'all passes'],
    // A day is typed by hand; it has no more than eight figures.
    ['date', '31122026', 150, 'Enter', 'nothing', 'all passes'],
    ['date', '31-12-2026', 150, 'Tab', 'nothing', 'all passes'],
    ['date', '31122026', 5, 'Enter', 'scan', 'its end is held'],
    ['date', '0314000001', 150, 'Enter', 'scan', 'its end is held'],
    ['date', 'LQ12', 150, 'Tab', 'scan', 'its end is held'],
    ['scan-field', '0314', 5, 'nothing', 'scan', 'all passes'],
    ['scan-field', '0314000001', 5, 'Tab', 'scan', 'its end is held'],
    ['scan-field', '0314000001', 150, 'Tab', 'send', 'its end is held'],
    ['scan-field', '0314000001', 150, 'Enter', 'nothing', 'all passes'],
    ['scan-field', '0314000001', 150, 'nothing', 'nothing', 'all passes'],
    ['code-field', '0314000001', 5, 'Enter', 'scan', 'its end is held'],
    ['code-field', '0314000001', 150, 'Tab', 'nothing', 'all passes'],
  ] as const)('into a %s: %s at %i ms a key, then %s', ([place, text, ms, end, kind, what]) => {
    const { passed, heard } = play(place, keysOf(text, ...(end === 'nothing' ? [] : [end])), ms);
    expect(heard).toEqual(kind === 'nothing' ? [] : [`${kind} ${text}`]);
    const ended = end === 'nothing' ? [] : [end];
    const expected = {
      'nothing passes': [],
      'its end is held': Array.from(text),
      'all passes': keysOf(text, ...ended),
    };
    expect(passed).toEqual(expected[what]);
  });

  it.for([
    ['a second end is of the scan too', keysOf('0314', 'Enter', 'Enter'), 5, []],
    ['a third is not', keysOf('0314', 'Enter', 'Enter', 'Enter'), 5, ['Enter']],
    ['nor is one that comes later', keysOf('0314', 'Enter', 'Enter'), PAUSE_MS + 1, ['Enter', 'Enter']],
    ['Shift belongs to the capitals of a code', ['Shift', 'L', 'Shift', 'Q', '1', '2', 'Enter'], 9, []],
    ['an arrow ends what was typed', ['l', 'i', 'ArrowDown', 'Enter'], 100, ['ArrowDown', 'Enter']],
    ['a code may have a space in it', keysOf('03 14', 'Enter'), 5, []],
  ] as const)('%s', ([, keys, ms, passes]) => {
    const { passed } = play('control', keys, ms);
    expect(passed.filter((key) => key !== 'Shift')).toEqual(passes);
  });

  it.for([
    ['a letter chooses, and Tab goes on', ['L', 'Tab'], 150, ['Tab'], ['letters L']],
    [
      'a letter chooses, and the arrow goes on from there',
      ['L', 'ArrowDown'],
      150,
      ['ArrowDown'],
      ['letters L'],
    ],
    ['Enter does not take the option before it', ['L', 'Enter', 'Enter'], 150, ['Enter'], ['letters L']],
    ['some letters, and Tab', keysOf('Li', 'Tab'), 180, ['Tab'], ['letters Li']],
    ['the begin of an option, by hand', keysOf('Linde'), 180, [], ['letters Linde']],
    ['and Tab', keysOf('linde', 'Tab'), 180, ['Tab'], ['letters linde']],
    ['faster than hands', keysOf('Linde', 'Enter'), 5, [], ['scan Linde']],
    ['the begin of no option', keysOf('LQ12'), 180, [], ['scan LQ12']],
    ['figures, though an option begins with them', keysOf('2026', 'Tab'), 180, [], ['scan 2026']],
    ['an option that begins with figures', keysOf('2026 k'), 180, [], ['letters 2026 k']],
  ] as const)('in a list: %s', ([, keys, ms, passed, heard]) => {
    expect(play('control', keys, ms, ['Centrum', 'Lindeveen', '2026 kort'])).toEqual({ passed, heard });
  });

  it.for([
    ['Tab', ['Tab']],
    ['ArrowDown', ['ArrowDown']],
    ['Enter', []],
  ] as const)('one character is never a scan: 5 and %s', ([end, passed]) => {
    expect(play('control', ['5', end], 150)).toEqual({ passed, heard: ['letters 5'] });
  });

  it('a key that is held down is neither a scan nor a shortcut', () => {
    const keys = { key: '5', place: 'control', options: [], capsLock: false } as const;
    let typing = press({}, { ...keys, at: 0, repeat: false }).typing;
    for (let at = 30; at < 300; at += 30) typing = press(typing, { ...keys, at, repeat: true }).typing;
    expect(afterPause(typing)).toBeUndefined();
  });

  const codes = fc.stringMatching(/^[A-Za-z0-9.-][A-Za-z0-9 .*-]{3,39}$/);
  const ends = fc.constantFrom(['Enter'], ['Tab'], ['Enter', 'Enter'], []);
  const speeds = fc.integer({ min: 1, max: PAUSE_MS });

  it('no key of any scan reaches a control, none is a shortcut, and the scan is heard once', () => {
    fc.assert(
      fc.property(codes, ends, speeds, (code, end, ms) => {
        expect(play('control', keysOf(code, ...end), ms)).toEqual({ passed: [], heard: [`scan ${code}`] });
      }),
    );
  });

  it('a fast scan is heard once wherever it is typed, and its end presses nothing', () => {
    const fast = fc.integer({ min: 1, max: 50 });
    const places = fc.constantFrom<KeyPlace>('text', 'date', 'scan-field', 'code-field');
    const figures = fc.stringMatching(/^[0-9]{4,20}$/);
    fc.assert(
      fc.property(figures, fc.constantFrom('Enter', 'Tab'), fast, places, (code, end, ms, place) => {
        const { passed, heard } = play(place, keysOf(code, end), ms);
        expect({ passed, heard }).toEqual({ passed: Array.from(code), heard: [`scan ${code}`] });
      }),
    );
  });

  it('what hands type in a text field stays there', () => {
    const hands = fc.integer({ min: 51, max: 2_000 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), hands, (text, ms) => {
        const keys = keysOf(text, 'Tab');
        expect(play('text', keys, ms)).toEqual({ passed: keys, heard: [] });
      }),
    );
  });
});

it.each([
  ['0314000001', false, { code: '0314000001' }],
  ['*LQ1000001*', false, { code: 'LQ1000001' }],
  ['**', false, { code: '**' }],
  ['*LQ1', false, { code: '*LQ1' }],
  ['0314000001', true, { code: '0314000001' }],
  ['lq1000001', true, { refusal: 'capsLock' }],
  ['LQ1000001', true, { refusal: 'capsLock' }],
])('the scan %s, Caps Lock %s', (text, capsLock, reading) => {
  expect(readScan({ text, capsLock })).toEqual(reading);
});

it.each([
  ['l', 0, 1],
  ['l', 1, 3],
  ['l', 3, 1],
  ['li', 1, 1],
  ['LOO', 1, 3],
  ['x', 1, undefined],
  ['n', -1, 2],
])('%s with option %i chosen leads to option %s', (letters, current, option) => {
  expect(optionFor(['Centrum', 'Lindeveen', 'Noord', 'Loo'], current, letters)).toBe(option);
});

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 3, 3],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['Home', 2, 0],
  ['End', 1, 3],
  ['PageDown', 1, undefined],
])('%s with option %i of four chosen leads to option %s', (key, current, option) => {
  expect(optionAfter(4, current, key)).toBe(option);
});

describe('the report of a scanner', () => {
  const typed = { text: '0314000001', end: 'Enter', msPerKey: 4.6, capsLock: false } as const;
  it.for([
    ['a good one', {}, { length: 10, msPerKey: 5, end: 'Enter', capitals: 'none', advice: [] }],
    ['without an end', { end: 'pause' }, { end: 'pause', advice: ['pause'] }],
    ['a slow one', { msPerKey: 150 }, { msPerKey: 150, advice: ['slow'] }],
    ['with stars', { text: '*LQ1*' }, { code: 'LQ1', length: 5, stars: true, capitals: 'upper', advice: [] }],
    ['small letters', { text: 'lq1x' }, { capitals: 'lower' }],
    ['both', { text: 'Lq1x' }, { capitals: 'both' }],
    ['Caps Lock', { text: 'lq1x', capsLock: true }, { capsLock: true, advice: ['capsLock'] }],
    ['Caps Lock and figures', { capsLock: true }, { capsLock: true, advice: [] }],
    ['three characters', { text: '031' }, { advice: ['short'] }],
  ] as const)('%s', ([, differs, report]) => {
    expect(scannerReport({ ...typed, ...differs })).toMatchObject(report);
  });
});
