import { describe, expect, test } from 'vitest';
import { BlankLine, Comment, Copy, CopySource, DockerfileDocument, From, Heredoc, Run, Word } from '../../src/dockerfile';

const scratch = new From({ image: Word.literal('scratch') });

test('directives come first, then the header, then the rest, and one line break at the end', () => {
  expect(new DockerfileDocument({
    directives: { syntax: 'docker/dockerfile:1.24', check: 'error=true' },
    header: ['generated', '', 'about'],
    nodes: [new BlankLine(), new Comment(['a']), scratch, new BlankLine()],
  }).print()).toBe('# syntax=docker/dockerfile:1.24\n# check=error=true\n# generated\n#\n# about\n\n# a\nFROM scratch\n');
});

describe('the frontend', () => {
  const parents = new Copy({ sources: [CopySource.path(Word.literal('a'))], destination: Word.literal('/'), parents: true });
  test('that is too old is refused, naming the feature and its version', () => {
    expect(() => new DockerfileDocument({ directives: { syntax: 'docker/dockerfile:1.7@sha256:x' }, nodes: [scratch, parents] })).toThrow([
      'dockerfile/frontend',
      '  The frontend 1.7 is asked for, but needed is: copy --parents (1.20).',
      '  Why: The build would stop at the first of them.',
      '  Fix: Pin a newer docker/dockerfile, or do without.',
    ].join('\n'));
  });

  test('that is new enough, or is not said, is fine', () => {
    for (const syntax of ['docker/dockerfile:1.20', 'docker/dockerfile:1', undefined]) {
      expect(new DockerfileDocument({ directives: { syntax }, nodes: [scratch, parents] }).features).toEqual(['copy --parents']);
    }
  });
});

test('a line that BuildKit cannot read is refused', () => {
  const long = new Copy({ sources: [CopySource.heredoc(Heredoc.literal(`${'x'.repeat(65_536)}\n`))], destination: Word.literal('/a') });
  expect(() => new DockerfileDocument({ nodes: [scratch, long] }).print()).toThrow(/^dockerfile\/line-too-long\n {2}A line has 65536 bytes/);
  expect(new DockerfileDocument({ nodes: [Run.script(`${'x'.repeat(65_535)}\n`)] }).print()).toHaveLength(65_535 + 15);
});
