import type { Cost } from '../meter.ts';
import type { CostOf } from './simulate.ts';

/** The operation that stands for one due item of a night. */
const DUE_THING = 'a night, for each thing due';

const perThing = (busy: Cost, idle: Cost, due: number): Cost => ({
  roundTrips: (busy.roundTrips - idle.roundTrips) / due,
  readUnits: (busy.readUnits - idle.readUnits) / due,
  writeUnits: (busy.writeUnits - idle.writeUnits) / due,
});

/**
 * The measured cost of operations by name; throws for a name that was not measured. `due` is the
 * number of due items in the measured night.
 */
export const costsFrom = (
  operations: readonly { readonly name: string; readonly cost: Cost }[],
  due: number,
): CostOf => {
  const costs = new Map(operations.map(({ name, cost }) => [name, cost]));
  const costOf: CostOf = (operation) => {
    const cost = costs.get(operation);
    if (!cost) throw new Error(`Nothing was measured as "${operation}".`);
    return cost;
  };
  return (operation) =>
    operation === DUE_THING
      ? perThing(costOf(`a night with ${due} things due`), costOf('a night with nothing due'), due)
      : costOf(operation);
};
