import { describe, expect, test } from 'vitest';
import { _createExampleRepository } from '../../../src/checks/examples/example-files';
import { rootfsEntrypointMissing, copyFileAsDirectory, startFirstLine, copyHostDependencies, rootfsMissingInterpreter, rootfsMissingSource, rootfsPathCollision, copyWholeRepository } from '../../../src/checks/rules';
import { saidOf } from '../findings';

const SCRIPT = '#!/bin/sh\nexec /bin/app\n';

describe('a script of the repository', () => {
  const started = (more: string, ...lines: string[]) => ['FROM scratch', ...lines, more, ''].join('\n');
  const files = _createExampleRepository({
    'plain.sh': SCRIPT,
    'run.sh': { text: SCRIPT, mode: '0755' },
    'crlf.sh': { text: '#!/bin/sh\r\n', mode: '0755' },
    'app/run.sh': { text: '#!/bin/bash\n', mode: '0755' },
    'app/dev.sh': { text: '#!/usr/bin/env node\r\n', mode: '0755' },
  });

  test.each([
    [started('ENTRYPOINT ["/s"]', 'COPY plain.sh /s'), ['The entrypoint "/s" is a file with mode 0644.']],
    [started('ENTRYPOINT ["/s"]', 'COPY run.sh /s'), []],
    [started('ENTRYPOINT ["/s"]', 'COPY --chmod=0755 plain.sh /s'), []],
    [started('ENTRYPOINT ["/s"]', 'COPY --chmod=0644 run.sh /s'), ['The entrypoint "/s" is a file with mode 0644.']],
    [started('ENTRYPOINT ["/app/run.sh"]', 'COPY app /app'), []],
    [started('ENTRYPOINT ["/app/run.sh"]', 'COPY --exclude=run.sh app /app'), ['Nothing provides the entrypoint "/app/run.sh". Executable files are: /app/dev.sh.']],
  ])('is an entrypoint: %j', (text, expected) => expect(saidOf(rootfsEntrypointMissing, text, {}, files)).toEqual(expected));

  test('may be made executable by a command, as one may make the directory it is copied into', () => {
    const said = (id: typeof rootfsEntrypointMissing, entrypoint: string, ...lines: string[]) => saidOf(id, started(`ENTRYPOINT ["${entrypoint}"]`, ...lines), {}, files);
    expect(said(rootfsEntrypointMissing, '/s', 'COPY plain.sh /s', 'RUN chmod +x /s')).toEqual([]);
    expect(said(copyFileAsDirectory, '/srv/run.sh', 'RUN mkdir /srv', 'COPY run.sh /srv')).toEqual([
      '? It is not known whether /srv, which ENTRYPOINT names, is a directory.',
    ]);
  });

  test('may take the place of another one of the repository, but not that of a directory', () => {
    const said = (...lines: string[]) => saidOf(rootfsPathCollision, ['FROM scratch', ...lines, ''].join('\n'), {}, files);
    expect(said('COPY app /srv', 'COPY plain.sh /srv/run.sh')).toEqual([]);
    expect(said('COPY plain.sh /srv', 'COPY run.sh /srv/run.sh')).toEqual([
      'In the stage "file", /srv is a file from Image/File/Stage, and then a directory from Image/File/Stage.',
    ]);
    expect(said('RUN mkdir /srv', 'COPY plain.sh /srv', 'COPY run.sh /srv/run.sh')).toEqual([]);
  });

  test('may be made in the checkout before the image is built', () => {
    const said = (...lines: string[]) => saidOf(rootfsEntrypointMissing, started('ENTRYPOINT ["/app/made.sh"]', ...lines), {}, files);
    expect([said('COPY app /app'), said('COPY . /'), said('COPY run.sh /app/')]).toEqual([
      ['? It is not known whether the entrypoint "/app/made.sh" is in the image.'],
      ['? It is not known whether the entrypoint "/app/made.sh" is in the image.'],
      ['Nothing provides the entrypoint "/app/made.sh". Executable files are: /app/run.sh.'],
    ]);
    const copied = 'FROM debian:trixie-slim AS b\nCOPY . /\nFROM scratch\nCOPY --from=b /dist/app /app\n';
    expect(saidOf(rootfsMissingSource, copied, {}, files)).toEqual(['? /dist/app is copied from the stage "file-b", and it is not known whether it exists.']);
  });

  test('has an interpreter, where somebody starts it or copies it by its name', () => {
    expect(saidOf(rootfsMissingInterpreter, started('ENTRYPOINT ["/app/run.sh"]', 'COPY app /app', 'COPY run.sh /s', 'COPY plain.sh /p'), {}, files)).toEqual([
      '/app/run.sh is run by /bin/bash, which is not in the image.', '/s is run by /bin/sh, which is not in the image.',
    ]);
  });

  test('has line ends of Unix, where somebody starts it or copies it by its name', () => {
    expect(saidOf(startFirstLine, started('ENTRYPOINT ["/app/run.sh"]', 'COPY app /app', 'COPY crlf.sh /s'), {}, files)).toEqual([
      'The first line of /s ends with a carriage return: "#!/bin/sh\\r"',
    ]);
  });

  test('is a file, where a directory is meant', () => {
    const said = (to: string, cmd = '["/srv/run.sh"]') => saidOf(copyFileAsDirectory, started(`CMD ${cmd}`, `COPY run.sh ${to}`), {}, files);
    expect([said('/srv'), said('/srv', '["python", "/srv/run.sh"]'), said('/srv/'), said('/srv/run.sh'), said('/srv', '["/srv"]')]).toEqual([
      ['/srv is a file, because the destination of its copy does not end with "/", but CMD names /srv/run.sh.'],
      ['/srv is a file, because the destination of its copy does not end with "/", but CMD names /srv/run.sh.'],
      [], [], [],
    ]);
  });
});

