/**
 * Has the texts parsed when the functions are bundled (infra/build-functions.ts). They are written as ICU messages, and the tests
 * read them as such; in the bundles they are what the parser makes of them. So a broken one fails the build, and the
 * parser, a twentieth of the API, stays out.
 */
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { IntlMessageFormat } from 'intl-messageformat';

/** `texts.nl.ts` and its like, wherever they are. All that such a file exports is texts by their keys. */
const TEXTS = /[\\/]texts\.[a-z]{2}\.ts$/;

type Texts = Readonly<Record<string, string>>;

/** Makes parsed messages of the texts; `IntlMessageFormat` takes them just as well. */
export const parsedTexts: Plugin = {
  name: 'parsed-texts',
  setup: (build) => {
    build.onLoad({ filter: TEXTS }, async ({ path }) => {
      // Node imports a file once for each address: a changed one needs another.
      const address = `${pathToFileURL(path).href}?${statSync(path).mtimeMs}`;
      const module = (await import(address)) as Readonly<Record<string, Texts>>;
      const lines = Object.entries(module).map(
        ([name, texts]) => `export const ${name} = ${JSON.stringify(parsed(texts))};`,
      );
      return { contents: lines.join('\n') };
    });
  },
};

const parsed = (texts: Texts): object =>
  Object.fromEntries(Object.entries(texts).map(([key, message]) => [key, parse(key, message)]));

function parse(key: string, message: string): unknown {
  try {
    return new IntlMessageFormat(message).getAst();
  } catch (error) {
    throw new Error(`The text "${key}" is no ICU message: ${message}`, { cause: error });
  }
}
