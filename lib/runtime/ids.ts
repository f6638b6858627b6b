import { randomBytes } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';

const RANDOM_CHARACTERS = 12;

/** A unique id that grows with time: 21 lower-case letters and digits. */
export const newId = (now: Instant): string => {
  const time = new Date(now).getTime().toString(36).padStart(9, '0');
  const random = [...randomBytes(RANDOM_CHARACTERS)].map((byte) => (byte % 36).toString(36)).join('');
  return time + random;
};
