import { describe, expect, test } from 'vitest';
import { _importDockerfile } from '../../../src/cli/import/import';

/** The option of the image, as it is printed. */
function ignoreOf(copy: string, dockerignore?: string[]): string | undefined {
  return /^ {2}ignore: ([^]*?),\n(?: {2}\w|\}\);)/m.exec(_importDockerfile(`FROM scratch\n${copy}\n`, dockerignore))?.[1];
}

const ALL = ['**/.DS_Store', '**/.env', '**/.git', '**/.hg', '**/.venv', '**/__pycache__', '**/node_modules'];

describe('an imported image copies what its Dockerfile did', () => {
  test('without a .dockerignore all that the defaults would leave out', () => {
    expect(ignoreOf('COPY . /app')).toBe('ContainerImage.defaultIgnore.map(pattern => `!${pattern}`)');
    expect(ignoreOf('COPY src /app')).toBe(ignoreOf('COPY . /app'));
    expect(ignoreOf('RUN --mount=target=/src make')).toBe(ignoreOf('COPY . /app'));
  });

  test('with one what that leaves out, and the defaults only where it leaves out the same', () => {
    expect(ignoreOf('COPY . /app', [...ALL, '# a comment', '', '*.log'])).toBe(ignoreOf('COPY . /app', [...ALL, '*.log']));
    expect(ignoreOf('COPY . /app', [...ALL, '*.log'])).not.toContain('!');
    const some = ignoreOf('COPY . /app', ['.git', '**/node_modules'])!;
    expect(some).toContain("'.git',\n    '**/node_modules',\n    '!**/.DS_Store',");
    expect(some).toContain("'!**/.git'");
    expect(some).not.toContain("'!**/node_modules'");
  });

  test.each(['COPY app.py /app/', 'COPY --from=busybox /bin /bin', 'RUN make', 'COPY <<E /a\nE'])('nothing is said where no directory is copied: %s', copy => {
    expect(ignoreOf(copy)).toBeUndefined();
  });
});
