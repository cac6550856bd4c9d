import { _findDockerfileSyntax, _parseWord } from '../../words/parse-word';
import { _splitAtVariables } from '../../words/word-fits';

/** The maximum number of variables: with more, a name could be anything, and a regular expression would be slow. */
const MOST = 4;

/** The minimum number of fixed letters in a name: with fewer, it may be any image. */
const FEWEST = 2;

/**
 * The names that the text of a `FROM` with variables may become: `base-$VARIANT` is `base-` and anything. Undefined without a variable, if
 * it cannot be a stage (a tag, a digest, a registry), and if it is nearly all variable.
 */
export function createNamePattern(source: string): RegExp | undefined {
  const pieces = _parseWord(source, _findDockerfileSyntax('\\', false));
  if (pieces.some(piece => typeof piece === 'object' && 'quoted' in piece)) return undefined;
  const parts = _splitAtVariables(pieces);
  const text = parts.join('');
  if (parts.length < 2 || parts.length > MOST + 1 || /[^a-z\d._-]/.test(text) || text.replace(/[^a-z]/g, '').length < FEWEST) return undefined;
  return new RegExp(`^${parts.map(part => part.replaceAll('.', '\\.')).join('.*')}$`);
}
