import { expect, test } from 'vitest';
import { startSwallowedArguments } from '../../../../src/checks/rules';
import { saidOf } from '../../findings';

const said = (...lines: string[]) => saidOf(startSwallowedArguments, `FROM debian:12\n${lines.join('\n')}\n`);

test.each([
  ['ENTRYPOINT ["sh", "-c", "exec app"]', 'CMD ["--verbose"]', 'CMD ["--verbose"] has no effect: ENTRYPOINT is a text for sh that uses no arguments: exec app'],
  ['ENTRYPOINT exec app', 'CMD ["--verbose"]', 'CMD ["--verbose"] has no effect: ENTRYPOINT in shell form is a text for /bin/sh that uses no arguments: exec app'],
  ['ENTRYPOINT ["tini", "--", "sh", "-c", "exec app"]', 'CMD ["a", "b"]', 'CMD ["a", "b"] has no effect: ENTRYPOINT is a text for sh that uses no arguments: exec app'],
  ['ENTRYPOINT ["sh", "-c", "app", "app"]', 'CMD ["--verbose"]', 'CMD ["--verbose"] has no effect: ENTRYPOINT is a text for sh that uses no arguments: app'],
  ['ENTRYPOINT ["sh", "-c", "exec app"]', 'CMD app --verbose', 'CMD ["/bin/sh", "-c", "app --verbose"] has no effect: ENTRYPOINT is a text for sh that uses no arguments: exec app'],
])('%s %s', (entrypoint, cmd, expected) => {
  expect(said(entrypoint, cmd)).toEqual([expected]);
});

test('"$@" without a name for $0 loses the first argument', () => {
  expect(said('ENTRYPOINT ["sh", "-c", "exec app \\"$@\\""]', 'CMD ["--verbose"]')).toEqual([
    'The first argument is lost, "--verbose": it is the $0 of ENTRYPOINT: exec app "$@"',
  ]);
  expect(said('ENTRYPOINT ["sh", "-c", "exec app \\"$@\\""]')).toEqual([
    'The first argument is lost, whatever `docker run` is given: it is the $0 of ENTRYPOINT: exec app "$@"',
  ]);
});

test.each([
  ['ENTRYPOINT ["sh", "-c", "exec app \\"$@\\"", "app"]', 'CMD ["--verbose"]'],
  ['ENTRYPOINT ["sh", "-c", "exec app \\"$@\\""]', 'CMD ["--", "--verbose"]'],
  ['ENTRYPOINT ["sh", "-c", "exec \\"$0\\" \\"$@\\""]', 'CMD ["app", "--verbose"]'],
  ['ENTRYPOINT ["sh", "-c", "for a do echo $a; done", "x"]', 'CMD ["a"]'],
  ['ENTRYPOINT ["sh", "-c", "exec app"]', ''],
  ['ENTRYPOINT exec app', ''],
  ['CMD ["sh", "-c", "exec app"]', ''],
  ['ENTRYPOINT ["/bin/sh", "-c"]', 'CMD ["exec app"]'],
  ['ENTRYPOINT ["app"]', 'CMD ["--verbose"]'],
  ['CMD ["--verbose"]', 'ENTRYPOINT ["/start.sh"]'],
])('nothing is said of %s %s', (first, second) => {
  expect(said(first, second)).toEqual([]);
});
