import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { _FIXES } from '../../../src/checks';
import { _fixText } from '../../../src/dockerfile';

const FIXES = join(__dirname, '../../../src/checks/fixes');
const OWN = _FIXES.filter(({ id }) => id.includes('/'));

/** Applies the fix of one id. */
const fixOnly = (id: string, text: string) => _fixText(text, _FIXES.filter(each => each.id === id));

test.each(OWN.map(({ id }) => id))('%s has the path of its id', id => expect(existsSync(join(FIXES, `${id}.ts`))).toBe(true));
test('every file is a registered fix', () => {
  const files = readdirSync(FIXES, { recursive: true, encoding: 'utf8' }).filter(file => file.includes('/'));
  expect(files.sort()).toEqual(OWN.map(({ id }) => `${id}.ts`).sort());
});

const FIXED: [id: string, before: string, after: string][] = [
  ['prompt', 'RUN apt-get install a\n', 'RUN apt-get install -y a\n'],
  ['prompt', 'RUN apt-get update && \\\n  # all\n  apt-get  install  a \\\n  b\n', 'RUN apt-get update && \\\n  # all\n  apt-get  install -y  a \\\n  b\n'],
  ['prompt', 'RUN if [ a ]; then apt install a; fi; yum install b\n', 'RUN if [ a ]; then apt install -y a; fi; yum install -y b\n'],
  ['prompt', 'RUN echo install && sudo apt-get --quiet install a && echo "apt-get install b"\n', 'RUN echo install && sudo apt-get --quiet install -y a && echo "apt-get install b"\n'],
  ['prompt', "RUN <<'E'\nset -e\n  apt-get  install  a\n\tapt-get install b # install\nE\n", "RUN <<'E'\nset -e\n  apt-get  install -y  a\n\tapt-get install -y b # install\nE\n"],
  ['pip-cache', 'RUN <<E\r\npip install a\r\nE\r\n', 'RUN <<E\r\npip install --no-cache-dir a\r\nE\r\n'],
  ['recommends', 'RUN apt-get install -y a && (apt install b)\n', 'RUN apt-get install --no-install-recommends -y a && (apt install --no-install-recommends b)\n'],
  ['apk-cache', 'RUN apk add a b\n', 'RUN apk add --no-cache a b\n'],
  ['pip-cache', 'RUN pip3 install a && python3 -m pip install -r b\n', 'RUN pip3 install --no-cache-dir a && python3 -m pip install --no-cache-dir -r b\n'],
  ['lists-left', 'RUN apt-get update && apt-get install -y a\n', 'RUN apt-get update && apt-get install -y a \\\n    && rm -rf /var/lib/apt/lists/*\n'],
  ['lists-left', 'RUN apt-get update \\\n && apt-get install -y \\\n\ta \\\n\tb\t\nRUN c\n', 'RUN apt-get update \\\n && apt-get install -y \\\n\ta \\\n\tb \\\n && rm -rf /var/lib/apt/lists/*\t\nRUN c\n'],
  ['lists-left', 'RUN apt-get update; \\\n\tapt-get install -y a\n', 'RUN apt-get update; \\\n\tapt-get install -y a \\\n\t&& rm -rf /var/lib/apt/lists/*\n'],
  ['lists-left', 'RUN apt-get update; a | b\r\n', 'RUN apt-get update; a | b \\\r\n    && rm -rf /var/lib/apt/lists/*\r\n'],
];

const asFile = (text: string) => (/^FROM|\nFROM/.test(text) ? text : `FROM debian\n${text}`);

test.each(FIXED)('packages/%s: %j', (name, before, after) => {
  const { text, fixed } = fixOnly(`packages/${name}`, asFile(before));
  expect(text).toBe(asFile(after));
  expect(fixed).toHaveLength(1);
  expect(fixOnly(`packages/${name}`, text)).toEqual({ text, fixed: [], left: [] });
});

