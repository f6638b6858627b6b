/**
 * Whether the text is a bare mail address, such as `beheer@bibliotheek.example`, without name or
 * angle brackets.
 */
export const isMailAddress = (text: string): boolean =>
  /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text);
