import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Puts generated files into a project, and the list that projen keeps of them. */
export function putGenerated(files: Readonly<Record<string, string>>, folder = '.'): void {
  for (const [name, text] of Object.entries({ ...files, '.projen/files.json': JSON.stringify({ files: Object.keys(files) }) })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Writes versions.json. */
export function putVersions(pins: object): void {
  writeFileSync('versions.json', `${JSON.stringify(pins, null, 2)}\n`);
}
