import { expect, test } from 'vitest';
import { said } from '../../existing';

test.each([
  { line: 'apt update && apt install -y gcc', says: ['The stage "existing" calls `apt update`.'] },
  { line: 'apt-get update && apt --version && echo apt', says: [] },
])('packages/apt-interface: $line', ({ line, says }) => expect(said('packages/apt-interface', `RUN ${line}`)).toEqual(says));
