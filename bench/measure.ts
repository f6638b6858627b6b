import { apiHandler } from '../functions/handlers/api.ts';
import { contextOf } from '../infra/local/context.ts';
import { eventOf } from '../infra/local/event.ts';
import type { Services } from '../lib/runtime/services.ts';
import type { Target } from './bare.ts';
import type { Cost } from './meter.ts';
import type { ApiCall, Operation, Prepared } from './operation.ts';
import { median, quantile, timed } from './statistics.ts';
import { BRANCHES, CALLER } from './things.ts';
import { openWorld, type World } from './world.ts';

/** What one way of doing an operation costs, and how long it takes. */
export interface Side extends Cost {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** An operation done by us and by bare calls. */
export interface Measured {
  readonly name: string;
  readonly ours: Side;
  readonly bare: Side;
}

const WARM_UP = 50;
export const ROUNDS = 300;

const eventFor = ({ method, path, query, body }: ApiCall) =>
  eventOf(
    {
      method,
      rawPath: path,
      rawQuery: new URLSearchParams(query).toString(),
      rawHeaders: ['host', 'apart.example.nl', 'user-agent', 'bench', 'content-type', 'application/json'],
      body: body ? Buffer.from(JSON.stringify(body)) : Buffer.alloc(0),
      sourceIp: '192.0.2.1',
      protocol: 'HTTP/1.1',
      at: new Date(),
    },
    {
      apiId: 'bench',
      routeKey: 'ANY /api/{proxy+}',
      pathParameters: { proxy: path.slice('/api/'.length) },
      claims: CALLER,
      scopes: null,
    },
  );

type Handler = ReturnType<typeof apiHandler>;

/** The real handler, as Lambda calls it; throws where the answer is not the one that was to be. */
const caller = (services: Services) => {
  const handler = apiHandler(services);
  return async (call: ApiCall): Promise<void> => {
    const context = contextOf('api', 'arn:aws:lambda:local', '1024', Date.now() + 30_000);
    const [event, lambdaContext] = [eventFor(call), context] as unknown as Parameters<Handler>;
    const { statusCode, body } = await handler(event, lambdaContext);
    if (statusCode !== call.status) throw new Error(`${call.method} ${call.path}: ${statusCode} ${body}`);
  };
};

const inTurn = async ({ bare }: Prepared, target: Target): Promise<void> => {
  for (const call of bare) await call(target);
};

interface Supply {
  readonly items: Prepared['items'];
  /** The next thing to do an operation to. */
  readonly take: () => Prepared;
}

/** A new thing for each time and side; where an operation changes nothing, the same one over and over. */
const supplyFor = ({ repeatable, prepare }: Operation, id: string): Supply => {
  const all = Array.from({ length: repeatable ? 1 : 2 * (WARM_UP + ROUNDS + 1) }, (_, n) =>
    prepare(`${id}-${n}`),
  );
  let taken = 0;
  const take = (): Prepared => {
    const one = all[taken++ % all.length];
    if (!one) throw new Error('Nothing was prepared.');
    return one;
  };
  return { items: all.flatMap(({ items }) => items), take };
};

const measureOne = async (name: string, take: Supply['take'], world: World): Promise<Measured> => {
  const { plain, metered, tableName } = world;
  const ours = caller(plain.services);
  const target = { client: plain.client, tableName };
  await caller(metered.services)(take().ours);
  const ourCost = metered.meter.take();
  await inTurn(take(), { client: metered.client, tableName });
  const bareCost = metered.meter.take();
  const times: { ours: number; bare: number }[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [mine, other] = [take(), take()];
    times.push({ ours: await timed(() => ours(mine.ours)), bare: await timed(() => inTurn(other, target)) });
  }
  const sideOf = (side: 'ours' | 'bare') => {
    const measured = times.slice(WARM_UP).map((time) => time[side]);
    return { medianMs: median(measured), p99Ms: quantile(measured, 0.99) };
  };
  return { name, ours: { ...ourCost, ...sideOf('ours') }, bare: { ...bareCost, ...sideOf('bare') } };
};

/** Does every operation by turns, ours and bare, on a table with only what they need. */
export async function measure(
  operations: readonly Operation[],
  say: (line: string) => void,
): Promise<readonly Measured[]> {
  const supplies = operations.map((operation, n) => ({
    name: operation.name,
    ...supplyFor(operation, String(n)),
  }));
  const world = await openWorld([...BRANCHES, ...supplies.flatMap(({ items }) => items)]);
  const measured: Measured[] = [];
  for (const { name, take } of supplies) {
    const one = await measureOne(name, take, world);
    const [ours, bare] = [one.ours, one.bare].map(({ medianMs }) => medianMs.toFixed(1));
    say(`${name}: ${ours} ms, bare ${bare} ms`);
    measured.push(one);
  }
  await world.stop();
  return measured;
}
