import { gatewayReply } from '../gateway/reply.ts';
import type { RequestHandler } from '../gateway/server.ts';

/** The AWS services with a stand-in; the name is also the path segment. */
export type Service = 'lambda' | 'sqs' | 'sns' | 'sesv2';

/**
 * Serves all AWS stand-ins under one address, each under its service name. A service sees the path
 * without that name; an unknown name gets a 404.
 */
export function createInternalEndpoints(services: Readonly<Record<Service, RequestHandler>>): RequestHandler {
  return (incoming) => {
    const [, name = '', rest = ''] = /^\/([a-z0-9]+)(\/.*)?$/.exec(incoming.rawPath) ?? [];
    const answer = Object.entries(services).find(([service]) => service === name)?.[1];
    if (answer === undefined) return gatewayReply(404, `There is no service ${name} here.`);
    return answer({ ...incoming, rawPath: rest === '' ? '/' : rest });
  };
}

/** The endpoint URL of a service, for the environment of the functions. */
export const addressOf = (insideUrl: string, service: Service): string => `${insideUrl}/${service}`;
