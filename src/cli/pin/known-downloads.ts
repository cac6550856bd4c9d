import { basename } from 'node:path';
import type { GeneratedFile } from './generated-files';
import { _Refusal } from '../../core';
import { Add, Word, _readStages } from '../../dockerfile';

/** What belongs to a version. */
export type ChecksumField = 'commit' | 'sha256' | 'h1';

/** Something that a Dockerfile downloads by the version of a package. */
export interface KnownDownload {
  readonly field: ChecksumField;
  /** Name of the package, which is the variable of the version. */
  readonly name: string;
  /** E.g. `Dockerfile:12`. */
  readonly place: string;
  /** The checksum that is there. */
  readonly checksum?: string;
  /** The address, of a version; for a Go module its path. Undefined if it cannot be known. */
  readonly addressOf: (version: string) => string | undefined;
}

/** How a script downloads a Go module: `go mod download "tailscale.com@$TAILSCALE_VERSION"`. */
const MODULE = /\bgo (?:mod download|install|get)\b[^\n]*?["\s]([\w.~/-]+)@\$(?:\{(\w+)\}|(\w+))/g;

/** Whether a generated file is a Dockerfile. */
export function isGeneratedDockerfile(path: string): boolean {
  return basename(path) === 'Dockerfile' || path.endsWith('.Dockerfile');
}

/** Lists what generated Dockerfiles download with a checksum. A file that cannot be read, as after a merge, tells nothing. */
export function listKnownDownloads(files: readonly GeneratedFile[]): KnownDownload[] {
  return files.flatMap(({ path, text }) => {
    try {
      const { stages } = _readStages(text);
      return stages.flatMap(({ statements }) => statements).flatMap(({ instruction, node }) => {
        const place = `${path}:${instruction.range.startLine}`;
        if (node instanceof Add) return listAdded(node, place);
        return listModules([instruction.rest, ...instruction.heredocs.map(({ content }) => content)].join('\n'), place);
      });
    } catch (error) {
      if (error instanceof _Refusal) return [];
      throw error;
    }
  });
}

function listAdded({ checksum, sources }: Add, place: string): KnownDownload[] {
  const text = checksum?._text;
  const word = sources[0]?.word;
  if (text === undefined || word === undefined) return [];
  const field = /^sha256:[0-9a-f]{64}$/.test(text) ? 'sha256' : /^[0-9a-f]{40}$/.test(text) ? 'commit' : undefined;
  if (field === undefined) return [];
  return [...new Set(word.variables)].map(name => ({ field, name, place, checksum: text.replace(/^sha256:/, ''), addressOf: version => expand(word, name, version) }));
}

function expand(word: Word, name: string, version: string): string | undefined {
  return word._expand(variable => (variable === name ? { text: version } : 'doubtful'));
}

function listModules(text: string, place: string): KnownDownload[] {
  return [...text.matchAll(MODULE)].map(([, path, braced, bare]) => ({ field: 'h1', name: braced ?? bare, place, addressOf: () => path }));
}
