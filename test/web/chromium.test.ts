import { describe, expect, it } from 'vitest';
import { lookForChromium } from '../../testing/browser/chromium.ts';

const onMachineWith =
  (...there: readonly string[]) =>
  (path: string): boolean =>
    there.includes(path);

const CHROME = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const EDGE = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const WINDOWS = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' };
const ON_A_MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

describe('where Chromium is looked for', () => {
  it.each([
    ['a Debian', 'linux', {}, '/usr/bin/chromium'],
    ['an Ubuntu', 'linux', {}, '/snap/bin/chromium'],
    ['a Mac', 'darwin', { HOME: '/Users/me' }, ON_A_MAC],
    [
      "a Mac where it is somebody's own",
      'darwin',
      { HOME: '/Users/me' },
      '/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    ['Windows with Chrome', 'win32', WINDOWS, CHROME],
    ['Windows as it comes', 'win32', WINDOWS, EDGE],
  ] as const)('%s', (_, platform, env, path) => {
    expect(lookForChromium(env, platform, onMachineWith(path))).toEqual({ path });
  });

  it('where CHROMIUM_PATH says, and nowhere else', () => {
    const env = { CHROMIUM_PATH: '/opt/chromium' };
    const usual = '/usr/bin/chromium';
    expect(lookForChromium(env, 'linux', onMachineWith('/opt/chromium', usual))).toEqual({
      path: '/opt/chromium',
    });
    expect(lookForChromium(env, 'linux', onMachineWith(usual))).toEqual({
      missing: 'CHROMIUM_PATH says /opt/chromium, and there is nothing there.',
    });
  });

  it.each(['linux', 'darwin', 'win32', 'freebsd'] as const)('says what to do without one: %s', (platform) => {
    expect(lookForChromium({}, platform, () => false)).toEqual({
      missing: expect.stringMatching(/^no Chromium here\. .*CHROMIUM_PATH/) as string,
    });
  });
});
