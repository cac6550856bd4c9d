import { isAbsolute, relative, sep } from 'node:path';
import type { Project } from 'projen';
import type { Problem, Origin, _LocatedProblem } from '../core';
import type { _Author, _RenderedDockerfile } from '../render';
import { projectsFrom } from './projects';

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
    const [, ...subprojects] = projectsFrom(root);
    this.names = [
      [`${root.outdir}${sep}`, ''],
      [`${root.node.id}/`, ''],
      [root.node.id, root.name],
      ...subprojects.map(({ node, name }): [string, string] => [node.id, name]),
    ];
  }

  /** Describes the construct that declared something. */
  public authorOf(by: Origin): _Author {
    return { construct: this.named(by.construct), declared: by._places.map(place => this.fileOf(place)) };
  }

  /** A problem with its places as text. */
  public located(problem: Problem): LocatedProblem {
    const construct = problem.by?.construct || problem.where;
    const place = this.placeOf(construct);
    const by = problem.by ?? place?.by;
    const part = by && place?.dockerfile?.partOf(by);
    const line = problem._line ?? part?.firstLine;
    return {
      ...problem,
      what: this.named(problem.what),
      why: this.named(problem.why),
      fix: this.named(problem.fix),
      where: problem.where && this.named(problem.where),
      construct: construct && this.named(construct),
      declared: by?._places.map(each => this.fileOf(each)),
      dockerfile: line === undefined ? undefined : `${place!.path}:${line}`,
      code: line === undefined ? undefined : place!.dockerfile!.line(line).replace(/ \\$/, ''),
    };
  }

  /** The place of a construct, or of the nearest one above it that has one. */
  private placeOf(path = ''): Place | undefined {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const place = this.known.get(at);
      if (place !== undefined) return place;
    }
    return undefined;
  }

  private named(text: string): string {
    return this.names.reduce((rest, [id, name]) => rest.replaceAll(id, name), text);
  }

  /** A path from the root of the project; absolute if it is outside. */
  private fileOf(place: string): string {
    const known = this.files.get(place);
    if (known !== undefined) return known;
    const path = relative(this.root.outdir, place);
    const file = path.startsWith('..') || isAbsolute(path) ? place : path.split(sep).join('/');
    this.files.set(place, file);
    return file;
  }
}
