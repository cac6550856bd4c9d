import { Answer, ImageConfig, ReadInstruction, Step } from './answer';
import { Case } from './documents/document';
import { Like, Meaning } from './documents/statement';

/** Where BuildKit's answer is not what was said: one line each. */
export function mismatches({ expected, request }: Case, answer: Answer): string[] {
  const { error, directives, stages, config, triggers } = expected;
  if (error !== undefined) return answer.error?.message.includes(error) ? [] : [`error: said ${shown(error)}, is ${shown(answer.error?.message)}`];
  if (answer.error !== undefined) return [`error: said none, is ${answer.error.message} (line ${answer.error.line})`];
  const asked = ({ instruction, step }: Meaning): Meaning => ({
    instruction: request.files === undefined ? withoutMeans(instruction ?? {}) : instruction,
    step,
  });
  const given = Object.entries(directives).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return [
    ...differences('directives', given, answer.directives ?? []),
    ...configDifferences(config, answer.config ?? {}),
    ...differences('triggers', triggers, answer.config?.OnBuild?.length ?? 0),
    ...differences('stages', stages.map(({ base, name, platform }) => ({ base, name, platform })), answer.stages ?? []),
    ...stages.flatMap(({ meanings }, s) => {
      // The first instruction of each stage declares the variables.
      const read = answer.stages?.[s]?.instructions.slice(1) ?? [];
      return [
        ...differences(`instructions of stage ${s}`, meanings.length, read.length),
        ...meanings.flatMap((meaning, i) => instructionDifferences(`stage ${s} instruction ${i + 1}`, asked(meaning), read[i], answer.steps ?? [])),
      ];
    }),
  ];
}

/** All of a configuration is compared, also what was not said. */
function configDifferences(said: ImageConfig, is: ImageConfig): string[] {
  const names = new Set(Object.keys({ ...said, ...is }).filter(name => !['OnBuild', 'ArgsEscaped'].includes(name)));
  return [...names].flatMap(name => {
    const [expected, found] = [said, is].map(config => sorted((config as Record<string, unknown>)[name]));
    return differences(`config.${name}`, isNothing(expected) ? '' : shown(expected), isNothing(found) ? '' : shown(found));
  });
}

function sorted(value: unknown): unknown {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function instructionDifferences(where: string, { instruction, step }: Meaning, read: ReadInstruction | undefined, steps: readonly Step[]): string[] {
  const own = steps.filter(({ line }) => line === read?.line);
  const done = own.length === 0 ? {} : { ...own[0], env: environment(own[0]), files: own.flatMap(({ files = [] }) => files) };
  return [
    ...instruction === undefined ? [] : differences(where, instruction, read),
    ...step === undefined ? [] : differences(`${where} step`, step, done),
  ];
}

/** For where it was not asked which files the sources mean. */
function withoutMeans({ means, trigger, ...said }: Like<ReadInstruction>): Like<ReadInstruction> {
  return trigger === undefined ? said : { ...said, trigger: withoutMeans(trigger) };
}

/** Variables that a command sees; an agent that is mounted tells where it is. */
function environment({ env = [] }: Step): string[] {
  return env.filter(variable => !variable.startsWith('SSH_AUTH_SOCK=')).sort();
}

/** Only what is said is compared. What is empty, false or not there is the same. */
function differences(where: string, said: unknown, is: unknown): string[] {
  if (Array.isArray(said) && Array.isArray(is) && said.length === is.length) return said.flatMap((each, i) => differences(`${where}[${i}]`, each, is[i]));
  if (typeof said === 'object' && said !== null && !Array.isArray(said) && typeof is === 'object' && is !== null) {
    return Object.entries(said).flatMap(([key, value]) => differences(`${where}.${key}`, value, (is as Record<string, unknown>)[key]));
  }
  return isNothing(said) && isNothing(is) || shown(said) === shown(is) ? [] : [`${where}: said ${shown(said)}, is ${shown(is)}`];
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false || (typeof value === 'object' && Object.keys(value).length === 0);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
