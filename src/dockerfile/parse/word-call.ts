import { _Call, _call } from './call';
import { _templateText } from '../words/template-text';
import { _readParts } from '../words/read-parts';
import type { _Part } from '../words/word-parts';

/**
 * How a word is made that stands in a Dockerfile as this text.
 *
 * @internal
 */
export function _wordCall(text: string, escape: string): _Call {
  return partsCall(_readParts(text, { escape }));
}

/**
 * How the text of a heredoc is made in which BuildKit expands variables.
 *
 * @internal
 */
export function _bodyCall(text: string): _Call {
  return partsCall(_readParts(text, { escape: '\\', isHeredoc: true }));
}

/**
 * The text of a word; undefined where something is expanded in it.
 *
 * @internal
 */
export function _literalOf({ maker, args }: _Call): string | undefined {
  return maker === 'Word.literal' ? args[0] as string : undefined;
}

function partsCall(parts: readonly _Part[]): _Call {
  const [first = '', ...rest] = parts;
  if (rest.length > 0 || typeof first !== 'string') {
    return rest.length === 0 && typeof first !== 'string' && 'name' in first && first.operator === undefined
      ? _call('Word.variable', first.name)
      : _call('Word.template', _templateText(parts));
  }
  return _call('Word.literal', first);
}
