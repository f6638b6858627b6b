import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, test, vi } from 'vitest';
import type { Assembly } from '../../../local/template/assembly.ts';
import { loadFunctions, type LocalFunction } from '../../../local/aws/lambda/functions.ts';
import type { HttpRequest } from '../../../local/gateway/http-request.ts';
import { createLambdaApi } from '../../../local/aws/lambda/lambda-api.ts';
import { resourcesIn } from '../../../local/template/template.ts';

const CODE = `
const wordsAtImport = process.env.WORDS;
let calls = 0;
export const handler = async (event, context) => {
  calls += 1;
  switch (event.do) {
    case 'fail': throw new Error('as asked');
    case 'fail-twice': if (calls % 3 !== 0) throw new Error('not yet'); return { calls };
    case 'hang': return new Promise(() => {});
    case 'grow': return 'x'.repeat(7_000_000);
    case 'nothing': return undefined;
    default: return { event, wordsAtImport, name: context.functionName, left: context.getRemainingTimeInMillis() };
  }
};`;

async function load(): Promise<LocalFunction> {
  const code = mkdtempSync(join(tmpdir(), 'apart-'));
  writeFileSync(join(code, 'index.mjs'), CODE);
  const properties = {
    Handler: 'index.handler',
    Timeout: 1,
    Environment: { Variables: { WORDS: 'of the template' } },
  };
  const resources = resourcesIn([
    { name: 'S', template: { Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: properties } } } },
  ]);
  const assembly: Assembly = {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    codeOf: () => code,
    filesAt: () => code,
  };
  const { all } = await loadFunctions(assembly, {});
  const [fn] = all;
  if (fn === undefined) throw new Error('no function');
  return fn;
}

describe('a function', () => {
  it('is loaded with its environment, and gets a copy of the event and a context', async () => {
    const fn = await load();
    const result = (await fn.invoke({ a: 1, gone: undefined })) as { left: number };
    expect(result).toMatchObject({ event: { a: 1 }, wordsAtImport: 'of the template', name: 'S-Fn' });
    expect(result.left).toBeGreaterThan(900);
    expect(result.left).toBeLessThanOrEqual(1000);
  });

  it('that returns nothing returns null', async () => {
    expect(await (await load()).invoke({ do: 'nothing' })).toBeNull();
  });

  test.each([
    [{ do: 'fail' }, { message: 'as asked' }],
    [{ do: 'hang' }, { name: 'TimedOut' }],
    [{ do: 'grow' }, { name: 'TooLarge', side: 'result' }],
    [{ do: 'x'.repeat(6_300_000) }, { name: 'TooLarge', side: 'event' }],
  ])('fails as in Lambda (%#)', async (event, error) => {
    await expect((await load()).invoke(event)).rejects.toMatchObject(error);
  });
});

describe('the Invoke API', () => {
  const call = async (event: object, type?: string, name = 'S-Fn'): Promise<string> => {
    const answer = createLambdaApi([await load()], () => ({ attempts: 2, waitMs: 1 }));
    const incoming: HttpRequest = {
      method: 'POST',
      rawPath: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
      rawQuery: '',
      rawHeaders: type === undefined ? [] : ['X-Amz-Invocation-Type', type],
      body: Buffer.from(JSON.stringify(event)),
      sourceIp: '127.0.0.1',
      protocol: 'HTTP/1.1',
      at: new Date(),
    };
    const { status, headers, body } = await answer(incoming);
    return `${status} ${headers['x-amz-function-error'] ?? ''} ${body?.toString() ?? ''}`;
  };

  it('answers with the result', async () => {
    expect(await call({ a: 1 })).toContain('200  {"event":{"a":1}');
  });

  it('finds a function by its ARN too', async () => {
    const fn = await load();
    expect(await call({ a: 1 }, undefined, fn.arn)).toContain('200  {"event":{"a":1}');
  });

  it('says that the function failed', async () => {
    expect(await call({ do: 'fail' })).toBe('200 Unhandled {"errorType":"Error","errorMessage":"as asked"}');
  });

  it('does not know other functions', async () => {
    expect(await call({}, undefined, 'other')).toContain('404');
  });

  it('runs an event in the background, and again when that fails', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    expect(await call({ do: 'fail-twice' }, 'Event')).toBe('202  ');
    await vi.waitFor(() => {
      expect(errors).toHaveBeenCalledTimes(2);
    });
    await pause(50);
    expect(errors).toHaveBeenCalledTimes(2);
  });
});
