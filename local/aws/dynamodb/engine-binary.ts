import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from '../../errors.ts';

/** The package with the embedded database for a platform. */
const packageFor = (platform: string, arch: string): string => `@dynoxide/${platform}-${arch}`;

/**
 * The path of the embedded database's executable. Throws a `StartError` with the install command
 * when it is not installed.
 */
export function engineBinary(platform: string = process.platform, arch: string = process.arch): string {
  const name = packageFor(platform, arch);
  const file = platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
  } catch {
    throw new StartError(
      `The embedded database is not installed for this platform. Install it: npm install --no-save ${name}@${version()}`,
    );
  }
}

/** Every platform gets the version that this repository is tested with. */
function version(): string {
  const path = join(import.meta.dirname, '..', '..', '..', 'package.json');
  const { optionalDependencies } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return optionalDependencies[packageFor('linux', 'x64')] ?? 'latest';
}
