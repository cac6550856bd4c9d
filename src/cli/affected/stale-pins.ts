import { _Refusal } from '../../core';
import { Versions, _completeDigests } from '../../versions';

/** A pin that changed in `versions.json`. */
export interface MovedPin {
  /** The file. */
  readonly file: string;
  /** Its key. */
  readonly key: string;
  /** The word before it in a Dockerfile: the name of an image, or that of the dependency in the comment for Renovate. */
  readonly name: string;
  /** As the Dockerfile has it if the synthesis did not run since. */
  readonly before: string;
  readonly after: string;
}

/**
 * The pins that differ between two texts of a `versions.json`; undefined if one of the texts has no pins, as a file of the same name of another tool.
 * A synthesis carries a pin into the Dockerfiles that use it, which have then changed themselves: this is for the case that it did not run.
 */
export function listMovedPins(file: string, before: string, after: string): MovedPin[] | undefined {
  const [old, pins] = [readPins(before, file), readPins(after, file)];
  if (old === undefined || pins === undefined) return undefined;
  const now = new Map(pins.map(pin => [pin.key, pin]));
  return old.flatMap(({ key, name, value }) => {
    const pin = now.get(key);
    return pin === undefined || pin.value === value ? [] : [{ file, key, name, before: value, after: pin.value }];
  });
}

/** Finds a pin whose former value a Dockerfile still has. */
export function findStalePin(dockerfile: string, pins: readonly MovedPin[]): MovedPin | undefined {
  return pins.find(({ name, before }) => hasWord(dockerfile, name) && hasWord(dockerfile, before));
}

/** Whether a text contains a word that is not part of a longer one. */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\w./-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + word.length] ?? '')) return true;
  }
  return false;
}

interface Pin {
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

/** Undefined for a text of another format. */
function readPins(text: string, file: string): Pin[] | undefined {
  try {
    return listPins(Versions.parse(_completeDigests(text), file));
  } catch (error) {
    if (error instanceof _Refusal) return undefined;
    throw error;
  }
}

function listPins({ images, packages }: Versions): Pin[] {
  return [
    ...images.map(({ key, name, ref }) => ({ key: `images.${key}`, name, value: ref })),
    ...packages.map(({ name: key, depName, version }) => ({ key: `packages.${key}`, name: depName, value: version })),
  ];
}
