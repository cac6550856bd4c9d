import { _TextStyle, _counted, _shownText, _wrapped } from '../core';
import type { ImageSummary } from './examination';
import type { LocatedProblem } from './places';

const WAY_OUT = '`imagewright verify` looks at the files of the built image; .imagewright/findings.json lists all of it.';
/** Of what is not known, no more is shown. */
const MOST_REASONS = 4;

/**
 * What the checks of an image came to: `imagewright: Hello (Dockerfile): 2 platforms, 51 rules: 42 hold, 8 cannot tell; 1 error; 1 accepted`.
 * Below it stands what is not known, with the rules that cannot tell for it.
 */
export function summaryOf(image: ImageSummary, style: _TextStyle): string {
  const { name, dockerfile, platforms, rules, held, problems, undecided, acknowledged } = image;
  const { paint } = style;
  const open = new Set(undecided.map(({ id }) => id)).size;
  const counts = [
    `${platforms.length} platform${platforms.length === 1 ? '' : 's'}, ${rules} rules: ${held === rules ? 'all hold' : `${held} hold`}${open === 0 ? '' : `, ${open} cannot tell`}`,
    problems.length === 0 ? 'nothing found' : _counted(problems),
    ...(acknowledged.length === 0 ? [] : [`${acknowledged.length} accepted`]),
  ];
  const unknown = reasons(undecided);
  const more = unknown.slice(MOST_REASONS).length;
  return [
    `${paint('quiet', 'imagewright:')} ${paint('strong', _shownText(name))} (${_shownText(dockerfile)}): ${counts.join('; ')}`,
    ...unknown.slice(0, MOST_REASONS).flatMap(([reason, ids]) => _wrapped(_shownText(`Cannot tell, since ${reason}: ${ids.join(', ')}.`), '  ', '    ', style.width)),
    ...(more === 0 ? [] : [`  Cannot tell for ${more} more reason${more === 1 ? '' : 's'}.`]),
    ...(open === 0 ? [] : _wrapped(WAY_OUT, '  ', '  ', style.width)),
  ].join('\n');
}

/** What is not known, the most important first, and the rules that would have to know it. */
function reasons(undecided: LocatedProblem[]): [string, string[]][] {
  const found = new Map<string, Set<string>>();
  for (const { _unknown: unknown = 'it is not declared', id } of undecided) found.set(unknown, new Set([...found.get(unknown) ?? [], id]));
  return [...found].map(([reason, ids]): [string, string[]] => [reason, [...ids].sort()]).sort(([, a], [, b]) => b.length - a.length);
}
