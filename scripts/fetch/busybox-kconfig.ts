import type { _BusyboxChoice, _BusyboxDefault, _BusyboxSymbol } from '../../src/catalog/busybox-catalog';
import { _printExpression, _parseExpression } from '../../src/catalog/busybox-expression';

/** The content of a `Config.in`. */
export interface Kconfig {
  readonly symbols: _BusyboxSymbol[];
  readonly choices: _BusyboxChoice[];
}

/** The conditions that a menu, an `if` or a choice adds to everything inside it. */
interface Scope {
  readonly keyword: 'menu' | 'if' | 'choice';
  readonly conditions: string[];
  readonly members: string[];
  preset?: string;
}

interface Entry {
  name: string;
  type?: _BusyboxSymbol['type'];
  hidden: boolean;
  /** A condition that only applies to the prompt. */
  promptIf?: string;
  readonly depends: string[];
  readonly defaults: _BusyboxDefault[];
  readonly selects: string[];
  range?: [string, string];
}

/**
 * Reads the subset of the Kconfig language that BusyBox uses, and throws at every other line.
 *
 * @param lines the text of `Config.in` with all `source` lines replaced by the files that they name
 * @see https://git.busybox.net/busybox/tree/docs/Kconfig-language.txt
 */
export function readKconfig(lines: string[]): Kconfig {
  const symbols: _BusyboxSymbol[] = [];
  const choices: _BusyboxChoice[] = [];
  const scopes: Scope[] = [];
  let entry: Entry | undefined;
  /** Receives the options that belong to no symbol: those of a choice, a menu or a comment. */
  let conditions: string[] = [];

  const finish = () => {
    if (entry) symbols.push(symbolOf(entry, scopes.flatMap(scope => scope.conditions)));
    entry = undefined;
  };
  const open = (keyword: Scope['keyword'], first: string[] = []) => {
    finish();
    conditions = first;
    scopes.push({ keyword, conditions, members: [] });
  };
  const close = (keyword: Scope['keyword']) => {
    finish();
    const scope = scopes.pop();
    if (scope?.keyword !== keyword) throw new Error(`end${keyword} without ${keyword}`);
    if (keyword === 'choice') choices.push({ members: scope.members, preset: scope.preset ?? scope.members[0] });
  };

  for (const line of withoutHelp(lines)) {
    const [keyword, rest = ''] = split(line);
    const [value, when] = rest.split(/\s+if\s+(?=[^"]*$)/);
    switch (keyword) {
      case 'config': {
        finish();
        entry = { name: rest, hidden: true, depends: [], defaults: [], selects: [] };
        const innermost = scopes.at(-1);
        if (innermost?.keyword === 'choice') innermost.members.push(rest);
        break;
      }
      case 'bool': case 'int': case 'string':
        if (!entry) throw new Error(`a type outside of a symbol: ${line}`);
        entry.type = keyword;
        entry.hidden = value === '';
        entry.promptIf = when;
        break;
      case 'depends':
        (entry?.depends ?? conditions).push(rest.replace(/^on\s+/, ''));
        break;
      case 'default':
        if (entry) entry.defaults.push({ value: unquoted(value), ...(when !== undefined && { when }) });
        else scopes.at(-1)!.preset = value;
        break;
      case 'select':
        if (when !== undefined) throw new Error(`a conditional select, which the catalog does not support: ${line}`);
        entry!.selects.push(value);
        break;
      case 'range': {
        const [least, most] = value.split(/\s+/);
        entry!.range = [least, most];
        break;
      }
      case 'choice': open('choice'); break;
      case 'menu': open('menu'); break;
      case 'if': open('if', [rest]); break;
      case 'endchoice': close('choice'); break;
      case 'endmenu': close('menu'); break;
      case 'endif': close('if'); break;
      case 'comment': finish(); conditions = []; break;
      case 'mainmenu': case 'prompt': break;
      default: throw new Error(`not understood: ${line}`);
    }
  }
  finish();
  return { symbols: symbols.sort((a, b) => a.name < b.name ? -1 : 1), choices };
}

function symbolOf(entry: Entry, outer: string[]): _BusyboxSymbol {
  if (!entry.type) throw new Error(`${entry.name} has no type`);
  if (entry.promptIf !== undefined && !entry.depends.includes(entry.promptIf)) {
    throw new Error(`${entry.name} has a condition that only applies to its prompt, which the catalog does not support`);
  }
  const depends = allOf([...outer, ...entry.depends]);
  return {
    name: entry.name,
    type: entry.type,
    ...(depends && { depends }),
    ...(entry.hidden && { hidden: true as const }),
    ...(entry.defaults.length > 0 && { defaults: entry.defaults }),
    ...(entry.selects.length > 0 && { selects: entry.selects }),
    ...(entry.range && { least: entry.range[0], most: entry.range[1] }),
  };
}

/** Conditions joined with `&&`, each once. */
function allOf(conditions: string[]): string {
  const parts = conditions.map(_parseExpression).flatMap(part => part.op === 'and' ? part.of : [part]).map(part => _printExpression(part));
  const unique = [...new Set(parts)];
  return unique.length < 2 ? unique.join('') : _printExpression({ op: 'and', of: unique.map(_parseExpression) });
}

function split(line: string): [string, string?] {
  const match = /^(\S+)(?:\s+(.*))?$/.exec(line)!;
  return [match[1], match[2]];
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}

/** The trimmed lines without comments, empty lines and help texts, which end where the indentation shrinks. */
function* withoutHelp(lines: string[]): Generator<string> {
  let help: 'no' | 'starts' | number = 'no';
  for (const line of lines) {
    const text = line.trim();
    if (text === '') continue;
    const indentation = line.replace(/\t/g, ' '.repeat(8)).search(/\S/);
    if (help === 'starts') help = indentation;
    if (help !== 'no' && indentation >= help && help > 0) continue;
    help = text === 'help' || text === '---help---' ? 'starts' : 'no';
    if (help === 'starts') continue;
    const meaning = text.replace(/^((?:[^"#]|"(?:[^"\\]|\\.)*")*)#.*$/, '$1').trim();
    if (meaning !== '') yield meaning;
  }
}
