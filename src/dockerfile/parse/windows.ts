import type { _Statement } from './statements';
import { _refuse } from '../../core';
import { Add } from '../nodes/add';
import type { ArgDeclaration } from '../nodes/arg';
import { Copy } from '../nodes/copy';
import type { Instruction } from '../nodes/instruction';
import { Shell } from '../nodes/shell';
import { User } from '../nodes/user';
import { Volume } from '../nodes/volume';
import { Workdir } from '../nodes/workdir';
import type { Word } from '../words/word';

/**
 * References of images for Windows: Microsoft's repositories of it, and tags and mirrors that name one of them.
 *
 * @see https://mcr.microsoft.com/en-us/catalog?search=windows
 */
const IMAGE = new RegExp([
  '^mcr\\.microsoft\\.com/(windows([/:@-]|$)|dotnet/framework/)',
  '^microsoft/(iis|aspnet|dotnet-framework)\\b',
  '(^|/)windows/server\\b',
  'windowsservercore|nanoserver|(^|[/:-])servercore\\b',
  ':(.*-)?ltsc20\\d\\d\\b',
].join('|'), 'i');

/** A path with a drive. On Linux, it would be the name of a file. */
const DRIVE = /^[a-z]:([\\/]|$)/i;

/** The relevant parts of a stage. */
interface Stage {
  readonly name?: string;
  /** That of its `FROM`. */
  readonly line: number;
  readonly image: Word;
  readonly platform?: Word;
  readonly statements: readonly _Statement[];
}

/**
 * Refuses stages for Windows, which would silently be built for Linux.
 *
 * @throws `dockerfile/windows`
 * @internal
 */
export function _refuseWindows(stages: readonly Stage[], globals: readonly ArgDeclaration[]): void {
  const defaults = new Map(globals.map(({ name, defaultValue }) => [name, defaultValue] as const));
  for (const { name, line, image, platform, statements } of stages) {
    const instructions = statements.map(({ node }) => findWindowsInstruction(node));
    const found = findWindowsImage(image, defaults) ?? findWindowsPlatform(platform) ?? instructions.find(each => each !== undefined);
    if (found === undefined) continue;
    _refuse({
      id: 'dockerfile/windows',
      where: `line ${line}`,
      what: `The stage ${name === undefined ? 'without a name' : `"${name}"`} is for Windows: ${found}.`,
      why: 'Images are declared for Linux, where its commands and paths do not work.',
      fix: 'Build it from its own Dockerfile. If a file is for both systems, remove the stages for Windows.',
    });
  }
}

/** The default of a variable is a sign too. */
function findWindowsImage(image: Word, defaults: ReadonlyMap<string, Word | undefined>): string | undefined {
  const [name] = image.variables;
  const meant = image._template === `$${name}` ? defaults.get(name) : image;
  return describeMatch('its base is', meant?.text, IMAGE);
}

function findWindowsPlatform(platform: Word | undefined): string | undefined {
  return describeMatch('its platform is', platform?._text, /^windows(\/|\(|$)/i);
}

function findWindowsInstruction(node: Instruction): string | undefined {
  if (node instanceof Workdir) return findDrive(node, [node.path]);
  if (node instanceof Volume) return findDrive(node, node.paths);
  if (node instanceof Copy || node instanceof Add) return findDrive(node, [node.destination]);
  if (node instanceof Shell) return describeMatch(node.keyword, node.argv[0], /^(.*[\\/])?(cmd|powershell)(\.exe)?$/i);
  if (node instanceof User) return describeMatch(node.keyword, node.user._text, /^Container(Administrator|User)$/i);
  return undefined;
}

function findDrive({ keyword }: Instruction, words: readonly Word[]): string | undefined {
  return words.map(word => describeMatch(keyword, word._text, DRIVE)).find(found => found !== undefined);
}

function describeMatch(what: string, text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? `${what} ${JSON.stringify(text)}` : undefined;
}
