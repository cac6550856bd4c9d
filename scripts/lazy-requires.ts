/**
 * Rewrites the compiled files: a file loads another one only when it first uses something of it, and directly from the file that defines
 * it, not through `index.js` files. A program that declares an image then loads no rule, no catalog and no forge. The sources do not
 * change.
 *
 * Side effects of loading a file remain: a `require('./x');` without a name, and code outside of functions.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';

/** The output of the compiler for `export { x } from './x'`. */
const GETTER = /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/;

/** The origin of a name. */
interface Origin {
  readonly file: string;
  /** Undefined for all exports of the file. */
  readonly name?: string;
}

/** A replacement for a part of the text. */
interface Edit {
  readonly node: ts.Node;
  readonly text: string;
}

/** A file as the compiler wrote it. */
class CompiledFile {
  public readonly source: ts.SourceFile;
  /** `const x_1 = require("./x");`, by the name of the variable. */
  public readonly imports = new Map<string, { readonly file: string; readonly statement: ts.Statement }>();
  /** `__exportStar(require("./x"), exports);` */
  public readonly stars: { readonly file: string; readonly statement: ts.Statement }[] = [];
  /** `exports.x = __importStar(require("./x"));` and `Object.defineProperty(exports, "x", { … get: function () { return x_1.x; } });` */
  public readonly handedOn: { readonly name: string; readonly origin: Origin; readonly statement: ts.Statement }[] = [];
  /** Names that it exports itself, and the origins of those that it re-exports. */
  public readonly own = new Map<string, Origin>();

  public constructor(public readonly path: string) {
    this.source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
    for (const statement of this.source.statements) this.note(statement);
    this.noteExports(this.source);
    for (const { name, origin } of this.handedOn) this.own.set(name, origin);
  }

  /** Every use of an import: `x_1`, or `x_1.name`. */
  public uses(): { readonly node: ts.Node; readonly file: string; readonly name?: string }[] {
    const found: { node: ts.Node; file: string; name?: string }[] = [];
    const visit = (node: ts.Node) => {
      if (!ts.isIdentifier(node)) { node.forEachChild(visit); return; }
      const imported = this.imports.get(node.text);
      const { parent } = node;
      const isName = (ts.isPropertyAccessExpression(parent) && parent.name === node) || (ts.isPropertyAssignment(parent) && parent.name === node);
      if (imported === undefined || isName || ts.isVariableDeclaration(parent) && parent.name === node) return;
      if (ts.isPropertyAccessExpression(parent)) found.push({ node: parent, file: imported.file, name: parent.name.text });
      else found.push({ node, file: imported.file });
    };
    this.source.forEachChild(visit);
    return found;
  }

  private note(statement: ts.Statement): void {
    if (ts.isVariableStatement(statement)) {
      const [{ name, initializer }] = statement.declarationList.declarations;
      const file = this.required(initializer);
      // A name that is declared twice would have to be looked up in its scopes.
      if (file !== undefined && this.declarations(name.getText()) === 1) this.imports.set(name.getText(), { file, statement });
    } else if (ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) && isCalled(statement.expression, '__exportStar')) {
      this.stars.push({ file: this.required(statement.expression.arguments[0])!, statement });
    } else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) {
      const { left, right } = statement.expression;
      const file = this.required(right);
      if (isExport(left) && file !== undefined) this.handedOn.push({ name: left.name.text, origin: { file }, statement });
    } else {
      const [, name, variable, member] = GETTER.exec(statement.getText()) ?? [];
      const file = this.imports.get(variable)?.file;
      if (file !== undefined) this.handedOn.push({ name, origin: { file, name: member }, statement });
    }
  }

  /** At any depth: the export of an enumeration is nested inside of it. */
  private noteExports(node: ts.Node): void {
    if (ts.isBinaryExpression(node) && isExport(node.left)) this.own.set(node.left.name.text, { file: this.path, name: node.left.name.text });
    node.forEachChild(child => this.noteExports(child));
  }

  /** The file of the library that `require("./x")` loads, with the wrapper that the compiler adds for a namespace. */
  private required(node: ts.Expression | undefined): string | undefined {
    if (node === undefined || !ts.isCallExpression(node)) return undefined;
    if (isCalled(node, '__importStar')) return this.required(node.arguments[0]);
    const [specifier] = node.arguments;
    if (!isCalled(node, 'require') || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined;
    const path = join(dirname(this.path), specifier.text);
    return existsSync(`${path}.js`) ? `${path}.js` : join(path, 'index.js');
  }

  private declarations(name: string): number {
    let count = 0;
    const visit = (node: ts.Node) => {
      if ((ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) && node.name.getText() === name) count++;
      node.forEachChild(visit);
    };
    this.source.forEachChild(visit);
    return count;
  }
}

/**
 * The rewritten compiled files of a directory.
 *
 * @returns texts by path
 */
export function lazyFiles(folder: string): Map<string, string> {
  const library = new Library(folder);
  return new Map(library.all.map(file => [file.path, library.lazy(file)]));
}

