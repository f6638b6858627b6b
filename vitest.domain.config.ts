import { defineConfig } from 'vitest/config';

/** The rules alone: what mutation tests run again for every mutant. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts'],
    isolate: false,
  },
});
