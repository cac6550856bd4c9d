import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ArrowFunction, Identifier, Node, ObjectLiteralExpression, PropertyAssignment, ScriptTarget, SourceFile, Statement, createSourceFile, forEachChild,
  isBlock, isFunctionDeclaration, isIdentifier, isImportDeclaration, isObjectLiteralExpression, isPropertyAssignment, isVariableStatement,
} from 'typescript';
import { examplePath } from './rule-examples';
import { Severity } from '../../src';
import type { IRule } from '../../src/checks';

const SEVERITIES: Record<Severity, string> = { [Severity.ERROR]: 'error', [Severity.WARNING]: 'warning', [Severity.INFO]: 'information' };
const KINDS: Record<Severity, string> = { [Severity.ERROR]: 'an error', [Severity.WARNING]: 'a warning', [Severity.INFO]: 'information' };

/** docs/reference/rules.md: the rules, and the examples of each as they are in its source, which its test runs. */
export function ruleDocs(rules: IRule[]): string {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '# The rules',
    '',
    'Written by `npm run test:update` from the rules themselves; the examples are run by their tests.',
    'They look at the plan of an image, before anything is built. [findings.md](findings.md) shows how to acknowledge their findings, and how a team',
    'sets severities and adds rules. The rules for the Dockerfile language are in [lint.md](lint.md).',
    '',
    '| rule | severity | checks that |',
    '| --- | --- | --- |',
    ...sorted.map(({ id, severity, title }) => `| [\`${id}\`](#${id.replace('/', '')}) | ${SEVERITIES[severity]} | ${title} |`),
    '',
    '## Names in the examples',
    '',
    'Each example declares a `ContainerImage` named `image`, for linux/amd64 unless it says otherwise. Imports are left out: other names are exports of',
    '`imagewright`, or of its namespace `dockerfile` if they are parts of that language (`dockerfile.Entrypoint`). The examples use these helpers, which',
    '`imagewright explain RULE` prints with them:',
    ...helpers(),
    '',
    ...sorted.flatMap(rule => section(rule)),
  ].join('\n');
}

function section({ id, title, severity, why, fix }: IRule): string[] {
  const source = parseFile(examplePath(id));
  const rule = exampleObject(source);
  return [
    `## ${id}`,
    '',
    `${title}. A finding is ${KINDS[severity]}.`,
    '',
    `* Why: ${why}`,
    `* Fix: ${fix}`,
    '',
    ...shared(source, rule),
    'Reported:',
    '',
    ...example(source, rule, 'bad'),
    '',
    'Accepted:',
    '',
    ...example(source, rule, 'good'),
    '',
  ];
}

/** What both examples use, of the same file. */
function shared(source: SourceFile, rule: ObjectLiteralExpression): string[] {
  const used = new Set<Statement>();
  const visit = (node: Node) => {
    if (isIdentifier(node)) {
      const statement = source.statements.find(each => declares(each, node));
      if (statement !== undefined && !used.has(statement) && !(statement.pos <= rule.pos && rule.end <= statement.end)) {
        used.add(statement);
        visit(statement);
      }
    }
    forEachChild(node, visit);
  };
  for (const name of ['bad', 'badImage', 'badFiles', 'good', 'goodImage', 'goodFiles']) {
    const property = propertyOf(rule, name);
    if (property !== undefined) visit(property.initializer);
  }
  if (used.size === 0) return [];
  const code = source.statements.filter(statement => used.has(statement)).map(statement => statement.getText(source).replace(/^export /, ''));
  return ['Both use:', '', ...fenced(code.join('\n\n')), ''];
}

function declares(statement: Statement, { text }: Identifier): boolean {
  if (isFunctionDeclaration(statement)) return statement.name?.text === text;
  return isVariableStatement(statement) && statement.declarationList.declarations.some(({ name }) => isIdentifier(name) && name.text === text);
}

function example(source: SourceFile, rule: ObjectLiteralExpression, name: 'bad' | 'good'): string[] {
  const props = propertyOf(rule, `${name}Image`)?.initializer;
  const { body } = propertyOf(rule, name)!.initializer as ArrowFunction;
  const code = isBlock(body) ? body.statements.map(statement => dedented(statement, source)).join('\n') : `${dedented(body, source)};`;
  const files = propertyOf(rule, `${name}Files`)?.initializer;
  const bases = propertyOf(rule, `${name}Bases`)?.initializer;
  return fenced([
    ...(props === undefined ? [] : [`// The image: ${dedented(props, source)}`]),
    ...(files === undefined ? [] : [`// The repository: ${dedented(files, source)}`]),
    ...(bases === undefined ? [] : [`// Read from ${listReferences(bases.getText(source)).join(', ')}`]),
    code,
  ].join('\n'));
}

/** The references of example bases, whose digest is the first argument, repeated. */
function listReferences(code: string): string[] {
  return [...code.matchAll(/exampleBaseFacts\('(.)'/g)].map(([, digit]) => `debian:trixie-slim@sha256:${digit.repeat(8)}…`);
}

/** The text of a node, as if it stood at the beginning of its line. */
function dedented(node: Node, source: SourceFile): string {
  const line = source.text.slice(0, node.getStart(source)).split('\n').at(-1)!;
  const indent = /^ */.exec(line)![0];
  return node.getText(source).replaceAll(`\n${indent}`, '\n');
}

function fenced(code: string): string[] {
  return ['```ts', code, '```'];
}

/** The helpers of example-images.ts, with their comments. */
function helpers(): string[] {
  const source = parseFile(join(__dirname, '../../src/checks/examples/example-images.ts'));
  return source.statements.filter(statement => !isImportDeclaration(statement)).flatMap(statement => {
    const code = source.text.slice(statement.getStart(source, true), statement.end);
    return ['', ...fenced(code.replace(/^export /m, ''))];
  });
}

/** The value of `export const example`. */
function exampleObject(source: SourceFile): ObjectLiteralExpression {
  const values = source.statements.filter(isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations)
    .filter(({ name }) => name.getText(source) === 'example').map(({ initializer }) => initializer);
  return values.find((value): value is ObjectLiteralExpression => value !== undefined && isObjectLiteralExpression(value))!;
}

function propertyOf(rule: ObjectLiteralExpression, name: string): PropertyAssignment | undefined {
  return rule.properties.filter(isPropertyAssignment).find(property => isIdentifier(property.name) && property.name.text === name);
}

function parseFile(path: string): SourceFile {
  return createSourceFile(path, readFileSync(path, 'utf8'), ScriptTarget.ES2022, true);
}
