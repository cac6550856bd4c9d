import { describe, expect, test } from 'vitest';
import { said, untold } from '../../existing';

const CLEAN = '&& rm -rf /var/lib/apt/lists/*';

describe('packages/lists', () => {
  test.each([
    { lines: 'RUN apt-get update\nRUN apt-get install -y gcc', says: 'uses package lists that an earlier step fetched.' },
    { lines: 'RUN apt-get install -y gcc', says: 'has no package lists: no step of the stage fetches them.' },
    { lines: `RUN apt-get update ${CLEAN}\nRUN apt-get install -y gcc`, says: 'has no package lists: an earlier step removed them.' },
    { lines: 'RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\nRUN apt-get install -y gcc', says: 'has no package lists: an earlier step removed them.' },
  ])('$lines', ({ lines, says }) => expect(said('packages/lists', lines)).toEqual([`In the stage "existing", \`apt-get install -y\` ${says}`]));

  test('a stage goes on where the one that it continues has ended', () => {
    expect(said('packages/lists', 'FROM debian:13 AS base\nRUN apt-get update\nFROM base\nRUN apt-get install -y gcc')).toHaveLength(1);
  });

  test.each([
    `RUN apt-get update && apt-get install -y gcc ${CLEAN}`,
    'RUN curl -fsSL https://deb.nodesource.com/setup_22.x -o /s && bash /s && apt-get install -y nodejs',
    'RUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash - && apt-get install -y nodejs',
    'COPY setup.sh /\nRUN /setup.sh\nRUN apt-get install -y gcc',
    'RUN add-apt-repository ppa:a/b && apt-get install -y gcc',
    'RUN apt-get install -y ./app.deb',
    'RUN apt-get install --update -y gcc',
    'RUN apt-get install -f -y',
    'RUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get install -y gcc',
    'RUN apt-get remove -y gcc',
  ])('%s', lines => expect(said('packages/lists', lines)).toEqual([]));

  test('other images than the official ones may have lists', () => {
    const lines = 'FROM ghcr.io/acme/base:1\nRUN apt-get install -y gcc';
    expect(said('packages/lists', lines)).toEqual([]);
    expect(untold('packages/lists', lines)).toEqual(['In the stage "existing", `apt-get install -y` uses package lists that no step of the stage fetches.']);
  });
});
