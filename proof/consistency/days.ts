const dayAt = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(at);

/**
 * The day on which the calls are made: the machine's own, so that its clock and that of the system
 * are the same.
 */
export const TODAY = dayAt(new Date());

/** The day so many days later. */
export const daysLater = (days: number): string =>
  new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether it is still the same day after so many seconds: at midnight what is right changes. */
export const isSameDayAfter = (seconds: number): boolean =>
  dayAt(new Date(Date.now() + seconds * 1000)) === TODAY;
