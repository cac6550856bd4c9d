import { expect, test } from 'vitest';
import { _parseChallenges } from '../../src/registry/challenge';

/** `scheme name=value …` of each challenge. */
function parse(header: string): string[] {
  return _parseChallenges(header).map(({ scheme, parameters }) => [scheme, ...[...parameters].map(([name, value]) => `${name}=${value}`)].join(' '));
}

test.each([
  ['a token service', 'Bearer realm="https://a.b/token",service="a.b",scope="repository:c:pull"', ['bearer realm=https://a.b/token service=a.b scope=repository:c:pull']],
  ['two challenges', 'Bearer realm="https://a.b/t", Basic realm="a"', ['bearer realm=https://a.b/t', 'basic realm=a']],
  ['two without a blank', 'Basic realm="a",Bearer realm="https://a.b/t",service=c', ['basic realm=a', 'bearer realm=https://a.b/t service=c']],
  ['other cases and blanks', '  BEARER   Realm = "x" ,\tSERVICE="y"  ', ['bearer realm=x service=y']],
  ['commas in quotes', 'Bearer realm="x",scope="repository:c:pull,push",service="y"', ['bearer realm=x scope=repository:c:pull,push service=y']],
  ['escaped quotes', 'Basic realm="the \\"a\\\\b\\" one"', ['basic realm=the "a\\b" one']],
  ['no parameters', 'Negotiate', ['negotiate']],
  ['a token instead of parameters', 'Negotiate YII+/a==, Basic realm="a"', ['negotiate yii+/a==', 'basic realm=a']],
  ['a parameter that is there twice', 'Basic realm="a", realm="b"', ['basic realm=a']],
  ['a quote that does not end', 'Bearer realm="https://a.b', ['bearer realm=https://a.b']],
  ['no value', 'Bearer realm=, service=a', ['bearer realm= service=a']],
  ['only separators', ' , ,, ', []],
  ['only parameters', 'realm="a"', []],
  ['nothing', '', []],
])('%s', (_, header, expected) => {
  expect(parse(header)).toEqual(expected);
});

test('a long header takes no long time', () => {
  for (const text of ['"', ',', '=', ' ', 'a=', '\\', 'a="\\', 'Bearer ']) expect(_parseChallenges(text.repeat(50_000))).toBeDefined();
});
