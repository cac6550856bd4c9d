import type { _BaseConfig, _BaseFacts } from '../../bases';
import { Size } from '../../core';
import { Rootfs, _readAccounts } from '../../rootfs';
import { Fact, printFacts } from '../explain/facts';

/** Prints a base as a whole: its configuration, its system and accounts, and how much it holds. */
export function describeBase(facts: _BaseFacts, rootfs: Rootfs, otherPlatforms: readonly string[]): string {
  const { reference, platform, digest, layers, config, os, packages, libraryDirectories = [], texts } = facts;
  const sum = (name: 'compressedBytes' | 'extractedBytes') => Size.bytes(layers.reduce((total, layer) => total + layer[name], 0));
  const others = otherPlatforms.length === 0 ? [] : ['', `Other platforms: ${otherPlatforms.join(', ')}`];
  return [
    `${reference} on ${platform}`,
    '',
    ...printFacts([
      ['manifest', digest === undefined ? [] : [digest]],
      ['layers', [`${layers.length}, ${sum('compressedBytes')} to transfer, ${sum('extractedBytes')} on disk`]],
      ['system', [os === undefined ? 'unknown' : [os.id, os.version, os.codename].filter(Boolean).join(' ')]],
      ['packages', [packages === undefined ? 'unknown: it has no database of dpkg or apk' : `${packages.installed.length} of ${packages.database}`]],
      ['files', [countFiles(facts)]],
      ['libraries', libraryDirectories],
      ['scripts', [...texts.keys()].filter(path => facts.files.get(path)?.script !== undefined)],
      ['users', listAccounts(rootfs, '/etc/passwd')],
      ['groups', listAccounts(rootfs, '/etc/group')],
      ...listConfigFacts(config),
    ]),
    ...others,
    '',
  ].join('\n');
}

function listConfigFacts(config: _BaseConfig): Fact[] {
  const { entrypoint, cmd, env, user, workingDirectory, labels, volumes, exposedPorts, stopSignal, healthcheck, shell } = config;
  const words = (list: readonly string[] | undefined) => (list === undefined ? [] : [JSON.stringify(list)]);
  return [
    ['entrypoint', words(entrypoint)],
    ['cmd', words(cmd)],
    ['env', env],
    ['user', [user === '' ? 'root' : user]],
    ['directory', [workingDirectory === '' ? '/' : workingDirectory]],
    ['volumes', volumes],
    ['ports', exposedPorts],
    ['stop signal', stopSignal === '' ? [] : [stopSignal]],
    ['health check', words(healthcheck?.test)],
    ['shell', words(shell)],
    ['labels', Object.entries(labels).map(([key, value]) => `${key}=${value}`)],
  ];
}

function countFiles({ files }: _BaseFacts): string {
  let [programs, scripts] = [0, 0];
  for (const { program, script } of files.values()) {
    if (program !== undefined) programs++;
    if (script !== undefined) scripts++;
  }
  return `${files.size}, of which ${programs} ELF files and ${scripts} scripts`;
}

/** The accounts on one line: names and numbers. */
function listAccounts(rootfs: Rootfs, file: '/etc/passwd' | '/etc/group'): string[] {
  const accounts = _readAccounts(rootfs, file) ?? [];
  return accounts.length === 0 ? [] : [accounts.map(([name, , id]) => `${name} ${id}`).join(', ')];
}
