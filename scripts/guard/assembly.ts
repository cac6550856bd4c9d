/**
 * The parts of the description of an API that the guard reads.
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

/** A parameter of a method. */
export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

/** A property of a class or an interface. */
export type Property = Parameter;

/** A method, or a constructor. */
export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

interface Members {
  readonly fqn: string;
  /** `subclassable` if `@subclassable` allows others to extend or implement it. */
  readonly docs?: { readonly subclassable?: boolean };
  readonly interfaces?: string[];
  readonly properties?: Property[];
  readonly methods?: Method[];
}

/** A class; without `initializer` if only the library may create objects of it. */
export interface ClassType extends Members {
  readonly kind: 'class';
  readonly abstract?: boolean;
  readonly base?: string;
  readonly initializer?: { readonly parameters?: Parameter[] };
}

/** An interface; with `datatype`, a struct. */
export interface InterfaceType extends Members {
  readonly kind: 'interface';
  readonly datatype?: boolean;
}

/** An enum. The description does not contain its values. */
export interface EnumType {
  readonly kind: 'enum';
  readonly fqn: string;
}

/** Any type. */
export type Type = ClassType | InterfaceType | EnumType;
