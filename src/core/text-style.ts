import { Severity } from './severity';

/** The role of a piece of text. */
type Role = Severity | 'strong' | 'quiet';

/** @see https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const CODES: Record<Role, string> = {
  [Severity.ERROR]: '1;31',
  [Severity.WARNING]: '1;33',
  [Severity.INFO]: '1;36',
  strong: '1',
  quiet: '2',
};

/** Longer lines are hard to read, however wide a terminal is. */
const WIDEST = 120;
/** Narrower lines are not worth wrapping. */
const NARROWEST = 40;

/**
 * How a text is laid out and colored.
 *
 * @internal
 */
export interface _TextStyle {
  /** Lines are wrapped at this width. Unset for texts that programs read. */
  readonly width?: number;
  readonly paint: (role: Role, text: string) => string;
}

/**
 * For files, errors and other languages.
 *
 * @internal
 */
export const _PLAIN: _TextStyle = { paint: (_, text) => text };

/**
 * Chooses the style for a stream: colors and wrapped lines only on a terminal. `FORCE_COLOR` takes precedence over `NO_COLOR`,
 * as in Node.js.
 *
 * @see https://no-color.org
 * @internal
 */
export function _chooseStyle(
  { isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number },
  { FORCE_COLOR, NO_COLOR, TERM }: Record<string, string | undefined>,
): _TextStyle {
  const isForced = FORCE_COLOR !== undefined && !['0', 'false'].includes(FORCE_COLOR);
  const isRefused = FORCE_COLOR !== undefined || !!NO_COLOR || TERM === 'dumb';
  return {
    width: isTTY && columns !== undefined && columns >= NARROWEST ? Math.min(columns, WIDEST) : undefined,
    paint: isForced || (isTTY === true && !isRefused) ? paintText : _PLAIN.paint,
  };
}

/**
 * Splits a text into its lines, and wraps those that are wider than `width`.
 *
 * @internal
 */
export function _wrapText(text: string, firstIndent: string, indent: string, width = Infinity): string[] {
  const lines: string[] = [];
  for (const own of text.split('\n')) {
    let line = lines.length === 0 ? firstIndent : indent;
    let isEmpty = true;
    for (const word of own.split(' ')) {
      if (!isEmpty && line.length + 1 + word.length > width) {
        lines.push(line);
        line = indent;
        isEmpty = true;
      }
      line += isEmpty ? word : ` ${word}`;
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

function paintText(role: Role, text: string): string {
  return `\x1b[${CODES[role]}m${text}\x1b[0m`;
}
