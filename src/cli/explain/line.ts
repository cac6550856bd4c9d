import { Fact, listDeclarations, listFilesThrough, limitPaths, printFacts } from './facts';
import type { _ExplainedPart, _ExplainedStage, _ImageExplanation } from '../../render';

/** How many lines of a long instruction are shown. */
const MOST_LINES = 12;

/** A line of a Dockerfile, explained. */
export interface ExplainedLine {
  readonly image: _ImageExplanation;
  readonly line: number;
  /** The instruction, or the comment at the top. */
  readonly part: _ExplainedPart;
  readonly stage?: _ExplainedStage;
  /** The comment right above it. */
  readonly comment: readonly string[];
  /** The paths that the instruction brings into the image. */
  readonly files: readonly string[];
}

/** Explains a line; undefined for a line that comes from no construct. */
export function explainLine(image: _ImageExplanation, line: number, lines: readonly string[]): ExplainedLine | undefined {
  const found = image.parts.find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  if (found === undefined) return undefined;
  const part = findDescribedPart(image, found);
  return {
    image,
    line,
    part,
    stage: image.stages.find(({ name }) => name === part.stage),
    comment: findCommentLines(image, part).flatMap(number => lines[number - 1] ?? []).map(text => text.replace(/^# ?/, '')),
    files: listFilesThrough(image, part),
  };
}

/** Prints an explained line as text. */
export function describeLine({ image, line, part, stage, comment, files }: ExplainedLine, lines: readonly string[]): string {
  const shown = lines.slice(part.firstLine - 1, Math.min(part.lastLine, part.firstLine + MOST_LINES - 1));
  const more = part.lastLine - part.firstLine + 1 - shown.length;
  const width = String(part.lastLine).length;
  return [
    `${image.dockerfile}:${line}, image ${image.name}`,
    '',
    ...shown.map((text, i) => `  ${String(part.firstLine + i).padStart(width)} | ${text}`.trimEnd()),
    ...(more > 0 ? [`  ${' '.repeat(width)} | and ${more} more ${more === 1 ? 'line' : 'lines'}`] : []),
    '',
    ...printFacts(listFacts({ image, line, part, stage, comment, files })),
    '',
  ].join('\n');
}

function listFacts({ part, stage, comment, files }: ExplainedLine): Fact[] {
  const { pin } = part;
  const isFrom = part.keyword === 'FROM';
  return [
    ['construct', [part.construct]],
    ['declared', listDeclarations(part)],
    ['pin', pin === undefined ? [] : [`${pin.name} is ${pin.version}, a release of ${pin.depName} (${pin.datasource})`]],
    ['stage', stage === undefined ? [] : [[stage.name, stage.purpose].filter(Boolean).join(' ')]],
    ['because', isFrom ? stage?.notes ?? [] : pin === undefined ? comment : []],
    ['used by', isFrom && stage !== undefined && stage.usedBy.length > 0 ? [stage.usedBy.join(', ')] : []],
    ['brings', limitPaths(files)],
  ];
}

/** The part that a comment describes, which directly follows it; any other part is its own. */
function findDescribedPart(image: _ImageExplanation, part: _ExplainedPart): _ExplainedPart {
  const next = part.keyword === undefined ? image.parts.find(({ firstLine }) => firstLine === part.lastLine + 1) : undefined;
  return next === undefined ? part : findDescribedPart(image, next);
}

/** The numbers of the comment lines directly above. */
function findCommentLines(image: _ImageExplanation, part: _ExplainedPart): number[] {
  const above = image.parts.find(({ lastLine, keyword }) => lastLine === part.firstLine - 1 && keyword === undefined);
  if (above === undefined) return [];
  const own = Array.from({ length: above.lastLine - above.firstLine + 1 }, (_, i) => above.firstLine + i);
  return [...findCommentLines(image, above), ...own];
}
