import { posix } from 'node:path';
import { Severity, _suggestNearest } from '../../../core';
import { Run, _IgnorePatterns } from '../../../dockerfile';
import type { _RepositoryFiles } from '../../../image';
import type { ImageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _LocalSource, _listLocalSources } from '../../support/local-sources';

/** Observed with BuildKit 0.34: an escaped wildcard turns a name into a pattern, and a pattern without a match is no error. */
const SILENT = 'BuildKit treats the name as a pattern that matches nothing: the build passes, and the file is not in the image.';

export const copyMissingLocal: _Rule = {
  id: 'copy/missing-local',
  title: 'Files copied or mounted from the repository exist',
  severity: Severity.WARNING,
  why: 'The build stops: "failed to calculate checksum of ref …: not found".',
  fix: 'Correct the path, which starts at the root of the project. Add files that are generated before the build to .gitignore: then they may be '
    + 'missing here.',
  check: image => {
    const seen = new Set<string>();
    return _listLocalSources(image).filter(({ path, node }) => !seen.has(`${path} ${node instanceof Run}`) && seen.add(`${path} ${node instanceof Run}`))
      .flatMap(source => listFindings(image, source).map(finding => ({ by: source.step.by, ...finding })));
  },
};

function listFindings({ _context: context }: ImageModel, source: _LocalSource): Omit<RuleFinding, 'by'>[] {
  const { path, isPattern, isForgiving, node } = source;
  const verb = node instanceof Run ? 'mounted' : 'copied';
  if (isPattern) return context.files === undefined ? [] : checkPattern(context.files, path);
  const { isMissing, leftOutBy, file } = context.findSource(path);
  if (leftOutBy !== undefined) {
    // For copies, a rule for Dockerfiles reports it.
    return !(node instanceof Run) ? [] : [{
      severity: Severity.ERROR,
      what: `${path} is mounted, but the line "${leftOutBy}" of .dockerignore excludes it from the build context.`,
      fix: 'Delete the line, or add an exception after it that starts with "!". Lines from the .dockerignore of an existing Dockerfile come last.',
    }];
  }
  if (!isMissing || context.files === undefined) return [];
  const other = findSpelling(context.files, path);
  const why = isForgiving ? SILENT : undefined;
  if (other !== undefined && other.path !== path && other.path.toLowerCase() === path.toLowerCase()) {
    return [{
      severity: Severity.ERROR,
      what: `${path} is ${verb}; in the repository it is spelled ${other.path}.`,
      why: 'macOS and Windows find it anyway. On Linux, as in CI, the build stops: "not found".',
      fix: `Write "${other.path}".`,
    }];
  }
  const slashed = path.replaceAll('\\', '/');
  if (slashed !== path) return [{ severity: other?.isThere ? Severity.ERROR : undefined, what: `${path} is ${verb} with a backslash in its path, and there is no such file.`, why: SILENT, fix: `Write "/" between names, on Windows too: "${slashed}".` }];
  if (/[*?[]/.test(path)) {
    return [{
      what: `${path} is ${verb}, but there is no file with this name: a source is a literal name unless the copy declares patterns.`,
      why: SILENT,
      fix: 'Declare it as a pattern with { patterns: true }, or name the files or their directory.',
    }];
  }
  if (context.files.isMade(path)) {
    return [{ undecided: true, unknown: `${path}, which git ignores, has not been created here`, what: `It is not known whether ${path}, which is ${verb}, will exist.` }];
  }
  return [{ what: `${path} is ${verb} but is not in the repository.${other?.hint ?? ''}${file === undefined ? '' : ' A link leads out of the repository.'}`, ...(why && { why }) }];
}

/** The likely intended path: the first missing name in it, as it is spelled in its directory. */
function findSpelling(files: _RepositoryFiles, path: string): { path: string; hint: string; isThere: boolean } | undefined {
  const names = path.replaceAll('\\', '/').split('/');
  const spelled: string[] = [];
  for (const [i, name] of names.entries()) {
    const known = files.listNames(spelled.join('/') || '.') ?? [];
    const same = known.includes(name) ? name : known.find(each => each.toLowerCase() === name.toLowerCase());
    if (same === undefined) {
      const prefix = spelled.map(each => `${each}/`).join('');
      const rest = names.slice(i + 1).map(each => `/${each}`).join('');
      const hint = _suggestNearest(name, known).replace(/"(.*)"/, (_, near: string) => `"${prefix}${near}${rest}"`);
      return { path: spelled.join('/'), hint, isThere: false };
    }
    spelled.push(same);
  }
  return { path: spelled.join('/'), hint: '', isThere: true };
}

/** A pattern in the last name of a path, if all names are known and none matches. */
function checkPattern(files: _RepositoryFiles, path: string): Omit<RuleFinding, 'by'>[] {
  const directory = posix.dirname(path);
  const names = /[*?[\\]/.test(directory) ? undefined : files.listNames(directory);
  const pattern = _IgnorePatterns.parse([`/${posix.basename(path)}`]);
  if (names === undefined || names.some(name => pattern.findIgnoring(name) !== undefined) || files.isMade(directory)) return [];
  return [{ what: `The pattern ${path} matches nothing in the repository.`, why: 'The build stops, or copies less than intended: next to other sources, BuildKit skips a pattern that matches nothing.' }];
}
