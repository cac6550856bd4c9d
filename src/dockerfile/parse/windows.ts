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

/** A path with a drive. On Linux it would be a name of a file. */
const DRIVE = /^[a-z]:([\\/]|$)/i;

/** What of a stage is looked at. */
interface Stage {
  readonly name?: string;
  /** That of its `FROM`. */
  readonly line: number;
  readonly image: Word;
  readonly platform?: Word;
  readonly statements: readonly _Statement[];
}

/**
 * Refuses what runs on Windows: nothing here builds for it, and it would silently be built for Linux.
 *
 * @throws `dockerfile/windows`
 * @internal
 */
export function _refuseWindows(stages: readonly Stage[], globals: readonly ArgDeclaration[]): void {
  const defaults = new Map(globals.map(({ name, defaultValue }) => [name, defaultValue] as const));
  for (const { name, line, image, platform, statements } of stages) {
    const said = statements.map(({ node }) => instructionSign(node));
    const found = imageSign(image, defaults) ?? platformSign(platform) ?? said.find(each => each !== undefined);
    if (found === undefined) continue;
    _refuse({
      id: 'dockerfile/windows',
      where: `line ${line}`,
      what: `The stage ${name === undefined ? 'without a name' : `"${name}"`} is for Windows: ${found}.`,
      why: 'Images are declared for Linux here, and its commands and paths mean nothing there.',
      fix: 'Build it from its own Dockerfile. Where a file serves both systems, take out the stages for Windows.',
    });
  }
}

/** What a variable stands for unless somebody says otherwise, is a sign too. */
function imageSign(image: Word, defaults: ReadonlyMap<string, Word | undefined>): string | undefined {
  const [name] = image.variables;
  const meant = image._template === `$${name}` ? defaults.get(name) : image;
  return sign('its base is', meant?.text, IMAGE);
}

function platformSign(platform: Word | undefined): string | undefined {
  return sign('its platform is', platform?._text, /^windows(\/|\(|$)/i);
}

function instructionSign(node: Instruction): string | undefined {
  if (node instanceof Workdir) return driveSign(node, [node.path]);
  if (node instanceof Volume) return driveSign(node, node.paths);
  if (node instanceof Copy || node instanceof Add) return driveSign(node, [node.destination]);
  if (node instanceof Shell) return sign(node.keyword, node.argv[0], /^(.*[\\/])?(cmd|powershell)(\.exe)?$/i);
  if (node instanceof User) return sign(node.keyword, node.user._text, /^Container(Administrator|User)$/i);
  return undefined;
}

function driveSign({ keyword }: Instruction, words: readonly Word[]): string | undefined {
  return words.map(word => sign(keyword, word._text, DRIVE)).find(found => found !== undefined);
}

function sign(what: string, text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? `${what} ${JSON.stringify(text)}` : undefined;
}
