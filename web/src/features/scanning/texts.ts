import { texts } from '../../lib/i18n/language.ts';

/** What is said of scans that are not handled. */
export const useScanningTexts = texts(
  'scanning',
  {
    'refused.dialog': 'Deze scan is niet verwerkt: er staat een venster open. Sluit het en scan opnieuw.',
    'refused.short': 'Niet verwerkt: een barcode heeft minstens 4 tekens. Scan opnieuw.',
    'refused.capsLock':
      'Deze scan is niet verwerkt: met Caps Lock aan kunnen hoofdletters en kleine letters verwisseld zijn. Zet Caps Lock uit en scan opnieuw.',
    notSent:
      'Deze barcode is nog niet verwerkt. Druk op Enter. Was dit een scanner, laat die dan met Enter eindigen.',
    sound: 'Geluid bij een scan die niet lukt',
  },
  {
    'refused.dialog': 'This scan was not handled: a window is open. Close it and scan again.',
    'refused.short': 'Not handled: a barcode has at least 4 characters. Scan again.',
    'refused.capsLock':
      'This scan was not handled: with Caps Lock on, capitals and small letters may be swapped. Switch Caps Lock off and scan again.',
    notSent:
      'This barcode has not been handled yet. Press Enter. If it came from a scanner, let it end with Enter.',
    sound: 'Sound for a scan that is not handled',
  },
);
