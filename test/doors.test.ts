import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ALLOWED, CHECKED, DOORS, EVALUATED, FAULTS, LITERAL, MESSAGES, PROSE, SPOKEN } from './support/doors';

const ROOT = join(__dirname, '..');
/** Where text of another language is made. */
const FOLDERS = [
  'src/bases/text', 'src/blocks', 'src/checks/fixes', 'src/ci', 'src/cli/affected/formats', 'src/cli/import', 'src/cli/lint', 'src/cli/verify', 'src/compose', 'src/image',
  'src/manifest', 'src/project', 'src/registry', 'src/render', 'src/routeros', 'src/versions', 'src/yaml',
];

interface Paste {
  /** `src/ci/scripts.ts:12` */
  readonly place: string;
  readonly file: string;
  /** What is put into the text, as it is written. */
  readonly code: string;
}

/** The tags that are doors: what is put into their templates is escaped. */
const TAGS = ['evaluated'];

/** What is put into a text, in a template, with `+` or by a method, and is neither a constant nor what a door returns. */
function pastes(file: string, text: string): Paste[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const known = new Known(source);
  const found: Paste[] = [];
  const note = (expression: ts.Expression): void => {
    if (known.isSafe(expression)) return;
    const { line } = source.getLineAndCharacterOfPosition(expression.getStart());
    found.push({ place: `${file}:${line + 1}`, file, code: expression.getText() });
  };
  const look = (node: ts.Node): void => {
    if (isProse(node)) return;
    if (ts.isTemplateExpression(node) && !(ts.isTaggedTemplateExpression(node.parent) && TAGS.includes(node.parent.tag.getText()))) {
      for (const { expression } of node.templateSpans) note(expression);
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken && [node.left, node.right].some(isText)) {
      [node.left, node.right].forEach(note);
    }
    const isGrowing = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
    if (isGrowing && (isText(node.right) || known.isOfText(node.left))) {
      note(node.right);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) putIn(node.expression, node.arguments).forEach(note);
    ts.forEachChild(node, look);
  };
  // In a forge's YAML a text means itself, whatever is in it: what counts is what the forge, or a shell, is told to evaluate.
  if (file.startsWith('src/routeros/')) eachNode(source, node => { if (isCode(node)) node.arguments!.flatMap(listElements).forEach(note); });
  else if (!file.startsWith('src/ci/forges/') || file.startsWith('src/ci/forges/script/')) look(source);
  else eachNode(source, node => { if (isEvaluated(node)) look(node); });
  return found;
}

/** What becomes code of RouterOS as it stands; everything else that is put into a template of `rsc` is quoted. */
function isCode(node: ts.Node): node is ts.NewExpression {
  return ts.isNewExpression(node) && node.expression.getText() === 'Code' && node.arguments !== undefined;
}

function listElements(node: ts.Expression): ts.Expression[] {
  return ts.isArrayLiteralExpression(node) ? [...node.elements] : [node];
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, child => eachNode(child, visit));
}

/**
 * What says something to people: a problem, which is escaped where it is shown, and what becomes a comment, whose lines are. And what a door
 * is given: it takes all of it for text.
 */
function isProse(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) return PROSE.includes(node.name.getText());
  if (ts.isNewExpression(node)) return FAULTS.includes(node.expression.getText());
  return ts.isCallExpression(node) && [...MESSAGES, ...DOORS, ...LITERAL].includes(node.expression.getText());
}

/** What a method puts into a text: `'…'.concat(a)`, `'…'.replace('…', a)`, `['…', a].join(' ')`. */
function putIn({ expression: on, name: { text: name } }: ts.PropertyAccessExpression, args: readonly ts.Expression[]): readonly ts.Expression[] {
  if (isText(on)) return name === 'concat' ? args : name.startsWith('replace') ? args.slice(1) : [];
  if (name !== 'join' || !ts.isArrayLiteralExpression(on) || !on.elements.some(isText)) return [];
  return on.elements.map(each => (ts.isSpreadElement(each) ? each.expression : each));
}

/** A command of a workflow, a condition, and what is put into an expression. */
function isEvaluated(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return ['run', 'commands', 'if'].includes(node.name.getText());
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Evaluation';
  return ts.isCallExpression(node) && EVALUATED.includes(node.expression.getText());
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
}

/** What is known of the names in a file. */
class Known {
  private readonly functions = new Set<string>();
  private readonly values = new Map<string, ts.Expression[]>();

