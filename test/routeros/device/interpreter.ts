import { Answer, Fetch, add, property, remove, rowsOf, seconds, set, start, stop } from './commands';
import { Device, DeviceError } from './device';
import type { Row } from './store';
import { check } from '../commands/check';
import { Tree } from '../commands/trees';
import { Statement, Value, parse } from '../language/parser';

/** A length of time, as `/system/resource/get uptime` and `1h` are. */
class Time {
  public constructor(public readonly length: number) {}
}

class Return extends Error {
  public constructor(public readonly value: unknown) {
    super('return');
  }
}

/** Called before each command that changes something, asks the network or waits; may throw. */
export type Step = (command: string) => void;

/** By version: its commands, and the scripts that were checked against them. */
const VERSIONS = new Map<string, { readonly tree: Tree; readonly checked: Map<string, Statement[]> }>();

/** Runs scripts on a simulated device. Each script is checked against the commands of the device's version first, as RouterOS does. */
export class Interpreter {
  /** What `:put` has printed. */
  public readonly printed: string[] = [];

  public constructor(private readonly device: Device, private readonly fetch: Fetch, private readonly step: Step = () => undefined) {}

  /** `/import`: one command of the file after the other. */
  public import(text: string): void {
    const scope = new Scope(undefined);
    for (const statement of this.read(text)) {
      // A command is read as a whole before it is run.
      if (!this.device.options.packages.includes('container') && JSON.stringify(statement).includes('"path":"/container/')) throw new DeviceError('bad command name container');
      this.execute(statement, scope);
    }
  }

  /** Lets time pass, minute by minute, with the scheduler. */
  public wait(minutes: number): void {
    for (let i = 0; i < minutes; i++) {
      this.device.pass(60);
      for (const entry of [...this.device.store.rows('/system/scheduler')]) {
        if (this.device.now < Number(entry.$next)) continue;
        entry.$next = String(this.device.now + seconds(entry.interval));
        try {
          this.run(this.read(entry['on-event']), new Scope(undefined));
        } catch (error) {
          if (!(error instanceof DeviceError)) throw error;
          this.device.log.push(`error ${error.message}`);
        }
      }
    }
  }

  /** The power is cut and comes back. */
  public restart(): void {
    this.device.restart();
    for (const entry of this.device.store.rows('/system/scheduler')) entry.$next = String(this.device.now + seconds(entry.interval));
  }

  private read(text: string): Statement[] {
    const { version } = this.device.options;
    const known = VERSIONS.get(version) ?? { tree: new Tree(version), checked: new Map<string, Statement[]>() };
    VERSIONS.set(version, known);
    let statements = known.checked.get(text);
    if (statements === undefined) {
      const faults = check(text, known.tree);
      if (faults.length > 0) throw new Error(`RouterOS ${version} refuses the script:\n${faults.join('\n')}`);
      statements = parse(text);
      known.checked.set(text, statements);
    }
    return statements;
  }

  private run(statements: readonly Statement[], scope: Scope): unknown {
    let result: unknown;
    for (const statement of statements) result = this.execute(statement, scope);
    return result;
  }

  private execute(statement: Statement, scope: Scope): unknown {
    const { path, plain, named } = statement;
    const value = (from: Value | undefined): unknown => this.evaluate(from!, scope);
    const block = (from: Value | undefined, inner = new Scope(scope)): unknown => (from?.kind === 'block' ? this.run(from.statements, inner) : undefined);
    const name = (): string => (plain[0] as { text: string }).text;
    if (path.startsWith('$')) return this.call(scope.get(path.slice(1), this.device));
    switch (path) {
      case ':do': return block(plain[0]);
      case ':local': return scope.declare(name(), plain[1] === undefined ? undefined : value(plain[1]));
      case ':global': return scope.useGlobal(name());
      case ':set': return scope.set(name(), value(plain[1]), this.device);
      case ':if': return block(truth(value(plain[0])) ? named.do : named.else);
      case ':while': while (truth(value(plain[0]))) block(named.do); return undefined;
      case ':for': {
        const to = number(value(named.to));
        for (let i = number(value(named.from)); i <= to; i++) block(named.do, new Scope(scope, { [name()]: i }));
        return undefined;
      }
      case ':foreach': {
        for (const item of items(value(named.in))) block(named.do, new Scope(scope, { [name()]: item }));
        return undefined;
      }
      case ':onerror': {
        try {
          return block(named.in);
        } catch (error) {
          if (!(error instanceof DeviceError)) throw error;
          return block(named.do, new Scope(scope, { [name()]: error.message }));
        }
      }
      case ':retry': {
        for (let tries = 1, most = number(value(named.max)); ; tries++) {
          try {
            return block(named.command);
          } catch (error) {
            if (!(error instanceof DeviceError) || tries >= most) throw error;
            this.wait_(seconds(asText(value(named.delay))));
          }
        }
      }
      case ':error': throw new DeviceError(asText(value(plain[0])));
      case ':return': throw new Return(value(plain[0]));
      case ':put': this.printed.push(asText(value(plain[0]))); return undefined;
      case ':delay': { const time = value(plain[0]); this.wait_(time instanceof Time ? time.length : number(time)); return undefined; }
      case ':resolve': this.step(path); if (!this.device.hasRoute) throw new DeviceError('failure: dns server failure'); return '192.0.2.1';
      case ':len': { const of = value(plain[0]); return Array.isArray(of) ? of.length : asText(of).length; }
      case ':pick': return asText(value(plain[0])).slice(number(value(plain[1])), number(value(plain[2])));
      case ':find': {
        const place = value(plain[0]);
        const at = Array.isArray(place) ? place.indexOf(value(plain[1])) : asText(place).indexOf(asText(value(plain[1])));
        return at < 0 ? null : at;
      }
      case ':tonum': { const read = Number(asText(value(plain[0]))); return Number.isNaN(read) ? undefined : read; }
      case ':tostr': return asText(value(plain[0]));
      case ':typeof': return kind(value(plain[0]));
      case ':rndnum': return number(value(named.from));
      case ':parse': return this.read(asText(value(plain[0])));
      case ':convert': {
        const text = asText(value(plain[0]));
        return named.to === undefined ? text.toLowerCase() : Buffer.from(text).toString('base64');
      }
      case ':deserialize': return JSON.parse(asText(value(named.value))) as unknown;
      default: return this.command(statement, scope);
    }
  }

