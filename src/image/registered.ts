import type { IConstruct } from 'constructs';

/** The layer that writes files, as far as this folder knows it. */
interface Writer {
  /** Whether it writes what is declared below a root. */
  readonly writes: (root: IConstruct) => boolean;
  /** Told of a construct that has files to write. */
  readonly registered: (construct: IConstruct) => void;
}

let writer: Writer = { writes: () => true, registered: () => undefined };

/** Of a tree that is only resolved: none of its files is ever written. */
const DETACHED = Symbol.for('imagewright.detached');

/**
 * Tells the layer that writes files about a construct that has files to write. This is how an image in any projen project is
 * synthesized without a line for it, although this folder knows no projen.
 *
 * @internal
 */
export function _registered(construct: IConstruct): void {
  writer.registered(construct);
}

/**
 * Sets who writes files.
 *
 * @internal
 */
export function _onRegistered(next: Writer): void {
  writer = next;
}

/**
 * Whether somebody writes what is declared below a root, or nobody is meant to.
 *
 * @internal
 */
export function _isWritten(root: IConstruct): boolean {
  return DETACHED in root || writer.writes(root);
}

/**
 * Marks a root that is no projen project, for what is only resolved: in tests, and where Dockerfiles are compared.
 *
 * @internal
 */
export function _detached<T extends IConstruct>(root: T): T {
  return Object.defineProperty(root, DETACHED, { value: true });
}
