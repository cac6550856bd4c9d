import type { Failure } from './experiment';
import type { Report } from './run';

/** Kinds of failures that are shown. */
const SHOWN = 60;

/** The counts on one line. */
export function summary({ options, places, strings, pairs, refused, accepted, failures }: Report): string {
  const count = (...kinds: Failure['kind'][]) => new Set(failures.filter(({ kind }) => kinds.includes(kind)).map(({ pair }) => pair)).size;
  return `${options} options in ${places} places, ${strings} hostile strings: ${pairs} pairs, ${refused} refused, ${accepted} accepted. `
    + `Changes of structure: ${count('structure', 'outside')}; exceptions: ${count('exception')}; written although refused: ${count('half')}; `
    + `hidden characters in files or on the terminal: ${count('hidden')}; messages with hidden characters, or too long: ${count('message')}.`;
}

/** The failures, those of one cause together. */
export function failureText(failures: readonly Failure[]): string {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = [failure.kind, failure.pair.slot.option, failure.file, failure.what.replace(/U\+[0-9A-F]+|\d+/g, '').replace(/"[^"]*"/g, '').slice(0, 60)].join(' | ');
    groups.set(key, [...groups.get(key) ?? [], failure]);
  }
  const all = [...groups.values()].map(described);
  return [...all.slice(0, SHOWN), ...(all.length > SHOWN ? [`and ${all.length - SHOWN} more kinds`] : [])].join('\n\n');
}

function described(failures: Failure[]): string {
  const [{ pair, kind, file, what }] = failures;
  const { slot, string, placing, program } = pair;
  const others = [...new Set(failures.slice(1).map(each => each.pair.string.name))].filter(name => name !== string.name);
  return [
    `${kind}: ${slot.option}${file === undefined ? '' : ` in ${file}`}`,
    `  ${what.split('\n').slice(0, 12).join('\n  ')}`,
    `  ${slot.place} of "${program}": ${JSON.stringify(slot.value)} with ${JSON.stringify(string.text.slice(0, 60))} (${string.name}, ${placing}${pair.everywhere ? ', everywhere' : ''})`,
    ...(others.length === 0 ? [] : [`  also by: ${others.slice(0, 8).join('; ')}${others.length > 8 ? ` and ${others.length - 8} more` : ''}`]),
    `  again: npx tsx e2e/hostile/main.ts --option '${slot.option}' --string '${string.name}'`,
  ].join('\n');
}
