/** Finds Chromium, or a browser based on it, on this machine. */
import { posix, win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The path of the executable, or a sentence that says why there is none and how to install or name
 * it.
 */
export type Found = { readonly path: string } | { readonly missing: string };

const LINUX = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
];

const APPLICATIONS = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

const PROGRAMS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Looks where `CHROMIUM_PATH` says, or else in the usual places of this platform. */
export function lookForChromium(
  env: Environment,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean,
): Found {
  const named = env.CHROMIUM_PATH;
  if (named !== undefined && named !== '')
    return exists(named)
      ? { path: named }
      : { missing: `CHROMIUM_PATH says ${named}, and there is nothing there.` };
  const path = usualPlaces(env, platform).find(exists);
  return path === undefined ? { missing: `no Chromium here. ${howToGet(platform)}` } : { path };
}

function usualPlaces(env: Environment, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    return folders.flatMap((folder) =>
      folder === undefined ? [] : PROGRAMS.map((program) => win32.join(folder, ...program)),
    );
  }
  if (platform !== 'darwin') return LINUX;
  const folders = [
    '/Applications',
    ...(env.HOME === undefined ? [] : [posix.join(env.HOME, 'Applications')]),
  ];
  return folders.flatMap((folder) =>
    APPLICATIONS.map((name) => posix.join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
  );
}

function howToGet(platform: NodeJS.Platform): string {
  const ways: Partial<Record<NodeJS.Platform, string>> = {
    linux: 'Get it with: apt-get install --no-install-recommends chromium fonts-liberation.',
    darwin: 'Get it with: brew install --cask google-chrome.',
    win32: 'Get Chrome or Edge.',
  };
  return [ways[platform], 'Or name a Chromium, Chrome or Edge that lies elsewhere with CHROMIUM_PATH.']
    .filter(Boolean)
    .join(' ');
}
