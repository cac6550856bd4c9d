import fc from 'fast-check';
import { Platform } from '../../src/core';
import { Arg, Cmd, Command, DockerfileNode, Entrypoint, Env, Expose, Healthcheck, KeyValue, Label, Shell, StopSignal, User, Volume, Word, Workdir } from '../../src/dockerfile';
import { BaseImage, BuildStage, ContainerImage } from '../../src/image';
import { ImageConfig, _resolveImage } from '../../src/plan';
import { _printDockerfile } from '../../src/render';
import { detachedRoot } from '../../test/support/root';
import type { ImageConfig as RealConfig } from '../oracle/answer';
import { Oracle } from '../oracle/oracle';

const name = fc.constantFrom('A', 'B', 'C', 'PATH');
const template = fc.constantFrom(
  'x', '', '/a b', '$A', '${B}', 'x$A-$B', '${A:-d}', '${C-$A}', '${B:+set}', '${A+$C}', '/opt/bin:$PATH', '${A#x}', '${B/x/y}', '\\$A', 'it\'s "$C"',
).map(Word.template);
const words = fc.constantFrom('/bin/app', 'app', '-v', '$A', '', 'a b');
const command = fc.oneof(
  fc.array(words, { maxLength: 3 }).map(Command.exec),
  fc.constantFrom('exec app -v', 'echo $A; app', 'app').map(Command.shell),
);
const pair = (key: fc.Arbitrary<Word>) => fc.tuple(key, template).map(([one, value]) => KeyValue.word(one, value));
const node: fc.Arbitrary<DockerfileNode | undefined> = fc.oneof(
  command.map(each => said(() => new Entrypoint(each))),
  command.map(each => said(() => new Cmd(each))),
  fc.constantFrom<string[][]>(['/bin/ash', '-ec'], ['cmd']).map(argv => new Shell(argv)),
  fc.array(pair(name.map(Word.literal)), { minLength: 1, maxLength: 2 }).map(pairs => new Env(pairs)),
  fc.array(pair(fc.constantFrom('k', 'org.k', 'l$A').map(Word.template)), { minLength: 1, maxLength: 2 }).map(pairs => said(() => new Label(pairs))),
  fc.tuple(fc.constantFrom('A', 'B'), fc.option(template, { nil: undefined })).map(([one, defaultValue]) => new Arg([{ name: one, defaultValue }])),
  fc.constantFrom('5', 'app:app', '$A', '${C:-7}').map(text => said(() => new User(Word.template(text)))),
  fc.constantFrom('/a', 'b', '../c', '/a/b/', '/', '$A', '/x/$C', './d/').map(text => said(() => new Workdir(Word.template(text), { mayBeRelative: true }))),
  fc.constantFrom('/data', '/var/$C', '$A/x', '/data/').map(text => said(() => new Volume([Word.template(text)]))),
  fc.constantFrom('80', '53/udp', '${C:-443}', '80/tcp').map(text => said(() => new Expose([Word.template(text)]))),
  fc.constantFrom('SIGINT', '9', '${C:-SIGHUP}').map(text => said(() => new StopSignal(Word.template(text)))),
  fc.option(command, { nil: undefined }).map(each => said(() => (each === undefined ? Healthcheck.none() : Healthcheck.command(each)))),
);
const stages = fc.array(fc.array(node, { maxLength: 7 }), { minLength: 1, maxLength: 3 });

/** What is wrong with random configurations: each lot of lines is one of them. */
export async function judgeConfigs(count: number, seed: number): Promise<string[]> {
  const oracle = await Oracle.start();
  const found: string[] = [];
  for (const nodes of fc.sample(stages, { numRuns: count, seed })) {
    const { dockerfile, config } = declared(nodes);
    const answer = await oracle.ask({ text: dockerfile });
    const wrong = answer.error !== undefined ? [] : untruths(config, answer.config ?? {});
    if (wrong.length > 0) found.push([...wrong, dockerfile].join('\n'));
  }
  oracle.stop();
  return found;
}

function said<T>(make: () => T): T | undefined {
  try { return make(); } catch { return undefined; }
}

function declared(nodes: readonly (readonly (DockerfileNode | undefined)[])[]): { dockerfile: string; config: ImageConfig } {
  const image = new ContainerImage(detachedRoot(), 'Image', { platforms: [Platform.LINUX_AMD64] });
  let last: BuildStage | undefined;
  for (const [index, each] of nodes.entries()) {
    const stage = new BuildStage(image, `Stage${index}`, { base: last === undefined ? BaseImage.scratch() : BaseImage.stage(last), purpose: 'a stage' });
    for (const one of each) if (one !== undefined) stage.addNode(one);
    last = stage;
  }
  image.defineRuntime(last!);
  const plan = _resolveImage(image);
  return { dockerfile: _printDockerfile(plan, 'generated').replace(/^# (syntax|check)=.*\n/gm, ''), config: plan.models[0].result.config };
}

function untruths(config: ImageConfig, real: RealConfig): string[] {
  const environment = Object.fromEntries((real.Env ?? []).map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  const start = real.Entrypoint ?? [];
  const pairs: Record<string, [unknown, unknown]> = {
    argv: [config.argv, config.entrypoint?.isShell ? start : [...start, ...real.Cmd ?? []]],
    entrypoint: [config.entrypoint !== undefined, start.length > 0],
    cmd: [config.cmd !== undefined, (real.Cmd ?? []).length > 0],
    shell: [config.shell, real.Shell ?? ['/bin/sh', '-c']],
    variables: [config.variables.sort(), Object.keys(environment).sort()],
    environment: [config.environment, known(environment, config.environment)],
    labels: [config.labels, known(real.Labels ?? {}, config.labels)],
    user: [config.user, config._isUserKnown ? real.User || undefined : undefined],
    workingDirectory: [config.workingDirectory, config.workingDirectory && (real.WorkingDir || '/')],
    volumes: [config.volumes.every(path => path in (real.Volumes ?? {})), true],
    ports: [config.exposedPorts.every(port => (port.includes('/') ? port : `${port}/tcp`) in (real.ExposedPorts ?? {})), true],
    stopSignal: [config.stopSignal, config.stopSignal && real.StopSignal],
    healthcheck: [wordsOf(config), real.Healthcheck?.Test ?? ['NONE']],
  };
  return Object.entries(pairs).filter(([, [is, is2]]) => JSON.stringify(is) !== JSON.stringify(is2)).map(([what, [model, is]]) => `${what}: ${JSON.stringify(is)}, not ${JSON.stringify(model)}`);
}

/** What the model says is known of it. */
function known(real: Record<string, string>, model: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.keys(model).map(key => [key, real[key]]));
}

function wordsOf({ healthcheck }: ImageConfig): string[] {
  if (healthcheck === undefined) return ['NONE'];
  return healthcheck.isShell ? ['CMD-SHELL', healthcheck.text!] : ['CMD', ...healthcheck.argv];
}
