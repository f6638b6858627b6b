import { texts } from '../../lib/i18n/language.ts';

/** The texts around the results of a batch. */
export const useResultTexts = texts(
  'batch-results',
  {
    results: 'Per exemplaar',
    resultsOfUndo: 'Per exemplaar, na het ongedaan maken',
    outcome: 'Uitkomst',
    old: 'Oud',
    now: 'Nieuw',
    reservations: 'Reserveringen',
    resultsTable: 'Exemplaren, oud en nieuw',
    filter: 'Toon',
    csv: 'Downloaden als CSV',
    csvDone: 'De CSV is gedownload.',
    csvFile: 'seriemutatie-{{id}}.csv',
  },
  {
    results: 'Per copy',
    resultsOfUndo: 'Per copy, after the undo',
    outcome: 'Outcome',
    old: 'Old',
    now: 'New',
    reservations: 'Reservations',
    resultsTable: 'Copies, old and new',
    filter: 'Show',
    csv: 'Download as CSV',
    csvDone: 'The CSV has been downloaded.',
    csvFile: 'batch-{{id}}.csv',
  },
);
