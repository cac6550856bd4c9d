import { _TextStyle, _countProblems, _escapeMessage, _wrapText } from '../core';
import type { ImageSummary } from './examination';
import type { LocatedProblem } from './places';

const WAY_OUT = '`imagewright verify` checks the files of the built image; .imagewright/findings.json has all details.';
/** At most so many reasons are shown. */
const MOST_REASONS = 4;
/** More images than this are summarized together; findings.json has the result of each. */
const MOST_IMAGES = 20;

/** Summarizes the checks of all images. */
export function summarizeAll(images: readonly ImageSummary[], style: _TextStyle): string[] {
  return images.length > MOST_IMAGES ? [summarizeTogether(images, style)] : images.map(image => summarizeImage(image, style));
}

/** `imagewright: 10000 images: nothing found in 9990; 8 warnings; 2 accepted`. */
function summarizeTogether(images: readonly ImageSummary[], style: _TextStyle): string {
  const { paint } = style;
  const problems = images.flatMap(image => image.problems);
  const accepted = images.flatMap(image => image.acknowledged).length;
  const quiet = images.filter(image => image.problems.length === 0).length;
  const unknown = collectReasons(images.flatMap(image => image.undecided));
  return [
    `${paint('quiet', 'imagewright:')} ${paint('strong', `${images.length} images`)}: ${[
      `nothing found in ${quiet === images.length ? 'any of them' : quiet}`,
      ...(problems.length === 0 ? [] : [_countProblems(problems)]),
      ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ].join('; ')}`,
    ...printUnknown(unknown, style),
    ..._wrapText(WAY_OUT, '  ', '  ', style.width),
  ].join('\n');
}

/**
 * Summarizes the checks of an image: `imagewright: Hello (Dockerfile): 2 platforms, 51 rules: 42 hold, 8 cannot tell; 1 error; 1 accepted`.
 * The next lines list what is not known, and the rules that cannot decide because of it.
 */
function summarizeImage(image: ImageSummary, style: _TextStyle): string {
  const { name, dockerfile, platforms, rules, held, problems, undecided, acknowledged } = image;
  const { paint } = style;
  const open = new Set(undecided.map(({ id }) => id)).size;
  const counts = [
    `${platforms.length} platform${platforms.length === 1 ? '' : 's'}, ${rules} rules: ${held === rules ? 'all hold' : `${held} hold`}${open === 0 ? '' : `, ${open} cannot tell`}`,
    problems.length === 0 ? 'nothing found' : _countProblems(problems),
    ...(acknowledged.length === 0 ? [] : [`${acknowledged.length} accepted`]),
  ];
  return [
    `${paint('quiet', 'imagewright:')} ${paint('strong', _escapeMessage(name))} (${_escapeMessage(dockerfile)}): ${counts.join('; ')}`,
    ...printUnknown(collectReasons(undecided), style),
    ...(open === 0 ? [] : _wrapText(WAY_OUT, '  ', '  ', style.width)),
  ].join('\n');
}

function printUnknown(unknown: readonly [string, string[]][], style: _TextStyle): string[] {
  const more = unknown.slice(MOST_REASONS).length;
  return [
    ...unknown.slice(0, MOST_REASONS).flatMap(([reason, ids]) => _wrapText(_escapeMessage(`Cannot tell, since ${reason}: ${ids.join(', ')}.`), '  ', '    ', style.width)),
    ...(more === 0 ? [] : [`  Cannot tell for ${more} more reason${more === 1 ? '' : 's'}.`]),
  ];
}

/** What is not known, and the rules that need to know it; the reason of the most rules first. */
function collectReasons(undecided: LocatedProblem[]): [string, string[]][] {
  const found = new Map<string, Set<string>>();
  for (const { _unknown: unknown = 'it is not declared', id } of undecided) {
    const ids = found.get(unknown) ?? new Set();
    found.set(unknown, ids.add(id));
  }
  return [...found].map(([reason, ids]): [string, string[]] => [reason, [...ids].sort()]).sort(([, a], [, b]) => b.length - a.length);
}
