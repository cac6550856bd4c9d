import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { _Refusal, _findReferenceProblem, _refuse } from '../../core';
import { _BuiltImage, _listPlatforms, _readImage, _readSource, _splitImagePath } from '../../oci';
import type { _RegistryClient } from '../../registry';
import { UsageError } from '../command';

const STANDARD_INPUT = 'standard input';
/** As much as is read of the layers of an image in a registry. */
const MOST_GIBIBYTES = 16;
/** An image of a registry, by its digest. */
const BY_DIGEST = /^[^@]+@sha256:[0-9a-f]{64}$/;

/** Where images come from besides files. */
export interface ImageSources {
  readonly stdin: Readable;
  readonly client: _RegistryClient;
}

/**
 * Reads an image: the one at a path, the one that is named after the path, an archive on standard input (`-`), or one of a registry.
 *
 * @param platforms those that are needed, if not all: others are not downloaded
 * @throws UsageError, `oci/…`, `registry/…`
 */
export async function readGivenImage(given: string, platforms: readonly string[], { stdin, client }: ImageSources): Promise<_BuiltImage> {
  if (given === '-') return readStandardInput(stdin);
  if (BY_DIGEST.test(given) && _findReferenceProblem(given) === undefined) return download(given, platforms, client);
  const { path, reference } = _splitImagePath(given);
  return { ...await _readImage(path, reference === undefined ? {} : { reference }), path: given };
}

/** A platform that is missing is not refused here, but found to be missing. */
async function download(reference: string, platforms: readonly string[], client: _RegistryClient): Promise<_BuiltImage> {
  const source = await client.openImage(reference);
  if (platforms.length === 0) return _readSource(source);
  const there = await _listPlatforms(source);
  return _readSource(source, { platforms: platforms.filter(name => there.includes(name)) });
}

/** An archive has its table of contents at the end, and is read in more than one pass: until then it is in a temporary file. */
async function readStandardInput(stdin: Readable): Promise<_BuiltImage> {
  const folder = mkdtempSync(join(tmpdir(), 'imagewright-'));
  const path = join(folder, 'image.tar');
  try {
    await store(stdin, path);
    return { ...await _readImage(path), path: STANDARD_INPUT };
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    const { where, what, ...rest } = error.problem;
    const rename = (text: string) => text.replaceAll(JSON.stringify(path), STANDARD_INPUT).replaceAll(path, STANDARD_INPUT);
    return _refuse({ ...rest, what: rename(what), ...where === undefined ? {} : { where: rename(where) } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function store(stdin: Readable, path: string): Promise<void> {
  const file = await open(path, 'wx');
  let length = 0;
  try {
    for await (const chunk of stdin) {
      length += (chunk as Buffer).length;
      if (length > MOST_GIBIBYTES * 2 ** 30) throw new UsageError(`Standard input is longer than ${MOST_GIBIBYTES} GiB, the limit.`);
      await file.write(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Standard input cannot be read and kept in ${path}: ${(error as Error).message}.`);
  } finally {
    await file.close();
  }
}
