import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blockDockerfiles } from './blocks';
import { Oracle } from './oracle';

/** What the Dockerfiles of a collection came to. */
export interface CorpusReport {
  readonly documents: number;
  readonly failures: readonly string[];
  /** How often the rule was broken that is known to be. */
  readonly known: number;
}

/**
 * An experimental rule, off by default, that wants the description to be the last line of a comment. Above an ARG, Renovate's
 * preset wants its own line there; above a FROM, notes follow the description. Docker shows the description in any case.
 */
const KNOWN = 'InvalidDefinitionDescription';

const EXAMPLES = join(__dirname, '../../examples');

/** Whether BuildKit takes the Dockerfiles that examples and blocks make, and what its rules find, experimental ones included. */
export async function judgeCorpus(oracle: Oracle): Promise<CorpusReport> {
  const all = [...exampleDockerfiles(), ...Object.entries(blockDockerfiles())];
  const answers = await Promise.all(all.map(async ([name, text]) => ({ name, ...await oracle.ask({ text: withAllRules(text) }) })));
  const failures = answers.flatMap(({ name, error, warnings = [] }) => [
    ...error === undefined ? [] : [`${name}, line ${error.line}: ${error.message}`],
    ...warnings.filter(({ rule }) => rule !== KNOWN).map(({ rule, detail, line }) => `${name}, line ${line}: ${rule}: ${detail}`),
  ]);
  return { documents: all.length, failures, known: answers.flatMap(({ warnings = [] }) => warnings).filter(({ rule }) => rule === KNOWN).length };
}

/** The Dockerfiles of the examples, by name. */
export function exampleDockerfiles(): [name: string, text: string][] {
  return readdirSync(EXAMPLES).filter(name => existsSync(join(EXAMPLES, name, 'Dockerfile')))
    .map(name => [`examples/${name}`, readFileSync(join(EXAMPLES, name, 'Dockerfile'), 'utf8')]);
}

/** The directive must stand at the top: what it says is changed where there is one. */
function withAllRules(text: string): string {
  const directive = /^# check=.*$/m;
  return directive.test(text) ? text.replace(directive, '# check=experimental=all') : `# check=experimental=all\n${text}`;
}
