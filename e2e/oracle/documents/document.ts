import fc from 'fast-check';
import { Expected, Line, expectedOf } from './expected';
import { SaidDocument, SaidStatement, saidDocument } from './said-document';
import { NAMES, toWord } from './words';
import { Arg, BlankLine, Comment, DockerfileDocument, DockerfileNode, EscapeCharacter, From, Frontend, OnBuild } from '../../../src/dockerfile';
import { Request } from '../answer';

/** A document as it is printed, and what BuildKit has to answer. */
export interface Case {
  readonly request: Request;
  readonly expected: Expected;
  /** The oldest frontend that reads it. */
  readonly needs: Frontend;
  /** How many instructions it has. */
  readonly instructions: number;
}

/** What came of saying something. */
export interface Attempt {
  /** Undefined where the whole document is refused. */
  readonly made?: Case;
  /** Ids of what was refused, and left out. */
  readonly refused: readonly string[];
}

/** Documents of any kind, each with what it has to mean. */
export const documents: fc.Arbitrary<Attempt> = saidDocument.map(said => {
  const refused: string[] = [];
  const trying = <T>(make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      refused.push(refusalId(error));
      return undefined;
    }
  };
  const lines = said.stages.map(({ statements }, i) => statements.flatMap(each => trying(() => print(each, said, i, trying)) ?? []));
  const document = trying(() => toDocument(said, lines));
  return document === undefined ? { refused } : { refused, made: caseOf(said, lines, document) };
});

interface PrintedLine extends Line { readonly nodes: readonly DockerfileNode[] }

/** A statement as nodes. Only in the last stage may it wait for a build that uses the image: in another, the next stage would. */
function print(said: SaidStatement, { directives, stages }: SaidDocument, stage: number, trying: <T>(make: () => T) => T | undefined): PrintedLine {
  const { statement, isBlank } = said;
  const isOnBuild = said.isOnBuild && stage === stages.length - 1;
  const instruction = statement.make();
  const node = isOnBuild ? new OnBuild(instruction) : instruction;
  node._print(directives.escape ?? EscapeCharacter.BACKSLASH);
  const comment = trying(() => said.comment && new Comment([...said.comment]));
  return { statement, isOnBuild, comment, nodes: [...isBlank ? [new BlankLine()] : [], ...comment === undefined ? [] : [comment], node] };
}

/** All variables that builds give are declared for FROM, and again in each stage. */
function toDocument({ directives, header, stages }: SaidDocument, lines: readonly (readonly PrintedLine[])[]): DockerfileDocument {
  const declared = new Arg(NAMES.map(name => ({ name })));
  return new DockerfileDocument({
    directives,
    header: [...header],
    nodes: [
      declared,
      ...stages.flatMap(({ image, platform }, i) => [
        new BlankLine(),
        new From({ image: toWord(i === 0 ? image : [`s${i - 1}`]), platform: platform && toWord(platform), alias: `s${i}` }),
        declared,
        ...lines[i].flatMap(({ nodes }) => nodes),
      ]),
    ],
  });
}

function caseOf(said: SaidDocument, lines: readonly (readonly PrintedLine[])[], document: DockerfileDocument): Case {
  const files = lines.flat().flatMap(({ statement }) => statement.files ?? []);
  const needCare = files.some(name => /[*?[\\\]]/.test(name));
  return {
    request: { text: document.print(), args: said.args, expand: true, files: needCare ? [...new Set(files.flatMap(withDecoys))] : undefined },
    expected: expectedOf(said, lines),
    needs: document.requiredFrontend,
    instructions: lines.flat().length,
  };
}

function refusalId(error: unknown): string {
  const id = /^(dockerfile\/[a-z-]+)\n/.exec((error as Error).message)?.[1];
  if (id === undefined) throw error;
  return id;
}

/** A file, and others that a pattern would fit by mistake. */
function withDecoys(name: string): string[] {
  return [name, name.replace(/[*?[\]\\]/g, 'x'), name.replace(/\\/g, ''), name.replace(/\\/g, '\\\\'), name.replace(/\[(.)[^/]*\]/g, '$1')]
    .filter(each => !/(^|\/)\.{0,2}$/.test(each));
}