describe('nothing is changed', () => {
  test.each([
    ['an option answers', 'prompt', 'RUN apt-get -qqy install a\n'],
    ['a variable may answer', 'prompt', 'RUN apt-get install $OPTIONS a\n'],
    ['a file answers', 'prompt', 'RUN echo \'APT::Get::Assume-Yes "1";\' > /etc/apt/apt.conf.d/y\nRUN apt-get install a\n'],
    ['nothing is installed', 'prompt', 'RUN apt-get install -f\n'],
    ['it is a text', 'prompt', 'RUN echo "apt-get install a"\n'],
    ['it is a heredoc without its tabs', 'prompt', 'RUN <<-E\n\tapt-get install a\n\tE\n'],
    ['it is a heredoc of another program', 'prompt', 'RUN python3 <<E\napt-get install a\nE\n'],
    ['another shell reads it', 'prompt', 'SHELL ["pwsh"]\nRUN apt-get install a\n'],
    ['it has its option', 'recommends', 'RUN apt-get install -o APT::Install-Recommends=false a\n'],
    ['it is configured', 'recommends', 'COPY a /etc/apt/apt.conf.d/a\nRUN apt-get install a\n'],
    ['an update is used', 'apk-cache', 'RUN apk update && apk add a\n'],
    ['an update of an earlier step is used', 'apk-cache', 'RUN apk update\nRUN apk add a\n'],
    ['the cache is mounted', 'apk-cache', 'RUN --mount=type=cache,target=/var/cache/apk apk add a\n'],
    ['there is no network', 'apk-cache', 'RUN apk add --no-network ./a.apk\n'],
    ['the cache is mounted', 'pip-cache', 'RUN --mount=type=cache,target=/root/.cache/pip pip install a\n'],
    ['a variable is set', 'pip-cache', 'ENV PIP_NO_CACHE_DIR=1\nRUN pip install a\n'],
    ['the cache is removed', 'pip-cache', 'RUN pip install a && rm -rf ~/.cache\n'],
    ['a comment silences it', 'pip-cache', '# check=skip=packages/pip-cache\nRUN pip install a\n'],
    ['a directive silences it', 'pip-cache', '# check=skip=packages/pip-cache\nFROM debian\nRUN pip install a\n'],
    ['it is not pip', 'pip-cache', 'RUN uv pip install a\n'],
    ['the lists are removed', 'lists-left', 'RUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*\n'],
    ['the lists are mounted', 'lists-left', 'RUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update\n'],
    ['the stage is not in the image', 'lists-left', 'FROM debian AS a\nRUN apt-get update\nFROM scratch\nCOPY --from=a /a /a\n'],
    ['a script may remove them', 'lists-left', 'RUN apt-get update && ./a.sh\n'],
  ])('%s: packages/%s', (_, name, text) => expect(fixOnly(`packages/${name}`, asFile(text))).toEqual({ text: asFile(text), fixed: [], left: [] }));
});

describe('what is left to the user', () => {
  test.each([
    'FROM debian AS a\nRUN apt-get update\nFROM a AS b\nRUN apt-get install -y c\nFROM a\n',
    'ARG A=a\nFROM debian AS a\nRUN apt-get update\nFROM $A\nRUN apt-get install -y c\n',
  ])('packages/lists-left: another stage installs with the lists: %j', text => {
    expect(fixOnly('packages/lists-left', text)).toMatchObject({ text, fixed: [], left: [{ text: 'a later RUN may install with these lists' }] });
  });

  test.each([
    ['prompt', 'RUN apt-get "install" a', '"install" is not a word by itself'],
    ['lists-left', 'RUN apt-get update\nRUN apt-get install -y a', 'a later RUN may install with these lists'],
    ['lists-left', 'RUN apt-get update\nRUN <<E\napt-get install -y a\nE', 'a later RUN may install with these lists'],
    ['lists-left', 'RUN apt-get update\nRUN ["apt-get", "install", "-y", "a"]', 'a later RUN may install with these lists'],
    ['lists-left', 'RUN <<E\nset -e\napt-get update\nE', 'it is a heredoc, whose status is that of its last command'],
    ['lists-left', 'RUN apt-get update\nONBUILD RUN apt-get install -y a', 'a later RUN may install with these lists'],
    ['lists-left', 'RUN sudo apt-get update', 'sudo runs it'],
    ['lists-left', 'RUN apt-get update; exit 0', 'it may end before its last command'],
    ['lists-left', 'RUN apt-get update;', 'a command cannot be added at its end'],
    ['lists-left', 'RUN apt-get update # all', 'a command cannot be added at its end'],
  ])('packages/%s: %j', (name, text, reason) => {
    expect(fixOnly(`packages/${name}`, asFile(`${text}\n`))).toEqual({ text: asFile(`${text}\n`), fixed: [], left: [{ rule: `packages/${name}`, line: 2, text: reason }] });
  });
});
