/** The ICU messages of a reminder (rule N3). Mails are in Dutch only. */
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
  'subject-first-lacking':
    '{branch}: {n, plural, one {# exemplaar mist de blokkade van zijn vaste regel} other {# exemplaren missen de blokkade van hun vaste regel}}',
  'subject-again-lacking':
    'Herinnering: {branch} heeft nog {n, plural, one {# exemplaar zonder de blokkade van zijn vaste regel} other {# exemplaren zonder de blokkade van hun vaste regel}}',
  'subject-escalated-lacking':
    'Al weken geleden gemeld: {branch} heeft nog {n, plural, one {# exemplaar zonder de blokkade van zijn vaste regel} other {# exemplaren zonder de blokkade van hun vaste regel}}',

  fact: '{apart, plural, one {In {branch} staat nog # exemplaar apart.} other {In {branch} staan nog # exemplaren apart.}}',
  'fact-lacking':
    '{lacking, plural, one {In {branch} mist # exemplaar de blokkade van zijn vaste regel.} other {In {branch} missen # exemplaren de blokkade van hun vaste regel.}}',
  'fact-both':
    '{apart, plural, one {In {branch} staat nog # exemplaar apart} other {In {branch} staan nog # exemplaren apart}}, en {lacking, plural, one {# exemplaar mist de blokkade van zijn vaste regel.} other {# exemplaren missen de blokkade van hun vaste regel.}}',
  'do-cards': 'Neem in wat nog op een speciale pas staat.',
  'do-blocks': 'Haal de blokkades eraf die niet meer nodig zijn.',
  'do-both': 'Neem in wat nog op een speciale pas staat, en haal de blokkades eraf die niet meer nodig zijn.',
  'do-rule': 'Zet de blokkades erop die ontbreken.',
  'do-look': 'Hieronder staat per exemplaar wat er nog moet gebeuren.',

  over: 'afgelopen op {day}, {days, plural, one {# dag} other {# dagen}} geleden',
  running: 'loopt t/m {day}',
  'open-activity': 'Bekijk de activiteit',
  endless: 'Zonder activiteit',
  'endless-note':
    'Deze blokkades staan er al 90 dagen of langer en gaan er niet vanzelf af. Hoort er een te blijven? Geef dat aan in Apart. Dan volgt er 90 dagen geen herinnering.',
  rule: 'Vaste regel: collectie {collection}',
  'rule-note':
    'Op deze exemplaren hoort reserveringsblokkade {code} te staan{belongs, select, yes {, voor {activity}} other {}}. Zet die erop, per exemplaar of met een seriemutatie. Hoort er een zonder te blijven? Zet de blokkade erop en haal die er weer af. Dan is het een uitzondering en volgt er geen herinnering.',
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
