/** A piece of a workflow file that its forge evaluates, in that forge's syntax: `${{ github.ref }}`, `${CI_COMMIT_TAG}`. */
export class Evaluation {
  public constructor(public readonly source: string) {}
}

/** Text in which the forge evaluates some pieces. Everything else is literal. */
export class Evaluated {
  public constructor(public readonly pieces: readonly (string | Evaluation)[]) {}
}

/** A part of such a text. */
export type Piece = string | number | Evaluation | Evaluated;

/** Text with evaluated pieces in it: evaluated`${argument}=ci-${expression('github.sha')}`. */
export function evaluated(texts: TemplateStringsArray, ...pieces: Piece[]): Evaluated {
  return joinPieces(texts.flatMap((text, i) => [text, ...pieces.slice(i, i + 1)]));
}

/** Joins pieces to one text. */
export function joinPieces(pieces: readonly Piece[], between?: Piece): Evaluated {
  const all = between === undefined ? pieces : pieces.flatMap((piece, i) => (i === 0 ? [piece] : [between, piece]));
  const flat = all.flatMap(piece => (piece instanceof Evaluated ? piece.pieces : [piece instanceof Evaluation ? piece : String(piece)]));
  const merged: (string | Evaluation)[] = [];
  for (const piece of flat) {
    const last = merged.at(-1);
    // A sequence that has to be escaped may begin in one text and end in the next.
    if (typeof last === 'string' && typeof piece === 'string') merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return new Evaluated(merged);
}
