/** Holder of a card. A special card stands for an exhibition or a display case (rules P2, S0). */
export interface Patron {
  readonly patronId: string;
  readonly branchId: string;
  readonly kind: 'ordinary' | 'special';
  readonly label?: string;
  readonly activityId?: string;
  readonly blocked: boolean;
  readonly openReservations: number;
  readonly loans: number;
  /** Set while the card is being deleted: from then on it counts as unknown. */
  readonly leaving?: boolean;
  readonly version: number;
}

/** What rules about copies need to know of a card; it never changes while a reservation is made. */
export type Card = Pick<Patron, 'patronId' | 'branchId' | 'kind'>;

export const isSpecial = ({ kind }: Pick<Patron, 'kind'>): boolean => kind === 'special';

/** A card that is not read, as it nearly always is: whoever trusts it checks it later. */
export const trustedCard = ({ patronId, branchId, kind }: Card): Patron => ({
  patronId,
  branchId,
  kind,
  blocked: false,
  openReservations: 1,
  loans: 0,
  version: 1,
});
