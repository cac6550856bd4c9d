import { createHash } from 'node:crypto';
import { FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _findChecksumDatabase, _listModuleProxies } from './go-environment';
import type { _SourceRequests } from './source-requests';
import { _Zip } from './zip';
import { _Refusal, _quoteValue } from '../../core';

/** Go's own limit for the archive of a module, and for what is in it. https://go.dev/ref/mod#zip-path-size-constraints */
const MOST_BYTES = 500 * 2 ** 20;

/**
 * Computes the checksums of Go modules, as in `go.sum`, from what the module proxies of GOPROXY serve. Where the checksum database can be
 * reached, both have to agree; its signature is not checked.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 * @internal
 */
export class _GoModules {
  public constructor(private readonly requests: _SourceRequests) {}

  /**
   * @param path of the module, e.g. `tailscale.com`
   * @returns `h1:…`
   * @throws `source/address`, `source/missing`, `source/answer`, `source/limit`, `source/checksum`, and what stands in the way of a request
   */
  public async computeH1(path: string, version: string, where: string): Promise<string> {
    const computed = await this.download(path, version, where);
    const published = await this.lookUp(path, version, where);
    if (published === undefined || published === computed) return computed;
    return this.requests.messages.refuse('source/checksum', where, `The module ${path} ${version} has the checksum ${computed}, but the checksum database has ${published}.`);
  }

  private async download(path: string, version: string, where: string): Promise<string> {
    const { settings, messages } = this.requests;
    const proxies = _listModuleProxies(path, settings.environment);
    if (typeof proxies === 'string') return messages.refuse('source/address', where, proxies, 'Write the field "Sum" of `go mod download -json MODULE@VERSION` into versions.json.');
    for (const { url, isLast } of proxies.slice(0, -1)) {
      try {
        return await this.downloadFrom(url, path, version, where);
      } catch (error) {
        if (!(error instanceof _Refusal) || (isLast && error.problem.id !== 'source/missing')) throw error;
      }
    }
    return this.downloadFrom(proxies[proxies.length - 1].url, path, version, where);
  }

  private async downloadFrom(proxy: string, path: string, version: string, where: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'imagewright-module-'));
    try {
      const file = await open(join(folder, 'module.zip'), 'w+');
      try {
        const sink = { begin: async () => file.truncate(), write: async (piece: Buffer) => void await file.appendFile(piece) };
        await this.requests.download(`${proxy}/${escape(path)}/@v/${escape(version)}.zip`, where, sink, MOST_BYTES);
        return await this.hash(file, `${path}@${version}`, where);
      } finally {
        await file.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** @see https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1 */
  private async hash(file: FileHandle, module: string, where: string): Promise<string> {
    const refuse = (why: string) => this.requests.messages.refuse('source/answer', where, `What the proxy serves for ${_quoteValue(module)} is not the archive of a module: ${why}.`);
    try {
      const zip = await _Zip.open(file);
      const list = createHash('sha256');
      let left = MOST_BYTES;
      for (const name of zip.names.sort(compareBytes)) {
        if (!name.startsWith(`${module}/`) || name.includes('\n')) return refuse(`it has the file ${_quoteValue(name)}`);
        const hash = createHash('sha256');
        for await (const piece of zip.read(name)) {
          left -= piece.length;
          if (left < 0) return refuse(`it has more than ${MOST_BYTES} bytes`);
          hash.update(piece);
        }
        list.update(`${hash.digest('hex')}  ${name}\n`);
      }
      return `h1:${list.digest('base64')}`;
    } catch (error) {
      if (error instanceof RangeError) return refuse(error.message);
      throw error;
    }
  }

  /** What the checksum database has; undefined if it cannot be reached, is not used, or does not know the module. */
  private async lookUp(path: string, version: string, where: string): Promise<string | undefined> {
    const database = _findChecksumDatabase(path, this.requests.settings.environment);
    if (database === undefined) return undefined;
    const pieces: Buffer[] = [];
    try {
      const sink = { begin: () => void pieces.splice(0), write: (piece: Buffer) => void pieces.push(piece) };
      await this.requests.download(`${database}/lookup/${escape(path)}@${escape(version)}`, where, sink, 2 ** 20);
    } catch (error) {
      if (error instanceof _Refusal) return undefined;
      throw error;
    }
    const start = `${path} ${version} `;
    return Buffer.concat(pieces).toString('utf8').split('\n').find(line => line.startsWith(start))?.slice(start.length);
  }
}

/** Capital letters are written as `!` and the small letter. https://go.dev/ref/mod#goproxy-protocol */
function escape(text: string): string {
  return encodeURI(text.replace(/[A-Z]/g, letter => `!${letter.toLowerCase()}`));
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
