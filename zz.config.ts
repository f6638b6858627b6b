import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['test/**/*.test.ts'], pool: 'forks', maxWorkers: 1, testTimeout: 60000, hookTimeout: 60000, setupFiles: ['./zz-setup.ts'], execArgv: [] } });
