import { _findMainProgram } from '../../checks';
import type { PlannedImage } from '../../plan';
import type { RouterOsDeploymentProps } from '../router-os-deployment-props';

/** The variable by which Go's garbage collector knows how much memory there is. */
export const GO_MEMORY = 'GOMEMLIMIT';

const MIB = 1024 ** 2;

/**
 * What a container takes besides Go's own memory, of which GOMEMLIMIT is the limit: measured with tailscaled, logged in. The code of a packed
 * program comes on top.
 */
const BESIDES = 8 * MIB;

/** Below this, Go collects garbage all the time and saves nothing more. */
const LEAST = 8 * MIB;

const UNITS: Readonly<Record<string, bigint>> = { '': 1n, 'B': 1n, 'KiB': 2n ** 10n, 'MiB': 2n ** 20n, 'GiB': 2n ** 30n, 'TiB': 2n ** 40n };

/** The largest number that Go has for it, which means no limit. */
const LARGEST = 2n ** 63n - 1n;

/**
 * The variable for Go's garbage collector that follows from the memory of the container, for whichever of the images runs there. None if a program is not
 * written in Go, if nothing limits it, or if it is declared already.
 *
 * @see https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
export function chooseGoMemory({ memoryLimit, environment = {} }: RouterOsDeploymentProps, images: readonly PlannedImage[]): Record<string, string> {
  const programs = images.flatMap(image => image.models).map(model => _findMainProgram(model)?.entry.executable);
  const isDeclared = Object.hasOwn(environment, GO_MEMORY) || images.some(image => image.config.variables.includes(GO_MEMORY));
  if (memoryLimit === undefined || isDeclared || !programs.every(program => program?.writtenInGo)) return {};
  const code = programs.map(program => (program!.packed ? program!.packer?.unpackedSize?.size.inBytes : 0));
  if (code.includes(undefined)) return {};
  const rest = memoryLimit.inBytes - BESIDES - Math.max(0, ...code.map(Number));
  return { [GO_MEMORY]: `${Math.floor(Math.min(memoryLimit.inBytes, Math.max(LEAST, rest)) / MIB)}MiB` };
}

/** Bytes of a value of GOMEMLIMIT, `Infinity` for no limit; undefined if Go cannot read it, and does not start. */
export function parseGoMemory(text: string): number | undefined {
  if (text === '' || text === 'off') return Infinity;
  const [, number, unit = ''] = /^(\d{1,32})([KMGT]iB|B)?$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const bytes = BigInt(number) * UNITS[unit];
  return bytes > LARGEST ? undefined : bytes === LARGEST ? Infinity : Number(bytes);
}
