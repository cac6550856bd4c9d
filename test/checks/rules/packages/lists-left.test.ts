import { describe, expect, test } from 'vitest';
import { said } from '../../existing';

const CLEAN = '&& rm -rf /var/lib/apt/lists/*';

describe('packages/lists-left', () => {
  test.each([
    'RUN apt-get update && apt-get install -y gcc',
    'RUN apt-get update && apt-get install -y gcc && apt-get clean',
    'RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*',
    'RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y gcc',
    'FROM debian:13 AS base\nRUN apt-get update\nFROM base\nRUN make',
    'FROM debian:13 AS base\nRUN apt-get update\nFROM scratch\nCOPY --from=base / /',
  ])('%s', lines => expect(said('packages/lists-left', lines)).toHaveLength(1));

  test.each([
    `RUN apt-get update && apt-get install -y gcc ${CLEAN}`,
    'RUN apt-get update && rm -rf /var/lib/apt/lists /tmp/*',
    'RUN apt-get update && rm -rf /var/lib/{apt,dpkg,cache,log}',
    'RUN apt-get update && find /var/lib/apt/lists -type f -delete',
    'RUN apt-get update && cd /var/lib/apt/lists && rm -rf *',
    'RUN apt-get update && apt-get install -y gcc && apt-get distclean',
    'RUN apt-get update && /usr/local/bin/cleanup',
    'RUN --mount=type=cache,target=/var/lib/apt apt-get update',
    'RUN --mount=type=tmpfs,target=/var/lib/apt/lists apt-get update',
    'FROM debian:13 AS build\nRUN apt-get update\nFROM scratch\nCOPY --from=build /out/app /app',
    'RUN apk update',
  ])('%s', lines => expect(said('packages/lists-left', lines)).toEqual([]));
});
