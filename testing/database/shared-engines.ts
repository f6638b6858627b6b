/** Starts a DynamoDB for each worker before its first file. All files of the worker share it. */
import type { TestProject } from 'vitest/node';
import { startEmbeddedEngine } from '../../local/aws/dynamodb/engine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The addresses of the engines, one for each worker. */
    readonly engines: readonly string[];
  }
}

/** Starts the engines, unless `AWS_ENDPOINT_URL_DYNAMODB` names one. Answers how to stop them. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const workers = project.config.maxWorkers;
  const engines = given
    ? []
    : await Promise.all(Array.from({ length: workers }, () => startEmbeddedEngine()));
  project.provide('engines', given ? [given] : engines.map(({ endpoint }) => endpoint));
  return async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
  };
};
