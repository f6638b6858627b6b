import { defineConfig } from 'vitest/config';

/** The tests of the rules, which mutation testing runs again for every mutant. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    isolate: false,
  },
});
