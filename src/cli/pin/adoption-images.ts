import type { Candidate } from './adoption-candidate';
import { describeDoubt } from './adoption-problems';
import type { PinHistory } from './pin-history';
import type { PinnedImage, VersionsFile } from './versions-file';
import type { WrittenImage } from './written-pins';
import { _RefusedProblem, _printRepository } from '../../core';

/** What generated files say about images. */
interface Images {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly _RefusedProblem[];
  readonly notes: readonly string[];
}

/** A pin, or an image in a file, with its repository and tag. */
interface Named {
  readonly repository: string;
  readonly tag: string;
  readonly digest?: string;
}

/** Finds images in generated files that no pin has, and the pins that they belong to. */
export function findImageCandidates(file: VersionsFile, all: readonly WrittenImage[], history: PinHistory): Images {
  const pins = file.images.map(pin => ({ pin, ...split(pin) }));
  const written = all.map(found => ({ found, repository: _printRepository(found.name), tag: found.tag, digest: found.digest }));
  const candidates: Candidate[] = [];
  const problems: _RefusedProblem[] = [];
  const notes: string[] = [];
  for (const { found, ...each } of written.filter(one => !pins.some(pin => isPinned(one, pin)))) {
    const { file: path, place, tag, digest } = found;
    const same = pins.filter(({ repository }) => repository === each.repository);
    const meant = same.filter(pin => pin.tag === tag);
    // Where the pin is still in the same file, this is another image.
    const replaced = same.filter(pin => !written.some(other => other.found.file === path && other.digest === pin.digest && isSameTag(other, pin)));
    const possible = (meant.length > 0 ? meant : replaced).map(({ pin }) => pin);
    // An image that was never pinned has no digest either.
    const wasThere = ({ key }: PinnedImage) => history.findChanged(path, { section: 'images', key }, () => false) !== 'unknown';
    const chosen = digest === undefined ? possible.filter(wasThere) : possible;
    const end = digest === undefined ? tag : `${tag}@${digest}`;
    if (chosen.length < possible.length && chosen.length === 0) {
      notes.push(`${place} has ${found.name}:${end} without a digest: if a bot removed it, write the tag into ${file.path}.`);
    }
    if (chosen.length > 1) problems.push(describeDoubt(`${found.name}:${end}`, place, file.path, chosen.map(({ key }) => key)));
    // The name stays as it is written in versions.json.
    for (const { key, image } of chosen.slice(0, 1)) {
      const colon = image.lastIndexOf(':');
      const ref = `${image.slice(0, colon)}:${end}`;
      candidates.push({ section: 'images', key, fields: { ref }, file: path, place, version: tag, current: image.slice(colon + 1), value: ref });
    }
  }
  return { candidates, problems, notes };
}

function split({ image, digest }: PinnedImage): Named {
  return { repository: _printRepository(image), tag: image.slice(image.lastIndexOf(':') + 1), ...digest === undefined ? {} : { digest } };
}

/** Whether an image is that of a pin. Without a digest, the same tag is nothing new. */
function isPinned(one: Named, pin: Named): boolean {
  return isSameTag(one, pin) && (one.digest === undefined || one.digest === pin.digest);
}

function isSameTag(one: Named, pin: Named): boolean {
  return one.tag === pin.tag && one.repository === pin.repository;
}
