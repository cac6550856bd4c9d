import { FileBase, Project } from 'projen';
import { _GeneratedFile } from './generated-file';
import { escapePathPattern, quoteAttributePattern } from './git-patterns';
import type { OutputFile } from '../../plan';

/**
 * Adds files to a project like `new FileBase`, but in linear time: projen (0.103) walks the whole tree and all of `.gitignore` for each
 * file, which takes quadratic time. And projen takes each path for a pattern, and for the first word of a line of `.gitattributes`.
 */
export function addFiles(project: Project, files: readonly OutputFile[]): _GeneratedFile[] {
  const known = new Map(project.node.findAll().flatMap(each => (each instanceof FileBase ? [[each.absolutePath, each] as const] : [])));
  const patterns: string[] = [];
  const add = () => files.map(({ path, text, executable }) => {
    const file = new _GeneratedFile(project, path, text, executable);
    known.set(file.absolutePath, file);
    return file;
  });
  const annotateGenerated = project.annotateGenerated.bind(project);
  const annotate = (path: string) => annotateGenerated(quoteAttributePattern(escapePathPattern(path)));
  const ignore = (path: string) => patterns.push(escapePathPattern(path));
  const added = shadowMethod(project.root, 'tryFindFile', (path: string) => known.get(path),
    () => shadowMethod(project, 'addGitIgnore', ignore, () => shadowMethod(project, 'annotateGenerated', annotate, add)));
  ignorePatterns(project, patterns);
  return added;
}

/** Removes the files that an earlier `addFiles` has added. */
export function removeFiles(project: Project): void {
  for (const file of project.node.children) if (file instanceof _GeneratedFile) project.node.tryRemoveChild(file.node.id);
}

/**
 * Speeds up projen's search for files while it synthesizes: to remove files that are no longer generated, it searches the whole list for each.
 *
 * @returns a function that ends it
 */
export function indexFiles(project: Project): () => void {
  const files = () => Indexed.from(Reflect.get(Object.getPrototypeOf(project) as object, 'files', project) as FileBase[]);
  Object.defineProperty(project, 'files', { get: files, configurable: true });
  return () => Reflect.deleteProperty(project, 'files');
}

const indexes = new WeakMap<object, Set<unknown>>();

/** An array whose `includes` uses an index. */
class Indexed<T> extends Array<T> {
  public includes(value: T): boolean {
    const index = indexes.get(this) ?? new Set(this);
    indexes.set(this, index);
    return index.has(value);
  }
}

/** Runs something while a method of an object is replaced. */
function shadowMethod<T>(owner: object, name: string, method: unknown, run: () => T): T {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: method, configurable: true });
  try {
    return run();
  } finally {
    if (own === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, own);
  }
}

/** Does what `addGitIgnore` does for each pattern: the last one of a pattern and its opposite wins, and is moved to the end. */
function ignorePatterns(project: Project, patterns: readonly string[]): void {
  const known = Reflect.get(project.gitignore, '_patterns') as unknown;
  if (!Array.isArray(known) || project.addGitIgnore !== Project.prototype.addGitIgnore) {
    for (const pattern of patterns) project.addGitIgnore(pattern);
    return;
  }
  const replaced = new Set(patterns.flatMap(pattern => [pattern, pattern.startsWith('!') ? pattern.slice(1) : `!${pattern}`]));
  const kept = known.filter((pattern: string) => !replaced.has(pattern));
  known.length = 0;
  for (const pattern of [...kept, ...new Set(patterns)]) known.push(pattern);
}
