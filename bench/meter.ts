import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What requests to DynamoDB have cost. */
export interface Cost {
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** Counts what a client's requests cost. */
export interface Meter {
  /** The cost since the last time that this was asked. */
  take(): Cost;
}

const READS = /^(BatchGet|Get|Query|Scan|TransactGet)/;

const NOTHING: Cost = { roundTrips: 0, readUnits: 0, writeUnits: 0 };

const unitsIn = (consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): number =>
  [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

/**
 * Lets a client report what its requests cost: the units that the engine says each has consumed,
 * those of the indexes included. A round trip is one request, whatever it carries.
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
