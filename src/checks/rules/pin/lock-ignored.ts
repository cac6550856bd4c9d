import { posix } from 'node:path';
import { Severity } from '../../../core';
import { Add, Copy } from '../../../dockerfile';
import type { ImageModel, StageStep } from '../../../plan';
import type { _Rule, RuleFinding } from '../../rule';
import { _listInstructions } from '../../support/instructions';
import { _findMountTarget } from '../../support/mount-target';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _pathOf, _listRunSteps } from '../../support/run-steps';

/** A command that installs the dependencies of a project, but ignores the lock file next to it. */
interface Installer {
  readonly program: RegExp;
  /** The words after the program, without options: the verb, and optional arguments. */
  readonly words: RegExp;
  /** Options and environment variables that make it respect the file. */
  readonly keeps: RegExp;
  /** Names of the files. */
  readonly files: string[];
  readonly instead: string;
  readonly does: 'changes' | 'ignores';
  readonly source: string;
}

const INSTALLERS: readonly Installer[] = [
  {
    program: /^npm$/,
    words: /^(install|i|in|ins)$/,
    keeps: /^(-g|--global|--location=global|--package-lock-only|--prefix.*|-C)$/,
    files: ['package-lock.json', 'npm-shrinkwrap.json'],
    instead: 'npm ci',
    does: 'changes',
    source: 'https://docs.npmjs.com/cli/v11/commands/npm-ci',
  },
  {
    program: /^(yarn|yarnpkg)$/,
    words: /^(install)?$/,
    keeps: /^(--frozen-lockfile|--immutable|--pure-lockfile|--version|-v|--help|-h|--cwd.*|CI|YARN_ENABLE_IMMUTABLE_INSTALLS)$/,
    files: ['yarn.lock'],
    instead: 'yarn install --immutable (--frozen-lockfile in Yarn 1)',
    does: 'changes',
    source: 'https://classic.yarnpkg.com/lang/en/docs/cli/install/',
  },
  {
    program: /^pnpm$/,
    words: /^(install|i)$/,
    keeps: /^(--frozen-lockfile|-g|--global|--dir.*|-C|--offline|CI)$/,
    files: ['pnpm-lock.yaml'],
    instead: 'pnpm install --frozen-lockfile',
    does: 'changes',
    source: 'https://pnpm.io/cli/install#--frozen-lockfile',
  },
  {
    program: /^bun$/,
    words: /^(install|i)$/,
    keeps: /^(--frozen-lockfile|-g|--global|--cwd.*)$/,
    files: ['bun.lock', 'bun.lockb'],
    instead: 'bun install --frozen-lockfile',
    does: 'changes',
    source: 'https://bun.sh/docs/cli/install#production-mode',
  },
  {
    program: /^uv$/,
    words: /^sync$/,
    keeps: /^(--locked|--frozen|--project.*|--directory.*|UV_LOCKED|UV_FROZEN)$/,
    files: ['uv.lock'],
    instead: 'uv sync --locked',
    does: 'changes',
    source: 'https://docs.astral.sh/uv/concepts/projects/sync/',
  },
  {
    program: /^pip[\d.]*$/,
    words: /^install \.(\/|\[[^\]]*\])?$/,
    keeps: /^(--no-deps|-r.*|-c.*|--constraint.*|--requirement.*|PIP_CONSTRAINT|PIP_NO_DEPS)$/,
    files: ['uv.lock', 'poetry.lock', 'pdm.lock'],
    instead: 'uv sync --locked, poetry install or pdm sync',
    does: 'ignores',
    source: 'https://pip.pypa.io/en/stable/cli/pip_install/',
  },
  {
    program: /^uv$/,
    words: /^pip install \.(\/|\[[^\]]*\])?$/,
    keeps: /^(--no-deps|-r.*|-c.*|--constraints?.*|--requirements?.*)$/,
    files: ['uv.lock', 'poetry.lock', 'pdm.lock'],
    instead: 'uv sync --locked',
    does: 'ignores',
    source: 'https://docs.astral.sh/uv/pip/compatibility/',
  },
  {
    program: /^pipenv$/,
    words: /^install$/,
    keeps: /^(--deploy|--ignore-pipfile)$/,
    files: ['Pipfile.lock'],
    instead: 'pipenv sync, or pipenv install --deploy',
    does: 'changes',
    source: 'https://pipenv.pypa.io/en/latest/commands.html#install',
  },
  {
    program: /^poetry$/, words: /^update$/, keeps: /^--dry-run$/, files: ['poetry.lock'], instead: 'poetry install', does: 'changes', source: 'https://python-poetry.org/docs/cli/#update',
  },
  {
    program: /^composer$/,
    words: /^(update|u|upgrade)$/,
    keeps: /^(--lock|--dry-run)$/,
    files: ['composer.lock'],
    instead: 'composer install',
    does: 'changes',
    source: 'https://getcomposer.org/doc/03-cli.md#update-u-upgrade',
  },
  {
    program: /^cargo$/,
    words: /^install$/,
    keeps: /^(--locked|--frozen|--git.*|--root-only)$/,
    files: ['Cargo.lock'],
    instead: 'cargo install --locked',
    does: 'ignores',
    source: 'https://doc.rust-lang.org/cargo/commands/cargo-install.html#dealing-with-the-lockfile',
  },
];

