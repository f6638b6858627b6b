import type { NightlyEvent } from '../contract.ts';
import { SERVICE_CLIENT } from './clients.ts';
import { lazily } from './lazily.ts';

/** Invokes a function asynchronously. Throws when Lambda does not accept it. */
export const functionStarter = (functionName: string | undefined) => {
  const client = lazily(async () => {
    const { LambdaClient, InvokeCommand } = await import('@aws-sdk/client-lambda');
    return { lambda: new LambdaClient(SERVICE_CLIENT), InvokeCommand };
  });
  return async (event: NightlyEvent): Promise<void> => {
    if (functionName === undefined) throw new Error('The function to start is not configured.');
    const { lambda, InvokeCommand } = await client();
    const Payload = JSON.stringify(event);
    await lambda.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload }));
  };
};
