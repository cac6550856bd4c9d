import assert from 'node:assert/strict';
import { Check } from './check';

/** A shell command, and what it has to print. */
export type ShellCase = readonly [command: string, prints: RegExp];

/** Commands in the image's own shell: they succeed, print what they should, and complain about nothing. */
export const shell = (cases: readonly ShellCase[]): Check => ({
  name: `${cases.length} shell commands do what they should`,
  holds: async ({ containers }) => {
    const script = cases.map(([command], index) => `echo "<${index}>"; { ${command}; } 2>&1 || echo "exit code $?"`).join('\n');
    const { stdout } = await containers.run(['--entrypoint', '/bin/sh', '--interactive'], ['-s'], { input: `${script}\n`, timeoutSeconds: 180 });
    const wrong = cases.flatMap(([command, prints], index) => {
      const said = stdout.split(`<${index}>\n`)[1]?.split(/^<\d+>$/m)[0].trim();
      return said !== undefined && prints.test(said) ? [] : [`${command} -> ${said} (expected ${prints})`];
    });
    assert.deepEqual(wrong, []);
  },
});

/** No applet is left out of the commands that are tried: each may die of an option that it was built without. */
export const everyApplet = (cases: readonly ShellCase[], exceptions: readonly string[]): Check => ({
  name: 'every applet is among the commands that are tried',
  holds: ({ links }) => {
    const words = new Set(cases.flatMap(([command]) => command.split(/[\s;|&(){}"'$<>]+/)));
    const names = links.map(link => link.split('/').at(-1)!);
    assert.deepEqual(names.filter(name => !words.has(name) && !exceptions.includes(name)), []);
  },
});

/** A person at a terminal gets the lines back that were typed before. */
export const history: Check = {
  name: 'an interactive shell keeps a history',
  holds: async ({ containers, engine }) => {
    const words = ['docker', ...containers.words(['--entrypoint', '/bin/sh', '--interactive', '--tty'])];
    const { stdout } = await engine.run('script', ['-qec', words.map(word => `'${word}'`).join(' '), '/dev/null'], {
      input: 'echo typed-$((40+2))\nhistory\nexit\n',
      timeoutSeconds: 60,
    });
    assert.match(stdout, /^typed-42\r?$/m);
    assert.match(stdout, /^ *0 echo typed-\$\(\(40\+2\)\)\r?$/m);
  },
};

/** `busybox --list` names what the links name. */
export const busyboxLists: Check = {
  name: 'busybox --list names every link',
  holds: async ({ containers, links }) => {
    const { stdout } = await containers.run(['--entrypoint', '/bin/busybox'], ['--list']);
    assert.deepEqual(stdout.trim().split('\n').sort(), links.map(link => link.split('/').at(-1)!).sort());
  },
};
