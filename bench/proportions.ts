/**
 * The proportions of a real library network: LibrariesWest, seven authorities in the south-west of
 * England. Contains public sector information licensed under the Open Government Licence v3.0
 * (LibrariesWest: `items_summary`, `reservations_summary`). Totals only;
 * `bench/derive-proportions.ts` derives them from the two files.
 */

/** Items by authority; 2,077,998 in all. */
export const AUTHORITIES: Readonly<Record<string, number>> = {
  'Bath and North East Somerset': 147_455,
  Bristol: 541_962,
  Dorset: 376_065,
  'North Somerset': 155_942,
  Poole: 162_445,
  Somerset: 504_566,
  'South Gloucestershire': 189_563,
};

/** Items by type; types with fewer than a thousand are counted together. */
export const TYPES: Readonly<Record<string, number>> = {
  'Adult Fiction': 496_213,
  'Adult Non Fiction': 461_347,
  'Child Fiction': 428_056,
  'Adult Reference': 194_535,
  'Child Non Fiction': 102_727,
  'Large Print - Adult Fiction': 88_087,
  'Adult Spoken Word': 54_567,
  'YA / Teen Fiction': 46_463,
  'Music Score': 37_605,
  'Drama single copy': 30_106,
  '15 DVD Standard': 17_520,
  '12 DVD Standard': 14_198,
  'Child Spoken Word': 14_124,
  'B.O.P.': 12_276,
  'Music CD': 11_973,
  'Large Print - Adult Non Fiction': 11_408,
  'U DVD Standard': 10_853,
  'Adult Graphic Novel': 10_088,
  'PG DVD Standard': 9149,
  'YA / Teen Non Fiction': 5225,
  'Music Set': 4061,
  Fastrack: 3111,
  'Child Reference': 2509,
  'Drama Set': 2249,
  '18 DVD Standard': 2034,
  'Large Print - Children': 1696,
  'Classification Exempt': 1041,
  Equipment: 1013,
  'Language Course': 1005,
  Other: 2759,
};

/**
 * Reservations of July 2019 to June 2021 by the authority that owns the item (rows) and the one
 * where it was collected (columns), both in the order of `AUTHORITIES`: 732,877, of which 53 % were
 * collected elsewhere.
 */
export const RESERVATIONS: readonly (readonly number[])[] = [
  [22_270, 5838, 7220, 3710, 904, 4157, 3017],
  [10_696, 75_176, 21_790, 11_115, 2948, 13_392, 8606],
  [12_092, 16_972, 112_493, 12_376, 3643, 14_266, 9042],
  [5634, 8987, 12_085, 31_902, 1611, 6649, 4268],
  [4818, 7485, 11_807, 4938, 8202, 5917, 3778],
  [15_595, 24_403, 34_194, 15_638, 4513, 67_610, 11_315],
  [6517, 10_350, 13_241, 6451, 1692, 7205, 24_349],
];

/**
 * Reservations that are open at any time, of all items: the daily number in the nineteen months in
 * which the libraries were open, times the days that a reservation takes (`days_taken`).
 */
export const OPEN_AT_ANY_TIME = 31_913;

/** Assumptions about such a network that the files do not cover. */
export const ASSUMED = {
  /** Items for each library building; LibrariesWest has some 150. */
  itemsPerBranch: 14_000,
  /**
   * Cards per copy: 3.6 million members of Dutch libraries had 24.4 million copies in 2019 (CBS,
   * table 82469NED).
   */
  cardsPerCopy: 0.15,
  /**
   * The part on loan at any time: 63.8 million loans of 24.4 million copies a year, each for some
   * three weeks.
   */
  onLoan: 0.15,
  /** The part with a block, copies on a special card included. */
  blocked: 0.03,
  /** The part of the reservations that name one copy. */
  copyReservations: 0.15,
  /**
   * How fast the number of copies of a title falls: of N titles, one has more than some N^(1/1.35)
   * copies.
   */
  copiesExponent: 1.35,
  mostCopies: 400,
} as const;
