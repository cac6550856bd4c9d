import type { _Call } from './call';
import type { _Statement } from './statements';
import { _literalOf } from './word-call';
import { _refuse } from '../../core';

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

/** What else only a stage for Windows says, by what makes it. */
const SIGNS: Record<string, (call: _Call) => string | undefined> = {
  'new Workdir': ({ args: [path] }) => drive('WORKDIR', [path]),
  'new Volume': ({ args: [paths] }) => drive('VOLUME', paths as unknown[]),
  'new Copy': ({ args: [props] }) => drive('COPY', [(props as { destination: unknown }).destination]),
  'new Add': ({ args: [props] }) => drive('ADD', [(props as { destination: unknown }).destination]),
  'new Shell': ({ args: [argv] }) => sign('SHELL', (argv as string[])[0], /^(.*[\\/])?(cmd|powershell)(\.exe)?$/i),
  'new User': ({ args: [user] }) => sign('USER', _literalOf(user as _Call), /^Container(Administrator|User)$/i),
};

/** What of a stage is looked at. */
interface Stage {
  readonly name?: string;
  /** That of its `FROM`. */
  readonly line: number;
  readonly image: _Call;
  readonly platform?: _Call;
  readonly statements: readonly _Statement[];
}

/**
 * Refuses what runs on Windows: nothing here builds for it, and it would silently be built for Linux.
 *
 * @throws `dockerfile/windows`
 * @internal
 */
export function _refuseWindows(stages: readonly Stage[], globals: readonly _Statement[]): void {
  const declarations = globals.flatMap(({ call }) => call.args[0] as Declaration[]);
  const defaults = new Map(declarations.map(({ name, defaultValue }) => [name, defaultValue] as const));
  for (const { name, line, image, platform, statements } of stages) {
    const said = statements.map(({ call }) => SIGNS[call.maker]?.(call));
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

interface Declaration {
  readonly name: string;
  readonly defaultValue?: _Call;
}

/** What a variable stands for unless somebody says otherwise, is a sign too. */
function imageSign(image: _Call, defaults: ReadonlyMap<string, _Call | undefined>): string | undefined {
  const text = image.args[0] as string;
  const meant = image.maker === 'Word.variable' ? defaults.get(text)?.args[0] as string | undefined : text;
  return sign('its base is', meant, IMAGE);
}

function platformSign(platform: _Call | undefined): string | undefined {
  return platform === undefined ? undefined : sign('its platform is', _literalOf(platform), /^windows(\/|\(|$)/i);
}

function drive(keyword: string, words: readonly unknown[]): string | undefined {
  return words.map(word => sign(keyword, _literalOf(word as _Call), DRIVE)).find(found => found !== undefined);
}

function sign(what: string, text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? `${what} ${JSON.stringify(text)}` : undefined;
}
