/** ICU messages in Dutch. `{staff, select, yes {…} other {}}` marks words for staff only. */
export const nl = {
  'unknown-copy': 'Geen exemplaar gevonden met deze barcode.',
  'unknown-title': 'Deze titel staat niet in de catalogus.',
  'unknown-patron': 'Dit pasnummer is niet bekend.',
  'unknown-branch': 'Deze vestiging is niet bekend.',
  'unknown-activity': 'Deze activiteit is niet bekend.',
  'patron-blocked': 'Deze pas is geblokkeerd. Reserveren en lenen kan nu niet.',
  'patron-has-loans': 'Op deze pas staan nog exemplaren. Neem ze eerst in.',
  'card-in-use':
    'Op deze speciale pas staan nog exemplaren. Soort, vestiging en activiteit blijven zoals ze zijn tot alles is ingenomen.',
  'reservation-limit-reached':
    'Op deze pas staat al het maximum van {limit, plural, one {# reservering} other {# reserveringen}}.',
  'reservation-closed': 'Deze reservering is al afgesloten.',
  'already-reserved':
    '{kind, select, title {Deze titel is al gereserveerd op deze pas.} other {Dit exemplaar is al gereserveerd op deze pas.}}',
  'already-on-loan': 'Dit exemplaar is al geleend op deze pas.',
  'copy-not-reservable':
    'Dit exemplaar is niet reserveerbaar.{staff, select, yes { (reserveringsblokkade 8)} other {}}',
  'own-patrons-only':
    'Dit exemplaar is alleen te reserveren voor eigen klanten van {branch}.{staff, select, yes { (blokkade 7, alleen B-reserveringen)} other {}}',
  'leaves-branch':
    'Dit exemplaar gaat niet naar een andere vestiging. Ophalen kan alleen in {branch}.{staff, select, yes { (blokkade 7, alleen B-reserveringen)} other {}}',
  'copy-loan-blocked':
    '{dated, select, yes {Dit exemplaar wordt t/m {until} niet uitgeleend. Vanaf {from} kan het weer.} other {Dit exemplaar wordt niet uitgeleend; het is alleen ter inzage.}}',
  'copy-on-loan': 'Dit exemplaar is nog uitgeleend. Neem het eerst in.',
  'copy-on-special-card':
    '{staff, select, yes {{labelled, select, yes {Dit exemplaar staat op speciale pas {label}. Neem het eerst in.} other {Dit exemplaar staat op een speciale pas. Neem het eerst in.}}} other {Dit exemplaar staat tijdelijk apart voor een tentoonstelling of activiteit.}}',
  'copy-reserved': 'Dit exemplaar is gereserveerd op een andere pas.',
  'copy-missing': 'Dit exemplaar is vermist.',
  'copy-withdrawn': 'Dit exemplaar is afgeschreven.',
  'theme-agreement':
    "{staff, select, yes {Rond {activity} reserveren we t/m {until} geen exemplaren bij collega's. Overleg met {branch}.} other {{branch} houdt dit exemplaar t/m {until} zelf, voor {activity}.}}",
  'special-card-needs-copy': 'Voor een speciale pas reserveer je een exemplaar, niet de titel (belletje).',
  'no-copies': 'Van deze titel heeft de bibliotheek geen exemplaren.',
  'no-copy-can-serve':
    '{n, plural, one {Het enige exemplaar is niet te reserveren op deze pas. Kijk bij het exemplaar waarom.} other {Geen van de # exemplaren is te reserveren op deze pas. Kijk per exemplaar waarom.}}',
  'activity-over': '{activity} is afgelopen op {until}. Kies een activiteit die loopt of nog komt.',
  'activity-closed': '{activity} is al afgesloten.',
  'copies-on-special-card':
    '{n, plural, one {Er staat nog # exemplaar op een speciale pas. Neem het eerst in. Toch afsluiten? Dan houdt dit exemplaar zijn blokkades.} other {Er staan nog # exemplaren op een speciale pas. Neem ze eerst in. Toch afsluiten? Dan houden deze # hun blokkades.}}',
  'flag-cannot-be-kept':
    'Alleen een blokkade zonder einde kan zo blijven. Haal deze eraf, of neem het exemplaar in.',
  'too-many-agreements':
    'Er zijn te veel onderlinge afspraken tegelijk, of ze noemen te veel titels. Noem een collectie, of sluit eerst een andere activiteit af.',
  'batch-status':
    '{status, select, previewing {De seriemutatie wordt nog bekeken. Wacht tot het overzicht er is.} previewed {Deze seriemutatie is nog niet uitgevoerd.} running {Deze seriemutatie loopt nog.} done {Deze seriemutatie is al uitgevoerd.} cancelled {Deze seriemutatie is afgebroken.} undoing {Deze seriemutatie wordt al teruggedraaid.} undone {Deze seriemutatie is al teruggedraaid.} other {Deze seriemutatie is mislukt.}}',
  'idempotency-key-reused': 'Deze Idempotency-Key is al gebruikt voor een ander verzoek. Kies een nieuwe.',

  'title-refused': 'Dit kan nu niet',
  'title-invalid': 'Dit verzoek klopt niet',
  'title-forbidden': 'Dit mag niet op deze pas of vestiging',
  'title-not-found': 'Niet gevonden',
  'title-method-not-allowed': 'Dit kan hier niet',
  'title-stale': 'Intussen gewijzigd',
  'title-too-large': 'Te groot',
  'title-unsupported-media-type': 'Onbekende vorm',
  'title-internal': 'Er ging iets mis bij ons',
  'title-unavailable': 'Even te druk',

  'detail-invalid': 'Een of meer velden kloppen niet. Bij elk veld staat wat er niet klopt.',
  'detail-not-json': 'De inhoud is geen geldige JSON.',
  'detail-role': 'Met deze aanmelding kan dit niet.',
  'detail-other-branch':
    '{what, select, copy {Dit exemplaar is van {branch}. Alleen medewerkers van {branch} kunnen dit wijzigen.} card {Deze speciale pas is van {branch}. Alleen medewerkers van {branch} kunnen dit.} activity {Alleen medewerkers van een vestiging van deze activiteit kunnen dit.} flags {Alleen medewerkers van {branch} zien wat daar aandacht vraagt.} rule {Alleen medewerkers van {branch} stellen daar een vaste regel in.} other {Alleen medewerkers van {branch} kunnen dit daar doen.}}',
  'detail-needs-admin':
    'Een activiteit van alle vestigingen, of met een onderlinge afspraak, maakt een beheerder.',
  'detail-rule-needs-admin':
    'Een vaste regel voor alle vestigingen stelt een beheerder in. Kies een vestiging.',
  'detail-batch-needs-admin':
    'Een seriemutatie van meer dan 5.000 exemplaren voert een beheerder uit. Het overzicht blijft staan: vraag een beheerder om ernaar te kijken.',
  'detail-other-batch': 'Deze seriemutatie is van een andere vestiging.',
  'detail-other-patron': 'Dit hoort bij een andere pas.',
  'detail-not-found':
    '{what, select, copy {Geen exemplaar gevonden met deze barcode.} title {Deze titel staat niet in de catalogus.} patron {Dit pasnummer is niet bekend.} branch {Deze vestiging is niet bekend.} reservation {Deze reservering is niet bekend.} block {Op dit exemplaar staat zo’n blokkade niet.} job {Dit verslag is niet bekend.} activity {Deze activiteit is niet bekend.} flag {Dit aandachtspunt is er niet (meer).} rule {Deze collectie heeft hier geen vaste regel.} batch {Deze seriemutatie is niet bekend.} other {Dit adres bestaat niet.}}',
  'detail-method-not-allowed': 'Dit adres kent {method} niet, wel {allowed}.',
  'detail-stale':
    'Een collega heeft {what, select, copy {dit exemplaar} other {dit}} intussen gewijzigd. Bekijk wat er veranderd is en probeer het opnieuw.',
  'detail-too-large': 'Een verzoek mag hoogstens 1 MB groot zijn.',
  'detail-unsupported-media-type': 'Stuur de inhoud als application/json.',
  'detail-internal':
    'Het is niet gelukt. Probeer het opnieuw; meld het met dit nummer als het blijft misgaan: {traceId}.',
  'detail-unavailable': 'Het is even te druk. Probeer het zo opnieuw. Nummer: {traceId}.',

  'field-in-the-past': 'Deze dag is al voorbij. Kies vandaag of later.',
  'field-in-the-future': 'Deze dag moet nog komen. Kies vandaag of eerder.',
  'field-before-start': 'De laatste dag ligt voor de eerste. Kies dezelfde dag of later.',
  'field-before-agreement': 'De onderlinge afspraak begint pas na deze dag. Kies een latere laatste dag.',
  'field-after-end': 'Deze dag ligt na de laatste dag van de activiteit.',
  'field-label-needs-special': 'Dit kan alleen op een speciale pas.',
  'field-cursor': 'Deze cursor hoort niet bij dit verzoek. Begin opnieuw zonder cursor.',
  'field-unknown': 'Dit veld bestaat hier niet.',
  'field-text': 'Deze tekst bevat een half teken: een deel van een emoji of van een zeldzame letter.',
  'field-control': 'Deze tekst bevat een onzichtbaar teken, zoals een tab of een regeleinde. Haal het eruit.',
  'field-one-of': 'Geef precies één van de mogelijke velden.',
  'field-year': 'Geef een jaar, zoals 2026.',
  'field-day': 'Dit is geen bestaande dag. Schrijf hem als 2026-10-12.',
  'field-id': 'Alleen letters, cijfers en . _ -, hoogstens 40.',
  'field-idempotency-key': 'Een Idempotency-Key heeft 1 tot 64 afdrukbare ASCII-tekens.',
  'field-no-end-date': 'Een reserveringsblokkade heeft geen einddatum.',
  'field-no-end-date-in-batch':
    'In een seriemutatie kun je geen einddatum instellen. Doe dat per exemplaar in het titeldetailscherm, of kies een activiteit: die heeft een einddatum.',
  'field-no-change': 'Kies wat er moet veranderen: de reserveringsblokkade, de leenblokkade, of allebei.',
  'field-new-copies-need-block':
    'Nieuwe exemplaren meenemen kan alleen als er een reserveringsblokkade wordt gezet.',
  'field-new-copies-need-collection': 'Nieuwe exemplaren meenemen kan alleen bij een collectie.',

  'reason-unknown-copy': 'Geen exemplaar gevonden met deze barcode.',
  'reason-other-branch': 'Dit exemplaar is van een andere vestiging.',
  'reason-left-selection': 'Dit exemplaar hoort intussen niet meer bij deze selectie.',
  'reason-changed-since': 'Iemand heeft de blokkade van dit exemplaar intussen gewijzigd.',
  'reason-activity-over': 'De activiteit is intussen afgelopen.',
  'reason-busy': 'Dit exemplaar werd steeds door iemand anders gewijzigd. Probeer het opnieuw.',
  'reason-internal': 'Er ging iets mis bij dit exemplaar.',
  'block-reservation': 'res. blok. {code}',
  'block-loan': '{dated, select, yes {leen blok. t/m {until}} other {leen blok. zonder einddatum}}',
} as const;
