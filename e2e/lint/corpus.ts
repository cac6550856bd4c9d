import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { numbers } from './numbers';
import * as rules from '../../src/dockerfile/lint/rules';
import { TRAPS } from '../../test/dockerfile/lint/traps';
import { run } from '../process';

/** A Dockerfile that both are asked about. */
export interface Case {
  readonly group: string;
  readonly name: string;
  readonly text: string;
}

/** All cases: our own, those that BuildKit's module ships, and changed ones made of both. */
export async function corpus(mutants: number, seed: number): Promise<Case[]> {
  const given = [...ownCases(), ...await moduleCases()];
  return [...given, ...mutated(given, mutants, seed)];
}

function ownCases(): Case[] {
  return [
    ...Object.values(rules).flatMap(({ id, bad, good }) => [...bad, ...good].map((text, i) => ({ group: 'examples of the rules', name: `${id} ${i + 1}`, text }))),
    ...TRAPS.map(({ name, text }) => ({ group: 'traps', name, text })),
  ];
}

/** Read from the Go module cache when the test runs; nothing of it is kept here. */
async function moduleCases(): Promise<Case[]> {
  const { stdout } = await run('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/moby/buildkit'], { cwd: join(__dirname, '..', 'oracle') });
  const root = join(stdout.trim(), 'frontend', 'dockerfile');
  const files = await readdir(root, { recursive: true });
  const cases: Case[] = [];
  for (const file of files.sort()) {
    const read = async () => readFile(join(root, file), 'utf8');
    if (/(?:^|\/)(?:[\w.-]*\.)?Dockerfile[\w.-]*$/.test(file)) {
      cases.push({ group: 'Dockerfiles of the module', name: file, text: await read() });
    } else if (/_test\.go$/.test(file)) {
      const texts = [...(await read()).matchAll(/`([^`]*)`/g)].map(([, text]) => text).filter(text => /^\s*(?:FROM|from|ARG|#) /m.test(text));
      cases.push(...texts.map((text, i) => ({ group: 'texts of its tests', name: `${file} ${i + 1}`, text })));
    } else if (/docs\/.*\.md$/.test(file)) {
      const texts = [...(await read()).matchAll(/```dockerfile.*\n([^]*?)```/g)].map(([, text]) => text);
      cases.push(...texts.map((text, i) => ({ group: 'texts of its documentation', name: `${file} ${i + 1}`, text })));
    }
  }
  return cases;
}

/** Pieces that change what a Dockerfile means. */
const PIECES = [
  '\\', '\\\n', '\n', '\n\n', '#', '# check=skip=all\n', '"', '\'', '$', '${', '}', '$FOO', '${FOO:-bar}', '${PATH}', '--from=0 ', '--from=base ', '--link ', '--chmod=755 ', '--x=y ',
  '<<EOF', '<<-"EOF"', 'EOF\n', 'FROM scratch AS base\n', 'FROM base\n', 'ARG FOO\n', 'ARG FOO=1\n', 'ENV FOO=$FOO\n', 'ENV a b\n', 'COPY $FOO /x\n', 'WORKDIR x\n', 'WORKDIR /x\n',
  'CMD x\n', 'CMD ["x"]\n', 'SHELL ["/bin/sh"]\n', 'ONBUILD ', 'ONBUILD COPY $BAR /b\n', 'EXPOSE 80/TCP\n', 'EXPOSE 1:2\n', 'USER $FOO\n', 'HEALTHCHECK NONE\n', '[', ']', ',', '=', ' ', '\t',
  'as', 'AS', 'RUN --mount=type=cache,target=/x ', 'VOLUME $FOO\n', 'STOPSIGNAL 9\n', 'MAINTAINER x\n', '$TARGETPLATFORM', '--platform=linux/arm64 ', '/', ':', '@', '%', '`', '\r\n', 'é',
];

/** Each is a case with one to three changes: a piece put in, a line doubled, moved or taken out, two files joined. */
function mutated(cases: readonly Case[], count: number, seed: number): Case[] {
  const random = numbers(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  return Array.from({ length: count }, (_, i) => {
    const { name, text } = pick(cases);
    let changed = text;
    for (let change = 0; change <= Math.floor(random() * 3); change++) {
      const place = Math.floor(random() * (changed.length + 1));
      const lines = changed.split('\n');
      const line = Math.floor(random() * lines.length);
      switch (Math.floor(random() * 6)) {
        case 0: case 1: changed = changed.slice(0, place) + pick(PIECES) + changed.slice(place); break;
        case 2: changed = changed.slice(0, place) + changed.slice(place + 1 + Math.floor(random() * 3)); break;
        case 3: changed = [...lines.slice(0, line), ...lines.slice(line + 1)].join('\n'); break;
        case 4: changed = [...lines.slice(0, line), pick(lines), ...lines.slice(line)].join('\n'); break;
        default: changed = `${changed}\n${pick(cases).text}`;
      }
    }
    return { group: 'changed at random', name: `${i + 1}, from ${name}`, text: changed };
  });
}
