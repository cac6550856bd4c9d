import type { Platform } from '../../../core';

/** How programs of an architecture run on GitHub's runners. */
export interface Machine {
  /** Architecture of the runner. */
  readonly runner: 'amd64' | 'arm64';
  /** QEMU's name of the architecture, if the runner cannot run it natively. */
  readonly emulator?: string;
}

/**
 * The architectures that can run. Builds need no emulation: stages run on the runner's own architecture.
 * It is not documented whether arm64 runners execute 32-bit ARM, so QEMU does.
 *
 * @see https://docs.github.com/en/actions/reference/runners/github-hosted-runners
 * @see https://github.com/tonistiigi/binfmt
 */
const MACHINES: Record<string, Machine> = {
  amd64: { runner: 'amd64' },
  386: { runner: 'amd64' },
  arm64: { runner: 'arm64' },
  arm: { runner: 'arm64', emulator: 'arm' },
  riscv64: { runner: 'amd64', emulator: 'riscv64' },
  ppc64le: { runner: 'amd64', emulator: 'ppc64le' },
  s390x: { runner: 'amd64', emulator: 's390x' },
  loong64: { runner: 'amd64', emulator: 'loong64' },
  mips64le: { runner: 'amd64', emulator: 'mips64le' },
  mips64: { runner: 'amd64', emulator: 'mips64' },
};

/** How programs of a platform run; `undefined` if they cannot. */
export function findMachine(platform: Platform): Machine | undefined {
  return MACHINES[platform.architecture];
}
