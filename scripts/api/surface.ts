import type { ApiAssembly, ApiClass, ApiInterface, ApiMethod, ApiParameter, ApiType } from './assembly';

/** A rule for all public names, and the places that break it. */
export interface SurfaceRule {
  readonly title: string;
  check(api: Api): string[];
}

/** A public API, and the libraries whose types its users also see. */
export class Api {
  public readonly types: readonly ApiType[];

  /** @param languagesReserving tells in which languages a name is a reserved word */
  public constructor(
    private readonly assembly: ApiAssembly,
    public readonly neighbours: readonly ApiAssembly[],
    public readonly languagesReserving: (name: string) => readonly string[],
  ) {
    this.types = Object.values(assembly.types);
  }

  /** `Platform`, or `dockerfile.Word`. */
  public nameOf(type: ApiType): string {
    return type.fqn.slice(this.assembly.name.length + 1);
  }

  public get classes(): ApiClass[] {
    return this.types.filter(type => type.kind === 'class');
  }

  public get interfaces(): ApiInterface[] {
    return this.types.filter(type => type.kind === 'interface');
  }

  /** All methods and constructors, by name. */
  public get callables(): { readonly name: string; readonly isConstructor: boolean; readonly parameters: readonly ApiParameter[] }[] {
    const callables = (type: ApiClass | ApiInterface) => (type.methods ?? []).map(({ name, parameters }: ApiMethod) => (
      { name: `${this.nameOf(type)}.${name}`, isConstructor: false, parameters: parameters ?? [] }
    ));
    const constructors = this.classes.filter(({ initializer }) => initializer !== undefined)
      .map(type => ({ name: `new ${this.nameOf(type)}`, isConstructor: true, parameters: type.initializer!.parameters ?? [] }));
    return [...constructors, ...this.classes.flatMap(callables), ...this.interfaces.flatMap(callables)];
  }

  /** Types of this library that a type refers to, by their full names. */
  public referencesOf(type: ApiType): string[] {
    const names = [...JSON.stringify(type).matchAll(/"fqn":"([^"]+)"/g)].map(([, fqn]) => fqn);
    return [...new Set(names)].filter(fqn => fqn !== type.fqn && Object.hasOwn(this.assembly.types, fqn));
  }

  /** The name of the struct that a parameter takes; undefined unless it is one of this library. */
  public structOf({ type: { fqn } }: ApiParameter): string | undefined {
    const type = fqn === undefined ? undefined : this.assembly.types[fqn];
    return type?.kind === 'interface' && type.datatype === true ? type.name : undefined;
  }
}

/** Projects of projen take options: projen's own command requires that name. */
const PROJECT = /^new \w+Project$/;
/** Parameters that have the same meaning everywhere. */
const KNOWN_PARAMETERS = ['scope', 'id', 'props', 'options'];