/** Options whose value is the next word. */
const VALUED = /^(--registry|--loglevel|--cache|--omit|--only|--include|--network-timeout|--cache-folder|--modules-folder|--filter|-F|--group|--extra|--no-group|--index-url|-i|--path|--root|--python|-p|--target)$/;

export const pinLockIgnored: _Rule = {
  id: 'pin/lock-ignored',
  title: 'Installed versions are those of the lock file',
  severity: Severity.WARNING,
  why: 'The lock file records which versions were tested. If it is ignored or out of date, the newest versions are installed without a message.',
  fix: 'Use the command that stops if the lock file is out of date.',
  check: image => _listRunSteps(image).flatMap(step => listFindings(image, step)),
};

const PROGRAMS = /\b(npm|yarn|yarnpkg|pnpm|bun|uv|pip[\d.]*|pipenv|poetry|composer|cargo)\b/;

function listFindings(image: ImageModel, step: _RunStep): RuleFinding[] {
  if (!PROGRAMS.test(step.script)) return [];
  return step.commands.flatMap((command): RuleFinding[] => {
    const installer = INSTALLERS.find(each => each.program.test(command.name) && isMeant(step, command, each));
    const directory = _pathOf(step, command, '.');
    if (installer === undefined || directory === undefined) return [];
    const { files, does, instead } = installer;
    const lock = files.map(name => posix.join(directory, name)).find(path => isThere(image, step, path));
    if (lock === undefined) return [];
    const consequence = does === 'ignores' ? `ignores ${lock}` : `continues if ${lock} is out of date, and changes it`;
    return [{
      by: step.step.by,
      what: `In the stage "${step.stage.name}", \`${command.sources.join(' ')}\` ${consequence}.`,
      fix: `Use ${instead}.`,
    }];
  }).slice(0, 1);
}

function isMeant({ step }: _RunStep, { name, sources }: _RunCommand, { keeps, words: form }: Installer): boolean {
  if (sources.some(source => source.includes('$'))) return false;
  const words = sources.map(source => source.replace(/["']/g, ''));
  if ([...words, ...step.config.variables].some(each => keeps.test(each))) return false;
  const operands = words.slice(1).filter((word, i) => !/^-./.test(word) && !VALUED.test(words[i]));
  if (name === 'cargo') return operands.length === 1 && form.test(operands[0]) && /--path[ =]["']?\.\/?["']?( |$)/.test(sources.join(' '));
  return form.test(operands.join(' '));
}

/** Whether the stage certainly contains the file, or the step mounts it, and does not remove it. */
function isThere(image: ImageModel, step: _RunStep, path: string): boolean {
  const name = posix.basename(path);
  if (step.commands.some(each => each.name === 'rm' && each.sources.some(source => source.includes(name)))) return false;
  const isMounted = step.run.mounts.some(mount => mount.kind === 'bind' && _findMountTarget(step.step, mount) === path);
  if (isMounted || step.before.lookup(path).placed?.isCertain === true) return true;
  const steps = _listInstructions(step.stage);
  return steps.slice(0, steps.indexOf(step.step)).some(each => isCopied(image, each, path));
}

/** Whether a copy names the file, or has a pattern that matches it if the repository contains it. */
function isCopied({ _context: { files } }: ImageModel, { node, config }: StageStep, path: string): boolean {
  if (!(node instanceof Copy || node instanceof Add)) return false;
  const written = config._expand(node.destination);
  const destination = written === undefined ? undefined : config._absolute(written);
  const name = posix.basename(path);
  if (destination !== path && destination !== posix.dirname(path)) return false;
  return node.sources.some(({ word }) => {
    const source = word?._text;
    if (source === undefined) return false;
    if (!/[*?]/.test(source)) return posix.basename(source) === name;
    const isOfRepository = !(node instanceof Copy && node.copyFrom !== undefined);
    if (!isOfRepository || !matchesName(posix.basename(source), name)) return false;
    return files?.listNames(posix.dirname(posix.normalize(source)))?.includes(name) === true;
  });
}

/** `package*.json`; patterns with other special characters never match. */
function matchesName(pattern: string, name: string): boolean {
  if (/[[\\]/.test(pattern)) return false;
  return new RegExp(`^${pattern.replace(/[.+^${}()|]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(name);
}
