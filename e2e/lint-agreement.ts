import { parseArgs } from 'node:util';
import { Unavailable, UNAVAILABLE } from './engine';
import { Severity } from '../src/core';
import { Frontend } from '../src/dockerfile';
import { BUILD_CASES, CONTEXT_CASES, contextDockerfile, ignoredLines, missingSources } from './lint/context';
import { Case, corpus } from './lint/corpus';
import { Answer } from './oracle/answer';
import { FRONTENDS, Oracle } from './oracle/oracle';
import type { _Finding } from '../src/dockerfile/lint';
import { _listLintRules, _lintText, _UNDECIDED } from '../src/dockerfile/lint';

const USAGE = `tsx e2e/lint-agreement.ts [--seed N] [--mutants N] [--show N] [--context]

Asks BuildKit and our own rules about the same Dockerfiles, and prints how often they agree: whether the build stops, and the
checks by rule and line. All images are taken to be there and empty, as the oracle has them. Where BuildKit stops it looks no further; there its checks have to be among ours, and its line too.
--context asks the builder of this machine (docker buildx) about .dockerignore as well, which the oracle does not look at: its check, and with
exceptions a build.
`;

/** BuildKit's checks, which are compared; what else we find besides errors is our own. */
const CHECKS = new Set(_listLintRules().map(({ id }) => id).filter(id => !id.includes('/')));

/** Errors about the file as a whole, for which BuildKit counts lines from 0, or names the last one, or one of a circle. */
const OF_THE_FILE = /file with no instructions|circular dependency|parser directive|invalid escape token|greater than max allowed size/;

/** In how many Dockerfiles a rule finds something. */
interface Score {
  /** Of a check: where BuildKit reports it. Of an error: where BuildKit stops as well. */
  theirs: number;
  ours: number;
  /** Places where one finds something and the other does not. */
  differences: number;
}

/** By rule, made when first needed. */
class Scores {
  private readonly byRule = new Map<string, Score>([...CHECKS].map(id => [id, { theirs: 0, ours: 0, differences: 0 }]));

  public of(rule: string): Score {
    const score = this.byRule.get(rule) ?? { theirs: 0, ours: 0, differences: 0 };
    this.byRule.set(rule, score);
    return score;
  }

  /** Checks in the order of their names, then errors. */
  public table(): string {
    const rows = [...this.byRule].sort(([a], [b]) => Number(a.includes('/')) - Number(b.includes('/')) || (a < b ? -1 : 1));
    return table(['Dockerfiles with a finding of', 'BuildKit', 'ours', 'differences'], rows.map(([id, { theirs, ours, differences }]) => [
      id, `${theirs}`, `${ours}`, `${differences}`,
    ]));
  }
}

/** Where the two differ. */
interface Difference {
  readonly about: Case;
  readonly what: string;
}

async function main(seed: number, mutants: number, show: number, context: boolean): Promise<number> {
  const cases = await corpus(mutants, seed);
  let differences = 0;
  for (const frontend of Object.keys(FRONTENDS).sort()) {
    const oracle = await Oracle.start(frontend);
    const answers = await Promise.all(cases.map(({ text }) => oracle.ask({ text })));
    oracle.stop();
    const found = compare(cases, answers, Frontend.parse(frontend));
    console.log(`\nFrontend ${frontend}, seed ${seed}\n\n${verdictsTable(cases, found.agreed)}\n\n${found.scores.table()}`);
    for (const { about, what } of found.differences.slice(0, show)) {
      console.log(`\n${what}\n  ${about.group}, ${about.name}\n${about.text.replace(/^/gm, '  | ')}`);
    }
    differences += found.differences.length;
  }
  if (context) differences += await compareContexts() + await compareBuilds();
  console.log(`\n${differences === 0 ? 'No difference' : `${differences} differences`}.`);
  return differences;
}

/** `CopyIgnoredFile`, by line. */
async function compareContexts(): Promise<number> {
  let [both, differences] = [0, 0];
  for (const context of CONTEXT_CASES) {
    const theirs = await ignoredLines(context);
    const findings = _lintText(contextDockerfile(context), { dockerignore: context.dockerignore });
    const ours = findings.filter(({ rule }) => rule === 'CopyIgnoredFile').map(({ range }) => range.startLine);
    if (theirs === undefined) continue;
    both += ours.filter(line => theirs.includes(line)).length;
    for (const line of [...ours.filter(each => !theirs.includes(each)), ...theirs.filter(each => !ours.includes(each))]) {
      differences++;
      console.log(`${ours.includes(line) ? 'We' : 'BuildKit'} alone: ${JSON.stringify(context.dockerignore)} leaves out "${context.sources[line - 2]}"`);
    }
  }
  console.log(`\nCopyIgnoredFile, asked of docker buildx with ${CONTEXT_CASES.length} files: both ${both}, ${differences} differences.`);
  return differences;
}

