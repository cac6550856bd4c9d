import { run } from '../process';

/** Programs that fill the tree, and the Debian packages that have them. */
const PACKAGES: Record<string, string> = { mmdebstrap: 'mmdebstrap', pip: 'python3-pip', mvn: 'maven', javac: 'default-jdk-headless' };

/** Installs what the machine lacks. */
export async function installTools(): Promise<void> {
  const missing = [];
  for (const [program, name] of Object.entries(PACKAGES)) {
    if ((await run('sh', ['-c', `command -v ${program}`], { mayFail: true })).code !== 0) missing.push(name);
  }
  if (missing.length === 0) return;
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...missing]);
}
