import { IncomingMessage, ServerResponse } from 'node:http';
import { reply, TestServer } from './test-server';
import { Descriptor, LayoutWriter, sha256 } from '../oci/support/layout-writer';

/** A registry on this machine, which serves what is put into it and wants no login. */
export class TestRegistry extends TestServer {
  public static async start(): Promise<TestRegistry> {
    return new TestRegistry().listen();
  }

  private readonly contents = new Map<string, { readonly body: Buffer; readonly mediaType: string }>();

  /** Puts the images of a layout into a repository, and gives a tag to the first. Returns the first. */
  public add(layout: LayoutWriter, { repository = 'acme/app', tag = '1' }: { repository?: string; tag?: string } = {}): Descriptor {
    for (const [name, body] of layout.files) {
      if (name.startsWith('blobs/')) this.put(`${repository}/blobs/${name.slice('blobs/'.length).replace('/', ':')}`, body, 'application/octet-stream');
    }
    const { manifests: [top] } = JSON.parse(layout.files.get('index.json')!.toString()) as { manifests: Descriptor[] };
    const names = [`${repository}/manifests/${tag}`, ...[...layout.files.values()].map(body => `${repository}/manifests/${sha256(body)}`)];
    for (const name of names) {
      const body = layout.files.get(`blobs/${(name.includes('sha256:') ? name.slice(name.indexOf('sha256:')) : top.digest).replace(':', '/')}`);
      if (body !== undefined) this.put(name, body, findMediaType(body));
    }
    return top;
  }

  /** @param path below `/v2/` */
  public put(path: string, body: Buffer, mediaType: string): void {
    this.contents.set(`/v2/${path}`, { body, mediaType });
  }

  public remove(path: string): void {
    this.contents.delete(`/v2/${path}`);
  }

  /** A reference of an image in it. */
  public name(descriptor: Descriptor, repository = 'acme/app'): string {
    return `${this.host}/${repository}@${descriptor.digest}`;
  }

  /** Answers with what was put in, as it does where no route matches. */
  public answerContent({ url, headers, method }: IncomingMessage, response: ServerResponse): void {
    const content = this.contents.get(url!);
    if (content === undefined) {
      const code = url!.includes('/manifests/') ? 'MANIFEST_UNKNOWN' : 'BLOB_UNKNOWN';
      return reply(response, { status: 404, body: method === 'HEAD' ? '' : { errors: [{ code, message: 'unknown' }] } });
    }
    const { body, mediaType } = content;
    const described = { 'content-type': mediaType, 'docker-content-digest': sha256(body) };
    const start = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
    if (start === undefined) return reply(response, { headers: described, body });
    const range = `bytes ${start}-${body.length - 1}/${body.length}`;
    return reply(response, { status: 206, headers: { ...described, 'content-range': range }, body: body.subarray(Number(start)) });
  }

  protected override answerElse(request: IncomingMessage, response: ServerResponse): void {
    this.answerContent(request, response);
  }
}

function findMediaType(body: Buffer): string {
  const text = body.toString();
  return text.startsWith('{') ? String((JSON.parse(text) as { mediaType?: string }).mediaType ?? 'application/json') : 'application/octet-stream';
}
