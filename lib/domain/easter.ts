import { addDays, type Day } from './calendar.ts';

/**
 * Easter Sunday of a year in the Gregorian calendar: the algorithm of Meeus, Jones and Butcher,
 * with Butcher's letters written out.
 */
export const easterSunday = (year: number): Day => {
  const placeInMoonCycle = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const skippedLeapDays = century - Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * placeInMoonCycle + skippedLeapDays - moonCorrection + 15) % 30;
  const leapYears = Math.floor(yearOfCentury / 4);
  const toSunday = (32 + 2 * (century % 4) + 2 * leapYears - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((placeInMoonCycle + 11 * epact + 22 * toSunday) / 451);
  return addDays(`${year}-03-22`, epact + toSunday - 7 * lateMoon);
};
