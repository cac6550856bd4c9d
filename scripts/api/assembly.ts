import type { ClassType, InterfaceType, Method, Parameter, TypeReference } from '../guard/assembly';

/** A documentation comment, as parsed by jsii. */
export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly returns?: string;
  readonly see?: string;
  readonly example?: string;
  readonly deprecated?: string;
  readonly custom?: Record<string, string>;
}

interface Documented {
  readonly docs?: Docs;
}

export type ApiParameter = Parameter & Documented;

export type ApiProperty = ApiParameter & {
  readonly static?: boolean;
  readonly const?: boolean;
};

export type ApiMethod = Omit<Method, 'parameters'> & Documented & {
  readonly parameters?: ApiParameter[];
};

interface Named extends Documented {
  readonly fqn: string;
  readonly name: string;
  /** The module of a type outside of the root, e.g. `dockerfile`. */
  readonly namespace?: string;
  readonly locationInModule: { readonly filename: string; readonly line: number };
}

interface Members {
  readonly properties?: ApiProperty[];
  readonly methods?: ApiMethod[];
}

export type ApiClass = Omit<ClassType, 'initializer' | 'properties' | 'methods'> & Named & Members & {
  readonly abstract?: boolean;
  readonly initializer?: Documented & { readonly parameters?: ApiParameter[] };
};

export type ApiInterface = Omit<InterfaceType, 'properties' | 'methods'> & Named & Members;

export type ApiEnum = Named & {
  readonly kind: 'enum';
  readonly members: readonly (Documented & { readonly name: string })[];
};

export type ApiType = ApiClass | ApiInterface | ApiEnum;

/** The public API, as the compiler describes it in `.jsii`. */
export interface ApiAssembly {
  readonly name: string;
  readonly types: Record<string, ApiType>;
}

export type { TypeReference };
