// Long: one list holds the words of every refusal in Dutch and English, for patrons and staff.
import { describe, expect, it } from 'vitest';
import type { ReasonCode, Refusal } from '../../lib/domain/refusal.ts';
import { forbidden, toReason } from '../../lib/http/problem.ts';

/** The facts of a refusal besides its code. Its branch is Oosterhout. */
type Facts = Omit<Partial<Refusal>, 'code'>;
type Wording = readonly [ReasonCode, Facts, nl: string, en: string];

const branch = { branchId: 'OOS', branchName: 'Oosterhout' };
const dated = { until: '2026-11-01' };
const sint = { ...branch, ...dated, activityName: 'Sinterklaas' };
const two = [
  { copyId: '1', allowed: false, reasons: [] },
  { copyId: '2', allowed: false, reasons: [] },
];

const forEverybody: readonly Wording[] = [
  ['unknown-copy', {}, 'Geen exemplaar gevonden met deze barcode.', 'No copy has this barcode.'],
  ['unknown-title', {}, 'Deze titel staat niet in de catalogus.', 'This title is not in the catalogue.'],
  ['unknown-patron', {}, 'Dit pasnummer is niet bekend.', 'This card number is not known.'],
  ['unknown-branch', {}, 'Deze vestiging is niet bekend.', 'This branch is not known.'],
  ['unknown-activity', {}, 'Deze activiteit is niet bekend.', 'This activity is not known.'],
  [
    'patron-blocked',
    {},
    'Deze pas is geblokkeerd. Reserveren en lenen kan nu niet.',
    'This card is blocked. Reserving and borrowing are not possible now.',
  ],
  [
    'reservation-limit-reached',
    { limit: 15 },
    'Op deze pas staat al het maximum van 15 reserveringen.',
    'This card already has the maximum of 15 reservations.',
  ],
  [
    'already-reserved',
    {},
    'Dit exemplaar is al gereserveerd op deze pas.',
    'This copy is already reserved on this card.',
  ],
  [
    'already-reserved',
    { kind: 'copy' },
    'Dit exemplaar is al gereserveerd op deze pas.',
    'This copy is already reserved on this card.',
  ],
  [
    'already-reserved',
    { kind: 'title' },
    'Deze titel is al gereserveerd op deze pas.',
    'This title is already reserved on this card.',
  ],
  [
    'already-on-loan',
    {},
    'Dit exemplaar is al geleend op deze pas.',
    'This card already has this copy on loan.',
  ],
  [
    'copy-loan-blocked',
    {},
    'Dit exemplaar wordt niet uitgeleend; het is alleen ter inzage.',
    'This copy is not lent; it is for use in the library.',
  ],
  [
    'copy-loan-blocked',
    dated,
    'Dit exemplaar wordt t/m zo 1 nov 2026 niet uitgeleend. Vanaf ma 2 nov 2026 kan het weer.',
    'This copy is not lent until Sun 1 Nov 2026 inclusive. From Mon 2 Nov 2026 it is again.',
  ],
  ['copy-missing', {}, 'Dit exemplaar is vermist.', 'This copy is missing.'],
  ['copy-withdrawn', {}, 'Dit exemplaar is afgeschreven.', 'This copy has been withdrawn.'],
  [
    'no-copies',
    {},
    'Van deze titel heeft de bibliotheek geen exemplaren.',
    'The library has no copies of this title.',
  ],
  [
    'no-copy-can-serve',
    { copies: two },
    'Geen van de 2 exemplaren is te reserveren op deze pas. Kijk per exemplaar waarom.',
    'None of the 2 copies can be reserved on this card. See the reason for each copy.',
  ],
  [
    'copy-on-loan',
    {},
    'Dit exemplaar is nog uitgeleend. Neem het eerst in.',
    'This copy is still on loan. Check it in first.',
  ],
  [
    'copy-reserved',
    {},
    'Dit exemplaar is gereserveerd op een andere pas.',
    'This copy is reserved on another card.',
  ],
  [
    'special-card-needs-copy',
    {},
    'Voor een speciale pas reserveer je een exemplaar, niet de titel (belletje).',
    'For a special card reserve a copy, not the title (bell).',
  ],
  [
    'activity-over',
    sint,
    'Sinterklaas is afgelopen op zo 1 nov 2026. Kies een activiteit die loopt of nog komt.',
    'Sinterklaas ended on Sun 1 Nov 2026. Choose one that is running or coming.',
  ],
  [
    'copies-on-special-card',
    { count: 2, copyIds: ['1', '2'] },
    'Er staan nog 2 exemplaren op een speciale pas. Neem ze eerst in. Toch afsluiten? Dan houden deze 2 hun blokkades.',
    '2 copies are still on a special card. Check them in first. Close anyway? Then these 2 keep their blocks.',
  ],
  [
    'copies-on-special-card',
    { count: 1, copyIds: ['1'] },
    'Er staat nog 1 exemplaar op een speciale pas. Neem het eerst in. Toch afsluiten? Dan houdt dit exemplaar zijn blokkades.',
    '1 copy is still on a special card. Check it in first. Close anyway? Then this copy keeps its blocks.',
  ],
];

