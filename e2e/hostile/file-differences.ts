import { basename } from 'node:path';
import type { Change } from './change';
import { markdownShape } from './markdown';
import { routerOsShape } from './router-os';
import { Shapes, jsonValue, textsIn, yamlValue } from './shapes';
import { treeDifferences } from './tree';
import { _parseManifest } from '../../src/manifest';

/** What a synthesis leaves for programs: JSON, whose findings may be others. */
const LAST_SYNTHESIS = /^\.imagewright\//;

/** What differs in how a file is built, asked of those who read it. */
export async function fileDifferences(shapes: Shapes, path: string, before: string, after: string, change: Change): Promise<string[]> {
  if (before === after) return [];
  if (path.endsWith('dockerignore')) return readDifferences(shapes, 'ignore', before, after, change);
  if (path.endsWith('.gitattributes')) return changedLines(attributeLines(before), attributeLines(after), change);
  if (path.endsWith('.gitignore')) return lineDifferences(before, after);
  if (path.endsWith('.json')) return jsonDifferences(path, before, after, change);
  if (/\.ya?ml$/.test(path)) return yamlDifferences(shapes, path, before, after, change);
  if (path.endsWith('.sh')) return shellDifferences(shapes, before, after, change);
  if (path.endsWith('.rsc')) return routerOsDifferences(before, after, change);
  if (path.endsWith('.md')) return changedLines(markdownShape(before), markdownShape(after), change);
  if (/Dockerfile$/.test(path)) return readDifferences(shapes, 'dockerfile', before, after, change);
  return [];
}

/** Of a file that BuildKit itself reads. */
async function readDifferences(shapes: Shapes, language: 'dockerfile' | 'ignore', before: string, after: string, change: Change): Promise<string[]> {
  const [first, second] = await Promise.all([before, after].map(text => shapes.of(language, text)));
  const error = second.error === undefined || first.error !== undefined ? [] : [`BuildKit: ${second.error.slice(0, 300)}`];
  const lines = (all: readonly string[]) => (change.code === undefined ? all : all.filter(line => !line.startsWith('  ')))
    .map(line => (change.code === 'template' ? line.replace(/ \$.*/, '') : line));
  return [...error, ...changedLines(lines(first.lines), lines(second.lines), change)];
}

async function yamlDifferences(shapes: Shapes, path: string, before: string, after: string, change: Change): Promise<string[]> {
  const isWoodpecker = path.startsWith('.woodpecker/');
  const texts = [before, after].map(text => (isWoodpecker ? substituted(text) : text));
  const [first, second] = texts.map(text => yamlValue(text));
  if (second.error !== undefined) return [`not YAML: ${second.error}`];
  const [old, changed] = texts.map(text => yamlValue(text, '1.1'));
  if (changed.error !== undefined) return [`not YAML 1.1: ${changed.error}`];
  const trees = [...treeDifferences(first.value, second.value, change.good), ...treeDifferences(old.value, changed.value, change.good)];
  const nodes = await Promise.all(texts.map(text => shapes.of('yaml', text)));
  const isCompose = basename(path) === 'compose.yaml';
  const find = isCompose ? interpolations : path.startsWith('.gitlab/') ? jobVariables : expressions;
  const uses = isWoodpecker ? [before, after].map(substitutions) : [first.value, second.value].map(find);
  return [
    ...trees,
    ...changedLines(nodes[0].lines, nodes[1].lines, change),
    ...changedSet(isWoodpecker || isCompose ? 'substitutions' : 'expressions', uses[0], uses[1], change),
    ...(change.code === undefined ? await scriptDifferences(shapes, first.value, second.value, change) : []),
  ];
}

/**
 * What Woodpecker replaces in the text of a file, comments included, and how that is escaped.
 *
 * @see https://github.com/drone/envsubst/blob/v1.0.3/parse/scan.go (`scanEscaped`)
 */
const SUBSTITUTION = /\$(?=\$)(?<dollar>\$)|\\(?<escaped>[\\/])|(?<used>\$\{[^}]*\}?)/g;

