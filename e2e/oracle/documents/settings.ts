import fc from 'fast-check';
import { Statement, maybe, statements } from './statement';
import { anything, hostile, ofAnyLength, tame } from './texts';
import { CHANGING, Said, Stop, toWord, valueOf, words } from './words';
import { Arg, Env, Expose, KeyValue, Label, StopSignal, User, Volume, Workdir } from '../../../src/dockerfile';

const keys = fc.oneof(tame.map(text => [text]), fc.constantFrom(...CHANGING).map(name => [name]), words);
const pairs = (value: fc.Arbitrary<Said>) => fc.array(fc.record({ key: keys, value }), { minLength: 1, maxLength: 3 });
const toPairs = (said: { key: Said; value: Said }[]) => said.map(({ key, value }) => KeyValue.word(toWord(key), toWord(value)));

const env = statements(pairs(words), said => new Env(toPairs(said)), (said, stage) => {
  const values = said.map(({ key, value }): [string, string] => [valueOf(key, stage.variables), valueOf(value, stage.variables)]);
  for (const [key, value] of values) stage.environment(key, value);
  return { instruction: { pairs: values } };
});

const labelValue = fc.oneof({ weight: 3, arbitrary: words }, ofAnyLength.map(text => [text]));
const label = statements(pairs(labelValue), said => new Label(toPairs(said)), (said, stage) => {
  const values = said.map(({ key, value }): [string, string] => [valueOf(key, stage.variables), valueOf(value, stage.variables)]);
  stage.set({ Labels: { ...stage.config.Labels, ...Object.fromEntries(values) } });
  return { instruction: { pairs: values } };
});

/** Arguments whose defaults see what was there before the instruction and, unlike in ENV, what stands before them in it. */
const arg = statements(
  fc.array(fc.record({ name: fc.constantFrom(...CHANGING), value: maybe(words) }), { minLength: 1, maxLength: 3 }),
  said => new Arg(said.map(({ name, value }) => ({ name, defaultValue: value && toWord(value) }))),
  (said, stage, args) => ({
    instruction: {
      args: said.map(({ name, value: fallback }) => {
        const value = args[name] ?? (fallback && valueOf(fallback, stage.variables));
        stage.argument(name, value);
        return value === undefined ? { name } : { name, value };
      }),
    },
  }),
);

const workdir = statements(
  fc.oneof({ weight: 5, arbitrary: words.map((said): Said => ['/', ...said]) }, words), said => new Workdir(toWord(said), { mayBeRelative: true }), (said, stage) => {
    const path = valueOf(said, stage.variables);
    stage.workdir(path);
    return { instruction: { words: [path] } };
  },
);

const user = statements(words, said => new User(toWord(said)), (said, stage) => {
  const name = valueOf(said, stage.variables);
  stage.set({ User: name });
  return { instruction: { words: [name] } };
});

const volume = statements(fc.array(words, { minLength: 1, maxLength: 3 }), said => new Volume(said.map(toWord)), (said, stage) => {
  const paths = said.map(path => valueOf(path, stage.variables));
  if (paths.includes('')) throw new Stop('VOLUME specified can not be an empty string');
  stage.set({ Volumes: { ...stage.config.Volumes, ...Object.fromEntries(paths.map(path => [path, {}])) } });
  return { instruction: { words: paths } };
});

const port: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom('80', '53/udp', '6000-6002/tcp', '7/sctp', '0').map(text => [text]),
  fc.constantFrom<Said>([{ name: 'NUMBER' }], [{ name: 'NUMBER' }, '/udp'], [{ name: 'UNSET', operator: ':-', operand: ['90'] }], [{ name: 'UNSET', operator: '+', operand: ['x'] }, '1']),
  hostile.map(text => [text]),
);

const expose = statements(fc.array(port, { minLength: 1, maxLength: 3 }), said => new Expose(said.map(toWord)), (said, stage) => {
  const ports = said.flatMap(each => valueOf(each, stage.variables).split(/\s+/).filter(Boolean));
  stage.set({ ExposedPorts: { ...stage.config.ExposedPorts, ...Object.fromEntries(ports.flatMap(inRange).map(each => [each, {}])) } });
  return {};
});

function inRange(ports: string): string[] {
  const [, first, last = first, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(ports)!;
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${Number(first) + i}/${protocol}`);
}

const stopSignal = statements(
  fc.oneof(
    fc.constantFrom('SIGTERM', 'KILL', 'sigint', 'SIGRTMIN+3', 'RTMAX-14', '9', '64', 'SIGFOO', '65').map((text): Said => [text]),
    fc.constant<Said>([{ name: 'NUMBER', operator: '%%', operand: ['0', { any: '*' }] }, '9']), anything.map((text): Said => [text]),
  ),
  said => new StopSignal(toWord(said)),
  (said, stage) => {
    const signal = valueOf(said, stage.variables);
    stage.set({ StopSignal: signal });
    return { instruction: { words: [signal] } };
  },
);

/** Instructions about the environment and the image. */
export const settings: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 4, arbitrary: env }, { weight: 3, arbitrary: label }, { weight: 2, arbitrary: arg }, workdir, user, volume, expose, stopSignal,
);
