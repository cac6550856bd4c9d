import type { IConstruct } from 'constructs';
import { _refuse } from '../core';
import { _declare } from './registered';

/** The property of the root of a tree that is examined, so that two copies of this library see the same. */
const EXAMINED = Symbol.for('imagewright.examined');

/**
 * Examines a tree. Until that ends, `_checkDeclarable` refuses everything that user code (an output, a rule, a validation) declares in it: the
 * plan has been made, and the declaration would be missing from it.
 *
 * @internal
 */
export function _examineTree<T>({ node: { root } }: IConstruct, examine: () => T): T {
  Object.defineProperty(root, EXAMINED, { value: true, configurable: true });
  try {
    return examine();
  } finally {
    Reflect.deleteProperty(root, EXAMINED);
  }
}

/**
 * Whether the tree of a construct is examined right now.
 *
 * @internal
 */
export function _isExamined({ node: { root } }: IConstruct): boolean {
  return EXAMINED in root;
}

/**
 * Checks that a declaration in the tree of a construct comes before the plan. One that comes after the synthesis is remembered.
 *
 * @param what the declaration: the subject of the sentence "… is declared while …"
 * @param id of the construct that is declared, if it is one
 * @throws `construct/late`
 * @internal
 */
export function _checkDeclarable(construct: IConstruct, what: string, id?: string): void {
  if (!_isExamined(construct)) return _declare(construct, what, id);
  _refuse({
    id: 'construct/late',
    what: `${what} is declared while the project is synthesized.`,
    why: 'The plan of the images is already made, so the declaration would be missing from all files.',
    fix: 'Declare it in .projenrc.ts before project.synth(). Methods that are called during the synthesis, such as renderFiles(), only read the plan.',
  });
}
