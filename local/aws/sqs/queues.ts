import type { Assembly } from '../../template/assembly.ts';
import { consumerOf } from './consumer.ts';
import { StartError } from '../../errors.ts';
import type { LocalFunction } from '../lambda/functions.ts';
import { createQueue, type Queue, type Redrive } from './queue.ts';
import type { Resource } from '../../template/template.ts';
import { isRecord, asString } from '../../template/template-values.ts';

/** The queues of the assembly. */
export interface Queues {
  byUrl(url: string): Queue | undefined;
  byArn(arn: string): Queue | undefined;
  /** Stops deliveries; resolves when the running batches have ended, or after the patience. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * Creates every queue of the assembly and connects it to the functions of its event source
 * mappings.
 */
export function openQueues(assembly: Assembly, functions: readonly LocalFunction[], waitMs?: number): Queues {
  const resources = assembly.ofType('AWS::SQS::Queue');
  const queues = resources.map((resource) => ({
    url: resource.ref,
    arn: resource.attribute('Arn'),
    queue: createQueue(
      redriveOf(resource, (wanted) => byArn(wanted)),
      waitMs,
    ),
  }));
  const byArn = (wanted: string): Queue | undefined => queues.find(({ arn }) => arn === wanted)?.queue;
  for (const mapping of assembly.ofType('AWS::Lambda::EventSourceMapping')) {
    const arn = mapping.text('EventSourceArn');
    const queue = byArn(arn);
    if (queue === undefined) throw new StartError(`The event source ${mapping.id} is not a queue.`);
    queue.consume(consumerOf(mapping, functions, arn));
  }
  return {
    byUrl: (wanted) => queues.find(({ url }) => url === wanted)?.queue,
    byArn,
    stop: async (patienceMs) => {
      const ended = Promise.all(queues.map(({ queue }) => queue.stop()));
      await Promise.race([ended, new Promise((done) => setTimeout(done, patienceMs))]);
    },
  };
}

/** Prints every message that goes to the dead letters: nobody looks for them on one machine. */
function redriveOf(resource: Resource, byArn: (arn: string) => Queue | undefined): Redrive | undefined {
  const policy = resource.property('RedrivePolicy');
  if (policy === undefined || !isRecord(policy)) return undefined;
  const deadLetters = asString(policy.deadLetterTargetArn);
  return {
    maxReceives: Number(asString(policy.maxReceiveCount)),
    giveUp: ({ body, receives }) => {
      console.error(`${resource.id} gave up a message after ${receives} tries: ${body}`);
      byArn(deadLetters)?.send(body);
    },
  };
}