export const surfaceRules: Record<string, SurfaceRule> = {
  options: {
    title: 'A constructor takes `props: XProps`; a method or factory takes `options: XOptions`, last',
    check: api => api.callables.flatMap(({ name, isConstructor, parameters }) => parameters.flatMap((parameter, i) => {
      const struct = api.structOf(parameter) ?? '';
      const [word, suffix] = isConstructor && !PROJECT.test(name) ? ['props', 'Props'] : ['options', 'Options'];
      const isGood = !/(Props|Options)$/.test(struct)
        ? !KNOWN_PARAMETERS.slice(2).includes(parameter.name)
        : struct.endsWith(suffix) && parameter.name === word && i === parameters.length - 1;
      return isGood ? [] : [`${name}: ${parameter.name}: ${struct || 'no struct'}`];
    })),
  },
  names: {
    title: 'No two types have one name, nor has a type that of a type of constructs or projen',
    check: api => {
      const names = [...api.types, ...api.neighbours.flatMap(({ types }) => Object.values(types).filter(({ namespace }) => namespace === undefined))]
        .map(({ name }) => name);
      return api.types.filter(({ name }) => names.indexOf(name) !== names.lastIndexOf(name)).map(type => api.nameOf(type));
    },
  },
  reserved: {
    title: 'No name is a reserved word of a language that there is a package for',
    check: api => namesOf(api).flatMap(([place, name]) => {
      const languages = api.languagesReserving(name).filter(language => language !== 'C#');
      return languages.length === 0 ? [] : [`${place}: ${languages.join(', ')}`];
    }),
  },
  modules: {
    title: 'A module refers to no type outside of it: in Go, the library imports its modules, and they cannot import it',
    check: api => api.types.filter(({ namespace }) => namespace !== undefined).flatMap(type => api.referencesOf(type)
      .filter(fqn => !fqn.startsWith(type.fqn.slice(0, -type.name.length)))
      .map(fqn => `${api.nameOf(type)}: ${fqn}`)),
  },
  parameters: {
    title: 'Every parameter has a name of its own',
    check: api => api.callables.flatMap(({ name, parameters }) => (
      parameters.filter(parameter => !/^[a-z]/.test(parameter.name)).map(parameter => `${name}: ${parameter.name}`)
    )),
  },
  documented: {
    title: 'Every type, member and parameter says what it is',
    check: api => [
      ...api.types.flatMap(type => [[api.nameOf(type), type] as const, ...membersOf(api, type)])
        .filter(([, { docs }]) => docs?.summary === undefined).map(([place]) => place),
      ...api.callables.flatMap(({ name, parameters }) => (
        parameters.filter(parameter => parameter.docs?.summary === undefined && !KNOWN_PARAMETERS.includes(parameter.name)).map(parameter => `${name}: ${parameter.name}`)
      )),
    ],
  },
  booleans: {
    title: 'A truth that an object tells is `isX`, `hasX` or a verb, or called like the option that it was made with; one that is given has no `is`',
    check: api => {
      const given = api.interfaces.filter(({ datatype }) => datatype === true);
      const options = new Set(given.flatMap(({ properties = [] }) => properties.map(({ name }) => name)));
      const told = api.classes.flatMap(type => [
        ...(type.properties ?? []).filter(isTruth).map(({ name }) => ({ type, name })),
        ...(type.methods ?? []).filter(({ returns }) => returns?.type.primitive === 'boolean').map(({ name }) => ({ type, name })),
      ]);
      return [
        ...told.filter(({ name }) => !/^(is|has)[A-Z]|^[a-z]+s($|[A-Z])/.test(name) && !options.has(name)),
        ...given.flatMap(type => (type.properties ?? []).filter(isTruth).map(({ name }) => ({ type, name }))).filter(({ name }) => /^is[A-Z]/.test(name)),
      ].map(({ type, name }) => `${api.nameOf(type)}.${name}`);
    },
  },
};

function isTruth({ type }: ApiParameter): boolean {
  return type.primitive === 'boolean';
}

function membersOf(api: Api, type: ApiType): (readonly [place: string, member: Pick<ApiParameter, 'docs' | 'name'>])[] {
  const members = type.kind === 'enum' ? type.members : [...type.properties ?? [], ...type.methods ?? []];
  return members.map(member => [`${api.nameOf(type)}.${member.name}`, member]);
}

function namesOf(api: Api): (readonly [place: string, name: string])[] {
  return [
    ...api.types.map(type => [api.nameOf(type), type.name] as const),
    ...api.types.flatMap(type => membersOf(api, type)).map(([place, { name }]) => [place, name] as const),
    ...api.callables.flatMap(({ name, parameters }) => parameters.map(parameter => [`${name}: ${parameter.name}`, parameter.name] as const)),
  ];
}

/** Lists the places that break the rules, one line each, below the title of each rule. */
export function describeViolations(api: Api): string[] {
  return Object.values(surfaceRules).flatMap(({ title, check }) => {
    const places = check(api);
    return places.length === 0 ? [] : [`${title}:`, ...places.map(place => `  ${place}`)];
  });
}
