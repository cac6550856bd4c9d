import { Project } from 'projen';
import { NO_CHANGE } from './change';
import { Experiment, Pair } from './experiment';
import { differences } from './judge';
import { Program } from './programs';
import { debian, published } from './programs/world';
import type { Written } from './sandbox';
import { Shapes } from './shapes';
import { HOSTILE_STRINGS } from './strings';

/** A text that is pasted where it should be quoted. */
interface Planted {
  /** What is wrong. */
  readonly fault: string;
  /** The file in which it is. */
  readonly file: string;
  readonly text: (value: string) => string;
  /** A hostile string that it lets through, by its name. */
  readonly by: string;
}

const FROM = 'FROM debian\n';
const STEP = (run: string) => `jobs:\n  build:\n    steps:\n      - run: ${run}\n`;
const json = JSON.stringify;

/** Faults of every kind, and what finds each. */
const PLANTED: readonly Planted[] = [
  { fault: 'an unquoted word in RUN', file: 'Dockerfile', text: value => `${FROM}RUN echo ${value}\n`, by: 'semicolon' },
  { fault: 'a word in double quotes in RUN', file: 'Dockerfile', text: value => `${FROM}RUN echo "${value}"\n`, by: 'command substitution' },
  { fault: 'a word in single quotes in a script', file: 'Dockerfile', text: value => `${FROM}RUN <<'EOT'\necho '${value}'\nEOT\n`, by: 'out of single quotes' },
  { fault: 'a word that is an option', file: 'Dockerfile', text: value => `${FROM}RUN rm '${value}'\n`, by: 'leading dashes' },
  { fault: 'an unquoted word with a pattern', file: 'Dockerfile', text: value => `${FROM}RUN rm ${value}\n`, by: 'glob' },
  { fault: 'an unquoted here-document in a script', file: 'Dockerfile', text: value => `${FROM}RUN <<'SH'\ncat > /a <<EOT\n${value}\nEOT\nSH\n`, by: 'backticks' },
  { fault: 'a here-document without a look at its end', file: 'Dockerfile', text: value => `${FROM}COPY <<'EOT' /a\n${value}\nEOT\n`, by: 'here-document EOT' },
  { fault: 'a shell script in COPY', file: 'Dockerfile', text: value => `${FROM}COPY <<'EOT' /a\n#!/bin/sh\necho ${value}\nEOT\n`, by: 'and, or, pipe' },
  { fault: 'a comment', file: 'Dockerfile', text: value => `# ${value}\n${FROM}`, by: 'line feed and FROM' },
  { fault: 'a comment above everything', file: 'Dockerfile', text: value => `# a${value}\n${FROM}`, by: 'line feed and instruction' },
  { fault: 'a word of the Dockerfile', file: 'Dockerfile', text: value => `${FROM}WORKDIR /${value}\n`, by: 'variable' },
  { fault: 'a value of ENV', file: 'Dockerfile', text: value => `${FROM}ENV A=${value} B=b\n`, by: 'blanks' },
  { fault: 'a label', file: 'Dockerfile', text: value => `${FROM}LABEL a="${value}"\n`, by: 'out of double quotes' },
  { fault: 'a value of a mount', file: 'Dockerfile', text: value => `${FROM}RUN --mount=type=bind,target=/${value} true\n`, by: 'comma' },
  { fault: 'what BuildKit does not take', file: 'Dockerfile', text: value => `${FROM}EXPOSE ${value.length > 4 ? value : 80}\n`, by: 'YAML map' },
  { fault: 'a YAML comment', file: '.github/workflows/a.yml', text: value => `# ${value}\n${STEP('a')}`, by: 'line feed and YAML key' },
  { fault: 'a YAML scalar', file: '.github/workflows/a.yml', text: value => `a: ${value}\nb: c\n`, by: 'YAML map' },
  { fault: 'a YAML scalar that is another one', file: '.github/workflows/a.yml', text: value => `a: ${value}\n`, by: 'number' },
  { fault: 'a YAML anchor', file: '.github/workflows/a.yml', text: value => `a: ${value}\n`, by: 'YAML anchor' },
  { fault: 'a script of a workflow', file: '.github/workflows/a.yml', text: value => STEP(json(`echo "${value}"`)), by: 'out of double quotes' },
  { fault: 'a GitHub expression', file: '.github/workflows/a.yml', text: value => `env:\n  A: ${json(value)}\n`, by: 'GitHub expression' },
  { fault: 'a GitHub expression beside a literal one', file: '.github/workflows/a.yml', text: value => `env:\n  A: ${json(`\${{ '\${{' }}${value}`)}\n`, by: 'GitHub expression' },
  { fault: 'a Woodpecker substitution', file: '.woodpecker/a.yaml', text: value => `# ${json(value)}\na: b\n`, by: 'Woodpecker substitution' },
  { fault: 'a text of Woodpecker that is escaped already', file: '.woodpecker/a.yaml', text: value => `a: ${json(value.replace(/\$\{/g, '$$$${'))}\n`, by: 'escaped substitution' },
  { fault: 'a command of Woodpecker', file: '.woodpecker/a.yaml', text: value => `steps:\n  - commands:\n      - ${json(`echo ${value}`)}\n`, by: 'semicolon' },
  { fault: 'a template of bake', file: 'docker-bake.json', text: value => json({ target: { a: { args: { A: value } } } }), by: 'bake template' },
  { fault: 'a variable of GitLab', file: '.gitlab/images/a.yml', text: value => `a:\n  variables:\n    B: ${json(value)}\n`, by: 'Woodpecker substitution' },
  { fault: 'a script of GitLab', file: '.gitlab/images/a.yml', text: value => `a:\n  script:\n    - ${json(`echo ${value}`)}\n`, by: 'semicolon' },
  { fault: 'a template in a key of bake', file: 'docker-bake.json', text: value => json({ target: { a: { labels: { [value]: 'a' } } } }), by: 'Woodpecker substitution' },
  { fault: 'a text of JSON', file: 'renovate.json', text: value => `{"a": "${value}"}`, by: 'JSON' },
  { fault: 'a line of .dockerignore', file: '.dockerignore', text: value => `*\n!${value}\n`, by: 'line feed and ignore line' },
  { fault: 'a line that is no exception any more', file: '.dockerignore', text: value => `${value}\n`, by: 'leading exclamation mark' },
  { fault: 'a pattern that BuildKit does not take', file: '.dockerignore', text: value => `*\n${value}\n`, by: 'YAML flow' },
  { fault: 'a word of .gitattributes', file: '.gitattributes', text: value => `/${value} linguist-generated\n`, by: 'blanks' },
  { fault: 'a key that is no text for GitLab', file: '.gitlab/images/a.yml', text: value => `a:\n  ${value}: b\n`, by: 'YAML 1.1 merge' },
  { fault: 'a value that is no text for GitLab', file: '.gitlab/images/a.yml', text: value => `a: ${value}\n`, by: 'YAML 1.1 truth' },
  { fault: 'a text of RouterOS', file: 'routers/install.rsc', text: value => `/ip/route/add comment="${value}"\n`, by: 'out of double quotes' },
  { fault: 'a script in a script of RouterOS', file: 'routers/install.rsc', text: value => `/system/script/add source="${`:put "${value}"`.replace(/["\\$]/g, '\\$&')}"\n`, by: 'script of RouterOS' },
  { fault: 'code in a table of Markdown', file: 'routers/README.md', text: value => `| a |\n| --- |\n| \`${value}\` |\n`, by: 'Markdown' },
  { fault: 'a line of Markdown', file: 'routers/README.md', text: value => `1. ${value}\n`, by: 'line feed and directive' },
  { fault: 'an override', file: 'Dockerfile', text: value => `# ${json(value)}\n${FROM}`, by: 'right to left' },
  { fault: 'an escape sequence', file: '.dockerignore', text: value => `# ${value}\n`, by: 'escape sequence' },
  { fault: 'half a character', file: '.dockerignore', text: value => Buffer.from(`# ${value}\n`).toString(), by: 'lone surrogate' },
];

