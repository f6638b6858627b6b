import { texts } from '../../lib/i18n/language.ts';

/** The texts that all screens with check-ins share. */
export const useCheckingInTexts = texts(
  'checkingIn',
  {
    shelf: 'Terug in de kast',
    'reservation-shelf': 'Naar de reserveringsplank',
    transit: 'Op transport naar {{branch}}',
    'special-card': 'Klaarleggen voor {{label}} (speciale pas)',
    aSpecialCard: 'een tentoonstelling',
    pass: 'Pas',
    refused: 'Niet ingenomen',
    barcodeIs: 'Barcode {{code}}',
    busy: 'Bezig…',
    waiting: 'Wacht op de verbinding',
    waitingDetail: 'Deze scan is bewaard en gaat vanzelf verder. Je kunt doorscannen.',
    changed: 'Intussen gewijzigd',
    noBranch: 'Kies eerst je vestiging (bovenaan). Scan dit daarna opnieuw: er is niets gebeurd.',
  },
  {
    shelf: 'Back on the shelf',
    'reservation-shelf': 'To the reservation shelf',
    transit: 'In transit to {{branch}}',
    'special-card': 'Put ready for {{label}} (special card)',
    aSpecialCard: 'an exhibition',
    pass: 'Card',
    refused: 'Not checked in',
    barcodeIs: 'Barcode {{code}}',
    busy: 'Working…',
    waiting: 'Waiting for the connection',
    waitingDetail: 'This scan is kept and goes on by itself. You can scan on.',
    changed: 'Changed meanwhile',
    noBranch: 'Choose your branch first (at the top). Then scan this again: nothing has happened.',
  },
);
