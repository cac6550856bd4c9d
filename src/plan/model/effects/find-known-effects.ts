import { posix } from 'node:path';
import { KNOWN_COMMANDS, KnownCommand, KnownEffects, Place } from './known-commands';
import { SimpleCommand, readSimpleScript } from './simple-script';
import { Run } from '../../../dockerfile';
import type { FileEffects } from '../../../image';
import { EntryKind, Rootfs } from '../../../rootfs';
import type { ImageConfig } from '../image-config';

/** Variables with which a script may call a command without changing where that writes. */
const HARMLESS = /^(DEBIAN_FRONTEND|NODE_ENV|CI|LANG|LC_ALL|TZ)$/;
/** Variables of a stage that tell package managers where to write, or to do more. */
const SETTINGS = /^(pip|uv|npm_config|apt|dpkg|xdg)_|_(CACHE|CACHE_DIR|CACHE_FOLDER|BROWSERS_PATH|DATA_DIR|INSTALL_DIR)$/i;

/**
 * The effects of a `RUN` that declares none, if each of its commands is a well-known one; undefined if they are unknown.
 *
 * @param before the files before it
 */
export function findKnownEffects(run: Run, config: ImageConfig, before: Rootfs): FileEffects | undefined {
  const home = findHome(config);
  const settings = listSettings(config);
  const commands = home === undefined || settings === undefined ? undefined : readSimpleScript(run, config.shell);
  if (commands === undefined || home === undefined || settings === undefined) return undefined;
  let directory = config.workingDirectory;
  const changes = new Set<string>();
  const adds = new Set<string>();
  for (const { words, variables } of commands) {
    if (directory === undefined || !variables.every(name => HARMLESS.test(name))) return undefined;
    if (words[0] === 'cd') {
      if (words.length !== 2 || words[1].startsWith('-')) return undefined;
      directory = posix.resolve(directory, words[1]);
      // A shell goes back from a link to where it came from, other programs to where it leads.
      if (isBehindLink(directory, before)) return undefined;
      continue;
    }
    const from = directory;
    const found = matchCommand(words, {
      directory: from,
      home,
      prefixOf: program => findPrefix(program, config, before),
      workspaceWith: file => findWorkspace(from, file, before),
    });
    if (found === undefined) return undefined;
    for (const path of found.adds ?? []) adds.add(path);
    for (const path of found.below ?? []) {
      const { path: real, isUnknown } = before.lookup(path);
      // What is known is where a link leads, or that there is none.
      if (real === '/' || (isUnknown && isBehindLink(path, before))) return undefined;
      changes.add(findFirstNew(isUnknown ? path : real, before));
    }
    for (const path of found.changes ?? []) {
      const absolute = path === undefined ? undefined : posix.resolve(from, path);
      // Behind a link is another path than the one that is written.
      if (absolute === undefined || absolute === '/' || isBehindLink(absolute, before)) return undefined;
      changes.add(findFirstNew(absolute, before));
    }
  }
  if (changes.size > 0) for (const path of settings) changes.add(path);
  return { changes: [...changes], adds: [...adds] };
}

function matchCommand(words: SimpleCommand['words'], place: Place): KnownEffects | undefined {
  const command = KNOWN_COMMANDS.find(each => each.words.every((word, i) => words[i] === word));
  return command && readArguments(command, words.slice(command.words.length), place);
}

function readArguments({ hasBundles, ...command }: KnownCommand, given: readonly string[], place: Place): KnownEffects | undefined {
  const { options, valued = [], operands, effects } = command;
  const words = hasBundles === true ? given.flatMap(splitBundle) : given;
  const values: Record<string, string> = {};
  const found: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [name, value] = splitOption(words[i]);
    if (valued.includes(name) && (value ?? words[i + 1]) !== undefined) values[name] = value ?? words[++i];
    else if (/^-./.test(words[i]) ? !options.test(words[i]) : operands?.test(words[i]) === false) return undefined;
    else if (!/^-./.test(words[i])) found.push(words[i]);
  }
  return effects(found, place, values);
}

/** `-rmd` is `-r`, `-m` and `-d`. */
function splitBundle(word: string): string[] {
  return /^-[A-Za-z]{2,}$/.test(word) ? [...word.slice(1)].map(letter => `-${letter}`) : [word];
}

/** `--home=/app` is the option and its value. */
function splitOption(word: string): [name: string, value?: string] {
  const cut = word.startsWith('--') ? word.indexOf('=') : -1;
  return cut === -1 ? [word] : [word.slice(0, cut), word.slice(cut + 1)];
}

/** The home directory of the user who runs the commands; undefined if it is not known. */
function findHome(config: ImageConfig): string | undefined {
  const home = config._valueOf('HOME');
  if (home !== undefined || config.variables.includes('HOME')) return home?.startsWith('/') ? home : undefined;
  return config._isUserKnown && /^(0|root)(:|$)/.test(config.user ?? 'root') ? '/root' : undefined;
}

/** The paths in variables of package managers; undefined if one is not known. */
function listSettings(config: ImageConfig): string[] | undefined {
  if (!config._areVariablesKnown) return undefined;
  const values = config.variables.filter(name => SETTINGS.test(name)).map(name => config._valueOf(name));
  const paths = values.filter((value): value is string => value !== undefined && value.includes('/') && !value.includes('://'));
  // Where a relative path starts depends on the program.
  return values.includes(undefined) || paths.some(path => !path.startsWith('/')) ? undefined : paths.filter(path => path !== '/');
}

/** The path, or the highest directory above it that is created with it. */
function findFirstNew(path: string, before: Rootfs): string {
  const above = posix.dirname(path);
  return above !== '/' && before.at(above).isMissing ? findFirstNew(above, before) : path;
}

function findWorkspace(directory: string, file: string, before: Rootfs): string {
  const above = listAbove(directory).filter(each => !before.at(posix.join(each, file)).isMissing);
  return above.at(-1) ?? directory;
}

/** The directories above one, but for the root, the nearest first. */
function listAbove(directory: string): string[] {
  const above = posix.dirname(directory);
  return above === '/' || above === directory ? [] : [above, ...listAbove(above)];
}

function isBehindLink(path: string, before: Rootfs): boolean {
  return path !== '/' && (before.at(path).placed?.entry.kind === EntryKind.SYMLINK || isBehindLink(posix.dirname(path), before));
}

/** The directory above that of a program, as far as it is known where it is. */
function findPrefix(program: string, { searchPath }: ImageConfig, before: Rootfs): string | undefined {
  const found = searchPath === undefined ? undefined : before.command(program, searchPath);
  if (found === undefined || found.placed === undefined) return undefined;
  return posix.dirname(posix.dirname(found.path));
}
