import { afterAll, afterEach, expect, vi } from 'vitest';

// The files of a process share it and the library that it has loaded (vitest.config.mts), so no test leaves anything behind.
const before = processState();

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

afterAll(() => expect(processState()).toEqual(before));

function processState() {
  return { folder: process.cwd(), environment: { ...process.env }, exitCode: process.exitCode, stackTraceLimit: Error.stackTraceLimit };
}
