import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Step } from './read-page';
import type { Project } from '../environments/workshop';

const ROOT = join(__dirname, '../..');

/** Does what a page says in a folder, and returns what did not come out as it says. */
export async function followPage({ path, steps }: Page, project: Project): Promise<string[]> {
  const faults: string[] = [];
  let printed = '';
  for (const step of steps) {
    const fault = await follow(step, project, printed, text => { printed = text; });
    if (fault !== undefined) faults.push(`${path}:${step.line}: ${fault}`);
  }
  return faults;
}

async function follow(step: Step, project: Project, printed: string, keep: (text: string) => void): Promise<string | undefined> {
  switch (step.does) {
    case 'install': return undefined; // done once for all pages
    case 'copy': return cpSync(join(ROOT, step.from), join(project.folder, step.to), { recursive: true }) as undefined;
    case 'write': return project.write(step.path, step.text) as undefined;
    case 'change': return change(project, step);
    case 'run': {
      const { code, stdout, stderr } = await project.run('sh', ['-ec', step.text]);
      keep(`${stdout}${stderr}`);
      return (code !== 0) === step.fails ? undefined : `exit code ${code} of\n${step.text}\n${stdout}${stderr}`;
    }
    case 'compare-output': return compare(step.text, printed, 'what was printed');
    case 'compare-file': return project.has(step.path) ? compare(step.text, project.read(step.path), step.path) : `there is no ${step.path}`;
  }
}

function change(project: Project, { path, from, to }: Step & { does: 'change' }): string | undefined {
  const parts = project.read(path).split(from);
  if (parts.length !== 2) return `${path} has ${parts.length - 1} places with\n${from}`;
  project.write(path, parts.join(to));
  return undefined;
}

function compare(shown: string, actual: string, name: string): string | undefined {
  return toPattern(shown).test(actual) ? undefined : `not in ${name}:\n${shown}\nwhich is\n${actual}`;
}

/** A pattern for whole lines of a text. An ellipsis stands for any text of a line, and alone in a line for any lines. */
function toPattern(shown: string): RegExp {
  const lines = shown.trimEnd().split('\n').map(line => (line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(quote).join('.*?')}\\n`));
  return new RegExp(`^${lines.join('')}`, 'm');
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