  private call(of: unknown): unknown {
    try {
      return this.run(of as Statement[], new Scope(undefined));
    } catch (error) {
      if (error instanceof Return) return error.value;
      throw error;
    }
  }

  private command({ path, plain, named, where }: Statement, scope: Scope): unknown {
    const menu = path.slice(0, path.lastIndexOf('/'));
    const verb = path.slice(path.lastIndexOf('/') + 1);
    if (menu.startsWith('/container') && !this.device.options.packages.includes('container')) throw new DeviceError('bad command name container');
    if (verb === 'find') {
      const found: string[] = [];
      for (const row of rowsOf(this.device, menu)) if (where === undefined || truth(this.test(where, menu, row, scope))) found.push(row['.id']);
      return found;
    }
    if (verb === 'get') return this.get(menu, plain, scope);
    const values: Row = {};
    for (const [name, value] of Object.entries(named)) values[name] = asText(this.evaluate(value, scope));
    this.step(path);
    switch (path) {
      case '/log/info': case '/log/warning': case '/log/error': this.device.log.push(`${verb} ${asText(this.evaluate(plain[0], scope))}`); return undefined;
      case '/terminal/ask': this.device.questions.push(values.prompt); return this.device.answer;
      case '/tool/fetch': return this.get_(values);
      case '/container/config/set': Object.assign(this.device.config, values); return undefined;
      case '/system/script/run': return this.runScript(asText(this.evaluate(plain[0], scope)));
    }
    if (verb === 'add') return add(this.device, menu, values);
    for (const id of items(this.evaluate(plain[0], scope))) {
      if (verb === 'set') set(this.device, menu, asText(id), values);
      else if (verb === 'remove') remove(this.device, menu, asText(id));
      else if (path === '/container/start') start(this.device, asText(id));
      else if (path === '/container/stop') stop(this.device, asText(id));
      else throw new Error(`${path} is not simulated`);
    }
    return undefined;
  }

  private runScript(name: string): unknown {
    const row = this.device.store.rows('/system/script').find(each => each.name === name);
    if (row === undefined) throw new DeviceError('no such item');
    this.device.jobs.push(name);
    try {
      return this.run(this.read(row.source), new Scope(undefined));
    } finally {
      this.device.jobs.splice(this.device.jobs.indexOf(name), 1);
    }
  }