/** Good ones, which are to be found good with every string. */
const SOUND: readonly Omit<Planted, 'by'>[] = [
  { fault: 'a quoted word in a script', file: 'Dockerfile', text: value => `${FROM}RUN <<'A_LONG_END'\necho -- '-${value.slice(0, 9_999).replace(/'/g, '\'\\\'\'')}'\nA_LONG_END\n` },
  { fault: 'a text of JSON', file: 'renovate.json', text: value => json({ a: value, b: [value] }) },
  { fault: 'a text of YAML', file: '.github/workflows/a.yml', text: value => `a: ${json(value.replace(/\$\{\{/g, '').replace(/[^\x20-\u007e\u{1f600}]/gu, each => `\\\\u${each.charCodeAt(0).toString(16)}`))}\n` },
];

const GOOD = 'good';

/** The planted faults that are not found, and the sound texts in which one is. A harness that finds nothing here would find nothing anywhere. */
export async function unseen(shapes: Shapes): Promise<string[]> {
  const textOf = (name: string) => HOSTILE_STRINGS.find(each => each.name === name)!.text;
  const written = (file: string, text: string): Written => ({ kind: 'written', files: new Map([[file, text]]), outside: [], printed: '' });
  const found = (file: string, text: (value: string) => string, hostile: string) => (
    differences(shapes, written(file, text(GOOD)), written(file, text(hostile)), { ...NO_CHANGE, good: GOOD, hostile })
  );
  const missed = await Promise.all(PLANTED.map(async ({ fault, file, text, by }) => {
    const all = await Promise.all([textOf(by), GOOD + textOf(by)].map(hostile => found(file, text, hostile)));
    return all.flat().length === 0 ? [`${fault} is not found by "${by}"`] : [];
  }));
  // Hidden characters are found by themselves; here, it is the structure that is asked for.
  const alarms = await Promise.all(SOUND.flatMap(({ fault, file, text }) => HOSTILE_STRINGS.filter(each => !/[\0\ud800]/.test(each.text)).map(async ({ name, text: hostile }) => {
    const structure = (await found(file, text, GOOD + hostile)).filter(({ kind }) => kind === 'structure');
    return structure.map(({ what }) => `"${name}" is an alarm in ${fault}: ${what}`);
  })));
  return [...missed.flat(), ...alarms.flat(), ...await unseenInPrograms(shapes)];
}

/** A user who pastes an option of one thing into a script of another. */
const CARELESS: Program = {
  name: 'careless',
  declare: (api, outdir) => {
    const project = new Project({ name: 'good', outdir });
    const image = new api.ContainerImage(project, 'Router', { platforms: [api.Platform.LINUX_AMD64] });
    const stage = new api.BuildStage(image, 'Runtime', { base: debian(api), purpose: 'good', runsOn: api.StagePlatform.TARGET, emulated: 'there is a shell' });
    stage.run([`echo ${stage.purpose!} > /a`]);
    stage.entrypoint(['/bin/true']);
    image.defineRuntime(stage);
    published(api, project, image);
    return project;
  },
};

async function unseenInPrograms(shapes: Shapes): Promise<string[]> {
  const experiment = new Experiment([CARELESS]);
  try {
    const pairs: Pair[] = experiment.pairs.filter(({ slot, string }) => slot.option === 'BuildStageProps.purpose' && string.name === 'command substitution');
    const failures = await Promise.all(pairs.map(pair => experiment.judge(shapes, pair)));
    return pairs.length > 0 && failures.every(each => each.failures.some(({ kind }) => kind === 'structure')) ? [] : ['a pasted option of a program is not found'];
  } finally {
    experiment.end();
  }
}
