import { Platform, Problem } from '../core';

/** The devices of a platform, so that users can find theirs. */
export interface PlatformDevices {
  /** The platform. */
  readonly platform: Platform;
  /** The devices, e.g. `hEX refresh, hAP ax S`. */
  readonly devices: string;
}

/** A platform that the image is deliberately not built for. */
export interface ExcludedPlatform {
  /** The platform. */
  readonly platform: Platform;
  /** The reason. */
  readonly reason: string;
}

/**
 * The problems of a list of platforms: an empty list, and names that appear twice.
 *
 * @internal
 */
export function _findPlatformProblems(platforms: Platform[]): Problem[] {
  const names = platforms.map(({ name }) => name);
  const repeated = new Set(names.filter((each, i) => names.indexOf(each) !== i));
  return [...(names.length === 0 ? [describeNoPlatform()] : []), ...[...repeated].map(describeDuplicate)];
}

function describeNoPlatform(): Problem {
  return {
    id: 'image/no-platform',
    what: 'The image has no platform.',
    why: 'There would be nothing to build.',
    fix: `Name at least one, e.g. platforms: [Platform.LINUX_AMD64]. Known: ${Platform.names().join(', ')}.`,
  };
}

function describeDuplicate(name: string): Problem {
  return {
    id: 'image/duplicate-platform',
    what: `The platform ${name} is declared twice.`,
    why: 'It would be built twice and appear twice in the index.',
    fix: 'Name each platform once. Aliases such as arm64/v8 and arm64 are the same platform.',
  };
}
