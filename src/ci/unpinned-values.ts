import type { ForgePins, MissingValue } from './forge-pins';
import { Problem, Severity } from '../core';

/** Reports the values that a forge prints and that nothing keeps current. */
export function findUnpinnedValues(forge: string, { missing, unlisted, versions }: ForgePins, name = forge.toLowerCase()): Problem[] {
  const factory = `Forge.${name}`;
  const file = versions?.fileName ?? 'versions.json';
  return [
    ...(missing.length === 0 ? [] : [{
      id: 'ci/unpinned',
      severity: Severity.WARNING,
      what: `${forge} uses values that are not in ${file}: ${missing.map(describe).join(', ')}.`,
      why: 'They are defaults of this library, and no bot updates them. The tag of an image can be moved, so the same commit may be built with another image tomorrow.',
      fix: [
        'Run `npx imagewright pin --forges`, which adds them.',
        ...(versions === undefined ? [`Pass the file to the forge: ${factory}({ versions: Versions.fromFile("versions.json") }).`] : []),
        ...missing.flatMap(({ section, key, taken }) => (taken === undefined ? [] : [
          section === 'images' ? `The key "${key}" is that of ${taken}: pin the other image with another key, and pass it: ${factory}({ images: { ${key}: versions.imagePin("…").ref } }).`
            : `The key "${key}" is that of ${taken}: give that one another name.`,
        ])),
      ].join(' '),
    }]),
    ...(unlisted.length === 0 ? [] : [{
      id: 'ci/unpinned',
      severity: Severity.WARNING,
      what: `Options of ${factory}() have values that ${versions === undefined ? 'are not pinned' : `are not in ${file}`}: ${unlisted.map(({ option, shown }) => `${option} (${shown})`).join(', ')}.`,
      why: 'No bot updates them: it would change the generated files only, and the next synthesis would undo that. The tag of an image can be moved.',
      fix: 'Move them to versions.json, and pass e.g. versions.imagePin("…").ref; or remove the option, and run `npx imagewright pin --forges`.',
    }]),
  ];
}

function describe({ section, key, shown }: MissingValue): string {
  return `${section}.${key} (${shown})`;
}