/** `dockerfile/ignored-source`: what it reports stops the build; what stops the build otherwise is counted. */
async function compareBuilds(): Promise<number> {
  let [both, missed, differences] = [0, 0, 0];
  for (const context of BUILD_CASES) {
    const theirs = await missingSources(context);
    const { dockerignore, sources } = context;
    const findings = (source: string) => _lintText(contextDockerfile({ dockerignore, sources: [source] }), { dockerignore });
    const ours = sources.filter(source => findings(source).some(({ rule }) => rule === 'dockerfile/ignored-source'));
    both += ours.filter(source => theirs.includes(source)).length;
    missed += theirs.filter(source => !ours.includes(source)).length;
    for (const source of ours.filter(each => !theirs.includes(each))) {
      differences++;
      console.log(`We alone: ${JSON.stringify(context.dockerignore)} leaves out "${source}"`);
    }
  }
  const asked = `asked of docker buildx with ${BUILD_CASES.length} files`;
  console.log(`\ndockerfile/ignored-source, ${asked}: both ${both}, BuildKit alone ${missed}, ${differences} differences.`);
  return differences;
}

interface Comparison {
  readonly scores: Scores;
  /** Cases with the same verdict, by group. */
  readonly agreed: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
}

function compare(cases: readonly Case[], answers: readonly Answer[], frontend: Frontend): Comparison {
  const scores = new Scores();
  const agreed = new Map<string, number>();
  const differences: Difference[] = [];
  cases.forEach((about, i) => {
    const findings = _lintText(about.text, { frontend, emptyImages: true });
    const verdict = verdictDifference(findings, answers[i], scores);
    const checks = checkDifferences(findings, answers[i], scores);
    if (verdict === undefined) agreed.set(about.group, (agreed.get(about.group) ?? 0) + 1);
    differences.push(...[...(verdict === undefined ? [] : [verdict]), ...checks].map(what => ({ about, what })));
  });
  return { scores, agreed, differences };
}

function verdictDifference(findings: readonly _Finding[], { error, warnings = [] }: Answer, scores: Scores): string | undefined {
  const errors = findings.filter(({ severity, rule }) => severity === Severity.ERROR && !CHECKS.has(rule));
  for (const rule of new Set(errors.map(each => each.rule))) {
    const score = scores.of(rule);
    score.ours++;
    if (error === undefined) score.differences++;
    else score.theirs++;
  }
  const lines = errors.map(({ rule, range, message }) => `line ${range.startLine} ${rule}: ${message}`).join('\n    ');
  // `# check=error=true`: the checks themselves are the error.
  if (error?.message.startsWith('lint violation') && errors.length === 0) return warnings.length > 0 ? undefined : 'BuildKit stops without a check';
  if (error === undefined) return errors.length === 0 ? undefined : `BuildKit would build it, and we say\n    ${lines}`;
  if (errors.length === 0) return `BuildKit stops, and we find nothing: ${error.message}`;
  // What cannot be cut into instructions is one finding; BuildKit reads on to the first instruction that it cannot read.
  if (errors.some(({ rule }) => /^dockerfile\/unclosed-/.test(rule))) return undefined;
  const hasLine = error.line !== undefined && error.line > 0 && !OF_THE_FILE.test(error.message);
  if (!hasLine || errors.some(({ range }) => range.startLine === error.line)) return undefined;
  return `BuildKit stops in line ${error.line}: ${error.message}\n  and we say\n    ${lines}`;
}

function checkDifferences(findings: readonly _Finding[], { error, warnings = [] }: Answer, scores: Scores): string[] {
  const ours = new Set(findings.filter(({ rule }) => CHECKS.has(rule)).map(({ rule, range }) => `${rule} in line ${range.startLine}`));
  const theirs = new Set(warnings.filter(({ rule }) => rule !== _UNDECIDED.id).map(({ rule, line }) => `${rule} in line ${line}`));
  const readsAll = error === undefined || error.message.startsWith('lint violation');
  const missed = [...theirs].filter(check => !ours.has(check));
  const extra = readsAll ? [...ours].filter(check => !theirs.has(check)) : [];
  for (const rule of new Set([...theirs].map(ruleOf))) scores.of(rule).theirs++;
  for (const rule of new Set([...ours].filter(check => readsAll || theirs.has(check)).map(ruleOf))) scores.of(rule).ours++;
  for (const check of [...missed, ...extra]) scores.of(ruleOf(check)).differences++;
  return [...missed.map(check => `BuildKit alone says ${check}`), ...extra.map(check => `We alone say ${check}`)];
}

function ruleOf(check: string): string {
  return check.split(' ')[0];
}

function verdictsTable(cases: readonly Case[], agreed: ReadonlyMap<string, number>): string {
  const groups = [...new Set(cases.map(({ group }) => group))];
  const row = (name: string, members: readonly Case[], same: number) => [name, `${members.length}`, `${same}`, `${(100 * same / members.length).toFixed(2)} %`];
  return table(['Dockerfiles', 'number', 'same verdict', ''], [
    ...groups.map(group => row(group, cases.filter(each => each.group === group), agreed.get(group) ?? 0)),
    row('all', cases, [...agreed.values()].reduce((sum, each) => sum + each, 0)),
  ]);
}

/** In Markdown, numbers to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map(row => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join(' | ')} |`;
  return [line(head), `|${widths.map((width, i) => `${'-'.repeat(width + 1)}${i === 0 ? '-' : ':'}`).join('|')}|`, ...rows.map(line)].join('\n');
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    mutants: { type: 'string', default: '5000' },
    show: { type: 'string', default: '20' },
    context: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
} else {
  main(Number(values.seed), Number(values.mutants), Number(values.show), values.context).then(differences => {
    process.exitCode = differences === 0 ? 0 : 1;
  }, (error: Error) => {
    console.error(error instanceof Unavailable ? error.message : error);
    process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
  });
}
