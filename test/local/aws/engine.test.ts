import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { engineBinary } from '../../../local/aws/dynamodb/engine-binary.ts';

const { optionalDependencies } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { readonly optionalDependencies: Readonly<Record<string, string>> };
const version = optionalDependencies['@dynoxide/linux-x64'];

describe('the embedded database', () => {
  it('is there for the platform of these tests', () => {
    expect(existsSync(engineBinary())).toBe(true);
  });

  const others = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'win32-x64']
    .filter((name) => name !== `${process.platform}-${process.arch}`)
    .map((name) => name.split('-') as [string, string]);
  test.each(others)('names the one command that installs it on %s %s', (platform, arch) => {
    const command = `npm install --no-save @dynoxide/${platform}-${arch}@${String(version)}`;
    expect(() => engineBinary(platform, arch)).toThrow(command);
  });

  it('is the version that the README tells people to install', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`@dynoxide/darwin-arm64@${String(version)}`);
  });
});
