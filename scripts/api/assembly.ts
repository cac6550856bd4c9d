/**
 * What is read of `.jsii`, the description of an API that the compiler writes.
 *
 * @see https://github.com/aws/jsii/blob/main/packages/%40jsii/spec/lib/assembly.ts
 */
export interface Assembly {
  readonly name: string;
  readonly types: Record<string, Type>;
}

/** A type by its name, or a list or map of them. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

/** What TSDoc says of something. */
export interface Documented {
  readonly docs?: { readonly summary?: string };
}

/** A parameter of a method. */
export interface Parameter extends Documented {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

/** A property of a class or an interface. */
export type Property = Parameter;

/** A method. */
export interface Method extends Documented {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

interface Members extends Documented {
  readonly fqn: string;
  readonly name: string;
  readonly namespace?: string;
  readonly interfaces?: string[];
  readonly properties?: Property[];
  readonly methods?: Method[];
}

/** A class; without `initializer` where nobody else may make one. */
export interface ClassType extends Members {
  readonly kind: 'class';
  readonly base?: string;
  readonly initializer?: { readonly parameters?: Parameter[] };
}

/** An interface; with `datatype` a struct. */
export interface InterfaceType extends Members {
  readonly kind: 'interface';
  readonly datatype?: boolean;
}

/** An enum, whose values the description does not have. */
export interface EnumType extends Documented {
  readonly kind: 'enum';
  readonly fqn: string;
  readonly name: string;
  readonly namespace?: string;
  readonly members: readonly (Documented & { readonly name: string })[];
}

/** Any type. */
export type Type = ClassType | InterfaceType | EnumType;
