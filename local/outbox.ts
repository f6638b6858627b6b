import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a message to a file that people can open; answers the file's name without extension. */
export type Outbox = (extension: string, content: string | Buffer) => string;

/**
 * An outbox in this directory. File names sort by the system's clock. Readers never see a
 * half-written file: a draft is renamed.
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
