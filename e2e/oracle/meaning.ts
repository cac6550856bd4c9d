import type { Answer, ReadInstruction, Step } from './answer';

/** All that a build does, and all that is in its image. */
export function built({ error, steps = [], config = {}, images = [] }: Answer): object {
  const labels = Object.entries(config.Labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return { error: error?.message, steps: steps.map(done), config: { ...config, Labels: labels, OnBuild: config.OnBuild?.length }, images };
}

/** What is said besides: directives, stages and what they leave to other images. */
export function said({ directives = [], stages = [] }: Answer): object {
  return {
    directives: directives.map(({ name, value }) => [name, name === 'check' ? value.split(' ')[0] : value]).sort(),
    stages: stages.map(({ name, base, platform, comments, instructions }) => ({
      name,
      base: plain(base),
      platform: plain(platform),
      description: comments,
      triggers: instructions.flatMap(({ trigger }) => trigger === undefined ? [] : triggered(trigger)),
    })),
  };
}

/** The place where two meanings differ, in two lines; undefined where they are the same. */
export function difference(was: object, is: object): string | undefined {
  const [one, other] = [was, is].map(each => JSON.stringify(each));
  if (one === other) return undefined;
  const at = [...one].findIndex((character, i) => character !== other[i]);
  const [shownOne, shownOther] = [one, other].map(each => each.slice(Math.max(0, at - 60), at + 100));
  return `  was …${shownOne}\n  is  …${shownOther}`;
}

/** Words are not expanded here: they are compared with all variables in braces, and without quotes. */
function plain(word = ''): string {
  return word.replace(/\$(\w+)/g, '${$1}').replace(/["'\\]/g, '');
}

/** Less where it stands. A text that a shell reads may have got a line break at its end. */
function done({ args, line: _, ...step }: Step): object {
  return { ...step, args: args?.map(argument => argument.replace(/\n$/, '')) };
}

/** What another image would carry out, less the places and the ways in which it can be written. */
function triggered({ keyword, line: _, end: _end, flags: _flags, comments: _comments, ...rest }: ReadInstruction): string {
  return plain(JSON.stringify({ keyword: keyword.toUpperCase(), ...rest }));
}
