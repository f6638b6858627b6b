/** A work in the catalogue. */
export interface Title {
  readonly titleId: string;
  readonly title: string;
  readonly author?: string;
  readonly isbn?: string;
  readonly materialType?: string;
  readonly version: number;
  /**
   * Open title reservations, as versions before the line of a title counted them: where it is above
   * zero, and the line is not open yet, there is a queue to open it with.
   */
  readonly waiting?: number;
}
