// Installs the dependencies if they are missing or the lock file has changed.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

const changed = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
}
