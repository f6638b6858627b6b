import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The cost of requests to DynamoDB. */
export interface Cost {
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** Sums the cost of a client's requests. */
export interface Meter {
  /** The cost since the last call. */
  take(): Cost;
}

const READS = /^(BatchGet|Get|Query|Scan|TransactGet)/;

const NOTHING: Cost = { roundTrips: 0, readUnits: 0, writeUnits: 0 };

const unitsIn = (consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number =>
  [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

/**
 * Meters a client by the units that the engine reports for each request, indexes included. One
 * request is one round trip, whatever it contains.
 */
export function meter(client: DynamoDBDocumentClient): Meter {
  let cost = NOTHING;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(args);
      const { ConsumedCapacity: consumed } = answer.output as { ConsumedCapacity?: ConsumedCapacity };
      const units = unitsIn(consumed);
      const reads = READS.test(String(context.commandName));
      cost = {
        roundTrips: cost.roundTrips + 1,
        readUnits: cost.readUnits + (reads ? units : 0),
        writeUnits: cost.writeUnits + (reads ? 0 : units),
      };
      return answer;
    },
    { step: 'initialize', name: 'meter' },
  );
  return {
    take: () => {
      const taken = cost;
      cost = NOTHING;
      return taken;
    },
  };
}
