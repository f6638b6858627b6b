/**
 * Whether this is a bare mail address, such as `beheer@bibliotheek.example`: no name, no angle
 * brackets.
 */
export const isMailAddress = (text: string): boolean =>
  /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text);