const forPatrons: readonly Wording[] = [
  ['copy-not-reservable', {}, 'Dit exemplaar is niet reserveerbaar.', 'This copy cannot be reserved.'],
  [
    'own-patrons-only',
    branch,
    'Dit exemplaar is alleen te reserveren voor eigen klanten van Oosterhout.',
    "Only Oosterhout's own patrons can reserve this copy.",
  ],
  [
    'leaves-branch',
    branch,
    'Dit exemplaar gaat niet naar een andere vestiging. Ophalen kan alleen in Oosterhout.',
    'This copy does not travel. It can only be collected at Oosterhout.',
  ],
  [
    'copy-on-special-card',
    { label: 'Vitrine hal' },
    'Dit exemplaar staat tijdelijk apart voor een tentoonstelling of activiteit.',
    'This copy is set apart for an exhibition or activity for now.',
  ],
  [
    'theme-agreement',
    sint,
    'Oosterhout houdt dit exemplaar t/m zo 1 nov 2026 zelf, voor Sinterklaas.',
    'Oosterhout keeps this copy until Sun 1 Nov 2026 inclusive, for Sinterklaas.',
  ],
];

/** The texts for staff end with the code, and name the special card. */
const forStaff: readonly Wording[] = [
  [
    'copy-not-reservable',
    {},
    'Dit exemplaar is niet reserveerbaar. (reserveringsblokkade 8)',
    'This copy cannot be reserved. (reservation block 8)',
  ],
  [
    'own-patrons-only',
    branch,
    'Dit exemplaar is alleen te reserveren voor eigen klanten van Oosterhout. (blokkade 7, alleen B-reserveringen)',
    "Only Oosterhout's own patrons can reserve this copy. (block 7, branch reservations only)",
  ],
  [
    'leaves-branch',
    branch,
    'Dit exemplaar gaat niet naar een andere vestiging. Ophalen kan alleen in Oosterhout. (blokkade 7, alleen B-reserveringen)',
    'This copy does not travel. It can only be collected at Oosterhout. (block 7, branch reservations only)',
  ],
  [
    'copy-on-special-card',
    { label: 'Vitrine hal' },
    'Dit exemplaar staat op speciale pas Vitrine hal. Neem het eerst in.',
    'This copy is on special card Vitrine hal. Check it in first.',
  ],
  [
    'copy-on-special-card',
    {},
    'Dit exemplaar staat op een speciale pas. Neem het eerst in.',
    'This copy is on a special card. Check it in first.',
  ],
  [
    'theme-agreement',
    sint,
    "Rond Sinterklaas reserveren we t/m zo 1 nov 2026 geen exemplaren bij collega's. Overleg met Oosterhout.",
    'For Sinterklaas we do not reserve copies from other branches until Sun 1 Nov 2026 inclusive. Ask Oosterhout.',
  ],
];

const said = (code: ReasonCode, facts: Facts, staff: boolean) => [
  toReason({ code, ...facts }, { language: 'nl', staff }).detail,
  toReason({ code, ...facts }, { language: 'en', staff }).detail,
];

describe('the wording of a refusal, word for word', () => {
  it.each(forEverybody)('%s %o for everybody: %s', (code, facts, nl, en) => {
    expect(said(code, facts, false)).toEqual([nl, en]);
    expect(said(code, facts, true)).toEqual([nl, en]);
  });

  it.each(forPatrons)('%s %o for patrons: %s', (code, facts, nl, en) => {
    expect(said(code, facts, false)).toEqual([nl, en]);
  });

  it.each(forStaff)('%s %o for staff: %s', (code, facts, nl, en) => {
    expect(said(code, facts, true)).toEqual([nl, en]);
  });

  it('a copy of another branch', () => {
    const refusal = { code: 'other-branch', branch: { what: 'copy', ...branch } } as const;
    expect(forbidden(refusal, { language: 'nl', staff: true }).detail).toBe(
      'Dit exemplaar is van Oosterhout. Alleen medewerkers van Oosterhout kunnen dit wijzigen.',
    );
    expect(forbidden(refusal, { language: 'en', staff: true }).detail).toBe(
      'This copy belongs to Oosterhout. Only staff of Oosterhout can change this.',
    );
  });

  it('without its name the branch is said by its id', () => {
    expect(said('leaves-branch', { branchId: 'OOS' }, false)[0]).toContain('alleen in OOS.');
  });
});
