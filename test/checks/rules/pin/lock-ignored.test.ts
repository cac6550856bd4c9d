import { expect, test } from 'vitest';
import { _createExampleRepository } from '../../../../src/checks/examples/example-files';
import { problemsOf } from '../../../support/image';
import { imageOf, said } from '../../existing';

test.each([
  { copied: 'package.json package-lock.json', line: 'npm install', says: 'continues if /app/package-lock.json is out of date, and changes it.' },
  { copied: 'package.json package-lock.json', line: 'npm i --omit=dev --loglevel warn', says: 'continues if /app/package-lock.json is out of date, and changes it.' },
  { copied: 'package.json yarn.lock', line: 'yarn', says: 'continues if /app/yarn.lock is out of date, and changes it.' },
  { copied: 'package.json pnpm-lock.yaml', line: 'pnpm install --prod', says: 'continues if /app/pnpm-lock.yaml is out of date, and changes it.' },
  { copied: 'pyproject.toml uv.lock', line: 'uv sync --no-dev', says: 'continues if /app/uv.lock is out of date, and changes it.' },
  { copied: 'pyproject.toml uv.lock', line: 'pip install --no-cache-dir .', says: 'ignores /app/uv.lock.' },
  { copied: 'pyproject.toml poetry.lock', line: 'pip install .[prod]', says: 'ignores /app/poetry.lock.' },
  { copied: 'pyproject.toml uv.lock', line: 'uv pip install --system .', says: 'ignores /app/uv.lock.' },
  { copied: 'Cargo.toml Cargo.lock', line: 'cargo install --path .', says: 'ignores /app/Cargo.lock.' },
  { copied: 'composer.json composer.lock', line: 'composer update', says: 'continues if /app/composer.lock is out of date, and changes it.' },
])('$line beside $copied', ({ copied, line, says }) => {
  expect(said('pin/lock-ignored', `WORKDIR /app\nCOPY ${copied} ./\nRUN ${line}`)).toEqual([`In the stage "existing", \`${line}\` ${says}`]);
});

test.each([
  { copied: 'package.json package-lock.json', line: 'npm ci' },
  { copied: 'package.json package-lock.json', line: 'npm install -g pnpm' },
  { copied: 'package.json package-lock.json', line: 'npm install express' },
  { copied: 'package.json package-lock.json', line: 'npm run install' },
  { copied: 'package.json package-lock.json', line: 'rm package-lock.json && npm install' },
  { copied: 'package.json package-lock.json', line: 'cd /srv && npm install' },
  { copied: 'package.json', line: 'npm install' },
  // Which files a pattern takes is not known.
  { copied: 'package*.json', line: 'npm install' },
  { copied: 'package.json yarn.lock', line: 'yarn install --immutable' },
  { copied: 'package.json yarn.lock', line: 'yarn build' },
  { copied: 'package.json pnpm-lock.yaml', line: 'pnpm install --frozen-lockfile' },
  { copied: 'pyproject.toml uv.lock', line: 'uv sync --locked' },
  { copied: 'pyproject.toml uv.lock', line: 'pip install --no-deps .' },
  { copied: 'pyproject.toml uv.lock', line: 'pip install -r requirements.txt' },
  { copied: 'Cargo.toml Cargo.lock', line: 'cargo install --locked --path .' },
  { copied: 'Cargo.toml Cargo.lock', line: 'cargo install cargo-chef' },
  { copied: 'composer.json composer.lock', line: 'composer install' },
])('$line beside $copied is fine, or cannot be told', ({ copied, line }) => {
  expect(said('pin/lock-ignored', `WORKDIR /app\nCOPY ${copied} ./\nRUN ${line}`)).toEqual([]);
});

test('a file that the step mounts counts', () => {
  const mounts = '--mount=type=bind,source=package.json,target=package.json --mount=type=bind,source=package-lock.json,target=package-lock.json';
  expect(said('pin/lock-ignored', `WORKDIR /app\nRUN ${mounts} npm install`)).toHaveLength(1);
});

test('in CI, some keep to the file by themselves', () => {
  expect(said('pin/lock-ignored', 'ENV CI=true\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install')).toEqual([]);
});

test.each([
  { lines: 'WORKDIR /app\nCOPY . .\nRUN npm install', count: 1 },
  { lines: 'WORKDIR /app\nCOPY package*.json ./\nRUN npm install', count: 1 },
  { lines: 'COPY ./package*.json /app/\nRUN cd /app && npm install', count: 1 },
  { lines: 'WORKDIR /app\nCOPY package?.json ./\nRUN npm install', count: 0 },
  { lines: 'WORKDIR /app\nCOPY yarn* ./\nRUN yarn install', count: 0 },
  { lines: 'WORKDIR /app/web\nCOPY . /app\nRUN npm install', count: 0 },
])('where the repository is known: $lines', ({ lines, count }) => {
  const files = _createExampleRepository({ 'package.json': '{}', 'package-lock.json': '{}', 'web/package.json': '{}' });
  expect(problemsOf(imageOf(lines), files).filter(({ id }) => id === 'pin/lock-ignored')).toHaveLength(count);
});
