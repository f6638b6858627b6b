import { gatewayReply } from '../gateway/reply.ts';
import type { RequestHandler } from '../gateway/server.ts';

/** The services that the functions find under one address, each under the path of its name. */
export type Service = 'lambda' | 'sqs' | 'sns' | 'sesv2';

/** Leads each request to the service that its path begins with, which sees the rest of the path. */
export function createInternalEndpoints(services: Readonly<Record<Service, RequestHandler>>): RequestHandler {
  return (incoming) => {
    const [, name = '', rest = ''] = /^\/([a-z0-9]+)(\/.*)?$/.exec(incoming.rawPath) ?? [];
    const answer = Object.entries(services).find(([service]) => service === name)?.[1];
    if (answer === undefined) return gatewayReply(404, `There is no service ${name} here.`);
    return answer({ ...incoming, rawPath: rest === '' ? '/' : rest });
  };
}

/** Where a service is, for the functions to find. */
export const addressOf = (insideUrl: string, service: Service): string => `${insideUrl}/${service}`;
