import type { Call } from '../model/operations.ts';
import { copyShown } from '../model/answer.ts';

/**
 * The violations in versions: a version of a copy always looks the same, and a later read never
 * shows an earlier version (contract, `ETag`).
 */
export const wrongWithVersions = (calls: readonly Call[]): readonly string[] => {
  const looks = calls.flatMap((call) => {
    const copy = call.answer && copyShown(call.answer);
    return copy && 'copyId' in call.command ? [{ call, copyId: call.command.copyId, copy }] : [];
  });
  const known = new Map<string, string>();
  const doubled = looks.flatMap(({ copyId, copy }) => {
    const key = `version ${copy.version} of ${copyId}`;
    const text = JSON.stringify({ ...copy, flags: undefined });
    const before = known.get(key) ?? text;
    known.set(key, before);
    return before === text ? [] : [`${key} looks like ${before} and like ${text}`];
  });
  const backwards = looks.flatMap(({ call, copyId, copy }) => {
    const later = looks.find(
      (one) => one.copyId === copyId && one.call.from > call.to && one.copy.version < copy.version,
    );
    return later ? [`${copyId} had version ${copy.version}, and later ${later.copy.version}`] : [];
  });
  return [...doubled, ...backwards];
};
