import { _formatBaseName } from './base-of';
import { _findOrigin } from './instructions';
import type { _BaseLayer } from '../../bases';
import type { ImageModel, StageModel } from '../../plan';
import { EntryKind, ExecutableFormat, RootfsEntry } from '../../rootfs';

/** An estimate of a number of bytes before the build. */
export interface _Forecast {
  /** The bytes that are known exactly. */
  readonly exact: number;
  /** The same plus the estimated bytes. */
  readonly total: number;
  /** Paths of the biggest files, and the base if it is one of the biggest parts. */
  readonly biggest: string[];
  /** Sources of the estimates. */
  readonly sources: string[];
  /** What else is in it, with unknown size. */
  readonly unknown: string[];
}

/** The approximate compression ratio of gzip. Measured on Go programs of 6 and 21 MB, BusyBox, the certificates of Debian, and scripts. */
const GZIP = { packed: 0.999, go: 0.35, program: 0.59, text: 0.35 };

/** The bytes of the files of an image on a device, uncompressed. */
export function _forecastExtracted({ result }: ImageModel): _Forecast {
  return addUp(result, () => 1, ({ extractedBytes }) => extractedBytes);
}

/** The bytes of the layers of an image, compressed with gzip. */
export function _forecastTransferred({ result }: ImageModel): _Forecast {
  return addUp(result, estimateGzipShare, ({ compressedBytes }) => compressedBytes);
}

/** A part of an image: a file, or its base. */
interface Part {
  readonly path: string;
  readonly bytes: number;
  readonly isExact: boolean;
  readonly source?: string;
}

/** A base that was read. */
function measureBase(stage: StageModel, sizeOf: (layer: _BaseLayer) => number): Part[] {
  const { _read: read } = _findOrigin(stage);
  if (read === undefined) return [];
  return [{ path: `the base ${_formatBaseName(stage)}`, bytes: read.facts.layers.reduce((sum, layer) => sum + sizeOf(layer), 0), isExact: true }];
}

function listFiles(entries: RootfsEntry[]): RootfsEntry[] {
  return entries.filter(({ kind }) => kind === EntryKind.FILE);
}

function estimateGzipShare({ executable, text }: RootfsEntry): number | undefined {
  if (executable?.packed) return GZIP.packed;
  if (executable?.format === ExecutableFormat.ELF) return executable.writtenInGo ? GZIP.go : GZIP.program;
  return text === undefined ? undefined : GZIP.text;
}

function addUp(
  stage: StageModel, shareOf: (entry: RootfsEntry) => number | undefined, sizeOf: (layer: _BaseLayer) => number,
): _Forecast {
  const { rootfs } = stage;
  const known = measureBase(stage, sizeOf);
  const unknown: string[] = rootfs.isComplete ? [] : ['the files of the base image or of a command whose output is not declared'];
  for (const entry of listFiles(rootfs.entries.map(placed => placed.entry))) {
    const share = shareOf(entry);
    if (entry.size === undefined || share === undefined) {
      unknown.push(entry.path);
      continue;
    }
    const { size: { inBytes }, isEstimate, source } = entry.size;
    known.push({ path: entry.path, bytes: inBytes * share, isExact: share === 1 && !isEstimate, source });
  }
  const sum = (all: { bytes: number }[]) => Math.round(all.reduce((total, { bytes }) => total + bytes, 0));
  return {
    exact: sum(known.filter(({ isExact }) => isExact)),
    total: sum(known),
    biggest: known.sort((a, b) => b.bytes - a.bytes).slice(0, 3).map(({ path }) => path),
    sources: [...new Set(known.flatMap(({ source }) => source ?? []))],
    unknown,
  };
}
