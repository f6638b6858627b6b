/** The modules that a command can run, by name. Importing a module runs it. */
export type Modules = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Runs the module that the first argument names; the module gets the other arguments. False when
 * the first argument is an option or missing. Ends the process on an unknown name.
 */
export const runNamed = async (modules: Modules): Promise<boolean> => {
  const [name] = process.argv.slice(2);
  if (name === undefined || name.startsWith('-')) return false;
  const run = modules[name];
  if (!run) {
    process.stderr.write(`There is no ${name}; there is ${Object.keys(modules).join(', ')}.\n`);
    process.exit(2);
  }
  process.argv.splice(2, 1);
  await run();
  return true;
};
