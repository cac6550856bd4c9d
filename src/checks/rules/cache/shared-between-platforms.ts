import { Severity, Platform } from '../../../core';
import { CacheSharing, Mount } from '../../../dockerfile';
import { StagePlatform } from '../../../image';
import type { _Rule, RuleFinding } from '../../rule';
import { _listLineage } from '../../support/instructions';
import { _findMountTarget } from '../../support/mount-target';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** Directories of tools that two builds cannot share at the same time, or for two platforms. */
interface Directory {
  readonly target: RegExp;
  /** The command that it belongs to, if the path is ambiguous. */
  readonly command?: RegExp;
  /** The remedy: one build at a time (`locked in parallel` if only builds for several platforms run at once), or a cache for each platform. */
  readonly needs: 'locked' | 'locked in parallel' | 'platform';
  readonly why: string;
  readonly source: string;
  /** Bases whose version of the tool can share it. Other images with the same cache may have an older version. */
  readonly fixedIn?: RegExp;
}

const APK = /^\/(var\/cache\/apk|etc\/apk\/cache)(\/|$)/;

const DIRECTORIES: readonly Directory[] = [
  {
    target: /^\/var\/(cache|lib)\/apt(\/|$)/,
    needs: 'locked',
    why: 'apt needs exclusive access: of two simultaneous builds, one stops with "Could not get lock".',
    source: 'https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages',
  },
  {
    target: /\/target\/?$/,
    command: /^cargo$/,
    needs: 'platform',
    why: 'Cargo puts the programs of all native builds into target/release: a copy from there may be the program of another platform.',
    source: 'https://doc.rust-lang.org/cargo/reference/build-cache.html',
  },
  {
    target: /\/node_modules\/?$/,
    needs: 'platform',
    why: 'Packages with native code are compiled there, so one platform loads the code of another.',
    source: 'https://docs.npmjs.com/cli/v11/configuring-npm/folders',
  },
  {
    target: APK,
    needs: 'locked in parallel',
    why: 'apk locks the database of the image, not its cache: builds for two platforms write the same files at once.',
    source: 'https://github.com/docker/buildx/issues/549',
  },
  {
    target: APK,
    needs: 'platform',
    why: 'apk before 2.14.1 (Alpine 3.19 and older) stores the indexes of all architectures under one name: it reads the index of another one, and finds no package for its own.',
    source: 'https://github.com/moby/buildkit/issues/2598',
    // apk-tools 042c5eb, "db: calculate cache index hash from full url"
    fixedIn: /(^|\/)alpine:(3\.[2-9]\d|[4-9]|latest|edge)|-alpine3\.[2-9]\d/,
  },
  {
    target: /\/\.?venv\/?$/,
    needs: 'platform',
    why: 'A virtual environment contains compiled packages, so one platform loads the code of another.',
    source: 'https://docs.python.org/3/library/venv.html#how-venvs-work',
  },
  {
    target: /\/\.gradle(\/caches)?\/?$/,
    command: /^gradlew?$/,
    needs: 'locked in parallel',
    why: 'Gradle asks the process that holds a lock to release it, and cannot reach it in another container: "Timeout waiting to lock".',
    source: 'https://github.com/gradle/gradle/issues/851',
  },
];

const OF_PLATFORM = ['TARGETPLATFORM', 'TARGETARCH', 'TARGETVARIANT'];

export const cacheSharedBetweenPlatforms: _Rule = {
  id: 'cache/shared-between-platforms',
  title: 'A cache is shared only by builds that can share it',
  severity: Severity.WARNING,
  why: 'Caches with the same id are one directory, in all builds of a builder and for all platforms.',
  fix: 'Set sharing: CacheSharing.LOCKED for a cache that only one build at a time may use; put the platform into the id of a cache that holds '
    + 'compiled files: id: \'target-$TARGETARCH$TARGETVARIANT\'.',
  check: image => _listRunSteps(image).flatMap(step => step.run.mounts
    .filter(({ kind }) => kind === 'cache')
    .flatMap(mount => listFindings(step, mount, image.allPlatforms))),
};

/** The first problem of a cache. */
function listFindings(step: _RunStep, mount: Mount, platforms: Platform[]): RuleFinding[] {
  const target = _findMountTarget(step.step, mount);
  const sharing = mount._findField('sharing')?._text ?? CacheSharing.SHARED;
  if (target === undefined || sharing === CacheSharing.PRIVATE) return [];
  const where = `The cache ${target} of the stage "${step.stage.name}"`;
  const isOfPlatform = mount.variables.some(name => OF_PLATFORM.includes(name));
  const { stage, step: { config } } = step;
  const runsForEach = platforms.length > 1 && (stage.runsOn === StagePlatform.TARGET || OF_PLATFORM.some(name => config._declares(name)));
  return DIRECTORIES.filter(each => each.target.test(target))
    .filter(({ command }) => command === undefined || step.commands.some(({ name }) => command.test(name)))
    .flatMap(({ needs, why, fixedIn }): RuleFinding[] => {
      const found = { by: step.step.by, why, ...(fixedIn?.test(_listLineage(step.stage)[0].base.reference) ? { severity: Severity.INFO } : {}) };
      if (needs !== 'platform' && sharing === CacheSharing.LOCKED) return [];
      if (needs === 'locked') return [{ ...found, what: `${where} is shared.` }];
      return isOfPlatform || !runsForEach ? [] : [{ ...found, what: `${where} is shared by ${platforms.length} platforms.` }];
    }).slice(0, 1);
}
