import { ScratchImage } from '../../blocks';
import { Severity } from '../../core';
import { CacheSharing, Mount } from '../../dockerfile';
import { BuildStage, ContainerImage, Platform, StagePlatform } from '../../image';
import { EXAMPLE_BASE, exampleProgram } from '../examples';
import type { _Rule, RuleFinding } from '../rule';
import { _RunStep, _runSteps } from '../run-steps';

/** Directories of tools that cannot share them with another build at the same time, or with one for another platform. */
interface Directory {
  readonly target: RegExp;
  /** The command that it is of, where the path alone does not say it. */
  readonly command?: string;
  /** What helps: builds one after the other, or a cache for each platform. */
  readonly needs: 'locked' | 'platform';
  readonly why: string;
  readonly source: string;
}

const DIRECTORIES: readonly Directory[] = [
  {
    target: /^\/var\/(cache|lib)\/apt(\/|$)/,
    needs: 'locked',
    why: 'apt needs it for itself: of two builds at the same time, one stops with "Could not get lock".',
    source: 'https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages',
  },
  {
    target: /\/target\/?$/,
    command: 'cargo',
    needs: 'platform',
    why: 'Cargo puts the programs of all native builds into target/release: what is copied from there may be the one of another platform.',
    source: 'https://doc.rust-lang.org/cargo/reference/build-cache.html',
  },
  {
    target: /\/node_modules\/?$/,
    needs: 'platform',
    why: 'Packages with native code are compiled into it, so one platform loads the code of another.',
    source: 'https://docs.npmjs.com/cli/v11/configuring-npm/folders',
  },
];

const OF_PLATFORM = ['TARGETPLATFORM', 'TARGETARCH', 'TARGETVARIANT'];

export const cacheSharedBetweenPlatforms: _Rule = {
  id: 'cache/shared-between-platforms',
  title: 'A cache is shared only by builds that can share it',
  severity: Severity.WARNING,
  why: 'Caches of one name are one directory, in all builds of a builder and for all platforms.',
  fix: 'Say sharing: CacheSharing.LOCKED for one that is used by one build at a time; name the platform in the id of one that holds what was compiled: '
    + 'id: \'target-$TARGETARCH$TARGETVARIANT\'.',
  check: image => _runSteps(image).flatMap(step => step.run.mounts
    .filter(({ kind }) => kind === 'cache')
    .flatMap(mount => findings(step, mount, image.allPlatforms))),
  bad: image => installs(image, CacheSharing.SHARED),
  good: image => installs(image, CacheSharing.LOCKED),
};

function findings(step: _RunStep, mount: Mount, platforms: Platform[]): RuleFinding[] {
  const target = mount._field('target')?._text;
  const sharing = mount._field('sharing')?._text ?? CacheSharing.SHARED;
  const directory = DIRECTORIES.find(each => target !== undefined && each.target.test(target)
    && (each.command === undefined || step.commands.some(({ name }) => name === each.command)));
  if (directory === undefined || sharing === CacheSharing.PRIVATE) return [];
  const found = { by: step.step.by, what: `The cache ${target} of the stage "${step.stage.name}" is shared.`, why: directory.why };
  if (directory.needs === 'locked') return sharing === CacheSharing.LOCKED ? [] : [found];
  const isOfPlatform = mount.variables.some(name => OF_PLATFORM.includes(name));
  const { config } = step.step;
  const runsForEach = platforms.length > 1 && (step.stage.runsOn === StagePlatform.TARGET || OF_PLATFORM.some(name => config._declares(name)));
  return isOfPlatform || !runsForEach ? [] : [{ ...found, what: `The cache ${target} of the stage "${step.stage.name}" is one for ${platforms.length} platforms.` }];
}

function installs(image: ContainerImage, sharing: CacheSharing): void {
  const stage = new BuildStage(image, 'Build', { base: EXAMPLE_BASE, purpose: 'builds the program' });
  stage.run(['apt-get update', 'apt-get install -y --no-install-recommends gcc'], {
    mounts: [Mount.cache({ target: '/var/cache/apt', sharing }), Mount.cache({ target: '/var/lib/apt', sharing })],
  });
  new ScratchImage(image, 'Runtime', { contents: [stage.artifact({ root: '/out', entries: [exampleProgram('/bin/app')] })] });
}
