/**
 * How the arguments of an instruction are written.
 *
 * @internal
 */
export type _ArgumentForm =
  | 'command' // JSON, else one text
  | 'array' // JSON alone
  | 'copy' // JSON, else words: sources and a destination
  | 'paths' // JSON, else words
  | 'ports' // words
  | 'image' // words: an image, and AS with a name
  | 'text' // one text
  | 'pairs' // key=value, or one key and a value after a blank
  | 'names' // name[=value]
  | 'health' // NONE, or CMD and a command
  | 'trigger'; // another instruction

/**
 * What may be behind a flag.
 *
 * @internal
 */
export type _FlagForm =
  | 'switch' // nothing, or a truth value
  | 'text' // a value that is handed on as it is written
  | 'texts' // the same, several times
  | 'word' // a value in which the variables of the stage are expanded
  | 'global' // a value in which the arguments above the first FROM are expanded
  | 'mounts'; // fields, several times, whose values are words

/**
 * What a word is for in which the variables of the stage are expanded.
 *
 * @internal
 */
export type _WordRole =
  | 'key' | 'value' | 'source' | 'destination' | 'chown' | 'chmod' | 'checksum' | 'body' | 'path' | 'user' | 'volume' | 'signal' | 'port' | 'mount';
