import { _dockerfileSyntax, _parseWord } from '../../words/parse-word';
import { _textsBetween } from '../../words/word-fits';

/** With more variables, nobody could say what a name means; and no regular expression has to try. */
const MOST = 4;

/** Letters of a name that a variable leaves as they are: with fewer, a variable may be any image. */
const FEWEST = 2;

/**
 * What names the text of a `FROM` with variables may become: `base-$VARIANT` is `base-` and anything. Undefined where there is no variable,
 * where it can be no stage (a tag, a digest, a registry), and where nearly all of it is variable.
 */
export function namePattern(source: string): RegExp | undefined {
  const pieces = _parseWord(source, _dockerfileSyntax('\\', false));
  if (pieces.some(piece => typeof piece === 'object' && 'quoted' in piece)) return undefined;
  const parts = _textsBetween(pieces);
  const text = parts.join('');
  if (parts.length < 2 || parts.length > MOST + 1 || /[^a-z\d._-]/.test(text) || text.replace(/[^a-z]/g, '').length < FEWEST) return undefined;
  return new RegExp(`^${parts.map(part => part.replaceAll('.', '\\.')).join('.*')}$`);
}
