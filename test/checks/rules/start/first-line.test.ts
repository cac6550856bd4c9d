import { expect, test } from 'vitest';
import { startFirstLine } from '../../../../src/checks/rules';
import { saidOf, saidOfScript } from '../../findings';

const script = (mode: string) => ['FROM debian:12', `COPY --chmod=${mode} <<'E' /start`, '#!/bin/sh\r', 'exec sleep 1\r', 'E'];
const said = (mode: string, ...lines: string[]) => saidOf(startFirstLine, [...script(mode), ...lines, 'ENTRYPOINT ["/start"]', ''].join('\n'));
const FOUND = ['The first line of /start ends with a carriage return: "#!/bin/sh\\r"'];

test.each([
  ['no command comes after it', '0755', []],
  ['a command has nothing to do with it', '0755', ['RUN apt-get update']],
  ['a command changes its owner', '0755', ['RUN chown 1:1 /start && apt-get update']],
  ['a command makes it executable', '0644', ['RUN chmod +x /start']],
])('a carriage return in the first line is found where %s', (_, mode, lines) => {
  expect(said(mode, ...lines)).toEqual(FOUND);
});

test.each([
  ['names the script', 'RUN tr -d "\\r" < /start > /x && mv /x /start'],
  ['changes texts', 'RUN dos2unix /*'],
  ['changes texts in place', 'RUN find / -name "st*" -exec sed -i "s/\\r//" {} +'],
])('it is not known where a command %s', (_, line) => {
  expect(said('0755', line)).toEqual(['? ENTRYPOINT runs /start, which a command may have changed since it was copied.']);
});

test.each([
  ['#!/bin/sh\r\necho\r\n', ['The first line of /start ends with a carriage return: "#!/bin/sh\\r"']],
  ['echo hello\n', ['ENTRYPOINT starts /start, a text file whose first line is "echo hello".']],
  ['\n#!/bin/sh\n', ['ENTRYPOINT starts /start, a text file whose first line is "".']],
  ['#!/bin/sh\necho\r\n', ['The lines of /start end with carriage returns, and /bin/busybox reads them.']],
  ['#!/bin/sh\ncat <<E\na\r\nE\necho\n', []],
])('start/first-line: %j', (text, expected) => expect(saidOfScript(startFirstLine, text)).toEqual(expected));
