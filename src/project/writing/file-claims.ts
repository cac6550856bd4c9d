import { lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { IConstruct } from 'constructs';
import { FileBase, Project } from 'projen';
import { Obstacles } from './obstacles';
import { Problem, Origin, Severity } from '../../core';
import type { OutputFile } from '../../plan';

/** The writer of a file, and how the file could be moved. */
export interface Claimant {
  /** Its name in messages, e.g. `the image Hello`. */
  readonly name: string;
  readonly by?: Origin;
  /** What to do if something else writes the file too, unless the file has its own advice: a sentence. */
  readonly advice?: string;
}

interface FileClaim {
  readonly path: string;
  readonly claimant: Claimant;
  /** What to do where somebody else writes the file too: a sentence. */
  readonly advice?: string;
}

/** Records the writer of each file, so that no file has two writers, and no file is where another needs a directory. */
export class FileClaims {
  private readonly claims = new Map<string, FileClaim>();
  private readonly folded = new Map<string, string>();
  /** The first file below each directory. */
  private readonly below = new Map<string, string>();
  private readonly obstacles = new Map<Project, Obstacles>();
  private readonly reported = new Set<Problem>();

  /** Problems of the files that projen writes itself. */
  public readonly problems: readonly Problem[];

  /** @param projects all projects of a tree; the files that projen writes are claimed first */
  public constructor(projects: readonly Project[]) {
    this.problems = projects.flatMap(project => project.files.flatMap(file => {
      const obstacles = this.findObstacles(project);
      this.noteClaim(obstacles.resolveReal(file.path), { path: file.path, claimant: { name: describeFile(file) } });
      return this.takeOnce(obstacles.findOfProjen(file.path));
    }));
  }

  /**
   * Records the writer of some files.
   *
   * @returns the problems of their paths, on this system and on others
   */
  public claim(project: Project, claimant: Claimant, files: readonly OutputFile[]): Problem[] {
    const obstacles = this.findObstacles(project);
    const problems = new Map<string, Problem>();
    const taken = new Map<Claimant, { readonly claims: FileClaim[]; readonly other: FileClaim }>();
    for (const { path, howToMove } of files) {
      const obstacle = obstacles.find(path);
      if (obstacle !== undefined) {
        for (const problem of this.takeOnce(obstacle)) problems.set(problem.what, problem);
        continue;
      }
      const claim = { path, claimant, advice: howToMove ?? claimant.advice };
      const real = obstacles.resolveReal(path);
      const other = this.claims.get(real);
      if (other !== undefined) {
        taken.set(other.claimant, { other, claims: [...taken.get(other.claimant)?.claims ?? [], claim] });
        continue;
      }
      const found = this.findClash(real, claim) ?? this.findLikeness(real, claim, project);
      if (found !== undefined) problems.set(found.what, found);
      this.noteClaim(real, claim);
    }
    return [...problems.values(), ...[...taken.values()].map(({ claims, other }) => describeTwice(claims, other))];
  }

  /** Whether a file has a writer. */
  public has(project: Project, path: string): boolean {
    return this.claims.has(this.findObstacles(project).resolveReal(path));
  }

  /** A problem of a directory is reported once, not for each file in it. */
  private takeOnce(problem: Problem | undefined): Problem[] {
    if (problem === undefined || this.reported.has(problem)) return [];
    this.reported.add(problem);
    return [problem];
  }

  private findObstacles(project: Project): Obstacles {
    const known = this.obstacles.get(project);
    if (known !== undefined) return known;
    const obstacles = new Obstacles(project.outdir, project === project.root ? undefined : this.findObstacles(project.root));
    this.obstacles.set(project, obstacles);
    return obstacles;
  }

  private noteClaim(absolute: string, claim: FileClaim): void {
    this.claims.set(absolute, claim);
    this.folded.set(foldPath(absolute), absolute);
    for (let at = dirname(absolute); !this.below.has(at) && at !== dirname(at); at = dirname(at)) this.below.set(at, absolute);
  }

  /** Reports a file whose path is also the directory of another file. */
  private findClash(absolute: string, claim: FileClaim): Problem | undefined {
    const inside = this.below.get(absolute);
    if (inside !== undefined) return describeBelow(claim, this.claims.get(inside)!, claim);
    for (let at = dirname(absolute); at !== dirname(at); at = dirname(at)) {
      const file = this.claims.get(at);
      if (file !== undefined) return describeBelow(file, claim, claim);
    }
    return undefined;
  }

  /** Reports a file whose path is the same as another one on a case-insensitive file system. */
  private findLikeness(absolute: string, claim: FileClaim, project: Project): Problem | undefined {
    const other = this.folded.get(foldPath(absolute));
    return other === undefined ? undefined : describeAlike(claim, this.claims.get(other)!.path, isCaseSensitive(project.outdir));
  }
}

/** A path as a case-insensitive file system compares it. */
function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Names a file component for messages, with the construct that it belongs to. */
function describeFile(file: FileBase): string {
  const owner = file.node.scope as IConstruct | undefined;
  return owner === undefined || Project.isProject(owner) ? `the ${file.constructor.name} of projen` : `the ${file.constructor.name} of ${owner.node.path}`;
}

function describeTwice(claims: readonly FileClaim[], other: FileClaim): Problem {
  const [first] = claims;
  const paths = claims.map(({ path }) => path);
  const last = paths.pop()!;
  return {
    id: 'project/file-twice',
    what: `${paths.length === 0 ? `${last} is` : `${paths.join(', ')} and ${last} are`} written by ${describeClaimant(other.claimant)} and by ${describeClaimant(first.claimant)}.`,
    why: 'One of the two would overwrite the other.',
    fix: findAdvice(first, other),
  };
}

function describeBelow(file: FileClaim, inside: FileClaim, last: FileClaim): Problem {
  return {
    id: 'project/file-twice',
    what: `${file.path} is a file of ${describeClaimant(file.claimant)}, and also the directory of ${inside.path}, a file of ${describeClaimant(inside.claimant)}.`,
    why: 'A path cannot be a file and a directory.',
    fix: findAdvice(last),
  };
}

/** Whether the file system of a directory is case-sensitive. */
function isCaseSensitive(directory: string): boolean {
  const swapped = join(dirname(directory), basename(directory).replace(/./g, letter => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())));
  return swapped === directory || lstatSync(swapped, { throwIfNoEntry: false })?.ino !== lstatSync(directory).ino;
}

function describeAlike(claim: FileClaim, other: string, isTwoHere: boolean): Problem {
  return {
    id: 'project/file-case',
    severity: isTwoHere ? Severity.WARNING : Severity.ERROR,
    what: `${claim.path} and ${other} differ only in upper and lower case.`,
    why: 'On macOS and Windows they are the same file: a checkout there has only one of them.',
    fix: claim.advice ?? 'Give one of them another name.',
  };
}

function findAdvice(...claims: FileClaim[]): string {
  return claims.find(({ advice }) => advice !== undefined)?.advice ?? 'Remove one of the two.';
}

function describeClaimant({ name, by }: Claimant): string {
  return by?.declaredAt === undefined ? name : `${name} (${by.declaredAt})`;
}