describe('copy/whole-repository and copy/host-dependencies', () => {
  const files = _createExampleRepository({
    'main.py': '', '.git/HEAD': '', '.env': '', 'web/node_modules/a/node_modules/b.js': '', 'web/package.json': '', 'target/app': '', 'Cargo.toml': '', 'docs/target/x': '', 'go/vendor/x': '',
  });
  test.each([
    ['COPY . /app', ['The copy of the whole repository includes .env (it usually holds passwords), .git (the whole history, which differs after each commit), '
      + 'target (built on this machine), web/node_modules (packages installed on this machine).'], []],
    ['COPY --exclude=.git --exclude=.env --exclude=target --exclude=**/node_modules . /app', [], []],
    ['COPY web /app', ['The copy of web includes web/node_modules (packages installed on this machine).'], []],
    ['COPY web/node_modules /app', [], []],
    ['COPY docs /app', [], []],
    ['COPY go /app', [], []],
    ['RUN npm ci\nCOPY web /app', [], ['The copy of web puts web/node_modules over the output of `npm ci`.']],
    ['RUN cd /x && pnpm install --frozen-lockfile\nCOPY web /app', [], ['The copy of web puts web/node_modules over the output of `pnpm install --frozen-lockfile`.']],
    ['COPY web /app\nRUN npm ci', ['The copy of web includes web/node_modules (packages installed on this machine).'], []],
  ])('%j', (lines, whole, host) => {
    const sorted = (said: string[]) => said.map(each => each.replace(/includes (.*)\.$/, (_, list: string) => `includes ${list.split(/(?<=\)), /).sort().join(', ')}.`));
    const text = `FROM debian\n${lines}\n`;
    expect([sorted(saidOf(copyWholeRepository, text, {}, files)), saidOf(copyHostDependencies, text, {}, files)]).toEqual([whole, host]);
    expect([saidOf(copyWholeRepository, text), saidOf(copyHostDependencies, text)]).toEqual([[], []]);
  });

  test('what is private to whoever works here', () => {
    const home = _createExampleRepository({
      'keys/id_ed25519': '', 'keys/id_ed25519.pub': '', '.env.local': '', '.env.production.local': '', '.env.example': '', '.netrc': '', 'infra/terraform.tfstate': '', 'id_rsa/x': '',
    });
    const [said] = saidOf(copyWholeRepository, 'FROM debian\nCOPY . /app\n', {}, home);
    for (const path of ['keys/id_ed25519 (', '.env.local', '.env.production.local', '.netrc', 'infra/terraform.tfstate']) expect(said).toContain(path);
    for (const path of ['.pub', '.env.example', 'id_rsa/']) expect(said).not.toContain(path);
  });
});
