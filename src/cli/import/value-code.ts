import { Expression, StageName } from './typescript';
import { CacheSharing, Command, CopySource, Heredoc, KeyValue, Mount, Word } from '../../dockerfile';

/** Returns the code for the name of a stage or an image. */
export type SourceCode = (name: string) => string | StageName;

/** Writes a word as code. */
export function writeWord(word: Word): Expression {
  if (word._text !== undefined) return new Expression('Word.literal', [word._text]);
  const [name] = word.variables;
  return word._template === `$${name}` ? new Expression('Word.variable', [name]) : new Expression('Word.template', [word._template]);
}

/** Writes a key and its value as code. */
export function writePair({ key, value }: KeyValue): Expression {
  if (key.isLiteral && value.isLiteral) return new Expression('KeyValue.of', [key._text, value._text]);
  return new Expression('KeyValue.word', [writeWord(key), writeWord(value)]);
}

/** Writes a command as code. */
export function writeCommand(command: Command): Expression {
  if (!command.isShell) return new Expression('Command.exec', [command.argv]);
  const { lines } = command;
  return lines.length > 1 ? new Expression('Command.shellLines', [lines]) : new Expression('Command.shell', [command.text]);
}

/** Writes a source of `COPY` or `ADD` as code. */
export function writeCopySource({ word, text, _path }: CopySource): Expression {
  if (text !== undefined) return new Expression('CopySource.heredoc', [writeHeredoc(text)]);
  return _path === undefined ? new Expression('CopySource.pattern', [writeWord(word!)]) : new Expression('CopySource.path', [writeWord(_path)]);
}

/** Writes a heredoc as code. */
export function writeHeredoc(heredoc: Heredoc): Expression {
  const { content, delimiter, _word, _isForShell, _isNamed, isChomped } = heredoc;
  const kind = _word !== undefined ? 'expanding' : _isForShell ? 'shell' : 'literal';
  const args = [_word === undefined ? content : writeWord(_word), _isNamed ? delimiter : undefined];
  return new Expression(`Heredoc.${kind}`, args, isChomped ? '.chomped()' : '');
}

/** Writes a mount as code. */
export function writeMount({ kind, mountFrom, _options }: Mount, sourceCode: SourceCode): Expression {
  return new Expression(`Mount.${kind}`, [{
    ..._options,
    mountFrom: mountFrom && sourceCode(mountFrom),
    sharing: _options.sharing && writeConstant('CacheSharing', CacheSharing, _options.sharing),
  }]);
}

/** Writes a value of an enum as code. */
export function writeConstant(name: string, values: Record<string, string>, value: string): Expression {
  return new Expression(`${name}.${Object.keys(values).find(key => values[key] === value)}`);
}
