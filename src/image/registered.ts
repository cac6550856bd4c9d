import type { IConstruct } from 'constructs';

/** The layer that writes files, as this folder sees it. */
interface Writer {
  /** Whether it writes the files of constructs below a root. */
  readonly writes: (root: IConstruct) => boolean;
  /** Receives a construct that has files to write. */
  readonly registered: (construct: IConstruct) => void;
  /** Receives a declaration: its scope, what it is, and the id of its construct, if it is one. */
  readonly declared: (scope: IConstruct, what: string, id?: string) => void;
}

let writer: Writer = { writes: () => true, registered: () => undefined, declared: () => undefined };

/** For a tree that is only resolved: none of its files is written. */
const DETACHED = Symbol.for('imagewright.detached');

/**
 * Tells the layer that writes files about a construct that has files to write. This is how an image in any projen project is
 * synthesized without extra code, although this folder does not depend on projen.
 *
 * @internal
 */
export function _register(construct: IConstruct): void {
  writer.registered(construct);
}

/**
 * Tells the layer that writes files about a declaration, which is missing from them if they are already written.
 *
 * @param what the subject of a sentence
 * @param id of the construct that is declared
 * @internal
 */
export function _declare(scope: IConstruct, what: string, id?: string): void {
  writer.declared(scope, what, id);
}

/**
 * Sets the layer that writes files.
 *
 * @internal
 */
export function _setRegistry(next: Writer): void {
  writer = next;
}

/**
 * Whether the files of constructs below a root are written, or are marked as never written.
 *
 * @internal
 */
export function _isWritten(root: IConstruct): boolean {
  return DETACHED in root || writer.writes(root);
}

/**
 * Marks a root that is not a projen project because it is only resolved, as in tests and when comparing Dockerfiles.
 *
 * @internal
 */
export function _detach<T extends IConstruct>(root: T): T {
  return Object.defineProperty(root, DETACHED, { value: true });
}
