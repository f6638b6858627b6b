import { texts } from '../../lib/i18n/language.ts';

/** What staff ask about a copy, and the answers; the same words on every screen. */
export const useAvailabilityTexts = texts(
  'availability',
  {
    goesNow: 'Kan nu mee',
    reservable: 'Te reserveren',
    yes: 'ja',
    no: 'nee: {{why}}',
    ownPatrons: 'alleen eigen klanten (7)',
    from: 'mee vanaf {{day}}',
    loanBlockUntil: 'leenblokkade t/m {{day}}',
    forReference: 'alleen ter inzage',
    reserved: 'gereserveerd',
    code8: 'blokkade 8',
    refused: 'reden onbekend',
  },
  {
    goesNow: 'Can go now',
    reservable: 'Can be reserved',
    yes: 'yes',
    no: 'no: {{why}}',
    ownPatrons: 'own patrons only (7)',
    from: 'can go from {{day}}',
    loanBlockUntil: 'loan block until {{day}} inclusive',
    forReference: 'for use in the library',
    reserved: 'reserved',
    code8: 'block 8',
    refused: 'reason unknown',
  },
);
