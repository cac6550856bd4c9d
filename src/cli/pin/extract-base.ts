import { readLibraryDirectories } from './library-directories';
import { isPackageDatabase, readPackages } from './packages';
import { SYSTEM_FILES, readSystem } from './system';
import { _BaseConfig, _BaseFacts, _BaseFile, _BaseProgram, _SMALLEST_SIZE_CLASS } from '../../bases';
import { _listProcesses } from '../../checks';
import { Platform, _quoteValue, _refuse } from '../../core';
import type { _Elf } from '../../elf';
import { _BuiltConfig, _BuiltEntry, _BuiltManifest, _ReadOptions } from '../../oci';
import { _isOwner } from '../../rootfs';
import { _createBuiltModel } from '../../verify';

/** The accounts, whose text is kept. */
const ACCOUNTS = ['/etc/passwd', '/etc/group'];

/** How a base image is read for `extractBase`: with the content of the files that it needs. */
export const BASE_READING: _ReadOptions = { attestations: false, keeps: path => SYSTEM_FILES.includes(path) || isPackageDatabase(path) };

/**
 * Extracts what a base image holds on one platform.
 *
 * @param manifest of an image that was read with `BASE_READING`
 * @param reference `name:tag@sha256:…`
 * @throws `bases/platform`
 */
export function extractBase(manifest: _BuiltManifest, reference: string): _BaseFacts {
  const { platform, digest, layers, config, rootfs } = manifest;
  if (!Platform.names().includes(platform)) refusePlatform(platform, reference);
  const model = _createBuiltModel(manifest, platform);
  const find = (path: string) => model.result.rootfs.lookup(path).placed?.entry;
  const system = SYSTEM_FILES.map(path => find(path)?.text).find(text => text !== undefined);
  const scripts = _listProcesses(model).map(({ script }) => script?.entry);
  const kept = [...ACCOUNTS.map(find), ...scripts].flatMap(entry => (entry?.text === undefined ? [] : [[entry.path, entry.text] as const]));
  const packages = readPackages(listTexts(rootfs));
  const libraryDirectories = readLibraryDirectories(rootfs);
  return {
    reference,
    platform,
    ...digest === undefined ? {} : { digest },
    layers: layers.map(({ diffId, compressedBytes, extractedBytes }) => ({ diffId, compressedBytes, extractedBytes })),
    config: extractConfig(config),
    ...system === undefined ? {} : { os: readSystem(system) },
    ...packages === undefined ? {} : { packages },
    ...libraryDirectories === undefined ? {} : { libraryDirectories },
    texts: new Map(kept),
    files: new Map([...rootfs].map(([path, entry]) => [path, extractFile(entry)])),
  };
}

function listTexts(rootfs: ReadonlyMap<string, _BuiltEntry>): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [path, { content }] of rootfs) if (content !== undefined && isPackageDatabase(path)) texts.set(path, content.toString('utf8'));
  return texts;
}

function extractConfig(config: _BuiltConfig): _BaseConfig {
  const { entrypoint, cmd, env, user, workingDir, labels, volumes, exposedPorts, stopSignal, healthcheck, shell } = config;
  return {
    ...entrypoint === undefined ? {} : { entrypoint },
    ...cmd === undefined ? {} : { cmd },
    env,
    user,
    workingDirectory: workingDir,
    labels,
    volumes,
    exposedPorts,
    stopSignal,
    ...healthcheck === undefined ? {} : { healthcheck },
    ...shell === undefined ? {} : { shell },
  };
}

function extractFile({ kind, mode, owner, size, target, xattrs, elf, script }: _BuiltEntry): _BaseFile {
  return {
    kind,
    // Links have no mode of their own, but archives give them one.
    mode: kind === 'symlink' ? '0777' : mode,
    ..._isOwner(owner) ? { owner } : {},
    ...kind === 'symlink' ? { target } : {},
    sizeClass: kind === 'file' ? findSizeClass(size) : _SMALLEST_SIZE_CLASS,
    ...kind === 'file' && xattrs?.includes('security.capability') ? { hasCapabilities: true } : {},
    ...elf === undefined ? {} : { program: extractProgram(elf) },
    ...script === undefined ? {} : { script },
  };
}

function findSizeClass(bytes: number): number {
  return bytes <= 2 ** _SMALLEST_SIZE_CLASS ? _SMALLEST_SIZE_CLASS : Math.ceil(Math.log2(bytes));
}

function extractProgram({ machineName, bits, endianness, linkage, interpreter, needed, maxAlignment, runpath, rpath, go, upx }: _Elf): _BaseProgram {
  const searchPath = runpath ?? rpath;
  return {
    machineName,
    bits,
    endianness,
    linkage,
    ...interpreter === undefined ? {} : { interpreter },
    ...needed === undefined ? {} : { needed: needed.filter(name => name !== '') },
    maxAlignment,
    ...searchPath === undefined ? {} : { searchPath },
    ...go === undefined ? {} : { isGo: true },
    ...upx === undefined ? {} : { isPacked: true },
  };
}

/** @throws `bases/platform`, always */
export function refusePlatform(platform: string, reference: string): never {
  return _refuse({
    id: 'bases/platform',
    what: `The base image ${_quoteValue(reference)} is for ${_quoteValue(platform)}.`,
    why: 'imagewright builds Linux images, and knows the files of Linux images only.',
    fix: `Use a base image for one of: ${Platform.names().join(', ')}.`,
  });
}
