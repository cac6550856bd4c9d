import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as writer from './tar-writer';

export const OCI = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  tar: 'application/vnd.oci.image.layer.v1.tar',
  gzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
};

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly [more: string]: unknown;
}

/** A layer: the tar in it, and how it is stored. */
export interface Layer {
  readonly tar: Buffer;
  readonly mediaType?: string;
  /** What is stored instead of the packed tar. */
  readonly stored?: Buffer;
}

export const sha256 = (data: Buffer) => `sha256:${createHash('sha256').update(data).digest('hex')}`;

/** An image layout in the making. */
export class LayoutWriter {
  public readonly files = new Map<string, Buffer>();

  public blob(mediaType: string, content: Buffer | object, more: object = {}): Descriptor {
    const data = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const digest = sha256(data);
    this.files.set(`blobs/${digest.replace(':', '/')}`, data);
    return { mediaType, digest, size: data.length, ...more };
  }

  /** A manifest with its configuration and layers. `change` is what is wrong in each. */
  public image(
    layers: readonly (Buffer | Layer)[],
    options: { platform?: string; config?: object; manifest?: object; descriptor?: object; diffIds?: string[] } = {},
  ): Descriptor {
    const [os, architecture, variant] = (options.platform ?? 'linux/amd64').split('/');
    const platform = { os, architecture, ...variant === undefined ? {} : { variant } };
    const all = layers.map(layer => Buffer.isBuffer(layer) ? { tar: layer } : layer);
    const config = this.blob(OCI.config, {
      ...platform,
      config: {},
      rootfs: { type: 'layers', diff_ids: options.diffIds ?? all.map(layer => sha256(layer.tar)) },
      ...options.config,
    });
    return this.blob(OCI.manifest, {
      schemaVersion: 2,
      mediaType: OCI.manifest,
      config,
      layers: all.map(({ tar, stored, mediaType = OCI.gzip }) => this.blob(mediaType, stored ?? (mediaType === OCI.gzip ? gzipSync(tar) : tar))),
      ...options.manifest,
    }, { platform, ...options.descriptor });
  }

  /** `index.json`, and what makes a directory a layout. */
  public top(manifests: readonly Descriptor[], more: object = {}): this {
    this.files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
    this.files.set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI.index, manifests, ...more })));
    return this;
  }

  public json(name: string, value: unknown): this {
    this.files.set(name, Buffer.from(JSON.stringify(value)));
    return this;
  }

  public toDirectory(folder: string): string {
    for (const [name, data] of this.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), data);
    }
    return folder;
  }

  public toTar(): Buffer {
    return writer.tar(...[...this.files].map(([name, data]) => writer.file(name, data)));
  }
}

/** The layout of one image. */
export function layout(layers: readonly (Buffer | Layer)[], options: Parameters<LayoutWriter['image']>[1] = {}): LayoutWriter {
  const made = new LayoutWriter();
  return made.top([made.image(layers, options)]);
}
