import { createHash, randomUUID } from 'node:crypto';

/** A message in a queue. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  /** How often it was given to somebody. */
  readonly receives: number;
}

/** What happens to a message that was given out too often. */
export interface Redrive {
  readonly maxReceives: number;
  readonly giveUp: (message: Message) => void;
}

/** How a queue is worked through. */
export interface Consumer {
  readonly batchSize: number;
  readonly atOnce: number;
  /** Works on these messages, and answers the ids of those that it failed on. */
  readonly work: (messages: readonly Message[]) => Promise<readonly string[]>;
}

/** A queue in this process. What is in it goes with the process. */
export interface Queue {
  /** Takes a message, to be given out after so many milliseconds, and answers its id. */
  send(body: string, delayMs?: number): string;
  consume(consumer: Consumer): void;
  /** Gives out nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/**
 * A new queue. A message that failed is given out again after `waitMs` for each time that it was
 * tried.
 */
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

/** The checksum by which clients of SQS see that a body arrived whole. */
export const md5 = (body: string): string => createHash('md5').update(body).digest('hex');