  private get(menu: string, plain: readonly Value[], scope: Scope): unknown {
    const name = (plain[plain.length - 1] as { text: string }).text;
    const { options, config } = this.device;
    const all: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      '/system/resource': {
        'version': `${options.version} (stable)`,
        'architecture-name': options.architecture,
        'board-name': options.board,
        'cpu': options.cpu,
        'free-memory': this.device.freeMemory,
        'free-hdd-space': options.flash - this.device.used('flash'),
        'uptime': new Time(this.device.uptime),
      },
      '/system/device-mode': options.deviceMode,
      '/system/clock': { date: `${options.year}-11-29` },
      '/ip/dns': { 'servers': options.dns, 'dynamic-servers': '' },
      '/container/config': config,
    };
    if (all[menu] !== undefined) return all[menu][name];
    const [id] = items(this.evaluate(plain[0], scope));
    const row = rowsOf(this.device, menu).find(each => each['.id'] === id);
    if (row === undefined) throw new DeviceError('no such item');
    return property(this.device, menu, row, name);
  }

  private get_({ url, 'http-header-field': fields = '', output }: Row): unknown {
    if (!this.device.hasRoute) throw new DeviceError('failure: dns server failure');
    const headers = Object.fromEntries(fields.split(',').filter(each => each !== '').map(each => [each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1).trim()]));
    const answer: Answer = this.fetch(url, headers);
    return { status: 'finished', data: answer.data, ...output === 'user-with-headers' ? { 'http-headers': Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`).join(';') } : {} };
  }

  private wait_(time: number): void {
    this.step(':delay');
    this.device.pass(time);
  }

  private test(value: Value, menu: string, row: Row, scope: Scope): unknown {
    if (value.kind === 'word') return property(this.device, menu, row, value.text);
    if (value.kind === 'not') return !truth(this.test(value.value, menu, row, scope));
    if (value.kind !== 'operation') throw new Error('a condition that is not simulated');
    const left = this.test(value.left, menu, row, scope);
    if (value.operator === 'and') return truth(left) && this.test(value.right, menu, row, scope);
    if (value.operator === 'or') return truth(left) || this.test(value.right, menu, row, scope);
    const right = asText(this.evaluate(value.right, scope));
    return value.operator === '~' ? new RegExp(right).test(asText(left)) : (asText(left) === right) === (value.operator === '=');
  }

  private evaluate(value: Value, scope: Scope): unknown {
    switch (value.kind) {
      case 'text': return value.text;
      case 'variable': return scope.get(value.name, this.device);
      case 'block': throw new Error('a block is no value');
      case 'result': {
        const [statement] = value.statements;
        return statement.path.startsWith('$') ? this.call(scope.get(statement.path.slice(1), this.device)) : this.execute(statement, scope);
      }
      case 'list': return value.items.map(item => this.evaluate(item, scope));
      case 'not': return !truth(this.evaluate(value.value, scope));
      case 'word': return word(value.text);
      case 'operation': return this.operate(value, scope);
    }
  }

  private operate({ operator, left: first, right: second }: Extract<Value, { kind: 'operation' }>, scope: Scope): unknown {
    const left = this.evaluate(first, scope);
    if (operator === '&&') return truth(left) && truth(this.evaluate(second, scope));
    if (operator === '||') return truth(left) || truth(this.evaluate(second, scope));
    const right = this.evaluate(second, scope);
    const [a, b] = [left, right].map(each => (each instanceof Time ? each.length : each));
    switch (operator) {
      case '.': return asText(left) + asText(right);
      case '->': return (left as Readonly<Record<string, unknown>>)[asText(right)];
      case '~': return new RegExp(asText(right)).test(asText(left));
      case '=': return a === b;
      case '!=': return a !== b;
      case '<': return number(a) < number(b);
      case '>': return number(a) > number(b);
      case '<=': return number(a) <= number(b);
      case '>=': return number(a) >= number(b);
      case '+': return number(a) + number(b);
      case '*': return number(a) * number(b);
      case '-': return left instanceof Time ? new Time(number(a) - number(b)) : number(a) - number(b);
      default: throw new Error(`${operator} is not simulated`);
    }
  }
}

/** The variables of a block. */
class Scope {
  private readonly values: Map<string, unknown>;
  private readonly globals = new Set<string>();

  public constructor(private readonly outer: Scope | undefined, values: Record<string, unknown> = {}) {
    this.values = new Map(Object.entries(values));
  }

  public declare(name: string, value: unknown): void {
    this.values.set(name, value);
  }

  public useGlobal(name: string): void {
    this.globals.add(name);
  }

  public get(name: string, device: Device): unknown {
    if (this.values.has(name)) return this.values.get(name);
    if (this.globals.has(name)) return device.globals.get(name);
    if (this.outer === undefined) throw new Error(`the variable ${name} is not declared here`);
    return this.outer.get(name, device);
  }

  public set(name: string, value: unknown, device: Device): void {
    if (this.values.has(name)) this.values.set(name, value);
    else if (this.globals.has(name)) device.globals.set(name, value);
    else if (this.outer === undefined) throw new Error(`the variable ${name} is not declared here`);
    else this.outer.set(name, value, device);
  }
}

function word(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d+$/.test(text)) return Number(text);
  return /^\d+[smhd]$/.test(text) ? new Time(seconds(text)) : text;
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`a condition is true or false, not ${JSON.stringify(value)}`);
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new Error(`not a number: ${JSON.stringify(value)}`);
  return value;
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Time) return `${value.length}s`;
  return Array.isArray(value) ? value.map(asText).join(';') : String(value);
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];
}

function kind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nil';
  if (value instanceof Time) return 'time';
  return { number: 'num', string: 'str', boolean: 'bool' }[typeof value as string] ?? 'array';
}