function substitutions(text: string): string[] {
  return [...text.matchAll(SUBSTITUTION)].flatMap(({ groups }) => groups?.used ?? []);
}

/** What Compose replaces in values. */
function interpolations(value: unknown): string[] {
  return [...textsIn(value)].flatMap(([, text]) => [...text.replaceAll('$$', '').matchAll(/\$(?:\{[^}]*\}?|\w+)/g)].map(([each]) => each));
}

/** What GitLab and its runner replace, which is nothing in a script. @see https://docs.gitlab.com/ci/variables/where_variables_can_be_used/ */
function jobVariables(value: unknown): string[] {
  return [...textsIn(value)].filter(([path]) => !/\/(script\/\d+|if)$/.test(path))
    .flatMap(([, text]) => [...text.replaceAll('$$', '').matchAll(/\$(?:\{[^}]*\}?|\w+)|%\w+%/g)].map(([each]) => each));
}

/** What the tools for dev containers replace. @see https://containers.dev/implementors/json_reference/#variables-in-devcontainerjson */
function localVariables(value: unknown): string[] {
  return [...textsIn(value)].flatMap(([, text]) => [...text.matchAll(/\$\{(?:\w*[eE]nv|\w*WorkspaceFolder\w*|devcontainerId)\b[^}]*\}/g)].map(([each]) => each));
}

/** The file as it is read: each substitution is a word of its own. */
function substituted(text: string): string {
  return text.replace(SUBSTITUTION, (_, dollar?: string, escaped?: string) => dollar ?? escaped ?? 'SUBSTITUTED');
}

/** How GitHub is told to leave `${{` alone: an expression whose value it is. */
const LITERAL = '${{ \'${{\' }}';

/** An expression whose quoted texts are all alike: what is in them is no part of its structure. */
function dropTexts(expression: string): string {
  return expression.endsWith('}}') ? expression.replace(/'(?:[^']|'')*'/g, '\'\'') : expression;
}

/** GitHub evaluates them in every value. */
function expressions(value: unknown): string[] {
  return [...textsIn(value)].map(([path, text]) => [path, text.replaceAll(LITERAL, '')]).flatMap(([, text]) => [...text.matchAll(/\$\{\{(?:(?!\}\})[^])*(?:\}\})?/g)].map(([each]) => dropTexts(each)));
}

/** A script as a shell gets it: the value of an expression is a word of its own. */
function evaluated(text: string): string {
  return text.replace(/\$\{\{.*?\}\}/g, expression => (expression === LITERAL ? '${{' : 'EXPRESSION'));
}

async function scriptDifferences(shapes: Shapes, before: unknown, after: unknown, change: Change): Promise<string[]> {
  const scripts = (value: unknown) => [...textsIn(value)].filter(([path]) => /\/(run|(?:commands|script)\/\d+)$/.test(path)).map(([, text]) => evaluated(text));
  const [first, second] = [scripts(before), scripts(after)];
  const changed = second.map((text, i) => [first[i], text] as const).filter(([one, other]) => one !== undefined && one !== other);
  const found = await Promise.all(changed.map(async ([one, other]) => {
    const [good, hostile] = await Promise.all([one, other].map(text => shapes.of('shell', text)));
    return changedLines(good.lines, hostile.lines, change);
  }));
  return found.flat();
}

/** A command that an option holds is one word of a script, whatever is in it. */
async function shellDifferences(shapes: Shapes, before: string, after: string, change: Change): Promise<string[]> {
  const [first, second] = await Promise.all([before, after].map(text => shapes.of('shell', text)));
  return changedLines(first.lines, second.lines, change);
}

/** A router reads a script up to the first error. */
function routerOsDifferences(before: string, after: string, change: Change): string[] {
  const [first, second] = [before, after].map(routerOsShape);
  if (second.error !== undefined) return [`not RouterOS: ${second.error}`];
  return changedLines(first.lines, second.lines, change);
}

