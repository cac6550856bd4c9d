import { _findOrigin } from './instructions';
import type { _BaseFacts } from '../../bases';
import type { _KnownBase } from '../../catalog';
import { _dropDigest } from '../../core';
import type { StageBase, StageModel } from '../../plan';
import type { PlacedEntry } from '../../rootfs';

/**
 * The image that a stage goes back to, through the stages that it continues.
 *
 * @internal
 */
export function _findBase(stage: StageModel): StageBase {
  return _findOrigin(stage).base;
}

/**
 * What is known of that image: from its files, if they were read, else from its name.
 *
 * @internal
 */
export function _findBaseFacts(stage: StageModel): _KnownBase | undefined {
  const { base, _read: read } = _findOrigin(stage);
  return read === undefined ? base._known : describeRead(read.facts);
}

/** Cached results. */
const READ = new WeakMap<_BaseFacts, _KnownBase>();

/** Those facts that rules do not look up among the files. */
function describeRead(facts: _BaseFacts): _KnownBase {
  const known = READ.get(facts) ?? { libc: findLibrary(facts), entrypoint: facts.config.entrypoint ?? [], cmd: facts.config.cmd ?? [] };
  READ.set(facts, known);
  return known;
}

function findLibrary({ files }: _BaseFacts): _KnownBase['libc'] {
  const loaders = [...files.keys()].map(path => /\/ld-(musl|linux)[^/]*\.so\.\d$/.exec(path)?.[1]);
  return loaders.includes('musl') ? 'musl' : loaders.includes('linux') ? 'glibc' : 'none';
}

/**
 * The name of an image without the digest, for people.
 *
 * @internal
 */
export function _formatBaseName(stage: StageModel): string {
  return _dropDigest(_findBase(stage).reference);
}

/**
 * Whether an entry is known to come from a base image, not from an instruction.
 *
 * @internal
 */
export function _isOfBase({ by, base, basedOn }: StageModel, placed: PlacedEntry): boolean {
  return basedOn === undefined ? !base.isScratch && placed.by === by : _isOfBase(basedOn, placed);
}

/**
 * Whether a base image is known to have a shell at this path.
 *
 * @internal
 */
export function _hasShell(stage: StageModel, path: string): boolean {
  return _findBaseFacts(stage)?.shells?.includes(path) ?? false;
}
