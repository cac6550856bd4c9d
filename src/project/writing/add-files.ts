import { FileBase, Project } from 'projen';
import { _GeneratedFile } from './generated-file';
import type { OutputFile } from '../../plan';

/**
 * Adds files to a project, as `new FileBase` does it one by one, in a time that grows with their number and not with its square: projen
 * (0.103) walks the whole tree and all of `.gitignore` for each.
 */
export function addFiles(project: Project, files: readonly OutputFile[]): _GeneratedFile[] {
  const known = new Map(project.node.findAll().flatMap(each => (each instanceof FileBase ? [[each.absolutePath, each] as const] : [])));
  const patterns: string[] = [];
  const add = () => files.map(({ path, text, executable }) => {
    const file = new _GeneratedFile(project, path, text, executable);
    known.set(file.absolutePath, file);
    return file;
  });
  const added = shadowing(project.root, 'tryFindFile', (path: string) => known.get(path),
    () => shadowing(project, 'addGitIgnore', (pattern: string) => patterns.push(pattern), add));
  ignore(project, patterns);
  return added;
}

/** Removes what `addFiles` has added before. */
export function removeFiles(project: Project): void {
  for (const file of project.node.children) if (file instanceof _GeneratedFile) project.node.tryRemoveChild(file.node.id);
}

/**
 * While projen synthesizes, lets it look up its files fast: to remove those that are no longer generated, it searches the whole list for each.
 *
 * @returns what ends it
 */
export function indexFiles(project: Project): () => void {
  const files = () => Indexed.from(Reflect.get(Object.getPrototypeOf(project) as object, 'files', project) as FileBase[]);
  Object.defineProperty(project, 'files', { get: files, configurable: true });
  return () => Reflect.deleteProperty(project, 'files');
}

const indexes = new WeakMap<object, Set<unknown>>();

/** A list that is made, mapped and searched. */
class Indexed<T> extends Array<T> {
  public includes(value: T): boolean {
    const index = indexes.get(this) ?? new Set(this);
    indexes.set(this, index);
    return index.has(value);
  }
}

/** Runs something while an object has another method in the place of its own. */
function shadowing<T>(owner: object, name: string, method: unknown, run: () => T): T {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: method, configurable: true });
  try {
    return run();
  } finally {
    if (own === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, own);
  }
}

/** What `addGitIgnore` does for each: the last of a pattern and its opposite counts, and stands at the end. */
function ignore(project: Project, patterns: readonly string[]): void {
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
