import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The examples import the library by its name.
  resolve: { alias: { imagewright: `${import.meta.dirname}/src/index.ts` } },
  test: { include: ['test/**/*.test.ts'], coverage: { include: ['src/**/*.ts'] } },
});
