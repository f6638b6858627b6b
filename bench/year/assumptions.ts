/** The Netherlands in one year: public figures, and assumptions where there are none. */
export const YEAR = 2027;

/** Facts and assumptions with their sources. Counts are per year unless they say otherwise. */
export const ASSUMPTIONS = {
  copies: { value: 25_000_000, from: '24.4 million in 2019 (CBS, table 82469NED), rounded up' },
  branches: { value: 1000, from: 'assumed; CBS counts some 1,270 locations in 2022, small ones included' },
  cards: { value: 3_500_000, from: '3.4 million members in 2022 (CBS)' },
  loans: { value: 60_000_000, from: '63.8 million in 2019; 53.3 million books in 2022 (CBS)' },
  reservationsPerCopy: { value: 0.223, from: 'LibrariesWest: 732,877 in 19 open months on 2,077,998 items' },
  copyReservations: { value: 0.15, from: 'assumed: part of the reservations that name one copy' },
  across: { value: 0.53, from: 'LibrariesWest: collected at another authority' },
  cancelled: { value: 0.1, from: 'assumed: part of the reservations' },
  fromShelf: { value: 0.6, from: 'assumed: part of the reservations that a pull list serves, not a return' },
  checksPerReservation: { value: 1.5, from: 'assumed: questions whether something can be reserved' },
  titleViewsPerLoan: { value: 3, from: 'assumed: readers who look at a title on the web' },
  staffLooksPerLoan: { value: 0.5, from: 'assumed: a copy, a card or a search at the desk' },
  pullListsADay: { value: 6, from: 'assumed: per branch and open day' },
  screensADay: { value: 20, from: 'assumed: attention and activities, per branch and open day' },
  newCopies: {
    value: 0.1,
    from: 'assumed: part of the catalogue that is new each year; as many are withdrawn',
  },
  fullFeeds: { value: 12, from: 'assumed: the whole catalogue and all cards are offered again each month' },
  blocksByHand: { value: 0.01, from: 'assumed: part of the copies, each set and lifted again' },
  seasonal: { value: 0.005, from: 'assumed: part of the copies in each of the six themes, blocked by batch' },
  exhibitionsPerBranch: { value: 10, from: 'assumed' },
  copiesPerExhibition: { value: 40, from: 'assumed' },
  mailsANight: { value: 150, from: 'assumed: branches where something was left on' },
} as const;

/** The value of an assumption. */
export const assumed = (name: keyof typeof ASSUMPTIONS): number => ASSUMPTIONS[name].value;

/** The part of a day's events that falls in its busiest hour, by kind of event. */
export const BUSIEST_HOUR = { desk: 0.14, web: 0.09, night: 1 / 7 } as const;

/** The part of a week's events on each day from Sunday: the desk is closed on Sunday. */
export const WEEK = {
  desk: [0, 0.13, 0.16, 0.2, 0.15, 0.17, 0.19],
  web: [0.15, 0.16, 0.15, 0.15, 0.14, 0.12, 0.13],
} as const;

/** The activity of each month from January: low in August and December, high in the dark months. */
export const SEASON = [1.1, 1.02, 1.02, 0.98, 0.95, 1, 1.04, 0.88, 1, 1.12, 1.06, 0.84] as const;

/** The factor of the Kinderboekenweek at the desk and on the web. */
export const KINDERBOEKENWEEK = 1.3;
