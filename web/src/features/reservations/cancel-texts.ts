import { texts } from '../../lib/i18n/language.ts';

export const useCancelTexts = texts(
  'cancelReservation',
  {
    cancelIt: 'Annuleren',
    sure: 'Reservering annuleren?',
    yes: 'Ja, annuleer',
    no: 'Nee, laat staan',
    cancelled: 'De reservering is geannuleerd.',
  },
  {
    cancelIt: 'Cancel',
    sure: 'Cancel the reservation?',
    yes: 'Yes, cancel it',
    no: 'No, keep it',
    cancelled: 'The reservation has been cancelled.',
  },
);
