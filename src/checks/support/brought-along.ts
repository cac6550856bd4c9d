import { posix } from 'node:path';
import { _listLineage } from './instructions';
import { _LocalSource, _listCopiedFiles, _listLocalSources } from './local-sources';
import { _listCommands } from './run-commands';
import { Run } from '../../dockerfile';
import type { ImageModel, StageModel, StageStep } from '../../plan';
import { EntryKind } from '../../rootfs';

/** A file or directory of a working tree that does not belong into an image. */
interface Stray {
  /** Name of the directory, or of the file. */
  readonly name: string | RegExp;
  readonly isFile?: boolean;
  /** What is wrong with it, as a clause. */
  readonly because: string;
  /** The commands that create it in a build. */
  readonly madeBy?: RegExp;
  /** It is only reported if one of these files is in the same directory. */
  readonly beside?: readonly string[];
  /** Whether it is only reported if a command has created it before. */
  readonly isOftenMeant?: boolean;
}

/** According to the manual of each tool. */
const STRAYS: readonly Stray[] = [
  { name: '.git', because: 'the whole history, which differs after each commit' },
  { name: /^\.env(\.local|\.\w+\.local)?$/, isFile: true, because: 'it usually holds passwords' },
  { name: /^id_(rsa|dsa|ecdsa|ed25519)$/, isFile: true, because: 'a private SSH key' },
  { name: /^\.(netrc|pypirc|pgpass|git-credentials)$/, isFile: true, because: 'it holds passwords of a user of this machine' },
  { name: /^terraform\.tfstate(\.backup)?$/, isFile: true, because: 'the Terraform state, with passwords in plain text' },
  { name: '.aws', because: 'it holds credentials of a user of this machine' },
  {
    name: 'node_modules',
    because: 'packages installed on this machine',
    madeBy: /^(npm|pnpm|bun)( -\S+)* (ci|clean-install|i|install|add)\b|^yarn( -\S+)*( install\b| add\b|$)/,
  },
  {
    name: '.venv',
    because: 'links to the Python of this machine',
    madeBy: /^uv (sync|venv)\b|^(poetry|pdm|pipenv)( -\S+)* (install|sync)\b|^python[\d.]* -m venv\b|^virtualenv\b/,
  },
  { name: '__pycache__', because: 'compiled by the Python of this machine' },
  {
    name: 'target',
    because: 'built on this machine',
    madeBy: /^cargo( \S+)? (build|install|check|test)\b|^mvnw?\b/,
    beside: ['Cargo.toml', 'pom.xml'],
  },
  {
    name: 'vendor',
    because: 'packages installed on this machine',
    madeBy: /^composer( -\S+)* (install|update)\b|^bundle( -\S+)* install\b/,
    beside: ['composer.json', 'Gemfile'],
    isOftenMeant: true,
  },
];

/**
 * Something that the copy of a directory brings along.
 *
 * @internal
 */
export interface _BroughtAlong {
  readonly stage: StageModel;
  readonly step: StageStep;
  /** Of the directory that is copied, from the root of the project. */
  readonly source: string;
  /** From the root of the project. */
  readonly path: string;
  readonly because: string;
  /** The command that has created the same directory earlier in the stage, e.g. `npm ci`. */
  readonly overwrites?: string;
}

/**
 * Lists files in copied directories of the repository that do not belong into an image.
 *
 * @internal
 */
export function _findBroughtAlong(image: ImageModel): _BroughtAlong[] {
  // A directory that is copied by its own name is intended.
  return _listLocalSources(image).filter(({ path }) => !path.split('/').some(part => STRAYS.some(({ name }) => isCalled(part, name)))).flatMap(local => {
    const files = _listCopiedFiles(image, local);
    const strays = files.flatMap(({ path, below, kind }) => {
      const stray = STRAYS.find(({ name, isFile = false }) => isCalled(posix.basename(path), name) && isFile === (kind === EntryKind.FILE));
      return stray !== undefined && isBeside(image, stray, path) ? [{ path, below, stray }] : [];
    });
    const outermost = strays.filter(({ path }) => !strays.some(other => path.startsWith(`${other.path}/`)));
    return outermost.flatMap(({ path, stray }) => {
      const overwrites = stray.madeBy && findCommandBefore(local, stray.madeBy);
      if (stray.isOftenMeant && overwrites === undefined) return [];
      return [{ stage: local.stage, step: local.step, source: local.path, path, because: stray.because, overwrites }];
    });
  });
}

function isCalled(part: string, name: string | RegExp): boolean {
  return typeof name === 'string' ? part === name : name.test(part);
}

function isBeside({ _context: { files } }: ImageModel, { beside }: Stray, path: string): boolean {
  return beside === undefined || (files?.listNames(posix.dirname(path)) ?? []).some(name => beside.includes(name));
}

/** A command of a `RUN` that came before the copy in its stage. */
function findCommandBefore({ stage, step }: _LocalSource, command: RegExp): string | undefined {
  const steps = _listLineage(stage).flatMap(({ steps: own }) => own);
  const before = steps.slice(0, steps.indexOf(step));
  const commands = before.flatMap(({ node, config }) => (node instanceof Run ? _listCommands(node, config.shell) : []));
  return commands.find(({ name, sources }) => command.test([name, ...sources.slice(1)].join(' ')))?.sources.join(' ');
}
