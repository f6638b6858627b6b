/** A work in the catalogue. */
export interface Title {
  readonly titleId: string;
  readonly title: string;
  readonly author?: string;
  readonly isbn?: string;
  readonly materialType?: string;
  readonly version: number;
  /** Open title reservations, and the last day on which that count holds (rule T2). */
  readonly waiting: number;
  readonly waitingUntil?: string;
  /** The queue guard: grows when the queue changes, or a copy of the title comes to the shelf. */
  readonly queueVersion: number;
}
