import { _quoteShellWord, _quoteValue, _refuse } from '../../core';

/** A file of the module, or a pattern for several. Each begins at its root. */
const FILES = /^[\w.*?+~@-][\w.*?+~@/-]*$/;

/** What a shell reads as a keyword or an assignment when it comes first. */
const NO_PROGRAM = /^$|=|^(?:case|do|done|elif|else|esac|fi|for|function|if|in|select|then|time|until|while)$/;

/** Prints the words of build constraints, one per line. */
const WORDS = 'sub(/^\\/\\/go:build /, "") { gsub(/[ \\t!()&|]+/, "\\n"); print }';

/**
 * Where the sources of a Go program name build tags. The build reads them, so the list is that of the version that it builds.
 */
export class GoTagList {
  /**
   * The tags in the `//go:build` lines of files.
   *
   * @param files paths from the root of the module; `*` stands for any characters, `/` among them: `collector/*.go`
   * @param pattern extended regular expression (POSIX, as of `grep -E`) for the whole tag, e.g. `no[a-z0-9_]+`
   * @throws `go/tag-list`
   */
  public static inConstraints(files: string[], pattern: string): GoTagList {
    if (files.length === 0) refuseList('There are no files to search for build tags.', 'Name at least one, e.g. ["collector/*.go"].');
    for (const file of files) {
      if (!FILES.test(file) || file.split('/').includes('..')) {
        refuseList(`${_quoteValue(file)} names no files of a Go module.`, 'Write a path from the root of the module, e.g. "collector/*.go", without a leading "./".');
      }
    }
    if (!isPattern(pattern)) {
      refuseList(`${_quoteValue(pattern)} is not an extended regular expression for a tag.`, 'Write one line as for `grep -E`, without classes such as \\w: "no[a-z0-9_]+".');
    }
    const places = files.map(file => `-path ${_quoteShellWord(`./${file}`)}`).join(' -o ');
    return new GoTagList([
      `find . -type f \\( ${places} \\) -exec awk '${WORDS}' {} + |`,
      `  grep -xE -e ${_quoteShellWord(pattern)} | sort -u`,
    ]);
  }

  /**
   * The tags that a program prints, one per line. It runs on the build machine, in the directory of the module.
   *
   * @param command the program and its arguments, e.g. `['go', 'run', './cmd/tags', '--list']`
   * @throws `go/tag-list`
   */
  public static printedBy(command: string[]): GoTagList {
    if (command.length === 0 || NO_PROGRAM.test(command[0]) || command.some(word => word.includes('\0'))) {
      refuseList(`${_quoteValue(command.join(' '))} is not a command.`, 'Write the program and its arguments, one word each: ["go", "run", "./cmd/tags"].');
    }
    return new GoTagList([command.map(_quoteShellWord).join(' ')]);
  }

  private constructor(private readonly lines: readonly string[]) {}

  /**
   * Lines of a script that write the tags to a file; it stops if there are none.
   *
   * @internal
   */
  public _printScript(file: string): string[] {
    return [
      '(cd "$source" && {',
      ...this.lines.map(line => `  ${line}`),
      `}) > ${_quoteShellWord(file)}`,
      `[ -s ${_quoteShellWord(file)} ] || { echo 'no build tags are found in the sources' >&2; exit 1; }`,
    ];
  }
}

/** Classes of other dialects, e.g. `\d`, would match their letter. */
function isPattern(pattern: string): boolean {
  if (pattern === '' || /^-|[\p{Cc}]|\\[A-Za-z0-9]|\(\?/u.test(pattern)) return false;
  try {
    new RegExp(pattern.replace(/\[:\w+:\]/g, 'a'), 'u');
    return true;
  } catch {
    return false;
  }
}

function refuseList(what: string, fix: string): never {
  return _refuse({
    id: 'go/tag-list',
    what,
    why: 'The build could not find the tags, and would leave nothing out.',
    fix,
  });
}
