import { _RegistryClient } from '../registry';
import { UsageError } from './command';

/** The options of all commands that ask registries. */
export const REGISTRY_OPTIONS = {
  'mirror': { type: 'string', multiple: true },
  'insecure-host': { type: 'string', multiple: true },
} as const;

/** What `--help` says about them, in two columns, of which the first has a width. */
export function printRegistryHelp(width: number): string {
  return [
    ['--mirror HOST=MIRROR', 'read images of a registry from a mirror, e.g. docker.io=mirror.example.com/hub'],
    ['--insecure-host HOST', 'ask this host by http, e.g. registry.lan:5000'],
  ].map(([option, text]) => `  ${option.padEnd(width)}${text}; may be given several times\n`).join('');
}

/**
 * Creates a client with the options of a command.
 *
 * @throws UsageError if a mirror has another form
 */
export function createRegistryClient({ mirror = [], 'insecure-host': insecureHosts = [] }: { 'mirror'?: string[]; 'insecure-host'?: string[] }): _RegistryClient {
  const mirrors: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const text of mirror) {
    const [, host, address] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (host === undefined) throw new UsageError(`--mirror takes HOST=MIRROR, e.g. docker.io=mirror.example.com/hub, not "${text}".`);
    (mirrors[host] ??= []).push(address);
  }
  return new _RegistryClient({ mirrors, insecureHosts });
}