/** The attributes of each pattern of `.gitattributes`. @see https://git-scm.com/docs/gitattributes */
function attributeLines(text: string): string[] {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'));
  return lines.map(line => line.replace(/^(?:"(?:[^"\\]|\\.)*"|\S+)/, '◊')).sort();
}

function jsonDifferences(path: string, before: string, after: string, change: Change): string[] {
  const isDevContainer = basename(path) === 'devcontainer.json';
  // Its first line is a comment.
  const [first, second] = [before, after].map(text => jsonValue(isDevContainer ? text.replace(/^\/\/.*\n/, '') : text));
  if (second.error !== undefined) return [`not JSON: ${second.error}`];
  if (LAST_SYNTHESIS.test(path)) return [];
  if (path.endsWith('.imagewright.json')) return manifestDifferences(after);
  const templates = basename(path) === 'docker-bake.json' ? changedSet('templates', bakeTemplates(first.value), bakeTemplates(second.value), change) : [];
  const variables = isDevContainer ? changedSet('variables', localVariables(first.value), localVariables(second.value), change) : [];
  return [...treeDifferences(first.value, second.value, change.good), ...templates, ...variables];
}

/** What is claimed of an image follows from what is known of it, so other texts may claim other things; `imagewright verify` has to be able to read it. */
function manifestDifferences(text: string): string[] {
  try {
    _parseManifest(text);
    return [];
  } catch (error) {
    return [`imagewright verify: ${(error as Error).message.slice(0, 300)}`];
  }
}

/** HCL's JSON syntax takes every text as a template, keys too. @see https://github.com/hashicorp/hcl/blob/main/json/spec.md */
function bakeTemplates(value: unknown): string[] {
  return [...textsIn(value)].flatMap(([, text]) => [...text.replace(/\$\$\{|%%\{/g, '').matchAll(/[$%]\{[^}]*\}?/g)].map(([each]) => each));
}

function lineDifferences(before: string, after: string): string[] {
  const counts = (text: string) => {
    const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'));
    return `${lines.length} lines, ${lines.filter(line => line.trim().startsWith('!')).length} that begin with "!"`;
  };
  return counts(before) === counts(after) ? [] : [`${counts(before)} are now ${counts(after)}`];
}

function changedLines(before: readonly string[], after: readonly string[], change: Change): string[] {
  const dashes = (line: string) => (change.isArgument ? line.replace(/-·/g, '·') : line);
  const [first, second] = [before.map(line => dashes(modulo(line, change.good))), after.map(line => dashes(modulo(line, change.hostile)))];
  const at = Array.from({ length: Math.max(first.length, second.length) }, (_, i) => i).find(i => first[i] !== second[i]);
  return at === undefined ? [] : [`line ${at + 1} of the tree: ${around(first[at], second[at])}`];
}

/** Two long lines from where they differ. */
function around(first = '(nothing)', second = '(nothing)'): string {
  const at = [...first].findIndex((each, i) => each !== second[i]);
  const from = Math.max(0, (at < 0 ? first.length : at) - 40);
  return `"${first.slice(from, from + 120)}" is now "${second.slice(from, from + 120)}"`;
}

function changedSet(what: string, before: readonly string[], after: readonly string[], change: Change): string[] {
  if (change.code === 'template') return [];
  const known = new Set(before.map(each => modulo(each, change.good)));
  const now = new Set(after.map(each => modulo(each, change.hostile)));
  const come = [...now].filter(each => !known.has(each));
  const gone = [...known].filter(each => !now.has(each));
  return come.length === 0 && gone.length === 0 ? [] : [`${what}: ${JSON.stringify(come).slice(0, 200)} instead of ${JSON.stringify(gone).slice(0, 200)}`];
}

/** The name of a variable or of a secret may be another name. */
function modulo(line: string, value: string): string {
  if (!/^[A-Za-z_]\w*$/.test(value)) return line;
  return BEFORE_NAMES.reduce((text, before) => text.split(before + value).reduce((done, rest) => `${done}${before}${/^\w/.test(rest) ? value : '◊'}${rest}`), line);
}

const BEFORE_NAMES = ['$', '${', 'Assign ', 'secrets.'];
