import { _createError, _findOwnLines } from './own-lines';

/** The maximum number of calls between the user's line and the construct that it creates: each costs a quarter of a microsecond. */
const DEPTH = 12;
/** The same for an instruction. One with more calls in between belongs to a block, which knows its own place. */
const SHALLOW = 7;

/** A place in the code, converted to text on demand. */
class CallSite {
  private lines?: readonly string[];

  public constructor(private error?: Error) {}

  /** The user's own lines, the innermost first. */
  public get places(): readonly string[] {
    this.lines ??= [...new Set(_findOwnLines(this.error?.stack).flatMap(parsePlace))];
    // It contains all frames and their text, which take much more memory than the lines.
    this.error = undefined;
    return this.lines;
  }
}

/** Records the place that is being executed, in a few microseconds. */
function recordCallSite(depth: number): CallSite {
  return new CallSite(_createError(depth));
}

/** Who added something to an image: the construct, and the line that declares it. */
export class Origin {
  /**
   * The origin of what a construct is creating now.
   *
   * @internal
   */
  public static _now(construct: string): Origin {
    return Origin.block?._in(construct) ?? new Origin(construct, recordCallSite(DEPTH));
  }

  /**
   * Creates the parts of a block. They share the place of the block, which is recorded once and not for each instruction.
   *
   * @internal
   */
  public static _within<T>(construct: string, make: () => T): T {
    const outer = Origin.block;
    Origin.block = Origin._now(construct);
    try {
      return make();
    } finally {
      Origin.block = outer;
    }
  }

  /**
   * The origin of an error.
   *
   * @internal
   */
  public static _of(error: Error): Origin {
    return new Origin('', new CallSite(error));
  }

  /** The block that is being created. */
  private static block?: Origin;

  private constructor(
    /** Path of the construct. */
    public readonly construct: string,
    private readonly _site: CallSite,
    /**
     * The node of the Dockerfile that added it.
     *
     * @internal
     */
    public readonly _node?: object,
    private readonly _of?: Origin,
  ) {}

  /** File and line of the user's own code, e.g. `/repo/.projenrc.ts:12`; undefined for code in another language. */
  public get declaredAt(): string | undefined {
    return this._places[0];
  }

  /**
   * All lines of the user's own code that led there, the innermost first.
   *
   * @internal
   */
  public get _places(): readonly string[] {
    const { places } = this._site;
    return places.length === 0 ? this._of?._places ?? [] : places;
  }

  /**
   * The origin of a part that is being created now, such as an instruction of a stage.
   *
   * @internal
   */
  public _part(): Origin {
    return Origin.block?._in(this.construct) ?? new Origin(this.construct, recordCallSite(SHALLOW), undefined, this);
  }

  /**
   * The same, for another construct.
   *
   * @internal
   */
  public _in(construct: string): Origin {
    return new Origin(construct, this._site, this._node, this._of);
  }

  /**
   * The same, for an instruction.
   *
   * @internal
   */
  public _as(node: object): Origin {
    return new Origin(this.construct, this._site, node, this._of);
  }
}

/** `    at new Image (file:///repo/image.ts:12:5)` as `/repo/image.ts:12`. Names of directories may have blanks and parentheses. */
function parsePlace(line: string): string[] {
  const place = /^ +at (?!.*\(eval at )(?:.*? \()?(?:async )?(file:\/\/)?(\/.*|[A-Z]:.*):(\d+):\d+\)?$/.exec(line);
  if (place === null) return [];
  const [, scheme, path, number] = place;
  return [`${scheme === undefined ? path : decodePath(path)}:${number}`];
}

/** Decodes the escapes of a URL, e.g. of spaces. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
