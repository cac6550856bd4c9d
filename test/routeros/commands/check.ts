import { READ_ONLY, REQUIRED, VALUES } from './properties';
import type { Tree } from './trees';
import { _compareVersions, _numberRouterOsVersion } from '../../../src/catalog';
import { Statement, SyntaxFault, Value, parse } from '../language/parser';

/** How many values without a name a command of the language takes. */
const PLAIN: Readonly<Record<string, readonly [least: number, most: number]>> = {
  ':do': [1, 1],
  ':local': [1, 2],
  ':set': [2, 2],
  ':global': [1, 1],
  ':if': [1, 1],
  ':for': [1, 1],
  ':foreach': [1, 1],
  ':while': [1, 1],
  ':onerror': [1, 1],
  ':retry': [0, 0],
  ':error': [1, 1],
  ':put': [1, 1],
  ':return': [1, 1],
  ':delay': [1, 1],
  ':resolve': [1, 1],
  ':parse': [1, 1],
  ':len': [1, 1],
  ':pick': [3, 3],
  ':find': [2, 2],
  ':tonum': [1, 1],
  ':tostr': [1, 1],
  ':typeof': [1, 1],
  ':rndnum': [0, 0],
  ':deserialize': [0, 0],
  ':convert': [1, 1],
};
/** The same, of the last part of a path in a menu. */
const PLAIN_IN_MENU: Readonly<Record<string, readonly [least: number, most: number]>> = {
  add: [0, 0],
  find: [0, 0],
  get: [1, 2],
  set: [0, 1],
  remove: [1, 1],
  start: [1, 1],
  stop: [1, 1],
  run: [1, 1],
  ask: [0, 0],
  fetch: [0, 0],
  info: [1, 1],
  warning: [1, 1],
  error: [1, 1],
};
/** Arguments of the language that the tree does not name, because they have no names there. */
const NAMED: Readonly<Record<string, readonly string[]>> = { ':if': ['do', 'else'] };
/** Arguments that hold a script. */
const SCRIPTS = ['source', 'on-event'];
/** Variables whose texts are commands. */
const COMMANDS = ['run'];
/** A variable of the name of a property hides it: `where name=$name` is always true. */
const HIDING = ['name', 'comment', 'image-id', 'running', 'slot', 'script', 'network', 'dst', 'list', 'key', 'source', 'free', 'state', 'file'];

/** Checks a script against the commands of a version: one line for each fault, empty if there is none. */
export function check(text: string, tree: Tree): string[] {
  const faults: string[] = [];
  new Checker(tree, faults).script(text, 1);
  return [...new Set(faults)];
}

class Checker {
  public constructor(private readonly tree: Tree, private readonly faults: string[]) {}

  public script(text: string, line: number): void {
    try {
      this.statements(parse(text, line));
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      this.faults.push(error.message);
    }
  }

  private statements(all: readonly Statement[]): void {
    all.forEach((statement, i) => {
      this.statement(statement);
      this.commandText(statement, all.slice(i + 1));
    });
  }

  /** `:local run "…"` and the lines after it that replace the text for older versions: only the one that this version gets is checked. */
  private commandText({ path, plain, line }: Statement, after: readonly Statement[]): void {
    const [name, value] = plain;
    if (path !== ':local' || name?.kind !== 'word' || !COMMANDS.includes(name.text) || value?.kind !== 'text') return;
    let { text } = value;
    for (const { path: next, plain: [condition], named } of after) {
      if (next !== ':if' || condition?.kind !== 'operation' || condition.left.kind !== 'variable' || condition.left.name !== 'ros') break;
      const [set] = named.do?.kind === 'block' ? named.do.statements : [];
      if (condition.right.kind !== 'word' || set?.plain[1]?.kind !== 'text') break;
      if (_numberRouterOsVersion(this.tree.version) < Number(condition.right.text)) text = set.plain[1].text;
    }
    this.script(text, line);
  }

  private statement(statement: Statement): void {
    const { path, line, named, plain, where } = statement;
    const say = (text: string): void => { this.faults.push(`line ${line}: ${text}`); };
    if (path.startsWith('$')) return;
    const isLanguage = path.startsWith(':');
    const known = isLanguage && path !== ':do' ? this.tree.argumentsOf(path) : path === ':do' ? new Set<string>() : this.tree.argumentsOf(path);
    const last = path.slice(path.lastIndexOf('/') + 1);
    const counts = isLanguage ? PLAIN[path] : PLAIN_IN_MENU[last];
    if (known === undefined) return say(`unknown command ${path}`);
    if (counts === undefined) return say(`${path} is not used by the scripts`);
    for (const name of Object.keys(named)) {
      if (!known.has(name) && !NAMED[path]?.includes(name)) say(`${path} has no ${name}=`);
    }
    const flags = plain.filter(value => !isLanguage && value.kind === 'word' && known.has(value.text));
    if (last !== 'get' && (plain.length - flags.length < counts[0] || plain.length - flags.length > counts[1])) say(`${path}: ${plain.length - flags.length} values without a name`);
    for (const name of REQUIRED[path] ?? []) {
      if (!(name in named) && !(path === '/container/mounts/add' && name === 'src')) say(`${path} needs ${name}=`);
    }
    const menu = path.slice(0, path.lastIndexOf('/'));
    if (last === 'get' && !isLanguage) {
      const property = plain[plain.length - 1];
      if (property?.kind === 'word') this.property(menu, property.text, line);
      else say(`${path} names no property`);
    }
    for (const [name, value] of Object.entries(named)) this.argument(path, name, value, line);
    plain.forEach(value => this.value(value));
    if (where !== undefined) this.condition(menu, where, line);
    const [variable] = plain;
    if ([':local', ':global', ':for', ':foreach'].includes(path) && variable?.kind === 'word' && HIDING.includes(variable.text)) say(`the variable ${variable.text} hides a property of that name`);
    if (path === ':parse' && variable?.kind === 'text') this.script(variable.text, line);
  }

  private argument(path: string, name: string, value: Value, line: number): void {
    const text = value.kind === 'text' || value.kind === 'word' ? value.text : undefined;
    const pattern = VALUES[`${path} ${name}`] ?? (path === '/container/config/set' ? undefined : VALUES[name]);
    if (text !== undefined && pattern !== undefined && !pattern.test(text)) this.faults.push(`line ${line}: ${path} ${name}=${text}`);
    if (value.kind === 'text' && SCRIPTS.includes(name)) this.script(value.text, value.line);
    this.value(value);
  }

  private value(value: Value): void {
    switch (value.kind) {
      case 'block': case 'result': this.statements(value.statements); break;
      case 'list': value.items.forEach(item => this.value(item)); break;
      case 'not': this.value(value.value); break;
      case 'operation': this.value(value.left); this.value(value.right); break;
    }
  }

  private condition(menu: string, value: Value, line: number): void {
    if (value.kind === 'word') return this.property(menu, value.text, line);
    if (value.kind === 'not') return this.condition(menu, value.value, line);
    if (value.kind !== 'operation') return;
    this.condition(menu, value.left, line);
    if (value.operator === 'and' || value.operator === 'or') this.condition(menu, value.right, line);
    else this.value(value.right);
  }

  private property(menu: string, name: string, line: number): void {
    const since = READ_ONLY[menu]?.[name];
    const settable = ['add', 'set'].some(command => this.tree.argumentsOf(`${menu}/${command}`)?.has(name));
    if (READ_ONLY[menu] !== undefined && (settable || (since !== undefined && _compareVersions(since, this.tree.version) <= 0))) return;
    this.faults.push(`line ${line}: ${menu} has no property ${name}`);
  }
}
