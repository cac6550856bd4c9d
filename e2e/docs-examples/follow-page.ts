import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPicture, drawPicture } from './pictures';
import type { Page, Step } from './read-page';
import type { Project } from '../environments/workshop';

const ROOT = join(__dirname, '../..');

/**
 * Does what a page says in a folder, and returns what did not come out as it says.
 *
 * @param draws whether pictures are drawn anew
 */
export async function followPage({ path, steps }: Page, project: Project, draws: boolean): Promise<string[]> {
  const faults: string[] = [];
  let printed = '';
  for (const step of steps) {
    const fault = await follow(step, project, printed, text => { printed = text; }) ?? await show(step, path, project, draws);
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

/** Draws what a command prints with colors, or compares it with the picture. */
async function show(step: Step, page: string, project: Project, draws: boolean): Promise<string | undefined> {
  if (step.does !== 'run' || step.picture === undefined) return undefined;
  const { stdout, stderr } = await project.run('sh', ['-ec', step.text], { FORCE_COLOR: '1', NO_COLOR: undefined });
  const picture = { path: join(ROOT, dirname(page), step.picture), command: step.text.trim(), printed: `${stdout}${stderr}` };
  return draws ? drawPicture(picture) : checkPicture(picture);
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