  public constructor(source: ts.SourceFile) {
    eachNode(source, node => {
      if (ts.isFunctionDeclaration(node) && node.name !== undefined) this.functions.add(node.name.text);
      if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || node.initializer === undefined) return;
      if (ts.isArrowFunction(node.initializer)) this.functions.add(node.name.text);
      else this.values.set(node.name.text, [...this.values.get(node.name.text) ?? [], node.initializer]);
    });
  }

  /** Whether a variable begins as a text. */
  public isOfText(node: ts.Expression): boolean {
    return this.values.get(node.getText())?.some(isText) ?? false;
  }

  public isSafe(node: ts.Expression): boolean {
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return this.isSafe(node.expression);
    if (ts.isConditionalExpression(node)) return this.isSafe(node.whenTrue) && this.isSafe(node.whenFalse);
    if (ts.isBinaryExpression(node)) return this.isSafe(node.left) && this.isSafe(node.right);
    // The parts of a template are looked at by themselves.
    if (isText(node) || ts.isNumericLiteral(node)) return true;
    if (ts.isArrayLiteralExpression(node)) return node.elements.every(each => this.isSafe(ts.isSpreadElement(each) ? each.expression : each));
    if (ts.isCallExpression(node)) return this.isSafeCall(node);
    if (ts.isElementAccessExpression(node)) return isConstant(node.expression.getText());
    const name = ts.isPropertyAccessExpression(node) ? node.name.text : node.getText();
    if (isConstant(name) || name in CHECKED) return true;
    const values = ts.isIdentifier(node) ? this.values.get(name) : undefined;
    return values !== undefined && values.every(value => this.isSafe(value));
  }

  /** A door, a function of this file, which is looked at by itself, or a list of what is safe. */
  private isSafeCall({ expression, arguments: args }: ts.CallExpression): boolean {
    const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
    if ([...DOORS, ...EVALUATED].includes(name) || this.functions.has(name)) return true;
    if (!ts.isPropertyAccessExpression(expression)) return false;
    if (name === 'map' || name === 'flatMap') return args.every(made => this.makesSafe(made));
    return ['join', 'slice', 'sort', 'filter', 'trimEnd', 'padEnd', 'toLowerCase', 'toUpperCase', 'trim'].includes(name) && this.isSafe(expression.expression);
  }

  private makesSafe(made: ts.Expression): boolean {
    if (DOORS.includes(made.getText()) || this.functions.has(made.getText())) return true;
    return ts.isArrowFunction(made) && !ts.isBlock(made.body) && this.isSafe(made.body);
  }
}

function isConstant(name: string): boolean {
  return /^_?[A-Z][A-Z0-9_]*$/.test(name);
}

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => `${folder}/${name}`).sort();
}

const ALL = FOLDERS.flatMap(files).filter(file => !(file in SPOKEN)).flatMap(file => pastes(relative(ROOT, join(ROOT, file)), readFileSync(join(ROOT, file), 'utf8')));

test('a text enters another language through the function of that language, and nowhere else', () => {
  const open = ALL.filter(({ file, code }) => !ALLOWED.some(each => each.file === file && each.codes.includes(code)));
  expect(open.map(({ place, code }) => `${place}: ${code}`)).toEqual([]);
});

test('nothing is allowed that is not there any more', () => {
  const stale = ALLOWED.flatMap(({ file, codes }) => codes.filter(code => !ALL.some(each => each.file === file && each.code === code)).map(code => `${file}: ${code}`));
  expect(stale).toEqual([]);
});

test.each([
  ['a value in a template', 'const a = `echo ${value}`;', ['value']],
  ['a value behind a text', "const a = 'echo ' + value;", ['value']],
  ['a list of values', "const a = `echo ${values.map(each => each).join(' ')}`;", ["values.map(each => each).join(' ')"]],
  ['a list of texts and values', "const a = ['echo', value, ...values].join(' ');", ['value', 'values']],
  ['a text that grows', "let a = 'echo '; a += value; b += `rm ${value}`;", ['value', 'value']],
  ['a value by a method', "const a = 'echo '.concat(value), b = 'echo X'.replace('X', value);", ['value', 'value']],
  ['a value in a template in a template', "const a = `a ${isB ? `b ${value}` : ''}`;", ['value']],
  ['what a door returns', 'const a = `echo ${_quoteShellWord(value)} ${values.map(_quoteShellWord).join(" ")}`;', []],
  ['a constant', 'const a = `echo ${OUT}/${FLAGS[method]}`;', []],
  ['a template that is a door', 'const a = evaluated`${value}=${expression("github.sha")}`;', []],
  ['code of RouterOS', 'const a = rsc`:put ${value} ${new Code([path])}`;', ['path'], 'src/routeros/a.ts'],
  ['a message', 'report({ id, what: `${value} is no path.` });', []],
])('%s', (_, code, expected, file = 'a.ts') => {
  expect(pastes(file, code).map(each => each.code)).toEqual(expected);
});
