import fc from 'fast-check';
import { SaidMount, saidMount } from './mounts';
import { Statement, maybe, statements } from './statement';
import { hostile, lines, ofAnyLength } from './texts';
import {
  Cmd, Command, Entrypoint, Healthcheck, HealthcheckOptions, Heredoc, Run, RunNetwork, RunOptions, RunSecurity, Shell,
} from '../../../src/dockerfile';

/** A program and its arguments, or a line for a shell. */
type SaidCommand = { readonly argv: string[] } | { readonly text: string; readonly lines?: string[] };

const usual = fc.constantFrom('make && make install', '[ -f /a ] || exit 1', 'echo "a << b"', '--help', '# nothing', 'a \\\\', 'exit');
const shellText = fc.oneof(ofAnyLength, hostile, usual);
const exec = fc.array(ofAnyLength, { maxLength: 4 }).map(argv => ({ argv }));

/** A part of a line for a shell, how the next one follows it, and a comment between both. */
const part = fc.record({
  // What begins with "#" would be a comment itself, and what ends with a backslash is joined by it.
  text: fc.oneof(shellText, fc.constantFrom('', '  ', '\tb', 'a;', 'a \t')).filter(text => !/^\s*#|\\$/.test(text)),
  join: fc.constantFrom(' ', ' ', ''),
  comment: maybe(fc.constantFrom('# why', '  # a \\', '\t#')),
});

const continued = fc.array(part, { minLength: 2, maxLength: 4 }).map(parts => ({
  text: parts.map(({ text, join }, i) => (i < parts.length - 1 ? `${text}${join}` : text)).join(''),
  lines: parts.flatMap(({ text, join, comment }, i) => {
    if (i === parts.length - 1) return [text];
    return [join === '' ? `${text}\\` : text, ...(comment === undefined ? [] : [comment])];
  }),
}));

const command: fc.Arbitrary<SaidCommand> = fc.oneof(exec, shellText.map(text => ({ text })), continued);

const toCommand = (said: SaidCommand) => {
  if ('argv' in said) return Command.exec(said.argv);
  return said.lines === undefined ? Command.shell(said.text) : Command.shellLines(said.lines);
};
const asRead = (said: SaidCommand) => ('argv' in said ? { command: said.argv, isShell: false } : { command: [said.text], isShell: true });

const cmd = statements(command, said => new Cmd(toCommand(said)), (said, stage) => {
  stage.cmd('argv' in said ? said.argv : stage.shell(said.text));
  return { instruction: asRead(said) };
});

const entrypoint = statements(command, said => new Entrypoint(toCommand(said)), (said, stage) => {
  stage.entrypoint('argv' in said ? said.argv : stage.shell(said.text));
  return { instruction: asRead(said) };
});

const shell = statements(exec, ({ argv }) => new Shell(argv), ({ argv }, stage) => {
  stage.set({ Shell: argv });
  return { instruction: { words: argv } };
});

/** Nanoseconds. */
const UNITS = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const TIMES = { interval: 'Interval', timeout: 'Timeout', startPeriod: 'StartPeriod', startInterval: 'StartInterval' } as const;
const time = maybe(fc.record({ amount: fc.nat({ max: 5000 }), unit: fc.constantFrom<keyof typeof UNITS>('ms', 's', 'm', 'h') }));
const times = fc.record({ interval: time, timeout: time, startPeriod: time, startInterval: time });

const healthcheck = statements(
  fc.record({ test: maybe(command), times, retries: maybe(fc.nat()) }),
  ({ test, times: said, retries }) => {
    const durations = Object.entries(said).map(([name, each]): [string, string | undefined] => [name, each && `${each.amount}${each.unit}`]);
    const props: HealthcheckOptions = { ...Object.fromEntries(durations), retries };
    return test === undefined ? Healthcheck.none() : Healthcheck.command(toCommand(test), props);
  },
  ({ test, times: said, retries }, stage) => {
    const nanoseconds = Object.entries(TIMES).flatMap(([name, field]) => {
      const each = said[name as keyof typeof TIMES];
      return each === undefined || each.amount === 0 ? [] : [[field, each.amount * UNITS[each.unit]]];
    });
    const health = test === undefined
      ? { Test: ['NONE'] }
      : {
        Test: 'argv' in test ? ['CMD', ...test.argv] : ['CMD-SHELL', test.text],
        ...Object.fromEntries(nanoseconds),
        ...(retries === undefined || retries === 0 ? {} : { Retries: retries }),
      };
    stage.set({ Healthcheck: health });
    return { instruction: { health } };
  },
);

const DEVICES = {
  'vendor.com/device=foo': { Name: 'vendor.com/device=foo', Required: false },
  'vendor.com/gpu=all,required': { Name: 'vendor.com/gpu=all', Required: true },
};
type Device = keyof typeof DEVICES;
const runProps = fc.record({
  mounts: fc.oneof({ weight: 3, arbitrary: fc.constant<SaidMount[]>([]) }, fc.array(saidMount, { minLength: 1, maxLength: 3 })),
  network: maybe(fc.constantFrom(...Object.values(RunNetwork))),
  security: maybe(fc.constantFrom(...Object.values(RunSecurity))),
  devices: fc.oneof({ weight: 7, arbitrary: fc.constant<Device[]>([]) }, fc.subarray(Object.keys(DEVICES) as Device[])),
});

/** A text that a command reads: how the command names it, and what the shell is given. */
const input = fc.record({
  content: lines, delimiter: fc.constantFrom('EOT', 'END', 'A.b'), expands: fc.boolean(), isChomped: fc.boolean(), descriptor: fc.constantFrom('', '', '3'),
});
type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

const readers = fc.constantFrom('cat', 'cat "$A" ${B_1} \\<', "sh -c 'x' -", 'tee "a\'b"');

const run = statements(
  fc.record({
    what: fc.oneof(
      command,
      fc.record({ script: lines, delimiter: maybe(fc.constantFrom('SH', 'x', 'A b')) }),
      fc.record({ reads: fc.array(input, { minLength: 1, maxLength: 2 }), by: readers }),
    ),
    props: runProps,
  }),
  ({ what, props: said }) => {
    const props: RunOptions = { ...said, mounts: said.mounts.map(each => each.make()) };
    if ('script' in what) return Run.script(what.script, { ...props, delimiter: what.delimiter });
    if ('reads' in what) return Run.shellWithHeredocs(commandOf(what), what.reads.map(toHeredoc), props);
    if ('argv' in what) return Run.exec(what.argv, props);
    return what.lines === undefined ? Run.shell(what.text, props) : Run.shellLines(what.lines, props);
  },
  ({ what, props }, stage) => {
    const env = Object.entries(stage.variables).map(([name, value]) => `${name}=${value}`).sort();
    const common = { cwd: stage.directory, user: stage.config.User, env };
    const instruction = {
      mounts: props.mounts.map(each => each.means(stage.variables)),
      network: props.network ?? 'default',
      security: props.security ?? 'sandbox',
      devices: props.devices.map(name => DEVICES[name]),
    };
    if ('script' in what) {
      const isFile = what.script.startsWith('#!');
      const script = isFile ? { files: [{ mode: 0o755, data: what.script }] } : { args: stage.shell(what.script), files: [] };
      return { instruction, step: { ...common, ...script } };
    }
    if ('reads' in what) {
      // The shell does what BuildKit does not: it finds the texts where they are, below the command.
      const text = [commandOf(what), ...what.reads.map(({ content, delimiter }) => `${content}${delimiter}`)].join('\n');
      return { instruction: { ...instruction, command: [commandOf(what)] }, step: { ...common, args: stage.shell(text) } };
    }
    return { instruction: { ...instruction, ...asRead(what) }, step: { ...common, args: 'argv' in what ? what.argv : stage.shell(what.text), files: [] } };
  },
);

function commandOf({ reads, by }: { reads: Input[]; by: string }): string {
  const openings = reads.map(({ delimiter, expands, isChomped, descriptor }) => {
    const word = expands ? delimiter : `'${delimiter}'`;
    return `${descriptor}<<${isChomped ? '-' : ''}${word}`;
  });
  return [by, ...openings].join(' ');
}

function toHeredoc({ content, delimiter, expands, isChomped }: Input): Heredoc {
  const heredoc = expands ? Heredoc.shell(content, delimiter) : Heredoc.literal(content, delimiter);
  return isChomped ? heredoc.chomped() : heredoc;
}

/** Instructions that start something, now or later. */
export const commands: fc.Arbitrary<Statement> = fc.oneof({ weight: 4, arbitrary: run }, cmd, entrypoint, shell, healthcheck);

