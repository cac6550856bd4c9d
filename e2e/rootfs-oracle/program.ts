import fc from 'fast-check';

/** A thing of the tree that a program starts with. */
export interface Item {
  readonly kind: 'file' | 'directory' | 'link';
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  /** Of a link. */
  readonly target: string;
}

/** What a copy gives to its files. */
export interface Given {
  readonly chmod?: string;
  readonly chown?: string;
  readonly link: boolean;
  /** Patterns of what is left out. */
  readonly exclude?: readonly string[];
}

/** A path, or the number of one of those that the model knows to be there. */
export type Source = string | number;

/** One instruction. */
export type Step =
  | { readonly does: 'copy'; readonly from: number; readonly sources: readonly Source[]; readonly to: string; readonly given: Given }
  | { readonly does: 'text'; readonly names: readonly string[]; readonly to: string; readonly given: Given }
  | { readonly does: 'accounts'; readonly file: string; readonly lines: readonly string[] }
  | { readonly does: 'workdir'; readonly path: string }
  | { readonly does: 'user'; readonly user: string }
  | { readonly does: 'env'; readonly path: string }
  // Files arrive of which the model is told nothing.
  | { readonly does: 'arrive'; readonly to: string; readonly given: Given }
  // A command of a base with a list of its files changes one path, and says so.
  | { readonly does: 'change'; readonly command: Shell['command']; readonly path: string; readonly target: string }
  // A shell changes what it is not said to change, and makes what it is said to make.
  | { readonly does: 'run'; readonly script: readonly Shell[]; readonly isSaid: boolean };

/** One command of a script, below the directory in which scripts work. */
export interface Shell {
  readonly command: 'file' | 'directory' | 'link' | 'remove' | 'chmod';
  readonly path: string;
  readonly target: string;
}

/**
 * What a stage starts from: nothing, the tree with all that is in it declared, files that nobody has declared, a shell, an earlier stage, or a base
 * of which a list of its files was read.
 */
export type Base = 'scratch' | 'tree' | 'unknown' | 'shell' | number | { readonly reference: string };

export interface Stage {
  readonly base: Base;
  readonly steps: readonly Step[];
}

/** Stages, the last of which is the image. */
export interface Program {
  readonly tree: readonly Item[];
  /** Of the base that the model knows nothing about. */
  readonly secret: readonly Item[];
  readonly stages: readonly Stage[];
}

