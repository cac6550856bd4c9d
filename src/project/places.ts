import { isAbsolute, relative, sep } from 'node:path';
import type { Project } from 'projen';
import type { Problem, Origin, _LocatedProblem } from '../core';
import type { _Author, _RenderedDockerfile } from '../render';
import { listProjects } from './projects';

/** Where a construct is declared, and the Dockerfile that it is part of. */
export interface Place {
  readonly by: Origin;
  readonly dockerfile?: _RenderedDockerfile;
  /** Path of the Dockerfile, from the outermost project. */
  readonly path: string;
}

/** A problem with its places as text. */
export interface LocatedProblem extends _LocatedProblem {
  /** Path of its construct. */
  readonly construct?: string;
}

/**
 * Turns constructs and stack traces into readable places: paths from the root of the project, names instead of projen's generated ids.
 */
export class Places {
  private readonly names: [string, string][];
  /** Cache of paths: many constructs share the same line. */
  private readonly files = new Map<string, string>();

  /**
   * @param root the outermost project
   * @param known places by construct path
   */
  public constructor(private readonly root: Project, private readonly known: ReadonlyMap<string, Place>) {
    const [, ...subprojects] = listProjects(root);
    this.names = [
      [`${root.outdir}${sep}`, ''],
      [`${root.node.id}/`, ''],
      [root.node.id, root.name],
      ...subprojects.map(({ node, name }): [string, string] => [node.id, name]),
    ];
  }

  /** Describes the construct that declared something. */
  public describeAuthor(by: Origin): _Author {
    return { construct: this.replaceNames(by.construct), declared: by._places.map(place => this.shortenPath(place)) };
  }

  /** A problem with its places as text. */
  public locateProblem(problem: Problem): LocatedProblem {
    const construct = problem.by?.construct || problem.where;
    const place = this.findPlace(construct);
    const by = problem.by ?? place?.by;
    const part = by && place?.dockerfile?.findPartOf(by);
    const line = problem._line ?? part?.firstLine;
    return {
      ...problem,
      what: this.replaceNames(problem.what),
      why: this.replaceNames(problem.why),
      fix: this.replaceNames(problem.fix),
      where: problem.where && this.replaceNames(problem.where),
      construct: construct && this.replaceNames(construct),
      declared: by?._places.map(each => this.shortenPath(each)),
      dockerfile: line === undefined ? undefined : `${place!.path}:${line}`,
      code: line === undefined ? undefined : place!.dockerfile!.readLine(line).replace(/ \\$/, ''),
    };
  }

  /** The place of a construct, or of the nearest one above it that has one. */
  private findPlace(path = ''): Place | undefined {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const place = this.known.get(at);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  private replaceNames(text: string): string {
    return this.names.reduce((rest, [id, name]) => rest.replaceAll(id, name), text);
  }

  /** A path from the root of the project; absolute if it is outside. */
  private shortenPath(place: string): string {
    const known = this.files.get(place);
    if (known !== undefined) return known;
    const path = relative(this.root.outdir, place);
    const file = path.startsWith('..') || isAbsolute(path) ? place : path.split(sep).join('/');
    this.files.set(place, file);
    return file;
  }
}
