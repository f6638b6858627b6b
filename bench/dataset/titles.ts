import type { Title } from '../../lib/domain/title.ts';
import { ASSUMED, TYPES } from '../proportions.ts';
import { below, pickerOf, type Chance } from '../../testing/random.ts';
import { titleOf } from '../fixtures.ts';

const ARTICLES = ['De', 'Het', 'Een', ''] as const;
const ADJECTIVES =
  'kleine grote oude nieuwe laatste eerste verloren stille rode blauwe vreemde lange donkere gouden dappere vergeten gevaarlijke geheime wilde warme'.split(
    ' ',
  );
const NOUNS =
  'zomer winter brief zee stad tuin vader moeder reis dochter droom nacht koning vos beer trein school heks tovenaar schipper detective oorlog liefde wereld boom muis olifant piraat ridder bakker'.split(
    ' ',
  );
const SURNAMES =
  'Schmidt Bruna Dahl Kuipers Vries Jansen Bakker Visser Smit Meijer Mulder Haas Dijk Berg Brand Hoekstra'.split(
    ' ',
  );

const one = (words: readonly string[], chance: Chance): string => words[below(words.length, chance)] ?? '';

/** The collection of an item type: `Adult Non Fiction` becomes ADULT-NON-FICTION. */
export const collectionOf = (type: string): string =>
  type
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

const MATERIALS: readonly (readonly [RegExp, string])[] = [
  [/DVD/, 'dvd'],
  [/Music CD/, 'cd'],
  [/Spoken Word|Language Course/, 'audiobook'],
  [/Large Print/, 'large-print'],
  [/Music S/, 'score'],
  [/Equipment/, 'object'],
];

const materialOf = (type: string): string => MATERIALS.find(([pattern]) => pattern.test(type))?.[1] ?? 'book';

/** Picks an item type, weighted by its items. */
export const pickType = pickerOf(Object.entries(TYPES));

/** The collections of the catalogue. */
export const COLLECTIONS: readonly string[] = Object.keys(TYPES).map(collectionOf);

/** Picks the number of copies of a title: most have one, few have many (a Pareto distribution). */
export const pickCopies = (chance: Chance): number =>
  Math.min(ASSUMED.mostCopies, Math.floor((1 - chance()) ** (-1 / ASSUMED.copiesExponent)));

const isbnOf = (n: number): string => `97890${String((n * 7919) % 100_000_000).padStart(8, '0')}`;

/** Generates the n-th title, of a type; many titles share their first words. */
export const describeTitle = (id: string, n: number, type: string, chance: Chance): Title => {
  const words = [one(ARTICLES, chance), one(ADJECTIVES, chance), one(NOUNS, chance), String(n % 1000)];
  const materialType = materialOf(type);
  const { isbn, ...title } = titleOf(id, {
    title: words.filter(Boolean).join(' '),
    author: `${one(SURNAMES, chance)}, ${String.fromCharCode(65 + below(26, chance))}.`,
    materialType,
    isbn: isbnOf(n),
  });
  return { ...title, ...(materialType === 'book' && isbn !== undefined && { isbn }) };
};
