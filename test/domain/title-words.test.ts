import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasWords,
  listedWords,
  shownUnder,
  soughtWords,
  wordsToReadBy,
  type SoughtWord,
} from '../../lib/domain/title-words.ts';

/** Whether the title is found, whichever of the words titles are read by. */
const isFound = (title: string, words: string): boolean => {
  const sought = soughtWords(words);
  const readBy = wordsToReadBy(sought);
  const isShown = (word: SoughtWord) => hasWords(title, sought) && shownUnder(title, word) !== undefined;
  expect(new Set(readBy.map(isShown)).size).toBeLessThan(2);
  return readBy.some(isShown);
};

describe('the words that list a title', () => {
  it.each([
    ['Pluk van de Petteflet', ['pluk', 'petteflet']],
    ['Jip en Janneke, Jip!', ['jip', 'janneke']],
    ['Œuvres de Molière', ['oeuvres', 'moliere']],
    ['Het', ['het']],
    ['The A to a', ['the', 'a', 'to']],
    ['?!', []],
    ['x'.repeat(60), ['x'.repeat(50)]],
    [`${'x'.repeat(50)}y ${'x'.repeat(50)}z`, ['x'.repeat(50)]],
  ])('%s', (title, words) => {
    expect(listedWords(title)).toEqual(words);
  });

  it('are forty at most, and each can be stored', () => {
    const many = Array.from({ length: 60 }, (_, n) => `w${n}`);
    expect(listedWords(many.join(' '))).toEqual(many.slice(0, 40));
    expect(listedWords('𝒳'.repeat(10) + '𠀀'.repeat(30))[0]?.isWellFormed()).toBe(true);
  });
});

describe('the words of a search', () => {
  it.each([
    ['petteflet', 'petteflet…', 'petteflet…'],
    ['pluk van de pet', 'pluk van de pet…', 'pluk pet…'],
    ['pluk van petteflet', 'pluk van petteflet…', 'petteflet… pluk'],
    ['rood boek', 'rood boek…', 'rood boek…'],
    ['deel 1', 'deel 1', 'deel 1'],
    ['boek en boek', 'en boek…', 'boek…'],
    ['brief aan de', 'brief aan de…', 'brief aan'],
    ['ei va', 'ei va…', 'ei'],
    ['kabouter ka', 'kabouter ka…', 'kabouter'],
    ['de het', 'de het…', 'het…'],
    ['van de a', 'van de a', 'a'],
    ['de et', 'de et…', 'et…'],
    ['aa bbbb ccc dd eeee f', 'aa bbbb ccc dd eeee f', 'bbbb eeee ccc aa'],
    ['𠀀', '𠀀', '𠀀'],
    ['x'.repeat(60), `${'x'.repeat(60)}…`, `${'x'.repeat(50)}…`],
    ['!?', '', ''],
  ])('“%s”: %s, read by %s', (text, all, readBy) => {
    const sought = soughtWords(text);
    const shown = (words: readonly SoughtWord[]) =>
      words.map(({ text: word, isWhole }) => (isWhole ? word : `${word}…`)).join(' ');
    expect([shown(sought), shown(wordsToReadBy(sought))]).toEqual([all, readBy]);
  });
});

describe('a title is found by its words', () => {
  it.each([
    ['Pluk van de Petteflet', 'petteflet', true],
    ['Pluk van de Petteflet', 'PETTEFLET pluk', true],
    ['Pluk van de Petteflet', 'pluk pette', true],
    ['Pluk van de Petteflet', 'pette pluk', false],
    ['Pluk van de Petteflet', 'flet', false],
    ['Pluk van de Petteflet', 'pluk van het', false],
    ['Pluk van de Petteflet', 'van de', false],
    ['Pluk van de Petteflet', 'de p', false],
    ['Suske en Wiske 10', 'suske 1', false],
    ['Suske en Wiske 1', 'wiske 1', true],
    ['Het', 'het', true],
    ['Hetty', 'het', true],
    ['De dood', 'dood de', true],
    ['De ethos', 'de et', true],
    ['De De', 'de', true],
    ['Cœur', 'coeur', true],
    ['Coeur', 'cœ', true],
    ['Smørrebrød', 'smorrebrod', true],
    ['Smorrebrod', 'smørrebrød', true],
    ['x'.repeat(70), 'x'.repeat(60), true],
    ['x'.repeat(70), 'x'.repeat(71), false],
    ['Pluk', '', false],
  ])('“%s” by “%s”: %s', (title, words, found) => {
    expect(isFound(title, words)).toBe(found);
  });

  it.each([
    [{ text: 'kabouter', isWhole: false }, 'kabouters'],
    [{ text: 'kabouter', isWhole: true }, 'kabouter'],
    [{ text: 'kabouterplop', isWhole: false }, 'kabouterplop'],
    [{ text: 'reus', isWhole: true }, undefined],
  ])('read by %j it is shown once: under %s', (readBy, word) => {
    expect(shownUnder('Kabouters, de kabouter en kabouterplop', readBy)).toBe(word);
  });

  it('by all its words in any order, and by half of the last one', () => {
    const word = fc.constantFrom(
      'Œdipe',
      'coeur',
      'Straße',
      'ø',
      'de',
      'van',
      '12',
      'één',
      'ethos',
      '𠀀𠀁𠀂',
    );
    const words = fc.uniqueArray(word, { minLength: 1 });
    fc.assert(
      fc.property(
        words.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        fc.nat({ max: 5 }),
        ([all, typed], cut) => {
          const last = Array.from(typed.at(-1) ?? '');
          const half = last.slice(0, Math.max(2, last.length - cut)).join('');
          expect(isFound(all.join(' '), [...typed.slice(0, -1), half].join(' '))).toBe(true);
        },
      ),
    );
  });
});
