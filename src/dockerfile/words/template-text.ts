import { _Expansion, _OPERATORS, _Part } from './word-parts';

/**
 * Prints parts as the text from which `Word.template` makes them.
 *
 * @internal
 */
export function _printTemplate(parts: readonly _Part[], special = '', isPattern = false): string {
  return parts.map((part, i) => {
    if (typeof part !== 'string') return 'wildcard' in part ? part.wildcard : printExpansion(part, parts[i + 1]);
    return part.replace(/[$\\}/*?]/g, character => (`$\\${special}${isPattern ? '*?' : ''}`.includes(character) ? `\\${character}` : character));
  }).join('');
}

/**
 * Escapes a text for `Word.template`.
 *
 * @internal
 */
export function _escapeTemplate(text: string): string {
  return text.replace(/[$\\]/g, '\\$&');
}

function printExpansion({ name, operator, operand = [], replacement }: _Expansion, next: _Part | undefined): string {
  if (operator === undefined) return typeof next === 'string' && /^\w/.test(next) ? `\${${name}}` : `$${name}`;
  if (_OPERATORS[operator] === 'word') return `\${${name}${operator}${_printTemplate(operand, '}')}}`;
  if (replacement === undefined) return `\${${name}${operator}${_printTemplate(operand, '}', true)}}`;
  return `\${${name}${operator}${_printTemplate(operand, '/', true)}/${_printTemplate(replacement, '}')}}`;
}
