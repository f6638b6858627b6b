import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a letter where people can look at it, and answers the name of its file without the
 * extension.
 */
export type Outbox = (extension: string, content: string | Buffer) => string;

/**
 * An outbox in this directory. The names of its files sort by the time they were written at, by the
 * clock that the system lives by. Nobody ever sees half a file.
 */
export function openOutbox(directory: string, now: () => Date): Outbox {
  let count = 0;
  return (extension, content) => {
    count += 1;
    const name = `${now().toISOString().replaceAll(':', '-')}-${String(count).padStart(6, '0')}`;
    mkdirSync(directory, { recursive: true });
    const draft = join(directory, `.${name}.draft`);
    writeFileSync(draft, content);
    renameSync(draft, join(directory, `${name}.${extension}`));
    return name;
  };
}
