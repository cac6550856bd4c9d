import { Library, isObject, isPlain } from './library';
import { Member, parseMembers } from './signatures';

/** Whether a value has a type. */
export type Fits = (value: unknown) => boolean;

/**
 * Recognizes nearly all correct arguments in well under a microsecond. All others are inspected piece by
 * piece: they may be wrong, or unusual.
 */
export class Fit {
  private readonly byType = new Map<string, Fits>();

  public constructor(private readonly library: Library) {}

  /** @param parameters as text */
  public createArgumentCheck(parameters: string): (values: readonly unknown[]) => boolean {
    const fits = parseMembers(parameters).map(parameter => this.createMemberCheck(parameter));
    return values => {
      if (values.length > fits.length) return false;
      for (let i = 0; i < fits.length; i++) if (!fits[i](values[i])) return false;
      return true;
    };
  }

  private createMemberCheck({ isOptional, type }: Member): Fits {
    let fits: Fits | undefined;
    return value => (value === undefined ? isOptional || type === 'any' : (fits ??= this.findTypeCheck(type))(value));
  }

  private findTypeCheck(type: string): Fits {
    let fits = this.byType.get(type);
    if (fits === undefined) this.byType.set(type, fits = this.createFits(type));
    return fits;
  }

  private createFits(type: string): Fits {
    if (type.endsWith('[]')) return createListCheck(this.findTypeCheck(type.slice(0, -2)));
    if (type.endsWith('{}')) return createMapCheck(this.findTypeCheck(type.slice(0, -2)));
    if (this.library.findStruct(type) !== undefined) return this.createOptionCheck(type);
    return this.library.listProperties(type).length > 0 ? this.createPropertyCheck(type) : this.library.findKind(type);
  }

  /** An object of any class that implements an interface. */
  private createPropertyCheck(type: string): Fits {
    const isOne = this.library.findKind(type);
    const fits = this.library.listProperties(type).map(member => [member.name, this.createMemberCheck(member)] as const);
    return value => isOne(value) && fits.every(([name, isRight]) => isRight((value as Record<string, unknown>)[name]));
  }

  private createOptionCheck(type: string): Fits {
    const { members } = this.library.findStruct(type)!;
    const fits = new Map(members.map(member => [member.name, this.createMemberCheck(member)]));
    const required = members.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return value => {
      if (!isObject(value) || !isPlain(value)) return false;
      const given = value as Record<string, unknown>;
      for (const name of required) if (given[name] === undefined) return false;
      for (const name of Object.keys(given)) if (!(fits.get(name)?.(given[name]) ?? false)) return false;
      return true;
    };
  }
}

function createListCheck(fits: Fits): Fits {
  return value => {
    if (!Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i++) if (!fits(value[i])) return false;
    return true;
  };
}

function createMapCheck(fits: Fits): Fits {
  return value => {
    if (!isObject(value) || !isPlain(value) || Array.isArray(value)) return false;
    for (const key of Object.keys(value)) if (!fits((value as Record<string, unknown>)[key])) return false;
    return true;
  };
}