// Few names, so that things meet.
const name = fc.constantFrom('a', 'b', 'c', 'l');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => `/${names.join('/')}`);
/** Directories of the base that nobody has looked into, and links to them, have names of their own: the model takes it for granted that */
/** no directory is where a file is copied to. */
const inside = fc.tuple(fc.constantFrom('', '', '', '/d', '/e', '/d/e'), path).map(parts => parts.join(''));
const source: fc.Arbitrary<Source> = fc.oneof(
  { weight: 12, arbitrary: fc.nat(30) },
  { weight: 1, arbitrary: path },
  { weight: 1, arbitrary: path.map(each => `${each}/`) },
  { weight: 1, arbitrary: path.map(each => `${each}/../${each.split('/').at(-1)}`) },
  { weight: 1, arbitrary: path.map(each => each.slice(1)) },
  { weight: 2, arbitrary: fc.constantFrom('/', '.') },
);
const destination = fc.oneof(
  { weight: 5, arbitrary: inside },
  { weight: 4, arbitrary: inside.map(each => `${each}/`) },
  { weight: 1, arbitrary: fc.constantFrom('/', '.', './', 'a', 'b/', '../c', 'l', '..', '/a/.', '/a//b', '/b/../c', '/a/..', '$HERE', '$HERE/c', '${NONE:-/b}/x/') },
);
const directory = destination.filter(to => to.endsWith('/'));
const mode = fc.constantFrom('0755', '0644', '0700', '1777', '2750', '4711', '0100', '0640', '0555');
const owner = fc.constantFrom('0:0', '0:0', '5:5', '5:7', '65532:65532');
const chmod = fc.constantFrom(
  '0750', '750', '4755', '1777', '07', '7', '00644', 'u=rwX,go=rX', '+x', 'go-w', 'u=rw,go=', 'g=u', 'o+t', 'u+s', 'a-x,+X', '+rt', '=', 'g+s-x', 'ug=rwx,o=g', '-X', 'u-w,g+X', 'o=u-w',
);
const chown = fc.constantFrom('5', '5:7', '0', 'root', '9:root', '12:', ':6', 'nobody', 'app', 'app:staff', '5:staff', 'nobody:5', 'app:nobody');
export const given = fc.record({
  chmod: fc.option(chmod, { nil: undefined, freq: 3 }),
  chown: fc.option(chown, { nil: undefined, freq: 3 }),
  link: fc.boolean(),
  exclude: fc.option(fc.subarray(['a', 'b/c', '**/l', '*/b', 'c/**', '?/a', '[ab]'], { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
});
const target = fc.oneof(
  { weight: 4, arbitrary: path },
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'l', '../a', '../b', './c', 'a/b', '../../c', '.', '..', '/', 'b/../c', '/a/', '../a/../b') },
);
const item: fc.Arbitrary<Item> = fc.record({
  kind: fc.constantFrom('file', 'directory', 'directory', 'link'), path, mode, owner, target,
});
export const items = fc.array(item, { maxLength: 10 }).map(fitting);
const secrets = fc.array(fc.record({
  kind: fc.constant('file' as const), path: fc.tuple(fc.constantFrom('', '/d', '/d/d', '/e'), fc.constantFrom('/a', '/b', '/c')).map(parts => parts.join('')), mode, owner, target,
}), { maxLength: 6 }).map(files => fitting([
  { kind: 'directory', path: '/d/d', mode: '0755', owner: '0:0', target: '' },
  { kind: 'link', path: '/d/e', mode: '0777', owner: '0:0', target: 'd' },
  ...files,
  { kind: 'link', path: '/e', mode: '0777', owner: '0:0', target: '/d' },
]));

const copy = fc.record({ does: fc.constant('copy' as const), from: fc.nat(5), sources: fc.tuple(source), to: destination, given });
const copies = fc.record({ does: fc.constant('copy' as const), from: fc.nat(5), sources: fc.array(source, { minLength: 2, maxLength: 3 }), to: directory, given });
const text = fc.record({ does: fc.constant('text' as const), names: fc.uniqueArray(fc.constantFrom('a', 'b', 'f'), { minLength: 1, maxLength: 1 }), to: destination, given });
const texts = fc.record({ does: fc.constant('text' as const), names: fc.uniqueArray(fc.constantFrom('a', 'b', 'f'), { minLength: 2, maxLength: 2 }), to: directory, given });
const workdir = fc.record({ does: fc.constant('workdir' as const), path: fc.oneof(path, fc.constantFrom('/', 'a', '../b', '/l/c/', '/a/../b')) });
export const accounts = fc.record({
  does: fc.constant('accounts' as const),
  file: fc.constantFrom('/etc/passwd', '/etc/passwd', '/etc/group', '/etc/'),
  lines: fc.subarray(['app:x:7:8:::', '  nobody:x:65534:65533:::', ' ', 'app:x:17:18:::', 'staff:x:9:', 'nobody:x:odd::', 'root:x:3:4:::', ' # app']),
});
export const user = fc.record({ does: fc.constant('user' as const), user: fc.constantFrom('5', '5:6', 'root', 'nobody', '0', 'app', 'app:staff') });
const env = fc.record({ does: fc.constant('env' as const), path });
const arrive = fc.record({ does: fc.constant('arrive' as const), to: fc.oneof(path.map(each => `${each}/`), path, fc.constant('/')), given });
const shell: fc.Arbitrary<Shell> = fc.record({ command: fc.constantFrom('file', 'directory', 'link', 'remove', 'chmod'), path, target });
const run = fc.record({ does: fc.constant('run' as const), script: fc.array(shell, { minLength: 1, maxLength: 4 }), isSaid: fc.boolean() });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: copy }, { weight: 2, arbitrary: copies }, { weight: 3, arbitrary: text }, { weight: 1, arbitrary: texts },
  { weight: 2, arbitrary: workdir }, { weight: 1, arbitrary: user }, { weight: 2, arbitrary: accounts },
  { weight: 1, arbitrary: env }, { weight: 1, arbitrary: arrive },
);
const plain: fc.Arbitrary<Stage> = fc.record({
  base: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Base[]>('scratch', 'tree') }, { weight: 1, arbitrary: fc.constant<Base>('unknown') }, { weight: 3, arbitrary: fc.nat(4) as fc.Arbitrary<Base> },
  ),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
});
/** A shell costs a second, so there are few. The steps before its script put things below the directory in which it works. */
const withShell: fc.Arbitrary<Stage> = fc.record({ base: fc.constant('shell' as const), steps: fc.tuple(run, fc.array(text, { maxLength: 1 }), run).map(([first, more, last]) => [first, ...more, last]) });

/** Programs of COPY and the like. */
export const programs: fc.Arbitrary<Program> = fc.record({ tree: items, secret: secrets, stages: fc.array(plain, { minLength: 1, maxLength: 4 }) });

/** Programs in which commands run. */
export const shellPrograms: fc.Arbitrary<Program> = fc.record({
  tree: items, secret: secrets, stages: fc.tuple(withShell, fc.array(plain, { minLength: 1, maxLength: 2 })).map(([first, rest]) => [first, ...rest]),
});

/** Those of them that can be in one tree, in this order. */
function fitting(all: readonly Item[]): Item[] {
  const kinds = new Map<string, Item['kind']>();
  return all.filter(({ path: at, kind }) => {
    const names = at.split('/').slice(1);
    const parents = names.slice(0, -1).map((_, i) => `/${names.slice(0, i + 1).join('/')}`);
    if (kinds.has(at) || parents.some(parent => (kinds.get(parent) ?? 'directory') !== 'directory')) return false;
    for (const parent of parents) kinds.set(parent, 'directory');
    kinds.set(at, kind);
    return true;
  });
}
