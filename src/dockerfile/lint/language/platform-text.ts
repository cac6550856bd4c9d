import { _ARCHITECTURES, _SYSTEMS, _normalizeArchitecture, _normalizeSystem } from '../../../core';

/** A platform in `--platform`. */
export interface PlatformText {
  readonly system: string;
  readonly architecture: string;
}

/** The most common platform of a build without options, for which the file is checked. */
export const ASSUMED: PlatformText = { system: 'linux', architecture: 'amd64' };

/** Parses a platform; undefined if BuildKit rejects it. */
export function parsePlatform(text: string): PlatformText | undefined {
  const [first, ...rest] = text.split('/');
  const system = /^([A-Za-z0-9_-]+)(?:\([A-Za-z0-9_.%-]*(?:\+[A-Za-z0-9_.%-]+)*\))?$/.exec(first)?.[1];
  if (system === undefined || rest.length > 2 || !rest.every(part => /^[A-Za-z0-9_.-]+$/.test(part))) return undefined;
  const name = _normalizeSystem(system.toLowerCase());
  const { architecture } = _normalizeArchitecture((rest[0] ?? first).toLowerCase());
  if (rest.length > 0) return { system: name, architecture };
  if (_SYSTEMS.includes(name)) return { system: name, architecture: ASSUMED.architecture };
  return _ARCHITECTURES.includes(architecture) ? { system: ASSUMED.system, architecture } : undefined;
}
