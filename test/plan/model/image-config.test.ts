import { describe, expect, test } from 'vitest';
import {
  Arg, Cmd, Command, DockerfileNode, Entrypoint, Env, Expose, Healthcheck, KeyValue, Label, Shell, StopSignal, User, Volume, Word, Workdir,
} from '../../../src/dockerfile';
import { ImageConfig } from '../../../src/plan';

const after = (nodes: DockerfileNode[], start = ImageConfig._EMPTY) => nodes.reduce((config, node) => config._after(node), start);
const exec = (...argv: string[]) => Command.exec(argv);
const env = (name: string, value: string) => new Env([KeyValue.word(Word.literal(name), Word.template(value))]);
const arg = (name: string) => new Arg([{ name, defaultValue: Word.literal('x') }]);

// Each of these is what BuildKit's converter gives: e2e/rootfs-oracle.ts compares thousands.
describe('what is started', () => {
  test.each<[string, DockerfileNode[], string[]]>([
    ['is nothing where nothing is said', [], []],
    ['is the entrypoint and its arguments', [new Entrypoint(exec('/app')), new Cmd(exec('-v'))], ['/app', '-v']],
    ['is the command where there is no entrypoint', [new Cmd(exec('/app', '-v'))], ['/app', '-v']],
    ['is a line for the shell, which takes no arguments', [new Entrypoint(Command.shell('app -v')), new Cmd(exec('-q'))], ['/bin/sh', '-c', 'app -v']],
    ['is a line for the shell of that moment', [new Shell(['/bin/ash', '-ec']), new Cmd(Command.shell('app')), new Shell(['/bin/dash', '-c'])], ['/bin/ash', '-ec', 'app']],
    ['keeps the arguments that the stage has named before', [new Cmd(exec('-v')), new Entrypoint(exec('/app'))], ['/app', '-v']],
    ['is nothing after an empty entrypoint', [new Entrypoint(exec('/app')), new Entrypoint(exec())], []],
  ])('%s', (_, nodes, argv) => {
    expect(after(nodes).argv).toEqual(argv);
  });

  test('loses the arguments of the stage below with a new entrypoint', () => {
    const below = after([new Entrypoint(exec('/app')), new Cmd(exec('-v'))])._continued();
    expect([below.argv, after([new Entrypoint(exec('/other'))], below).argv]).toEqual([['/app', '-v'], ['/other']]);
  });

  test('is not known where a base image says it', () => {
    expect(after([new Cmd(exec('-v'))], ImageConfig._ofBase()).argv).toEqual([]);
    expect(after([new Entrypoint(exec('/app'))], ImageConfig._ofBase()).argv).toEqual(['/app']);
  });
});

describe('a variable', () => {
  test.each<[string, DockerfileNode[], string | undefined]>([
    ['of the environment is replaced', [env('B', '/b'), env('A', '$B/c')], '/b/c'],
    ['of the same instruction is not seen yet', [env('B', 'x'), new Env([KeyValue.of('B', 'y'), KeyValue.word(Word.literal('A'), Word.template('$B'))])], 'x'],
    ['that is not set is empty', [env('A', 'a${B}c')], 'ac'],
    ['that is not set has a default', [env('A', '${B:-b}${B:+c}')], 'b'],
    ['that whoever builds may set is not known', [arg('B'), env('A', '$B')], undefined],
    ['that is set after that is known', [arg('B'), env('B', 'x'), env('A', '$B')], 'x'],
    ['that is matched against a pattern loses what fits', [env('B', 'v1'), env('A', '${B#v}')], '1'],
    ['that the build misses is not known', [env('A', '${B:?}')], undefined],
  ])('%s', (_, nodes, value) => {
    const config = after(nodes);
    expect(config.environment.A).toBe(value);
    expect(config.variables).toContain('A');
  });

  test('of a base image is not known', () => {
    expect(after([env('A', '$B')], ImageConfig._ofBase()).environment).toEqual({});
  });

  test('that whoever builds may set is so in the stage above too, but behind the environment', () => {
    const below = after([env('B', 'b'), arg('B'), arg('C')])._continued();
    expect(after([env('A', '$B'), env('D', '$C')], below).environment).toMatchObject({ A: 'b' });
    expect(after([env('D', '$C')], below).environment.D).toBeUndefined();
  });
});

test('the search path is BuildKit\'s own where nothing is said, and grows', () => {
  expect(after([env('PATH', '/opt/bin:$PATH')]).searchPath).toBe('/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  expect(ImageConfig._ofBase().searchPath).toBeUndefined();
});

describe('the working directory', () => {
  const enter = (path: string) => new Workdir(Word.template(path), { mayBeRelative: true });
  test.each<[DockerfileNode[], string | undefined]>([
    [[], '/'],
    [[enter('/a'), enter('b'), enter('../c')], '/a/c'],
    [[enter('/a'), enter('b/')], '/a/b'],
    [[env('A', '/x'), enter('$A/y')], '/x/y'],
    [[arg('A'), enter('$A')], undefined],
  ])('%#: is %s', (nodes, path) => {
    expect(after(nodes).workingDirectory).toBe(path);
  });

  test('of a base image is not known', () => {
    expect(after([enter('a')], ImageConfig._ofBase()).workingDirectory).toBeUndefined();
    expect(after([enter('/a')], ImageConfig._ofBase()).workingDirectory).toBe('/a');
  });
});

test('the rest is what was said last, or all that was said', () => {
  const config = after([
    new User(Word.literal('5:6')), new StopSignal(Word.literal('SIGINT')), Healthcheck.command(exec('/app', 'ping')),
    new Volume([Word.literal('/a')]), new Volume([Word.literal('/b'), Word.literal('/a')]), new Expose([Word.literal('80')]), new Expose([Word.literal('53/udp')]),
    new Label([KeyValue.of('k', 'v'), KeyValue.word(Word.literal('l'), Word.template('$K'))]), arg('A'), new Label([KeyValue.word(Word.literal('m'), Word.template('$A'))]),
  ]);
  expect({
    user: config.user,
    stop: config.stopSignal,
    health: config.healthcheck?.argv,
    volumes: config.volumes,
    ports: config.exposedPorts,
    labels: config.labels,
    keys: config.labelKeys,
  }).toEqual({
    user: '5:6', stop: 'SIGINT', health: ['/app', 'ping'], volumes: ['/a', '/b'], ports: ['80', '53/udp'], labels: { k: 'v', l: '' }, keys: ['k', 'l', 'm'],
  });
  expect(after([Healthcheck.none()], config).healthcheck).toBeUndefined();
  expect([after([new User(Word.template('$U'))], config).user, after([arg('U'), new User(Word.template('$U'))], config)._isUserKnown]).toEqual([undefined, false]);
});
