/** A library building (Dutch: vestiging). */
export interface Branch {
  readonly branchId: string;
  readonly name: string;
  readonly contacts?: readonly string[];
  /** Days that a ready reservation waits to be collected (rule R7). */
  readonly pickupDays: number;
  /** Open reservations that an ordinary patron of this branch may have (rule R9). */
  readonly reservationLimit: number;
  readonly version: number;
}

export const DEFAULT_PICKUP_DAYS = 7;
export const DEFAULT_RESERVATION_LIMIT = 15;
