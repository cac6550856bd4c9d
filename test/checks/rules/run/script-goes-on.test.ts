import { describe, expect, test } from 'vitest';
import { said } from '../../existing';

describe('run/script-goes-on', () => {
  const script = (lines: string, first = 'RUN') => said('run/script-goes-on', `${first} <<EOF\n${lines}\nEOF`);

  test.each(['make\nmake install', 'cd /src\nmake', '#!/bin/bash\nmake\nmake install', 'make; make install', 'make && make test\nmake install', 'if test -e x; then\n  make\n  make install\nfi'])(
    '%s', lines => expect(script(lines)).toHaveLength(1));

  test.each([
    'set -e\nmake\nmake install', 'set -eux\nmake\nmake install', 'set -o errexit\nmake\nmake install', '#!/bin/sh -e\nmake\nmake install', '#!/usr/bin/env -S bash -e\nmake\nmake install',
    'make && make install', 'make || exit 1\nmake install', 'make', 'export A=1\necho hi\nmkdir -p /x\nmake', 'rm -f /x\nmake', 'make\ncode=$?\necho $code', 'set -e\nmake\nset +e\nmake check\nmake install',
    'set -e\nexport A=$(git describe)\nmake', '#!/usr/bin/env python3\nprint(1)\nprint(2)',
  ])('%s', lines => expect(script(lines)).toEqual([]));

  test('a shell that reads the text is told by its own options', () => {
    expect(script('make\nmake install', 'RUN bash')).toEqual(['In the stage "existing", the script continues if `make` fails.']);
    expect(script('make\nmake install', 'RUN bash -e')).toEqual([]);
    expect(script('make\nmake install', 'SHELL ["/bin/bash", "-e", "-c"]\nRUN')).toEqual([]);
    expect(script('print(1)\nprint(2)', 'RUN python3')).toEqual([]);
    expect(script('a\nb', 'RUN cat > /x')).toEqual([]);
  });
});
