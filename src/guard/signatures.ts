/** The public API, as far as the guard checks it. Lists of parameters and options are text: `name: string, options?: CopyOptions`. */
export interface Signatures {
  readonly classes: Readonly<Record<string, ClassSignatures>>;
  readonly structs: Readonly<Record<string, StructSignature>>;
  readonly interfaces: Readonly<Record<string, InterfaceSignature>>;
  readonly enums: readonly string[];
}

/** The public constructor and methods of a class. */
export interface ClassSignatures {
  /** Parameters of the constructor; undefined if it is not public. */
  readonly create?: string;
  readonly statics?: Readonly<Record<string, string>>;
  /** Those with parameters. */
  readonly methods?: Readonly<Record<string, string>>;
  /** Statics that create an object from one text, such as `Platform.parse`. */
  readonly fromText?: readonly string[];
  /** Classes with methods whose objects it returns. */
  readonly handsOut?: readonly string[];
}

/** The options of one kind of object. */
export interface StructSignature {
  readonly options: string;
  /** Those that another library declares. */
  readonly foreign?: string;
}

/** What an object has that implements an interface. */
export interface InterfaceSignature {
  readonly properties?: string;
  readonly methods?: readonly string[];
}

/** A parameter or an option. */
export interface Member {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
}

const parsed = new Map<string, readonly Member[]>();

/** The parameters or options that a text lists. */
export function parseMembers(list: string): readonly Member[] {
  let members = parsed.get(list);
  if (members === undefined) parsed.set(list, members = list === '' ? [] : list.split(', ').map(parseMember));
  return members;
}

function parseMember(text: string): Member {
  const [name, type] = text.split(': ');
  return name.endsWith('?') ? { name: name.slice(0, -1), isOptional: true, type } : { name, isOptional: false, type };
}
