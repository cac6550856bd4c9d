import { printPath } from './interpolation';
import type { BuildSecret } from '../image';
import type { PlannedImage } from '../plan';
import { Yaml, annotateValue, joinPieces } from '../yaml';

/** An image, and what converts a path of its project, on the machine that builds, to one of the Compose file. */
interface Owner {
  readonly image: PlannedImage;
  readonly relocate: (path: string) => string;
}

/** Where a secret comes from: a variable, or a path as Compose sees it. */
interface Source {
  readonly variable?: string;
  readonly path?: string;
}

/** The secrets of a Compose file, which its services share: images may use one id for different sources. */
export class SecretNames {
  private readonly sources = new Map<string, Source>();
  private readonly names = new Map<string, string>();

  public constructor(owners: readonly Owner[]) {
    for (const { image, relocate } of owners) {
      for (const [id, secret] of Object.entries(image.inputs.secrets ?? {})) this.add(image.bakeTarget, id, locate(secret, relocate));
    }
  }

  /** What Compose calls a secret of an image: its id, unless another image has it for another source. */
  public nameOf({ bakeTarget }: PlannedImage, id: string): string {
    return this.names.get(`${bakeTarget}/${id}`)!;
  }

  /** The section `secrets` of the file; undefined for none. */
  public describe(): Yaml | undefined {
    const entries = [...this.sources].map(([name, { variable, path }]): [string, Yaml] => (
      [name, variable === undefined ? { file: joinPieces(printPath(path!)) } : { environment: variable }]
    ));
    return entries.length === 0 ? undefined : annotateValue(Object.fromEntries(entries), { gap: true });
  }

  private add(image: string, id: string, source: Source): void {
    const short = id.replace(/\//g, '-');
    const candidates = [short, `${image}-${short}`];
    for (let count = 2; ; count++) {
      const name = candidates.shift() ?? `${image}-${short}-${count}`;
      const taken = this.sources.get(name);
      if (taken !== undefined && (taken.variable !== source.variable || taken.path !== source.path)) continue;
      this.sources.set(name, source);
      this.names.set(`${image}/${id}`, name);
      return;
    }
  }
}

function locate({ variable, path }: BuildSecret, relocate: (path: string) => string): Source {
  return { variable, path: path === undefined ? undefined : relocate(path) };
}
