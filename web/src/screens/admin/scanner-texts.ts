import { texts } from '../../lib/i18n/language.ts';

/** The texts of the field to test a scanner in. */
export const useScannerTexts = texts(
  'scanner',
  {
    lead: 'Scan hier een barcode, en zie wat de scanner doet en wat Apart ervan maakt. Er gebeurt niets met het exemplaar.',
    field: 'Testveld',
    first:
      'Scan een barcode. Gebeurt er niets, dan is de scanner niet verbonden of heeft hij geen toetsenbordstand.',
    code: 'Apart leest',
    length: 'Tekens',
    end: 'Eindigt met',
    'end.Enter': 'Enter',
    'end.Tab': 'Tab',
    'end.pause': 'niets; Apart wacht dan {{ms}} ms na het laatste teken',
    speed: 'Snelheid',
    msPerKey: '{{ms}} ms per teken',
    capitals: 'Hoofdletters',
    'capitals.none': 'geen letters',
    'capitals.upper': 'alleen hoofdletters',
    'capitals.lower': 'alleen kleine letters',
    'capitals.both': 'hoofdletters en kleine letters',
    capsLock: 'Caps Lock',
    on: 'aan',
    off: 'uit',
    stars: 'Begin- en eindteken',
    'stars.yes': '*, door Apart weggelaten',
    'stars.no': 'geen',
    works: 'Deze scan werkt overal in Apart.',
    'advice.short':
      'Dit is geen scan voor Apart: die heeft minstens 4 tekens, met hoogstens {{ms}} ms ertussen.',
    'advice.capsLock':
      'Apart weigert deze scan: met Caps Lock aan kunnen hoofdletters en kleine letters verwisseld zijn. Zet Caps Lock uit.',
    'advice.slow':
      'Traag: in een tekstveld is dit niet van typen te onderscheiden. Stel in de scanner een kortere pauze tussen de tekens in.',
    'advice.pause': 'Laat de scanner met Enter eindigen: dan is elke scan meteen klaar.',
  },
  {
    lead: 'Scan a barcode here to see what the scanner does and what Apart makes of it. Nothing happens to the copy.',
    field: 'Test field',
    first: 'Scan a barcode. If nothing happens, the scanner is not connected or not in keyboard mode.',
    code: 'Apart reads',
    length: 'Characters',
    end: 'Ends with',
    'end.Enter': 'Enter',
    'end.Tab': 'Tab',
    'end.pause': 'nothing; Apart waits {{ms}} ms after the last character then',
    speed: 'Speed',
    msPerKey: '{{ms}} ms a character',
    capitals: 'Capitals',
    'capitals.none': 'no letters',
    'capitals.upper': 'capitals only',
    'capitals.lower': 'small letters only',
    'capitals.both': 'capitals and small letters',
    capsLock: 'Caps Lock',
    on: 'on',
    off: 'off',
    stars: 'Start and stop characters',
    'stars.yes': '*, left out by Apart',
    'stars.no': 'none',
    works: 'This scan works everywhere in Apart.',
    'advice.short':
      'This is no scan for Apart: one has at least 4 characters, with at most {{ms}} ms between them.',
    'advice.capsLock':
      'Apart refuses this scan: with Caps Lock on, capitals and small letters may be swapped. Switch Caps Lock off.',
    'advice.slow':
      'Slow: in a text field this cannot be told from typing. Set a shorter pause between characters in the scanner.',
    'advice.pause': 'Let the scanner end with Enter: then each scan is handled at once.',
  },
);
