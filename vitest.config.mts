import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The examples import the library by its name.
  resolve: { alias: { imagewright: `${import.meta.dirname}/src/index.ts` } },
  // Milliseconds; a busy machine is no failure.
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000, setupFiles: ['test/support/seed.ts'], coverage: { include: ['src/**/*.ts'] } },
});
