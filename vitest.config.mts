import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** What decides how a file is transformed, apart from its text: the files that its imports may lead to, and the compiler's options. */
const SURROUNDINGS = [
  ...['src', 'test', 'scripts', 'examples', 'e2e'].flatMap(folder => readdirSync(folder, { recursive: true })),
  ...['tsconfig.json', 'test/tsconfig.json'].map(file => readFileSync(file)),
].join('\n');

export default defineConfig({
  // The examples import the library by its name.
  resolve: { alias: { imagewright: `${import.meta.dirname}/src/index.ts` } },
  plugins: [{
    name: 'cache of transformed files',
    // Not while watching: there, files come and go after this list was made.
    configureVitest: ({ vitest, experimental_defineCacheKeyGenerator: define }) => define(() => !vitest.config.watch && SURROUNDINGS),
  }],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seed.ts', 'test/support/shared-process.ts'],
    coverage: { include: ['src/**/*.ts'] },
    // Milliseconds; a busy machine is no failure.
    testTimeout: 120_000,
    // Loading the library takes longer than most tests: all test files of a process share it.
    isolate: false,
    // The process that starts them has little to do.
    maxWorkers: '100%',
    experimental: { fsModuleCache: true },
  },
});
