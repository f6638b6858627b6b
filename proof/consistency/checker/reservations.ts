import { TITLE_IDS } from '../library.ts';
import type { ReadAll } from '../api-reader.ts';
import type { Call } from '../model/operations.ts';
import { repeated } from './repeated.ts';

interface Listed {
  readonly id: string;
  readonly patronId: string;
  readonly status: string;
}

const idsOf = (calls: readonly Call[], doing: (call: Call) => boolean): readonly string[] =>
  calls.flatMap((call) => (doing(call) ? (call.answer?.body.id ?? []) : []));

const isPlaced = ({ command, answer }: Call): boolean =>
  command.do.startsWith('reserve') && answer?.status === 201;
const isCancelled = ({ command, answer }: Call): boolean => command.do === 'cancel' && answer?.status === 200;

/**
 * The violations in the reservations: each accepted one is there once and no other is; each
 * cancelled one was cancelled once (rule R5).
 */
export const wrongWithReservations = async (
  all: ReadAll,
  callsOf: (titleId: string) => readonly Call[],
): Promise<readonly string[]> => {
  const wrong = await Promise.all(
    TITLE_IDS.map(async (titleId) => {
      const calls = callsOf(titleId);
      const listed = await all<Listed>(`/api/reservations?titleId=${titleId}`);
      const [there, placed] = [listed.map(({ id }) => id), idsOf(calls, isPlaced)];
      const cancelled = idsOf(calls, isCancelled);
      const asCancelled = listed.filter(({ status }) => status === 'cancelled').map(({ id }) => id);
      const lost = calls.flatMap(({ command, answer }) =>
        command.do === 'cancel' && !answer ? command.id : [],
      );
      return [
        ...placed.filter((id) => !there.includes(id)).map((id) => `${id} was accepted, and is not there`),
        ...there.filter((id) => !placed.includes(id)).map((id) => `${id} is there, and nobody was told`),
        ...repeated(placed).map((id) => `${id} was accepted twice`),
        ...repeated(there).map((id) => `${id} is there twice`),
        ...repeated(cancelled).map((id) => `${id} was cancelled twice`),
        ...cancelled.filter((id) => !asCancelled.includes(id)).map((id) => `${id} was cancelled, and is not`),
        ...asCancelled
          .filter((id) => !cancelled.includes(id) && !lost.includes(id))
          .map((id) => `${id} is cancelled, and nobody did that`),
      ];
    }),
  );
  return wrong.flat();
};
