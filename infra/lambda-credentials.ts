/**
 * Stands in for the AWS SDK's search for credentials when the functions are bundled (infra/build.ts). Lambda gives
 * them in the environment and nowhere else; looking in profiles, SSO, containers and instances is a fifth of a bundle.
 */

/** What the SDK signs its calls with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The SDK's default provider, as it is called by every client that is given no credentials. */
export const defaultProvider = () => (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    return Promise.reject(new Error('No AWS credentials in the environment.'));
  }
  return Promise.resolve({
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  });
};

/** The SDK's look into `~/.aws` for a setting that the environment lacks. Not there either, so that the default holds. */
export const fromSharedConfigFiles = () => (): Promise<never> =>
  Promise.reject(Object.assign(new Error('There are no configuration files.'), { tryNextLink: true }));
