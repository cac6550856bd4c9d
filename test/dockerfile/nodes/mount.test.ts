import { describe, expect, test } from 'vitest';
import { CacheSharing, EscapeCharacter, Mount } from '../../../src/dockerfile';
import { refuses } from '../vectors';

const print = (mount: Mount) => mount._print(EscapeCharacter.BACKSLASH);

describe('a mount is written as', () => {
  test.each([
    { mount: Mount.bind({ target: '/a' }), text: 'type=bind,target=/a' },
    { mount: Mount.bind({ target: 'a', mountFrom: 'b', source: '/c', readWrite: true }), text: 'type=bind,from=b,source=/c,target=a,rw' },
    { mount: Mount.cache({ target: '/a', readOnly: false }), text: 'type=cache,target=/a' },
    { mount: Mount.cache({ target: '/a', id: 'b-$C' }), text: 'type=cache,id=b-$C,target=/a' },
    {
      mount: Mount.cache({
        target: '/a', id: 'b', sharing: CacheSharing.LOCKED, mountFrom: 'c', source: '/d', readOnly: true, mode: '0700', uid: '1', gid: '$GID',
      }),
      text: 'type=cache,id=b,target=/a,sharing=locked,from=c,source=/d,ro,mode=0700,uid=1,gid=$GID',
    },
    { mount: Mount.tmpfs({ target: '/a' }), text: 'type=tmpfs,target=/a' },
    { mount: Mount.tmpfs({ target: '/a', size: '64m' }), text: 'type=tmpfs,target=/a,size=64m' },
    { mount: Mount.secret({ id: 'a' }), text: 'type=secret,id=a' },
    { mount: Mount.secret({ target: '/a', env: 'B', required: true, mode: '0440', uid: '1', gid: '2' }), text: 'type=secret,target=/a,env=B,required,mode=0440,uid=1,gid=2' },
    { mount: Mount.ssh({}), text: 'type=ssh' },
    { mount: Mount.ssh({ id: 'a', target: '/b', required: true, mode: '0666', uid: '1', gid: '2' }), text: 'type=ssh,id=a,target=/b,required,mode=0666,uid=1,gid=2' },
    { mount: Mount.cache({ target: '/a,b' }), text: 'type=cache,\\"target=/a,b\\"' },
    { mount: Mount.cache({ target: '/a b' }), text: 'type=cache,target=/a\\ b' },
    { mount: Mount.cache({ target: '/a"b' }), text: 'type=cache,\\"target=/a\\\\\\"\\"b\\"' },
    { mount: Mount.cache({ target: '/\\$a' }), text: 'type=cache,target=/\\\\\\$a' },
  ])('$text', ({ mount, text }) => expect(print(mount)).toBe(`--mount=${text}`));
});

test('a mount tells what it shows and what it expands', () => {
  const { kind, mountFrom, variables } = Mount.cache({ target: '$A/b', id: '$C$A', mountFrom: 'd' });
  expect({ kind, mountFrom, variables }).toEqual({ kind: 'cache', mountFrom: 'd', variables: ['C', 'A'] });
});

describe('is refused:', () => {
  refuses([
    ...['', '/', '//', '/.', '/./', '/..'].map((target): [string, () => unknown, string] => [`the target "${target}"`, () => Mount.bind({ target }), 'mount']),
    ['a secret without id and target', () => Mount.secret({ env: 'A' }), 'mount'],
    ['a mode that is not octal', () => Mount.cache({ target: '/a', mode: '0888' }), 'mount'],
    ['a user by name', () => Mount.cache({ target: '/a', uid: 'root' }), 'mount'],
    ['a size without a unit of its own', () => Mount.tmpfs({ target: '/a', size: 'big' }), 'mount'],
    ['a source that is longer than any path', () => Mount.bind({ target: '/a', source: 'a'.repeat(4096) }), 'mount'],
    ['an empty id', () => Mount.cache({ target: '/a', id: '' }), 'mount'],
    ['a variable that is none', () => Mount.secret({ id: 'a', env: 'A B' }), 'mount'],
    ['a variable in from', () => Mount.bind({ target: '/a', mountFrom: 'b:$C' }), 'from'],
    ['what is not ASCII', () => Mount.cache({ target: '/é' }), 'non-ascii-flag'],
    ['a line break', () => Mount.cache({ target: '/a\nb' }), 'newline'],
    ['a "$" that no name follows', () => Mount.cache({ target: '/a$' }), 'template'],
  ]);
});
