import { Construct, IConstruct } from 'constructs';
import { _hasHidden, _quotedValue, _refuse } from '../core';
import { _isWritten } from './registered';

/**
 * The symbol by which an image is known, whichever copy of this library made it.
 *
 * @internal
 */
export const _IMAGE = Symbol.for('imagewright.ContainerImage');

/**
 * The ids of what this library adds to a project by itself. In its place, a construct of a user would keep the files from being written.
 *
 * @internal
 */
export const _OWN_IDS = { files: 'ImagewrightFiles', synthesis: 'ImagewrightSynthesis', typeCheck: 'ImagewrightTypeCheck' } as const;

/** How a project is made, for whoever has none. */
const PROJECT = 'const project = new ContainerImageProject({ name: "images" }), or any other projen project';

/**
 * The scope of an image or of another construct with files of its own: it has to be below a projen project, which alone writes files.
 * For the call of `super()`, so that nothing is made in a wrong place.
 *
 * @param made name of the class, for messages
 * @throws `construct/scope`, `construct/id`, `construct/id-twice`
 * @internal
 */
export function _inProject(scope: Construct, id: string, made: string): Construct {
  checkScope(scope, id, made);
  if (_isWritten(scope.node.root)) return scope;
  return _refuse({
    id: 'construct/scope',
    what: `${made} ${name(id)} is declared below ${said(scope.node.root)}, which is no projen project.`,
    why: 'A projen project alone writes files when it is synthesized. Nothing would be written or checked here, and nobody would say so.',
    fix: `Declare it in .projenrc.ts, below a project: new ${made}(project, ${name(id)}, …), with ${PROJECT}. An app of CDK or cdk8s names the image by its reference.`,
  });
}

/**
 * The scope of a part of an image, such as a stage or a block.
 *
 * @param made name of the class, for messages
 * @throws `construct/scope`, `image/no-image`, `construct/id`, `construct/id-twice`
 * @internal
 */
export function _inImage(scope: Construct, id: string, made: string): Construct {
  checkScope(scope, id, made);
  if (scope.node.scopes.some(each => _IMAGE in each)) return scope;
  return _refuse({
    id: 'image/no-image',
    what: `${made} ${name(id)} is declared below ${said(scope)}, which is not below a ContainerImage.`,
    why: 'Stages and blocks are parts of one image.',
    fix: `Pass the image, or a construct below it, as the first argument: new ${made}(image, ${name(id)}, …).`,
  });
}

function checkScope(scope: Construct, id: string, made: string): void {
  if (!Construct.isConstruct(scope)) {
    _refuse({
      id: 'construct/scope',
      what: `The scope of ${made} ${name(id)} is ${described(scope)}, not a construct.`,
      why: 'The scope is what the new construct is a part of. Without one nothing would be written or checked.',
      fix: `Pass it first: the project for an image or a pipeline, and the image for a stage or a block. A project is ${PROJECT}.`,
    });
  }
  checkId(scope, id, made);
}

/** What `constructs` itself would throw an error of its own for, and what cannot be read in a message. */
function checkId(scope: IConstruct, id: string, made: string): void {
  const place = `The id of a ${made} in ${said(scope)}`;
  const fix = `Give it another one: new ${made}(scope, "name", …).`;
  if (typeof id !== 'string') _refuse({ id: 'construct/id', what: `${place} is ${described(id)}, not a text.`, why: WHY_ID, fix });
  if (id.trim() === '') _refuse({ id: 'construct/id', what: `${place} is empty: ${_quotedValue(id)}.`, why: WHY_ID, fix });
  if (_hasHidden(id) || /[\t\n]/.test(id)) _refuse({ id: 'construct/id', what: `${place} has a character that cannot be seen: ${_quotedValue(id)}.`, why: WHY_ID, fix });
  if (id in Object.prototype) {
    _refuse({ id: 'construct/id', what: `${place} is "${id}", which every object of JavaScript has.`, why: 'Constructs are kept by their ids, and this one would be taken for it.', fix });
  }
  if (Object.values<string>(_OWN_IDS).includes(id)) {
    _refuse({ id: 'construct/id', what: `${place} is "${id}", an id of the library's own.`, why: 'What it adds to the project by that id would be missing.', fix });
  }
  const other = scope.node.tryFindChild(id);
  if (other === undefined) return;
  _refuse({
    id: 'construct/id-twice',
    what: `${said(scope)} has a construct with the id "${id}" already: ${kind(other)} ${other.node.path}.`,
    why: 'A construct is known by its id, which has to differ from those beside it.',
    fix: `Give one of the two another id: new ${made}(scope, "${id}2", …).`,
  });
}

const WHY_ID = 'Names of files, stages and images are made of ids, and messages say by them where something is.';

/** The class and the path of a construct; a root has none, and often no id either. */
function said(construct: IConstruct): string {
  return [kind(construct), construct.node.path || construct.node.id].filter(Boolean).join(' ');
}

function kind(construct: IConstruct): string {
  return construct.constructor.name || 'Construct';
}

/** An id as it stands in code; it may be anything yet. */
function name(id: unknown): string {
  return typeof id === 'string' ? _quotedValue(id) : String(id);
}

function described(value: unknown): string {
  if (typeof value === 'string') return `the text ${_quotedValue(value)}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const owner = value.constructor?.name ?? '';
  return ['', 'Object'].includes(owner) ? 'an object' : `an object of ${owner}`;
}
