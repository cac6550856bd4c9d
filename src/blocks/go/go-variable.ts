import { _refuse } from '../../core';

/** A string variable of a Go program that is set when it is linked (`-X`). */
export class GoVariable {
  /**
   * Set to a text.
   *
   * @param name import path, dot and name of the variable, e.g. `main.commit`
   * @throws `go/variable` for a text with both kinds of quotes or a line break, which `-ldflags` cannot hold
   */
  public static text(name: string, value: string): GoVariable {
    if (/\n/.test(value) || (value.includes('"') && value.includes("'"))) {
      _refuse({
        id: 'go/variable',
        what: `The value of ${name} is ${JSON.stringify(value)}.`,
        why: 'The go command splits -ldflags at blanks and knows no escapes, only the quotes \' and ".',
        fix: 'Leave out one kind of quotes and the line breaks, or set the variable in a file (extraFiles).',
      });
    }
    return new GoVariable(name, value.replace(/[\\"$`]/g, '\\$&'));
  }

  /**
   * Set to the version of the source, without a leading `v`.
   *
   * @param name import path, dot and name of the variable, e.g. `tailscale.com/version.longStamp`
   */
  public static version(name: string): GoVariable {
    return new GoVariable(name, '$version');
  }

  /** Import path, dot and name. */
  public readonly name: string;
  private readonly _value: string;

  private constructor(name: string, value: string) {
    this.name = checked(name);
    this._value = value;
  }

  /** @internal */
  public get _needsVersion(): boolean {
    return this._value === '$version';
  }

  /**
   * For `-ldflags`, inside the double quotes of a shell.
   *
   * @internal
   */
  public get _flag(): string {
    const definition = `${this.name}=${this._value}`;
    if (!/[\s'"]/.test(definition)) return `-X ${definition}`;
    return definition.includes("'") ? `-X \\"${definition}\\"` : `-X '${definition}'`;
  }
}

function checked(name: string): string {
  if (/^[\w.~/-]+\.[A-Za-z_]\w*$/.test(name)) return name;
  return _refuse({
    id: 'go/variable',
    what: `"${name}" does not name a variable of a Go package.`,
    why: 'The linker ignores what it does not find, and the variable keeps its default.',
    fix: 'Write import path, dot and name: main.version, or example.com/app/internal/build.Commit.',
  });
}
