import { Construct, IConstruct } from 'constructs';
import { _hasHidden, _isObject, _quoteValue, _refuse } from '../core';
import { _checkDeclarable } from './examined';
import { _isWritten } from './registered';

/**
 * The symbol that identifies an image, even from another copy of this library.
 *
 * @internal
 */
export const _IMAGE = Symbol.for('imagewright.ContainerImage');

/**
 * The ids of constructs that this library adds to a project. A user's construct with such an id would prevent the files from being written.
 *
 * @internal
 */
export const _OWN_IDS = { files: 'ImagewrightFiles', synthesis: 'ImagewrightSynthesis', typeCheck: 'ImagewrightTypeCheck' } as const;

/** How to create a project, for messages. */
const PROJECT = 'const project = new ContainerImageProject({ name: "images" }), or any other projen project';

/**
 * Checks the scope of an image or of another construct with its own files: it must be below a projen project, because only that writes files.
 * Used in the call of `super()`, so that no construct is created in a wrong place.
 *
 * @param made name of the class, for messages
 * @throws `construct/scope`, `construct/late`, `construct/id`, `construct/id-twice`
 * @internal
 */
export function _checkProjectScope(scope: Construct, id: string, made: string): Construct {
  checkScope(scope, id, made);
  if (_isWritten(scope.node.root)) return scope;
  return _refuse({
    id: 'construct/scope',
    what: `${made} ${printId(id)} is declared below ${describeConstruct(scope.node.root)}, which is not a projen project.`,
    why: 'Only a projen project writes files when it is synthesized. Here no file would be written or checked, without any message.',
    fix: `Declare it in .projenrc.ts, below a project: new ${made}(project, ${printId(id)}, …), with ${PROJECT}. A CDK or cdk8s app uses the reference of the image instead.`,
  });
}

/**
 * Checks the scope of a part of an image, such as a stage or a block.
 *
 * @param made name of the class, for messages
 * @throws `construct/scope`, `construct/late`, `image/no-image`, `construct/id`, `construct/id-twice`
 * @internal
 */
export function _checkImageScope(scope: Construct, id: string, made: string): Construct {
  checkScope(scope, id, made);
  if (scope.node.scopes.some(each => _IMAGE in each)) return scope;
  return _refuse({
    id: 'image/no-image',
    what: `${made} ${printId(id)} is declared below ${describeConstruct(scope)}, which is not below a ContainerImage.`,
    why: 'Stages and blocks are parts of one image.',
    fix: `Pass the image, or a construct below it, as the first argument: new ${made}(image, ${printId(id)}, …).`,
  });
}

function checkScope(scope: Construct, id: string, made: string): void {
  if (!Construct.isConstruct(scope) || !_isObject(scope.node)) {
    _refuse({
      id: 'construct/scope',
      what: `The scope of ${made} ${printId(id)} is ${describeValue(scope)}, not a construct.`,
      why: 'The scope is the parent of the new construct. Without one, no file would be written or checked.',
      fix: `Pass it as the first argument: the project for an image or a pipeline, and the image for a stage or a block. To create a project: ${PROJECT}.`,
    });
  }
  _checkDeclarable(scope, `${made} ${printId(id)}`, id);
  checkId(scope, id, made);
}

/** Refuses ids for which `constructs` would throw its own error, and ids that are unreadable in messages. */
function checkId(scope: IConstruct, id: string, made: string): void {
  const place = `The id of a ${made} in ${describeConstruct(scope)}`;
  const fix = `Use another id: new ${made}(scope, "name", …).`;
  if (typeof id !== 'string') _refuse({ id: 'construct/id', what: `${place} is ${describeValue(id)}, not a string.`, why: WHY_ID, fix });
  if (id.trim() === '') _refuse({ id: 'construct/id', what: `${place} is empty: ${_quoteValue(id)}.`, why: WHY_ID, fix });
  if (_hasHidden(id) || /[\t\n]/.test(id)) _refuse({ id: 'construct/id', what: `${place} has an invisible character: ${_quoteValue(id)}.`, why: WHY_ID, fix });
  if (id in Object.prototype) {
    _refuse({ id: 'construct/id', what: `${place} is "${id}", which is a property of every JavaScript object.`, why: 'Constructs are stored by id, and this one would collide with that property.', fix });
  }
  if (Object.values<string>(_OWN_IDS).includes(id)) {
    _refuse({ id: 'construct/id', what: `${place} is "${id}", an id that the library reserves.`, why: 'The construct that the library adds with this id would be missing.', fix });
  }
  const other = scope.node.tryFindChild(id);
  if (other === undefined) return;
  _refuse({
    id: 'construct/id-twice',
    what: `${describeConstruct(scope)} already has a construct with the id "${id}": ${findClassName(other)} ${other.node.path}.`,
    why: 'The id identifies a construct among those with the same parent.',
    fix: `Use another id for one of them: new ${made}(scope, "${id}2", …).`,
  });
}

const WHY_ID = 'Names of files, stages and images come from ids, and messages use ids to locate problems.';

/** The class and the path of a construct; a root has none, and often no id either. */
function describeConstruct(construct: IConstruct): string {
  return [findClassName(construct), construct.node.path || construct.node.id].filter(Boolean).join(' ');
}

function findClassName(construct: IConstruct): string {
  return construct.constructor.name || 'Construct';
}

/** An id as written in code; it may be any value. */
function printId(id: unknown): string {
  return typeof id === 'string' ? _quoteValue(id) : String(id);
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return `the string ${_quoteValue(value)}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const owner = value.constructor?.name ?? '';
  return ['', 'Object'].includes(owner) ? 'an object' : `an instance of ${owner}`;
}