/** All files of the library. */
class Library {
  private readonly files: Map<string, CompiledFile>;

  public constructor(folder: string) {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.js')).map(path => join(folder, path));
    this.files = new Map(paths.map(path => [path, new CompiledFile(path)]));
  }

  /** The text of a file that loads other files on first use. */
  public lazy(file: CompiledFile): string {
    const loaders = new Map<string, string>();
    const loader = (path: string) => {
      if (!loaders.has(path)) loaders.set(path, `$${loaders.size}`);
      return `${loaders.get(path)}()`;
    };
    const value = ({ file: path, name }: Origin) => `${loader(path)}${name === undefined ? '' : `.${name}`}`;
    const handedOn = [
      ...file.stars.flatMap(({ file: star, statement }) => (
        [...this.names(star)].filter(([name]) => !file.own.has(name)).map(([name, origin]) => ({ name, origin, statement }))
      )),
      ...file.handedOn.map(each => ({ ...each, origin: this.origin(each.origin) })),
    ];
    const gettersIn = (statement: ts.Statement) => handedOn.filter(each => each.statement === statement)
      .map(({ name, origin }) => `$export("${name}", () => ${value(origin)});`);

    const edits: Edit[] = [
      ...file.uses().map(({ node, file: path, name }) => {
        const text = value(this.origin({ file: path, name }));
        if (ts.isShorthandPropertyAssignment(node.parent)) return { node, text: `${node.getText()}: ${text}` };
        return { node, text: isConstructed(node) ? `(${text})` : text };
      }),
      ...file.stars.map(({ file: star, statement }) => ({
        node: statement,
        text: [
          ...this.hasEffects(star) ? [`require("${specifierOf(file.path, star)}");`] : [],
          ...gettersIn(statement),
        ].join('\n'),
      })),
      ...file.handedOn.map(({ statement }) => ({ node: statement, text: gettersIn(statement).join('\n') })),
      ...[...file.imports.values()].map(({ statement }) => ({ node: statement, text: '' })),
    ];
    const text = edited(file.source.text, edits);
    const names = handedOn.map(({ name }) => name);
    const functions = [...loaders].map(([path, name]) => `var ${name}_; function ${name}() { return ${name}_ ??= require("${specifierOf(file.path, path)}"); }`);
    return [
      '"use strict";',
      ...functions,
      ...names.length === 0 ? [] : ['function $export(name, get) { Object.defineProperty(exports, name, { enumerable: true, get }); }'],
      text.replace(/^"use strict";\n/, '').trimEnd(),
      // Node.js finds the names here when an ES module imports them: https://github.com/nodejs/cjs-module-lexer
      ...names.length === 0 ? [] : [`0 && (module.exports = { ${names.join(', ')} });`],
      '',
    ].join('\n');
  }

  public get all(): CompiledFile[] {
    return [...this.files.values()];
  }

  /** The file that defines a name, not one that re-exports it. */
  private origin({ file, name }: Origin): Origin {
    return name === undefined ? { file } : this.names(file).get(name) ?? { file, name };
  }

  /** Whether loading a file has other effects than defining names. */
  private hasEffects(path: string): boolean {
    const { source, stars } = this.files.get(path)!;
    return stars.some(({ file }) => this.hasEffects(file))
      || source.statements.some(each => ts.isExpressionStatement(each) && ts.isCallExpression(each.expression) && isCalled(each.expression, 'require'));
  }

  /** All names of a file, with their origins. */
  private names(path: string): Map<string, Origin> {
    const file = this.files.get(path)!;
    const own = [...file.own].map(([name, origin]) => [name, origin.file === path ? origin : this.origin(origin)] as const);
    return new Map([...file.stars.flatMap(star => [...this.names(star.file)]), ...own]);
  }
}

function isCalled({ expression }: ts.CallExpression, name: string): boolean {
  return ts.isIdentifier(expression) && expression.text === name;
}

/** Whether it is the operand of `new`, or part of it: the parentheses of a call would be read as those of its arguments. */
function isConstructed(node: ts.Node): boolean {
  let outer = node;
  while (ts.isPropertyAccessExpression(outer.parent) && outer.parent.expression === outer) outer = outer.parent;
  return ts.isNewExpression(outer.parent) && outer.parent.expression === outer;
}

function isExport(node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.expression.getText() === 'exports';
}

function specifierOf(from: string, to: string): string {
  const path = relative(dirname(from), to).replace(/\.js$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

/** Applies edits. Edits inside of statements that are replaced as a whole are dropped. */
function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const { node, text: replacement } of [...edits].sort((a, b) => a.node.getStart() - b.node.getStart() || b.node.end - a.node.end)) {
    if (node.getStart() < position) continue;
    result += text.slice(position, node.getStart()) + replacement;
    position = node.end;
  }
  return result + text.slice(position);
}

if (process.argv[1] === __filename) {
  for (const [path, text] of lazyFiles(join(__dirname, '../lib'))) writeFileSync(path, text);
}
