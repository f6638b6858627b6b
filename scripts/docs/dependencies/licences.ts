/**
 * The licences that a part of Apart may have, and the reason why each goes with the EUPL-1.2. All
 * are permissive: their code may be part of a work under another licence as long as their notices
 * stay. This list has no copyleft licence: such a licence would have to be in the appendix of the
 * EUPL, and needs a decision.
 */
const COMPATIBLE: Readonly<Record<string, string>> = {
  '0BSD': 'permissive, asks for nothing',
  'Apache-2.0':
    'permissive, with a patent licence; its notices stay, and changed files say that they are changed',
  'BSD-2-Clause': 'permissive; its notice stays',
  'BSD-3-Clause': 'permissive; its notice stays, its authors’ names advertise nothing',
  'BlueOak-1.0.0': 'permissive; its text or a link to it stays',
  'CC0-1.0': 'public domain',
  ISC: 'permissive; its notice stays',
  MIT: 'permissive; its notice stays',
  'MIT-0': 'permissive, asks for nothing',
  Unlicense: 'public domain',
};

/**
 * The reason why a licence goes with the EUPL-1.2; undefined for a licence that is not on the list.
 * One fitting licence of several alternatives is enough.
 */
export function whyCompatible(licence: string): string | undefined {
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  const fitting = choices.find((choice) => choice in COMPATIBLE);
  if (fitting === undefined) return undefined;
  return choices.length > 1 ? `${fitting} is chosen: ${COMPATIBLE[fitting] ?? ''}` : COMPATIBLE[fitting];
}
