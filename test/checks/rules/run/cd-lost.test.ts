import { describe, expect, test } from 'vitest';
import { said } from '../../existing';

describe('run/cd-lost', () => {
  test.each([
    'RUN cd /src\nRUN make', 'RUN mkdir -p /src && cd /src\nRUN make', 'RUN cd src\nCMD ["./app"]', 'RUN cd /src\nCOPY . .', 'RUN cd /src\nCOPY a /a\nRUN make', 'RUN ["sh", "-c", "cd /src"]\nRUN make',
    'FROM debian:13 AS base\nRUN cd /src\nFROM base\nRUN make',
  ])('%s', lines => expect(said('run/cd-lost', lines)).toHaveLength(1));

  test.each([
    'RUN cd /src && make\nRUN make', 'RUN cd /src && make && cd ..\nRUN make', 'RUN cd /src\nWORKDIR /src\nRUN make', 'WORKDIR /src\nRUN cd /src\nRUN make', 'RUN cd /src',
    'RUN cd /src\nCOPY a /a', 'RUN cd -\nRUN make', 'RUN (cd /src && make)\nRUN make',
  ])('%s', lines => expect(said('run/cd-lost', lines)).toEqual([]));
});
