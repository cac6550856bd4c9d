import * as library from '../../src';
import { parseMembers } from '../../src/guard/signatures';
import { SIGNATURES } from '../../src/guard/signatures.generated';
import { temporaryFolder } from '../support/temporary';

/** What the library exports under a name. */
export type Exported = Record<string, unknown>;

/** Texts of which most factories take one. */
const TEXTS = [`debian:13@sha256:${'0'.repeat(64)}`, 'linux/amd64', '/x', '1.20', 'x', '/bin/sh', 'example.com/a/b@v1.2.3'];

const VERSIONS = { images: { debian: { ref: `debian:trixie@sha256:${'0'.repeat(64)}` } }, packages: {} };

export function exported(name: string): Exported {
  return name.split('.').reduce((scope, part) => scope[part] as Exported, library as unknown as Exported);
}

/** Right values by type, as far as a guard can tell. */
export class Samples {
  private count = 0;
  private readonly known = new Map<string, unknown>();

  public constructor() {
    const project = new library.ContainerImageProject({ name: 'shop', outdir: temporaryFolder() });
    const image = new library.ContainerImage(project, 'Image', { platforms: [library.Platform.LINUX_AMD64] });
    const stage = new library.BuildStage(image, 'Stage', { base: library.BaseImage.scratch(), purpose: 'holds files' });
    const user = new library.dockerfile.User(library.dockerfile.Word.literal('root'));
    for (const type of ['constructs.Construct', 'constructs.IConstruct', 'ContainerImage']) this.known.set(type, image);
    this.known.set('BuildStage', stage);
    for (const type of ['dockerfile.DockerfileNode', 'dockerfile.Instruction', 'dockerfile.User']) this.known.set(type, user);
    this.known.set('ExistingDockerfile', new library.ExistingDockerfile(image, 'Existing', { text: 'FROM scratch\n' }));
    this.known.set('Checks', library.Checks.of(image));
    this.known.set('Problems', library.Problems.of(image));
    this.known.set('Versions', library.Versions.parse(JSON.stringify(VERSIONS)));
    this.known.set('Output', new library.RenovateConfiguration(project, 'Renovate', { versions: library.Versions.parse(JSON.stringify(VERSIONS)) }));
    this.known.set('OwnForge', new class extends library.OwnForge {
      public renderFiles(): library.OutputFile[] { return []; }
    }('Own'));
    this.known.set('ReleaseScheme', library.ReleaseScheme.byHand());
    this.known.set('CrossToolchain', library.CrossToolchain.debianMusl(library.BaseImage.registry(TEXTS[0])));
    this.known.set('RepositoryPlan', library.RepositoryPlan._of({
      marker: '', images: [], outputs: [], planOf: () => undefined, fromRoot: (_, path) => path, isTaken: () => false,
    }));
    this.known.set('Rootfs', library.Rootfs._of(new Map(), new Map()));
    this.known.set('IArtifactSource', stage.artifact({ root: '/x', entries: [library.RootfsEntry.file('/x')] }));
  }

  /** A right value. */
  public of(type: string): unknown {
    if (type.endsWith('[]')) return [this.of(type.slice(0, -2))];
    if (type.endsWith('{}')) return { x: this.of(type.slice(0, -2)) };
    if (type === 'string') return `x${++this.count}`;
    if (type === 'number') return 1;
    if (type === 'boolean') return true;
    if (SIGNATURES.enums.includes(type)) return Object.values(exported(type))[0];
    if (Object.hasOwn(SIGNATURES.structs, type)) return this.optionsOf(type);
    return this.objectOf(type);
  }

  /** An object of a class or an interface: a known one, or one that a factory or the constructor makes. */
  public objectOf(type: string): unknown {
    if (!this.known.has(type)) this.known.set(type, this.made(type));
    return this.known.get(type);
  }

  private optionsOf(type: string): Record<string, unknown> {
    const { options, foreign = '' } = SIGNATURES.structs[type];
    const required = [...parseMembers(options), ...parseMembers(foreign)].filter(({ isOptional }) => !isOptional);
    return {
      ...Object.fromEntries(required.map(member => [member.name, this.of(member.type)])),
      ...foreign === '' ? {} : { outdir: temporaryFolder() },
    };
  }

  private made(type: string): unknown {
    const { create, statics = {} } = SIGNATURES.classes[type] ?? {};
    if (create === undefined && Object.keys(statics).length === 0) return undefined;
    const owner = exported(type) as Exported & (new (...values: unknown[]) => unknown);
    const calls: [string, (...values: unknown[]) => unknown][] = [
      ...Object.entries(statics).map(([key, parameters]): typeof calls[number] => [parameters, owner[key] as (...values: unknown[]) => unknown]),
      ...(create === undefined ? [] : [[create, (...values: unknown[]) => new owner(...values)] as typeof calls[number]]),
    ];
    for (const [parameters, call] of calls) {
      for (const text of TEXTS) {
        try {
          const value = call(...parseMembers(parameters).map(member => (member.type === 'string' ? text : this.of(member.type))));
          if (value instanceof owner) return value;
        } catch {
          // Another one may take it.
        }
      }
    }
    return undefined;
  }
}
