const dayAt = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(at);

/** The day of the run: the machine's own, so that this process and the system agree on it. */
export const TODAY = dayAt(new Date());

/** The date this many days after today. */
export const daysLater = (days: number): string =>
  new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether today lasts this many seconds more: after midnight other answers are correct. */
export const isSameDayAfter = (seconds: number): boolean =>
  dayAt(new Date(Date.now() + seconds * 1000)) === TODAY;
