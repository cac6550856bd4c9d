import type { _GoFlag } from './go-flags';
import { _ShellPart, _quoteValue, _refuse } from '../../core';

/** The variable of a script that holds the version of the source. */
const VERSION = { variable: 'version' };

/** A string variable of a Go program that is set when it is linked (`-X`). */
export class GoVariable {
  /**
   * Sets a variable to a text.
   *
   * @param name import path, dot and name of the variable, e.g. `main.commit`
   * @param value the text; it is not expanded
   * @throws `go/variable` for a text with spaces and both kinds of quotes, which `-ldflags` cannot contain
   */
  public static text(name: string, value: string): GoVariable {
    if (/[ \t\n\r]/.test(value) && value.includes('"') && value.includes('\'')) {
      _refuse({
        id: 'go/variable',
        what: `The value of ${name} is ${_quoteValue(value)}.`,
        why: 'The go command splits -ldflags at spaces and has no escapes, only the quotes \' and ".',
        fix: 'Leave out the spaces or one kind of quotes, or set the variable in a file (extraFiles).',
      });
    }
    return new GoVariable(name, value);
  }

  /**
   * Sets a variable to the version of the source, without a leading `v`.
   *
   * @param name import path, dot and name of the variable, e.g. `tailscale.com/version.longStamp`
   */
  public static version(name: string): GoVariable {
    return new GoVariable(name, VERSION);
  }

  /** Import path, dot and name. */
  public readonly name: string;
  private readonly _value: _ShellPart;

  private constructor(name: string, value: _ShellPart) {
    this.name = checkName(name);
    this._value = value;
  }

  /** @internal */
  public get _needsVersion(): boolean {
    return this._value === VERSION;
  }

  /**
   * The flags for the linker.
   *
   * @internal
   */
  public get _flags(): _GoFlag[] {
    return [['-X'], [`${this.name}=`, this._value]];
  }
}

function checkName(name: string): string {
  if (/^[\w.~+/-]+\.[A-Za-z_]\w*$/.test(name)) return name;
  return _refuse({
    id: 'go/variable',
    what: `${_quoteValue(name)} does not name a variable of a Go package.`,
    why: 'The linker ignores unknown variables, so this one would keep its default.',
    fix: 'Write import path, dot and name: main.version, or example.com/app/internal/build.Commit.',
  });
}
