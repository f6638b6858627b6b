import { SingleBar } from 'cli-progress';

/** The progress of one file. */
export interface Progress {
  readonly at: (done: number) => void;
  readonly stop: () => void;
}

/** A text stream, perhaps of a terminal. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

const EVERY_MS = 5_000;

/** A bar on a terminal; elsewhere (a log, a pipe) a plain line every five seconds. */
export function showProgress(name: string, total: number, output: Output, of = 'lines'): Progress {
  return output.isTTY === true ? bar(name, total, output) : plainLines(name, total, output, of);
}

function bar(name: string, total: number, output: Output): Progress {
  const format = `${name.padEnd(13)} [{bar}] {value}/{total}, {eta_formatted} to go`;
  const single = new SingleBar({ format, stream: output, hideCursor: true, gracefulExit: true });
  single.start(total, 0);
  return {
    at: (done) => {
      single.update(done);
    },
    stop: () => {
      single.stop();
    },
  };
}

function plainLines(name: string, total: number, output: Output, of: string): Progress {
  let next = Date.now() + EVERY_MS;
  output.write(`${name}: ${total} ${of}\n`);
  return {
    at: (done) => {
      if (Date.now() < next) return;
      next = Date.now() + EVERY_MS;
      output.write(`${name}: ${done} of ${total}\n`);
    },
    stop: () => undefined,
  };
}
