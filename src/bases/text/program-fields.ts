import type { _BaseProgram } from '../base-facts';

/**
 * What most programs of a base are: written once, and left out of their lines.
 *
 * @internal
 */
export interface _UsualProgram extends Pick<_BaseProgram, 'machineName' | 'bits' | 'endianness' | 'maxAlignment'> {
  /** That of dynamic programs; empty if there are none. */
  readonly interpreter: string;
}

type Machine = Pick<_BaseProgram, 'machineName' | 'bits' | 'endianness'>;

const LINKAGES: Readonly<Record<string, _BaseProgram['linkage']>> = { D: 'dynamic', L: 'library', P: 'static-pie', S: 'static', U: 'unknown' };

/**
 * Lists what is unusual about a program, beginning with its linkage.
 *
 * @internal
 */
export function _listProgramFields(program: _BaseProgram, usual: _UsualProgram): string[] {
  const { linkage, interpreter = '', needed, maxAlignment, searchPath, isGo, isPacked } = program;
  return [
    `e${Object.keys(LINKAGES).find(letter => LINKAGES[letter] === linkage)}`,
    ...isSameMachine(program, usual) ? [] : [`w${formatMachine(program)}`],
    ...interpreter === findUsualInterpreter(linkage, usual) ? [] : [`i${interpreter}`],
    ...maxAlignment === usual.maxAlignment ? [] : [`a${maxAlignment}`],
    ...isGo ? ['go'] : [],
    ...isPacked ? ['packed'] : [],
    ...searchPath === undefined ? [] : [`r${searchPath}`],
    ...needed === undefined ? ['n'] : needed.map(name => `n${name}`),
  ];
}

/**
 * Reads one of these fields; undefined if it is unknown or malformed.
 *
 * @param program what the fields before it say; undefined before the first
 * @internal
 */
export function _readProgramField(field: string, program: _BaseProgram | undefined, usual: _UsualProgram): _BaseProgram | undefined {
  const value = field.slice(1);
  if (program === undefined) return field[0] === 'e' && Object.hasOwn(LINKAGES, value) ? createUsual(LINKAGES[value], usual) : undefined;
  const { needed } = program;
  switch (field === 'go' || field === 'packed' ? field : field[0]) {
    case 'go': return { ...program, isGo: true };
    case 'packed': return { ...program, isPacked: true };
    case 'w': return readMachine(value, program);
    case 'i': return { ...program, interpreter: value === '' ? undefined : value };
    case 'a': return readAlignment(value, program);
    case 'r': return { ...program, searchPath: value };
    case 'n': return { ...program, needed: value === '' || needed === undefined ? undefined : [...needed, value] };
    default: return undefined;
  }
}

/**
 * Finds what most of these programs are.
 *
 * @internal
 */
export function _findUsualProgram(programs: readonly _BaseProgram[]): _UsualProgram | undefined {
  if (programs.length === 0) return undefined;
  const machine = findMostFrequent(programs.map(formatMachine));
  const { machineName, bits, endianness } = programs.find(program => formatMachine(program) === machine)!;
  const interpreters = programs.flatMap(({ linkage, interpreter }) => (linkage === 'dynamic' && interpreter !== undefined ? [interpreter] : []));
  const maxAlignment = Number(findMostFrequent(programs.map(program => String(program.maxAlignment))));
  return { machineName, bits, endianness, interpreter: findMostFrequent(interpreters), maxAlignment };
}

/**
 * The fields of the line that says what is usual.
 *
 * @internal
 */
export function _listUsualFields(usual: _UsualProgram): string[] {
  return [formatMachine(usual), usual.interpreter, String(usual.maxAlignment)];
}

/**
 * Reads these fields; undefined if they are malformed.
 *
 * @internal
 */
export function _readUsualFields([machine, interpreter, alignment, ...more]: readonly string[]): _UsualProgram | undefined {
  const program = readAlignment(alignment ?? '', readMachine(machine ?? '', NO_PROGRAM));
  return program === undefined || interpreter === undefined || more.length > 0 ? undefined : { ...program, interpreter };
}

/**
 * The usual program of a base without programs.
 *
 * @internal
 */
export const _NO_USUAL_PROGRAM: _UsualProgram = { machineName: '', bits: 64, endianness: 'little', interpreter: '', maxAlignment: 0 };

const NO_PROGRAM: _BaseProgram = { ..._NO_USUAL_PROGRAM, linkage: 'unknown' };

function createUsual(linkage: _BaseProgram['linkage'], usual: _UsualProgram): _BaseProgram {
  const interpreter = findUsualInterpreter(linkage, usual);
  return { ...usual, linkage, interpreter: interpreter === '' ? undefined : interpreter, needed: [] };
}

function findUsualInterpreter(linkage: _BaseProgram['linkage'], { interpreter }: _UsualProgram): string {
  return linkage === 'dynamic' ? interpreter : '';
}

/** The first by code unit, if there are several; an empty text if there is none. */
function findMostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [[value] = ['']] = [...counts].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));
  return value;
}

function isSameMachine(a: Machine, b: Machine): boolean {
  return a.machineName === b.machineName && a.bits === b.bits && a.endianness === b.endianness;
}

function formatMachine({ machineName, bits, endianness }: Machine): string {
  return `${machineName}/${bits}/${endianness}`;
}

function readMachine(text: string, program: _BaseProgram): _BaseProgram | undefined {
  const [, machineName, bits, endianness] = /^(.+)\/(32|64)\/(little|big)$/s.exec(text) ?? [];
  return machineName === undefined ? undefined : { ...program, machineName, bits: bits === '32' ? 32 : 64, endianness: endianness === 'big' ? 'big' : 'little' };
}

function readAlignment(text: string, program: _BaseProgram | undefined): _BaseProgram | undefined {
  const maxAlignment = Number(text);
  return program === undefined || !Number.isFinite(maxAlignment) ? undefined : { ...program, maxAlignment };
}
