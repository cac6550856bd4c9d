import { basename } from 'node:path';
import type { GeneratedFile } from './generated-files';
import { isGeneratedDockerfile } from './known-downloads';
import { _Refusal } from '../../core';
import { _listWrittenImages, _readSyntax } from '../../dockerfile';

/** A value that is in a generated file, with its place: `Dockerfile:12`. */
interface Written {
  readonly file: string;
  readonly place: string;
}

/** A reference with a tag, and in most cases a digest. */
export interface WrittenImage extends Written {
  readonly name: string;
  readonly tag: string;
  /** Undefined only in a Dockerfile. */
  readonly digest?: string;
}

/** The default of a build argument. */
export interface WrittenVersion extends Written {
  readonly name: string;
  readonly version: string;
}

/** An action by its commit, with its tag as a comment. */
export interface WrittenAction extends Written {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

/** What generated files name. */
export interface WrittenPins {
  readonly images: readonly WrittenImage[];
  readonly versions: readonly WrittenVersion[];
  readonly actions: readonly WrittenAction[];
}

const IMAGE = /(?<![\w./:@-])((?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*):([\w][\w.-]{0,127})@(sha256:[0-9a-f]{64})(?![0-9a-f])/g;
/** A whole reference with a tag and without a digest. */
const TAGGED = /^((?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*):([\w][\w.-]{0,127})$/g;
const ACTION = /\buses:\s*['"]?([\w-]+\/[\w.-]+)(?:\/[\w./-]+)?@([0-9a-f]{40})['"]?\s+#\s*([\w][\w.+-]*)/g;

/** Whether a generated file may name pins that a bot updates: a Dockerfile, a workflow, a compose file. */
export function mayNamePins(path: string): boolean {
  return isGeneratedDockerfile(path) || /\.ya?ml$/.test(basename(path));
}

/** Reads the images, actions and versions that generated files name, including the changes of a bot. */
export function readWrittenPins(files: readonly GeneratedFile[]): WrittenPins {
  const found = files.map(file => (isGeneratedDockerfile(file.path) ? readDockerfile(file) : readYaml(file)));
  return {
    images: found.flatMap(({ images }) => images),
    versions: found.flatMap(({ versions }) => versions),
    actions: found.flatMap(({ actions }) => actions),
  };
}

function readDockerfile({ path: file, text }: GeneratedFile): WrittenPins {
  try {
    const tree = _readSyntax(text);
    return {
      images: _listWrittenImages(tree).flatMap(({ text: reference, line }) => (
        [...reference.matchAll(IMAGE), ...reference.matchAll(TAGGED)].map(([, name, tag, digest]) => (
          { file, place: `${file}:${line}`, name, tag, ...digest === undefined ? {} : { digest } }
        ))
      )),
      versions: tree.instructions.filter(({ name }) => name === 'ARG').flatMap(({ pairs = [], range }) => pairs.flatMap(({ key: name, value }) => (
        value === undefined || value === '' ? [] : [{ file, place: `${file}:${range.startLine}`, name, version: unquote(value) }]
      ))),
      actions: [],
    };
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return { images: [], versions: [], actions: [] };
  }
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

function readYaml({ path: file, text }: GeneratedFile): WrittenPins {
  const lines = text.split('\n').map((line, i) => ({ line, place: `${file}:${i + 1}` }));
  return {
    images: lines.flatMap(({ line, place }) => (
      [...line.matchAll(IMAGE)].map(([, name, tag, digest]) => ({ file, place, name, tag, digest }))
    )),
    versions: [],
    actions: lines.flatMap(({ line, place }) => (
      [...line.matchAll(ACTION)].map(([, name, digest, version]) => ({ file, place, name, version, digest }))
    )),
  };
}
