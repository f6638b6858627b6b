import { createHash, randomUUID } from 'node:crypto';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  /** The number of deliveries so far. */
  readonly receives: number;
}

/** After how many deliveries a message is given up, and what happens to it. */
export interface Redrive {
  readonly maxReceives: number;
  readonly giveUp: (message: Message) => void;
}

/** Receives the messages of a queue in batches. */
export interface Consumer {
  readonly batchSize: number;
  readonly atOnce: number;
  /** Handles a batch; answers the ids of the failed messages. */
  readonly work: (messages: readonly Message[]) => Promise<readonly string[]>;
}

/** A queue in memory: its messages are lost when the process ends. */
export interface Queue {
  /** Delivers a message after this delay; answers its id. */
  send(body: string, delayMs?: number): string;
  consume(consumer: Consumer): void;
  /** Stops deliveries; resolves when the running batches have ended. */
  stop(): Promise<void>;
}

/** Creates a queue. A failed message returns after `waitMs` times its number of deliveries. */
export function createQueue(redrive: Redrive | undefined, waitMs = 1_000): Queue {
  const waiting: Message[] = [];
  const underWay = new Set<Promise<void>>();
  let consumer: Consumer | undefined;
  let stopped = false;

  const later = (message: Message, delayMs: number): void => {
    const arrive = (): void => {
      waiting.push(message);
      giveOut();
    };
    setTimeout(arrive, delayMs).unref();
  };
  const comeBack = (message: Message): void => {
    if (redrive !== undefined && message.receives >= redrive.maxReceives) redrive.giveUp(message);
    else later(message, waitMs * message.receives);
  };
  const giveOut = (): void => {
    while (consumer !== undefined && !stopped && waiting.length > 0 && underWay.size < consumer.atOnce) {
      const batch = waiting
        .splice(0, consumer.batchSize)
        .map((message) => ({ ...message, receives: message.receives + 1 }));
      const run = consumer.work(batch).then((failed) => {
        underWay.delete(run);
        if (!stopped) batch.filter(({ id }) => failed.includes(id)).forEach(comeBack);
        giveOut();
      });
      underWay.add(run);
    }
  };
  return {
    send: (body, delayMs = 0) => {
      const message = { id: randomUUID(), body, sentAt: Date.now(), receives: 0 };
      later(message, delayMs);
      return message.id;
    },
    consume: (given) => {
      consumer = given;
      giveOut();
    },
    stop: async () => {
      stopped = true;
      await Promise.all(underWay);
    },
  };
}

/** The checksum by which SQS clients verify a message body. */
export const md5 = (body: string): string => createHash('md5').update(body).digest('hex');
