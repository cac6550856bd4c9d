import { _BaseFacts, _listBaseEntries } from '../../bases';
import { Origin, Platform, _Refusal, _escapeHidden, _formatProblem, _printJson, _suggestNearest } from '../../core';
import { Rootfs, _RootfsDraft } from '../../rootfs';
import { checkFormat, parseArguments } from '../arguments';
import { Command, ExitCode, Streams, UsageError, printError } from '../command';
import { BaseFiles } from './base-files';
import { describeBase } from './describe-base';
import { describeFiles, listPath } from './describe-files';
import { listSimilar } from './similar-paths';

/** `imagewright base`. */
export const baseCommand: Command = {
  summary: 'Show what a base image holds, as "imagewright pin --bases" found it.',
  help: `Usage: imagewright base show [--platform NAME] [--format FORMAT] KEY
       imagewright base show [--platform NAME] [--format FORMAT] --path PATH KEY
       imagewright base show [--platform NAME] [--format FORMAT] --packages KEY

Shows what is known about a base image, by its key below "images" in versions.json: its configuration, system, accounts,
layers and scripts. It reads bases/ and needs no network.

Options:
  --path PATH       list a directory or a file of the base, with what each program is and needs; links are followed
  --packages        list the installed packages
  --platform NAME   one of the platforms on which the base is known (default: the first of them)
  --format FORMAT   text (the default) or json

Exit code: 0 shown, 1 the base has no such path, or no packages are known, 2 the base is unknown, or its file cannot be read.
`,
  async run(args, streams) {
    const { key, path, packages, platform, format } = parseOptions(args);
    const bases = BaseFiles.find('.');
    const platforms = bases.listPlatforms(key);
    const chosen = platform === undefined ? platforms[0] : choosePlatform(key, platform, platforms);
    const others = platforms.filter(each => each !== chosen).map(({ name }) => name);
    try {
      const facts = await bases.read(key, chosen);
      if (packages) return showPackages(facts, format, streams);
      if (path !== undefined) return showPath(facts, path, format, streams);
      streams.stdout.write(format === 'json' ? printFactsAsJson(facts) : _escapeHidden(describeBase(facts, createRootfs(facts), others)));
      return ExitCode.CLEAN;
    } catch (error) {
      if (!(error instanceof _Refusal)) throw error;
      streams.stderr.write(`${_formatProblem(error.problem)}\n`);
      return ExitCode.FAILED;
    }
  },
};

const FORMATS = { text: true, json: true };

const OPTIONS = {
  path: { type: 'string' },
  packages: { type: 'boolean', default: false },
  platform: { type: 'string' },
  format: { type: 'string', default: 'text' },
} as const;

interface Options {
  readonly key: string;
  readonly path?: string;
  readonly packages: boolean;
  readonly platform?: Platform;
  readonly format: string;
}

function parseOptions(args: string[]): Options {
  const { values: { path, packages, platform, format }, positionals: [action, key, ...more] } = parseArguments('base', args, OPTIONS);
  if (action !== 'show') throw new UsageError('base has one action: show. See imagewright base --help.');
  if (key === undefined || more.length > 0) throw new UsageError('base show takes one key of "images" in versions.json. See imagewright base --help.');
  if (path !== undefined && packages) throw new UsageError('base show takes --path or --packages, not both.');
  if (path !== undefined && !path.startsWith('/')) throw new UsageError(`--path takes an absolute path in the image: /${path}.`);
  checkFormat(format, FORMATS);
  return { key, path: path?.replace(/(.)\/+$/, '$1'), packages, platform: platform === undefined ? undefined : Platform.parse(platform), format };
}

function choosePlatform(key: string, platform: Platform, platforms: readonly Platform[]): Platform {
  const found = platforms.find(({ name }) => name === platform.name);
  if (found !== undefined) return found;
  throw new UsageError(`Nothing is known about "${key}" on ${platform.name}. Platforms: ${platforms.map(({ name }) => name).join(', ')}.`);
}

function showPackages({ reference, platform, packages }: _BaseFacts, format: string, { stdout, stderr }: Streams): ExitCode {
  if (packages === undefined) {
    printError(stderr, `The packages of ${reference} on ${platform} are unknown: it has no database of dpkg or apk.`);
    return ExitCode.FINDINGS;
  }
  const lines = packages.installed.map(({ name, version }) => `${name} ${version}\n`);
  stdout.write(format === 'json' ? _printJson({ version: 1, reference, platform, packages }) : _escapeHidden(lines.join('')));
  return ExitCode.CLEAN;
}

function showPath(facts: _BaseFacts, path: string, format: string, { stdout, stderr }: Streams): ExitCode {
  const { reference, platform, files, texts } = facts;
  const rootfs = createRootfs(facts);
  const found = rootfs.lookup(path);
  if (found.placed === undefined) {
    const isLink = found.path !== path && !path.startsWith(`${found.path}/`);
    const what = isLink ? `${path} leads to ${found.path}, which does not exist` : `There is no ${path}`;
    printError(stderr, `${what} in ${reference} on ${platform}.${_suggestNearest(found.path, listSimilar(files.keys(), found.path))}`);
    return ExitCode.FINDINGS;
  }
  const listed = listPath(facts, found.path);
  const text = texts.get(found.path);
  if (format === 'json') {
    stdout.write(_printJson({ version: 1, reference, platform, path: found.path, files: listed.map(({ name, file }) => ({ name, ...file })), text }));
  } else {
    const title = found.path === path ? path : `${path} is ${found.path}`;
    stdout.write(_escapeHidden(`${title}\n\n${describeFiles(listed, rootfs)}${text === undefined ? '' : `\n${text}`}`));
  }
  return ExitCode.CLEAN;
}

function printFactsAsJson({ files, texts, ...head }: _BaseFacts): string {
  return _printJson({ version: 1, ...head, texts: Object.fromEntries(texts), files: files.size });
}

function createRootfs(facts: _BaseFacts): Rootfs {
  return _RootfsDraft.onBase({ present: _listBaseEntries(facts), isList: true }, Origin._now('')).freeze();
}
