import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './read-page';
import type { Project } from '../environments/workshop';

/** What stands around an example in the documentation comments; the same goes for the pages. */
const FIXTURE = readFileSync(join(__dirname, '../../rosetta/default.ts-fixture'), 'utf8');

/** Compiles every example that is a part of a definition, and returns what the compiler says of them. */
export async function compileFragments(pages: readonly Page[], project: Project): Promise<string[]> {
  const places = new Map<string, string>();
  for (const { path, fragments } of pages) {
    for (const { line, text } of fragments) {
      const file = `fragments/${path.replace(/\W/g, '-')}-${line}.ts`;
      places.set(file, `${path}:${line}`);
      // `export {}` makes a module of it, so that its names are its own.
      project.write(file, `${declares(text, 'project') ? '' : FIXTURE.replace('/// here\n', '')}${text}\nexport {};\n`);
    }
  }
  project.write('fragments/tsconfig.json', JSON.stringify({
    compilerOptions: {
      noEmit: true, strict: true, skipLibCheck: true, target: 'ES2022', module: 'preserve', moduleResolution: 'bundler', types: ['node'],
    },
    include: ['*.ts'],
  }));
  const { stdout } = await project.run('npx', ['tsc', '--project', 'fragments/tsconfig.json']);
  return stdout.split('\n').filter(line => line.includes('error')).map(line => line.replace(/^fragments\/[^(]*/, file => places.get(file) ?? file));
}

function declares(text: string, name: string): boolean {
  return new RegExp(`^(?:declare )?const ${name}\\b`, 'm').test(text);
}
