import { _findArgumentReference } from './argument-reference';
import { _EditedText, _cutRange, _isOneLine } from './edit';
import type { _ImageReference } from './image-reference';
import type { _FileMeaning, _Meaning } from './meaning';
import { _parseMountFields } from '../syntax/mount-fields';
import type { _SyntaxInstruction, _SyntaxTree } from '../syntax/syntax-tree';

/** A reference and how it changes the meaning of its instruction. */
type Reference = Pick<_ImageReference, 'text' | 'range'> & { readonly replace: (meaning: _Meaning, reference: string) => _Meaning };

const CONTINUED = 'it is continued on the next line';
const QUOTED = 'it has quotes or escape characters';

/**
 * The images that a file names in `# syntax=`, `FROM`, `COPY --from` and `RUN --mount=from`. Names of stages and `scratch` are not among them.
 * An image that a `FROM` names by an argument is at the default of the argument, once.
 *
 * @internal
 */
export function _listImageReferences(tree: _SyntaxTree): _ImageReference[] {
  const source = new _EditedText(tree.text);
  const names = tree.instructions.map(readStageName);
  const all = new Set(names);
  const earlier = new Set<string | undefined>();
  const inArguments = new Set<string>();
  const inInstructions = tree.instructions.flatMap((instruction, index): _ImageReference[] => {
    const isStage = (name: string) => (instruction.name === 'FROM' ? name === 'scratch' || earlier.has(name) : /^\d+$/.test(name) || all.has(name.toLowerCase()));
    const references = listReferences(instruction, source).flatMap(({ text, range, replace }): _ImageReference[] => {
      const written = {
        text,
        range,
        line: instruction.range.startLine,
        replaceIn: (meaning: _FileMeaning, reference: string) => ({
          ...meaning, instructions: meaning.instructions.map((each, i) => (i === index ? replace(each, reference) : each)),
        }),
      };
      if (isStage(text)) return [];
      if (!text.includes('$')) return [written];
      if (instruction.name !== 'FROM') return [{ ...written, range: 'it comes from a variable' }];
      const found = _findArgumentReference(tree, source, text);
      if (typeof found === 'string') return [{ ...written, range: found }];
      if (isStage(found.text) || inArguments.has(found.argument)) return [];
      inArguments.add(found.argument);
      return [found];
    });
    earlier.add(names[index]);
    return references;
  });
  return [...listSyntax(tree, source), ...inInstructions];
}

/**
 * The images that a file names, as they are written, each with its line.
 *
 * @internal
 */
export function _listWrittenImages(tree: _SyntaxTree): Pick<_ImageReference, 'text' | 'line'>[] {
  return _listImageReferences(tree).map(({ text, line }) => ({ text, line }));
}

function listReferences(instruction: _SyntaxInstruction, source: _EditedText): Reference[] {
  const { name, words: [image], trigger } = instruction;
  if (name === 'FROM' && image !== undefined) {
    const range = /["'\\`]/.test(image.text) ? QUOTED : _isOneLine(image.range) ? image.range : CONTINUED;
    return [{ text: image.text, range, replace: (meaning, reference) => ({ ...meaning, words: [reference, ...meaning.words!.slice(1)] }) }];
  }
  if (trigger !== undefined) {
    return listReferences(trigger, source).map(found => ({
      ...found, replace: (meaning, reference) => ({ ...meaning, trigger: found.replace(meaning.trigger!, reference) }),
    }));
  }
  return instruction.flags.flatMap((flag, i): Reference[] => {
    const at = findInFlag(name, flag);
    if (at === undefined) return [];
    const value = flag.value!;
    const start = `--${flag.name}=`.length + at.start;
    const isPlain = source.slice(flag.range) === `--${flag.name}=${value}` && !value.includes('"');
    const range = !_isOneLine(flag.range) ? CONTINUED : isPlain ? _cutRange(flag.range, start, start + at.text.length) : QUOTED;
    const replace = (meaning: _Meaning, reference: string) => ({
      ...meaning,
      flags: meaning.flags.map((each, j) => (i === j ? `${each.slice(0, start - 2)}${reference}${each.slice(start - 2 + at.text.length)}` : each)),
    });
    return [{ text: at.text, range, replace }];
  });
}

/** The reference in the value of a flag, and its place there. */
function findInFlag(keyword: string, { name, value }: _SyntaxInstruction['flags'][number]): { readonly text: string; readonly start: number } | undefined {
  if (value === undefined || value === '') return undefined;
  if (keyword === 'COPY' && name === 'from') return { text: value, start: 0 };
  if (keyword !== 'RUN' || name !== 'mount') return undefined;
  let start = 0;
  for (const { key, value: from, text } of _parseMountFields(value) ?? []) {
    if (key === 'from' && from) return { text: from, start: start + text.length - from.length };
    start += text.length + 1;
  }
  return undefined;
}

function listSyntax({ directives }: _SyntaxTree, source: _EditedText): _ImageReference[] {
  return directives.flatMap(({ name, value, range }, index) => {
    const [text] = value.split(' ');
    if (name !== 'syntax' || text === '') return [];
    const line = source.slice(range);
    const start = line.indexOf(text, line.indexOf('=') + 1);
    const describe = (reference: string) => `${line.slice(1, start)}${reference}${line.slice(start + text.length)}`.trim();
    return [{
      text,
      line: range.startLine,
      range: _cutRange(range, start, start + text.length),
      replaceIn: (meaning, reference) => ({
        ...meaning,
        directives: meaning.directives.map((each, i) => (i === index ? `syntax=${reference}${value.slice(text.length)}` : each)),
        // Below `#!`, the directive also describes the first instruction.
        instructions: meaning.instructions.map((each, i) => (
          i === 0 ? { ...each, comments: each.comments.map(comment => (comment === describe(text) ? describe(reference) : comment)) } : each
        )),
      }),
    }];
  });
}

function readStageName({ name, words: [, as, stage] }: _SyntaxInstruction): string | undefined {
  return name === 'FROM' && as?.text.toLowerCase() === 'as' ? stage?.text.toLowerCase() : undefined;
}
