import { createHash } from 'node:crypto';
import { _BuiltDescriptor } from './built-image';
import { _findBlobName } from './descriptor';
import { _Json } from './json';
import { _Budget } from './limits';
import { _refuseImage } from './refusal';
import { _Source } from './source';

/**
 * A JSON document of an image, and its digest.
 *
 * @internal
 */
export interface _Document {
  readonly json: _Json;
  readonly digest: string;
  readonly where: string;
}

/**
 * Reads a document that has no descriptor; undefined if it is missing.
 *
 * @throws `oci/limit`, `oci/json`
 * @internal
 */
export async function _readImageDocument(source: _Source, name: string, budget: _Budget, algorithm = 'sha256'): Promise<_Document | undefined> {
  const where = `${source.path}, ${name}`;
  const member = await source.find(name);
  if (member === undefined) return undefined;
  budget.checkManifest(member.size, where);
  const data = await source.read(name);
  if (data === undefined) return undefined;
  return { json: _Json.parse(data, where), digest: `${algorithm}:${createHash(algorithm).update(data).digest('hex')}`, where };
}

/**
 * Reads a document that a descriptor names, and checks its digest and size.
 *
 * @throws `oci/missing-blob`, `oci/size`, `oci/digest`, `oci/limit`, `oci/json`
 * @internal
 */
export async function _readBlobDocument(source: _Source, descriptor: _BuiltDescriptor, budget: _Budget): Promise<_Document> {
  const { digest, size } = descriptor;
  const name = _findBlobName(digest);
  const where = `${source.path}, ${name}`;
  await _findBlob(source, descriptor);
  budget.checkManifest(size, where);
  const data = (await source.read(name))!;
  const [algorithm] = digest.split(':');
  const actual = `${algorithm}:${createHash(algorithm).update(data).digest('hex')}`;
  // Checked before it is parsed: a modified document may contain anything.
  if (actual !== digest) _refuseImage('oci/digest', where, `Its digest is ${actual}, not ${digest}.`);
  return { json: _Json.parse(data, where), digest, where };
}

/**
 * The name of a blob, once its existence and size are checked.
 *
 * @throws `oci/missing-blob`, `oci/size`
 * @internal
 */
export async function _findBlob(source: _Source, descriptor: _BuiltDescriptor): Promise<string> {
  const { digest, size } = descriptor;
  const name = _findBlobName(digest);
  const where = `${source.path}, ${name}`;
  const member = await source.find(name, descriptor);
  if (member === undefined) return _refuseImage('oci/missing-blob', where, `The blob ${digest} is missing.`);
  if (member.size !== size) _refuseImage('oci/size', where, `It has ${member.size} bytes, not ${size}.`);
  return member.name;
}
