import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { _findFilePathProblem, _parseJson } from '../../core';
import { MOST_BYTES, readIfPresent } from '../input';

/** Where projen lists the files that it generates. */
const LIST = join('.projen', 'files.json');
/** How deep projects are looked for. */
const DEEPEST = 6;

/** A file that a synthesis wrote. */
export interface GeneratedFile {
  /** From the current folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the generated files of a project and of the projects below it, except of those with a versions.json of their own.
 *
 * @param root of the project
 * @param isWanted by its path from the root of its project
 */
export function readGeneratedFiles(root: string, isWanted: (path: string) => boolean): GeneratedFile[] {
  return listProjects(root, 0).flatMap(project => listFiles(project).filter(isWanted).flatMap(name => {
    const path = join(project, name);
    const text = readIfPresent(path, MOST_BYTES.source)?.toString('utf8');
    return text === undefined ? [] : [{ path: path.replace(/\\/g, '/'), text }];
  }));
}

function listProjects(folder: string, depth: number): string[] {
  const entries = depth > DEEPEST ? [] : readFolder(folder);
  if (depth > 0 && entries.some(entry => entry.name === 'versions.json')) return [];
  const below = entries.filter(entry => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')).map(({ name }) => name).sort();
  return [folder, ...below.flatMap(name => listProjects(join(folder, name), depth + 1))];
}

function readFolder(folder: string): ReturnType<typeof readdirSyncWithTypes> {
  try {
    return readdirSyncWithTypes(folder);
  } catch {
    return [];
  }
}

function readdirSyncWithTypes(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function listFiles(project: string): string[] {
  const text = readIfPresent(join(project, LIST), MOST_BYTES.source)?.toString('utf8');
  const value = text === undefined ? undefined : _parseJson(text).value as { files?: unknown } | null | undefined;
  const files = Array.isArray(value?.files) ? value.files as unknown[] : [];
  return files.filter((file): file is string => typeof file === 'string' && _findFilePathProblem(file, '') === undefined);
}
