/** What a reminder says, as ICU messages (wording, row 25; rule N3). Mails are in Dutch only. */
export const mailTexts = {
  'subject-first':
    '{branch}: na {activity}{others, plural, =0 {} other { en # andere}} {n, plural, one {staat nog # exemplaar} other {staan nog # exemplaren}} apart',
  'subject-first-endless':
    '{branch}: {n, plural, one {# exemplaar staat} other {# exemplaren staan}} al lang apart',
  'subject-again':
    'Herinnering: {branch} heeft nog {n, plural, one {# exemplaar} other {# exemplaren}} apart staan',
  'subject-escalated':
    'Al {days, plural, one {# dag} other {# dagen}} afgelopen: {branch} heeft nog {n, plural, one {# exemplaar} other {# exemplaren}} apart staan',
  'subject-escalated-endless':
    'Al weken geleden gemeld: {branch} heeft nog {n, plural, one {# exemplaar} other {# exemplaren}} apart staan',

  fact: '{n, plural, one {In {branch} staat nog # exemplaar apart.} other {In {branch} staan nog # exemplaren apart.}}',
  'do-cards': 'Neem in wat nog op een speciale pas staat.',
  'do-blocks': 'Haal de blokkades eraf die niet meer nodig zijn.',
  'do-both': 'Neem in wat nog op een speciale pas staat, en haal de blokkades eraf die niet meer nodig zijn.',
  'do-look': 'Hieronder staat per exemplaar wat er nog moet gebeuren.',

  over: 'afgelopen op {day}, {days, plural, one {# dag} other {# dagen}} geleden',
  running: 'loopt t/m {day}',
  'open-activity': 'Bekijk de activiteit',
  endless: 'Zonder activiteit',
  'endless-note':
    'Deze blokkades staan er al 90 dagen of langer en gaan er niet vanzelf af. Hoort er een te blijven? Geef dat aan in Apart. Dan volgt er 90 dagen geen herinnering.',
  more: '{n, plural, one {En nog # exemplaar.} other {En nog # exemplaren.}} Bekijk ze allemaal in Apart',

  barcode: 'barcode {copyId}',
  shelfmark: 'plaats {shelfmark}',
  card: 'op speciale pas {label}',
  since: 'sinds {day}',
  'reservation-block-left-on': 'Reserveringsblokkade staat er nog op',
  'loan-block-left-on': 'Leenblokkade staat er nog op',
  'special-card-not-checked-in': 'Nog niet ingenomen van speciale pas',
  'rule-not-applied': 'Vaste regel: blokkade ontbreekt',
  'block-without-end': 'Blokkade zonder einddatum',
  'reported-on': 'gemeld op {day}',

  why: '{activities, select, yes {Deze mail gaat naar de contactpersonen van {branch} en van de activiteiten, of anders naar de beheerders van het netwerk.} other {Deze mail gaat naar de contactpersonen van {branch}, of anders naar de beheerders van het netwerk.}}',
  next: 'Zolang er iets van deze lijst blijft staan, volgt er na 7 dagen een herinnering.',
  'admins-too': 'De beheerders van het netwerk krijgen deze mail ook.',
} as const;
