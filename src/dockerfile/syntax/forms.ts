/**
 * The forms of the arguments of an instruction.
 *
 * @internal
 */
export type _ArgumentForm =
  | 'command' // JSON, else one text
  | 'array' // JSON only
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
 * The kinds of values of a flag.
 *
 * @internal
 */
export type _FlagForm =
  | 'switch' // nothing, or a boolean
  | 'text' // a literal value
  | 'texts' // repeatable literal values
  | 'word' // a value in which the variables of the stage are expanded
  | 'global' // a value in which the arguments above the first FROM are expanded
  | 'mounts'; // repeatable fields whose values are words

/**
 * The meaning of a word in which variables of the stage are expanded.
 *
 * @internal
 */
export type _WordRole =
  | 'key' | 'value' | 'source' | 'destination' | 'chown' | 'chmod' | 'checksum' | 'body' | 'path' | 'user' | 'volume' | 'signal' | 'port' | 'mount';
