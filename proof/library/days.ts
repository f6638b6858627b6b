/** The day on which the calls are made: the machine's own, so that its clock and that of the system are the same. */
export const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date());

/** The day so many days later. */
export const daysLater = (days: number): string =>
  new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);
