/** The little of cli-progress that is used here; it comes without types. */
declare module 'cli-progress' {
  interface Options {
    format: string;
    stream: NodeJS.WritableStream;
    hideCursor: boolean;
    gracefulExit: boolean;
  }
  export class SingleBar {
    constructor(options: Options);
    start(total: number, value: number): void;
    update(value: number): void;
    stop(): void;
  }
}
