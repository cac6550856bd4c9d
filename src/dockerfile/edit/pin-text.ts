import { _EditedText } from './edit';
import type { _Edit } from './edit';
import { _findAddedRule } from './findings';
import type { _ImageReference } from './image-reference';
import { _listImageReferences } from './image-references';
import { _FileMeaning, _isSameMeaning, _readMeaning } from './meaning';
import { _Refusal } from '../../core';
import { _LintOptions, _lint } from '../lint/lint';
import { _readSyntax } from '../syntax/read-syntax';
import type { _SyntaxTree } from '../syntax/syntax-tree';

/**
 * An image that was pinned, or is left to the user.
 *
 * @internal
 */
export interface _PinRecord {
  readonly line: number;
  /** The reference without a digest; with the default of the argument at its end, if there is one. */
  readonly reference: string;
  /** The digest that it had, if there was one. */
  readonly before?: string;
  /** The digest, if it was pinned. */
  readonly digest?: string;
  /** The reason, as a clause, if it is left to the user. */
  readonly left?: string;
  /** The reason, as a clause, why its digest stays in an update. */
  readonly kept?: string;
}

/**
 * The result of pinning the images of a text.
 *
 * @internal
 */
export interface _PinnedText {
  readonly text: string;
  /** Every image whose digest was asked for, that cannot be pinned, or that an update cannot move, in the order of the file. */
  readonly records: readonly _PinRecord[];
}

/**
 * How to pin.
 *
 * @internal
 */
export interface _PinOptions extends _LintOptions {
  /**
   * Whether to replace the digest of a reference that also has a tag.
   * @default - a digest stays as it is
   */
  readonly isUpdate?: boolean;
}

/**
 * Looks up the digest of a reference without one, e.g. `sha256:…`. A refusal leaves the image to the user.
 *
 * @internal
 */
export type _DigestLookup = (reference: string) => Promise<string>;

/** A reference that is to get a digest. */
interface Wanted {
  readonly place: _ImageReference;
  /** The reference without a digest. */
  readonly name: string;
  /** Why its digest stays. */
  readonly kept?: string;
}

/**
 * Lists the references whose digests `_pinText` asks for, each once, with the digest that they have.
 *
 * @throws as `_readSyntax`
 * @internal
 */
export function _listImagesToPin(text: string, options: _PinOptions = {}): { readonly name: string; readonly digest?: string }[] {
  const wanted = listWanted(_readSyntax(text), options).filter(isLookedUp);
  return [...new Map(wanted.map(({ place, name }) => [name, { name, ...readDigest(place) }])).values()];
}

/**
 * Puts digests into `# syntax=`, `FROM`, `COPY --from`, `RUN --mount=from` and the defaults of arguments of `FROM`, and changes nothing else: an edit counts only if
 * the file that is read afterwards means the same apart from the digest, and if no finding is new. Each reference is looked up once, all at
 * the same time.
 *
 * @throws as `_readSyntax`, and what the lookup throws except refusals
 * @internal
 */
export async function _pinText(text: string, lookUp: _DigestLookup, options: _PinOptions = {}): Promise<_PinnedText> {
  const tree = _readSyntax(text);
  const wanted = listWanted(tree, options);
  const digests = await lookUpAll(wanted, lookUp);
  const findings = _lint(tree, options);
  const source = new _EditedText(text);
  let meaning = _readMeaning(tree);
  let edits: readonly _Edit[] = [];
  const records = wanted.map(({ place, name, kept }): _PinRecord => {
    const { digest: before } = readDigest(place);
    const record = { line: place.line, reference: name, ...before === undefined ? {} : { before } };
    if (kept !== undefined) return { ...record, kept };
    if (typeof place.range === 'string') return { ...record, left: place.range };
    const digest = digests.get(name)!;
    if (digest instanceof _Refusal) return { ...record, left: digest.problem.what };
    const pinned = `${name}@${digest}`;
    const more = [...edits, { range: place.range, text: pinned.slice(place.prefix?.length ?? 0) }];
    const becomes = place.replaceIn(meaning, pinned);
    const left = findProblem(source.apply(more), becomes);
    if (left !== undefined) return { ...record, left };
    edits = more;
    meaning = becomes;
    return { ...record, digest };
  });
  return { text: source.apply(edits), records };

  function findProblem(edited: string, becomes: _FileMeaning): string | undefined {
    const after = _readSyntax(edited);
    if (!_isSameMeaning(_readMeaning(after), becomes)) return 'the change would alter more than the reference';
    const added = _findAddedRule(findings, _lint(after, options));
    return added === undefined ? undefined : `${added} would be reported after the change`;
  }
}

function listWanted(tree: _SyntaxTree, options: _PinOptions): Wanted[] {
  return _listImageReferences(tree).flatMap(place => selectReference(place, options));
}

function readDigest({ text }: _ImageReference): { readonly digest?: string } {
  const [, digest] = text.split('@');
  return digest === undefined ? {} : { digest };
}

/** A reference that lacks a digest, or is asked about in an update. */
function selectReference(place: _ImageReference, { isUpdate = false }: _PinOptions): Wanted[] {
  const [name, digest] = place.text.split('@');
  if (digest === undefined) return [{ place, name }];
  if (!isUpdate) return [];
  return [/:[^/]+$/.test(name) ? { place, name } : { place, name, kept: typeof place.range === 'string' ? place.range : 'it has no tag that could be followed' }];
}

function isLookedUp({ place, kept }: Wanted): boolean {
  return typeof place.range !== 'string' && kept === undefined;
}

async function lookUpAll(wanted: readonly Wanted[], lookUp: _DigestLookup): Promise<Map<string, string | _Refusal>> {
  const names = new Set(wanted.filter(isLookedUp).map(({ name }) => name));
  return new Map(await Promise.all([...names].map(async name => [name, await lookUp(name).catch(keepRefusal)] as const)));
}

function keepRefusal(error: unknown): _Refusal {
  if (error instanceof _Refusal) return error;
  throw error;
}
