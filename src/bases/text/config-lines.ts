import type { _BaseConfig, _BaseHealthcheck } from '../base-facts';

/** The words of a line: its name, then the values. */
type Words = readonly string[];

/** How a property is written: as lines of the same name, none for what is not set. */
interface Property {
  readonly name: string;
  readonly list: (config: _BaseConfig) => readonly Words[];
  /** What lines of this name say; it is not called if there are none. */
  readonly read: (lines: readonly Words[]) => Partial<_BaseConfig>;
}

const PROPERTIES: readonly Property[] = [
  { name: 'entrypoint', list: ({ entrypoint }) => listOptional(entrypoint), read: ([entrypoint]) => ({ entrypoint }) },
  { name: 'cmd', list: ({ cmd }) => listOptional(cmd), read: ([cmd]) => ({ cmd }) },
  { name: 'env', list: ({ env }) => env.map(pair => [pair]), read: lines => ({ env: lines.flat() }) },
  { name: 'user', list: ({ user }) => listText(user), read: ([[user]]) => ({ user }) },
  { name: 'working-directory', list: config => listText(config.workingDirectory), read: ([[workingDirectory]]) => ({ workingDirectory }) },
  {
    name: 'label',
    list: ({ labels }) => Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
    read: lines => ({ labels: Object.fromEntries(lines.map(([key, value]) => [key, value])) }),
  },
  { name: 'volume', list: ({ volumes }) => volumes.map(path => [path]), read: lines => ({ volumes: lines.flat() }) },
  { name: 'port', list: ({ exposedPorts }) => exposedPorts.map(port => [port]), read: lines => ({ exposedPorts: lines.flat() }) },
  { name: 'stop-signal', list: ({ stopSignal }) => listText(stopSignal), read: ([[stopSignal]]) => ({ stopSignal }) },
  { name: 'healthcheck', list: ({ healthcheck }) => listHealthcheck(healthcheck), read: ([words]) => ({ healthcheck: readHealthcheck(words) }) },
  { name: 'shell', list: ({ shell }) => listOptional(shell), read: ([shell]) => ({ shell }) },
];

const NOTHING: _BaseConfig = { env: [], user: '', workingDirectory: '', labels: {}, volumes: [], exposedPorts: [], stopSignal: '' };

/**
 * Lists the lines of a configuration.
 *
 * @internal
 */
export function _listConfigLines(config: _BaseConfig): Words[] {
  return PROPERTIES.flatMap(({ name, list }) => list(config).map(words => [name, ...words]));
}

/**
 * Reads these lines, and ignores all others.
 *
 * @internal
 */
export function _readConfigLines(lines: readonly Words[]): _BaseConfig {
  return PROPERTIES.reduce((config, { name, read }) => {
    const own = lines.filter(([each]) => each === name).map(words => words.slice(1));
    return own.length === 0 ? config : { ...config, ...read(own) };
  }, NOTHING);
}

function listOptional(words: Words | undefined): Words[] {
  return words === undefined ? [] : [words];
}

function listText(text: string): Words[] {
  return text === '' ? [] : [[text]];
}

/** The command follows the numbers. */
function listHealthcheck(check: _BaseHealthcheck | undefined): Words[] {
  if (check === undefined) return [];
  const { interval, timeout, startPeriod, startInterval, retries, test } = check;
  return [[...[interval, timeout, startPeriod, startInterval, retries].map(String), ...test]];
}

function readHealthcheck(words: Words): _BaseHealthcheck {
  const [interval, timeout, startPeriod, startInterval, retries] = words.slice(0, 5).map(Number);
  return { test: words.slice(5), interval, timeout, startPeriod, startInterval, retries };
}
