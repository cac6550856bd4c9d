import { dirname, relative } from 'node:path';
import { VersionsFile } from './versions-file';
import { WrittenPins, readWrittenPins } from './written-pins';
import { _Refusal, _printRepository, _splitReference } from '../../core';
import { Git } from '../affected/git';
import { UsageError } from '../command';

/** How many commits are looked at. */
const MOST_COMMITS = 50;

/** A pin of versions.json. */
export interface PinPlace {
  readonly section: 'images' | 'packages' | 'actions';
  readonly key: string;
}

/** What has changed since a generated file and versions.json agreed. */
export type Changed = 'file' | 'versions' | 'both' | 'unknown';

/** What git knows about a generated file that differs from versions.json: who changed last is told by the last commit in which they agreed. */
export class PinHistory {
  /** The history of a project; it knows nothing if there is no repository, or git is not installed. */
  public static open(versions: VersionsFile): PinHistory {
    try {
      return new PinHistory(versions, Git.open(versions.root));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return new PinHistory(versions, undefined);
    }
  }

  private constructor(private readonly versions: VersionsFile, private readonly git: Git | undefined) {}

  /** How more of the history becomes known; empty if all of it is here. */
  public get hint(): string {
    return this.git?.isShallow ? ' This clone has the latest commits only: to be sure, run git fetch --unshallow before.' : '';
  }

  /**
   * Finds what has changed.
   *
   * @param file path of the generated file, from the current folder
   * @param place of the pin
   * @param now whether the file now has a value that the pin had then
   */
  public findChanged(file: string, place: PinPlace, now: (then: string) => boolean): Changed {
    const then = this.findAgreement(file, place);
    if (then === undefined) return 'unknown';
    if (then === findValue(this.versions, place)) return 'file';
    return now(then) ? 'versions' : 'both';
  }

  /** The value of a pin in the last commit in which both had the same. */
  private findAgreement(file: string, place: PinPlace): string | undefined {
    const [versions, generated] = [this.versions.path, file].map(path => this.findPath(path));
    for (const commit of this.listCommits([versions, generated])) {
      const [text, written] = [versions, generated].map(path => this.read(commit, path));
      if (text === undefined || written === undefined) return undefined;
      const value = readValue(text, versions, place);
      if (value !== undefined && isWritten(readWrittenPins([{ path: generated, text: written }]), place, value)) return value;
    }
    return undefined;
  }

  /** From the root of the repository. */
  private findPath(path: string): string {
    return `${this.git?.prefix ?? ''}${relative(dirname(this.versions.path), path).replace(/\\/g, '/')}`;
  }

  private listCommits(paths: readonly string[]): string[] {
    return (this.ask(['log', `--max-count=${MOST_COMMITS}`, '--format=%H', 'HEAD', '--', ...paths]) ?? '').split('\n').filter(line => line !== '');
  }

  private read(commit: string, path: string): string | undefined {
    return this.ask(['show', `${commit}:${path}`]);
  }

  private ask(args: readonly string[]): string | undefined {
    try {
      return this.git?.read(args).toString('utf8');
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return undefined;
    }
  }
}

/** Whether a generated file has the value of versions.json. */
export function isStillWritten(versions: VersionsFile, written: WrittenPins, place: PinPlace): boolean {
  const value = findValue(versions, place);
  return value !== undefined && isWritten(written, place, value);
}

function readValue(text: string, path: string, place: PinPlace): string | undefined {
  try {
    return findValue(VersionsFile.ofText(path, text), place);
  } catch (error) {
    if (!(error instanceof _Refusal)) throw error;
    return undefined;
  }
}

/** The value of a pin as a text: `name:tag@sha256:…` of an image, the version of a package, `version@digest` of an action. */
function findValue(file: VersionsFile, { section, key }: PinPlace): string | undefined {
  if (section === 'packages') return file.packages.find(({ name }) => name === key)?.version;
  if (section === 'images') {
    const found = file.images.find(each => each.key === key);
    return found?.digest === undefined ? undefined : `${found.image}@${found.digest}`;
  }
  const found = file.actions.find(({ name }) => name === key);
  return found && `${found.version}@${found.digest}`;
}

function isWritten({ images, versions, actions }: WrittenPins, { section, key }: PinPlace, value: string): boolean {
  if (section === 'packages') return versions.some(({ name, version }) => name === key && version === value);
  if (section === 'actions') return actions.some(({ name, version, digest }) => name === key && `${version}@${digest}` === value);
  const { tag: wanted, digest: ofWanted } = _splitReference(value);
  return images.some(({ name, tag, digest }) => tag === wanted && digest === ofWanted && _printRepository(name) === _printRepository(value));
}
