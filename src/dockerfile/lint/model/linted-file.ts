import { posix } from 'node:path';
import { Globals } from './globals';
import { listPlaces } from './places';
import type { Place } from './places';
import { Scope } from './scope';
import type { StageOrigin } from './scope';
import { listSources } from './stage-source';
import type { Base, Expansion, Stage, Step } from './step';
import { findWindowsStages } from './windows';
import { _KnownBase, _findKnownBase } from '../../../catalog';
import type { _IgnorePatterns } from '../../ignore-patterns';
import type { Frontend } from '../../nodes/frontend';
import { _findArgumentProblem } from '../../syntax/arguments';
import { _findFlag } from '../../syntax/flags';
import type { _Range, _SyntaxInstruction, _SyntaxTree } from '../../syntax/syntax-tree';
import { UNKNOWN, expand, isKnown } from '../language/expand';
import { createNamePattern } from '../language/name-pattern';

/** The names of stages that BuildKit accepts, in lower case. */
export const STAGE_NAME = /^[a-z][a-z0-9-_.]*$/;

/** Arguments that only the build sets, never in the environment. @see https://docs.docker.com/build/metadata/attestations/sbom/ */
const UNEXPORTED = ['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE'];

const NONE: readonly string[] = [];

/** The maximum number of stages to compare with a name, to save time. */
const CANDIDATES = 200;

const NO_STEPS: readonly Step[] = [];

const NO_STAGES: readonly Stage[] = [];

/** The context of a Dockerfile. */
export interface Surroundings {
  readonly ignored: _IgnorePatterns;
  readonly frontend?: Frontend;
  /** Whether to assume that images set no variable except PATH. */
  readonly emptyImages?: boolean;
  /** The platform of the build, e.g. `linux/arm/v7`. */
  readonly platform?: string;
  /** Build arguments without a default that every build sets. */
  readonly requiredArgs?: readonly string[];
}

/** The model of a Dockerfile that the rules check. It takes one pass over the instructions, or two if there is `ONBUILD`. */
export class LintedFile {
  /** Instructions above the first `FROM`. */
  public readonly preamble: readonly _SyntaxInstruction[];
  /** The variables of `FROM`. */
  public readonly globals: Globals;
  /** In the order of the file. */
  public readonly stages: readonly Stage[];
  /** The steps of all stages, in the order of the file. */
  public readonly steps: readonly Step[];
  /** Everything that BuildKit reads: the instructions, and the triggers that stages inherit from `ONBUILD`. */
  public readonly read: readonly { readonly instruction: _SyntaxInstruction; readonly range: _Range; readonly comments: readonly string[] }[];
  private readonly scopes: Scope[] = [];
  /** The working directory of each stage so far. */
  private readonly directories: string[] = [];
  private readonly byName = new Map<string, Stage>();
  private readonly bases = new Map<string, _KnownBase | undefined>();
  private readonly byKeyword = new Map<string, Step[]>();

  public readonly ignored: _IgnorePatterns;
  /** The frontend given, or named by `# syntax=`. */
  public readonly frontend?: Frontend;
  /** Build arguments without a default that every build sets. */
  public readonly requiredArgs: readonly string[];
  private readonly emptyImages: boolean;

  public constructor(public readonly tree: _SyntaxTree, { ignored, frontend, emptyImages = false, platform, requiredArgs = [] }: Surroundings) {
    const { instructions } = tree;
    this.ignored = ignored;
    this.frontend = frontend;
    this.emptyImages = emptyImages;
    this.requiredArgs = requiredArgs;
    const starts = instructions.flatMap((instruction, i) => instruction.name === 'FROM' ? [i] : []);
    this.preamble = instructions.slice(0, starts[0] ?? instructions.length);
    const args = this.preamble.filter(instruction => instruction.name === 'ARG');
    const lastName = starts.length === 0 ? undefined : readName(instructions[starts[starts.length - 1]]);
    this.globals = new Globals(args, tree.escape, lastName ?? 'default', platform);
    this.stages = starts.map((start, index) => this.begin(instructions[start], index));
    const own = starts.map((start, i) => instructions.slice(start + 1, starts[i + 1]));
    const triggers = this.collectTriggers(own);
    const windows = findWindowsStages(this.stages);
    for (const stage of this.stages) {
      const { base, index } = stage;
      this.scopes[index] = base.stage === undefined ? Scope.of(this.findOrigin(stage), !windows.has(stage))
        : this.scopes[base.stage.index].createChild();
      this.directories[index] = base.stage === undefined ? this.findWorkdir(stage) ?? UNKNOWN : this.directories[base.stage.index];
      for (const instruction of triggers[stage.index]) stage.steps.push(this.addStep(stage, instruction, true));
      for (const instruction of own[stage.index]) stage.steps.push(this.addStep(stage, instruction, false));
    }
    this.steps = this.stages.flatMap(({ steps }) => steps);
    const written = instructions.map(instruction => ({ instruction, range: instruction.range, comments: instruction.comments }));
    this.read = [...written, ...this.steps.filter(({ instruction, range }) => range !== instruction.range)];
    for (const step of this.steps) {
      const same = this.byKeyword.get(step.keyword);
      if (same === undefined) this.byKeyword.set(step.keyword, [step]);
      else same.push(step);
    }
  }

  /** The steps with some keywords. */
  public filterSteps(...keywords: string[]): readonly Step[] {
    let found = NO_STEPS;
    for (const keyword of keywords) {
      const same = this.byKeyword.get(keyword) ?? NO_STEPS;
      found = found.length === 0 ? same : [...found, ...same];
    }
    return found;
  }

  /** Finds a stage by its name in any case; of two with the same name, the later one. */
  public findStage(name: string): Stage | undefined {
    return this.byName.get(name.toLowerCase());
  }

  /** The variables at the end of a stage, up to a number. */
  public listVariables(stage: Stage, most: number): string[] {
    return this.scopes[stage.index].listNames(most);
  }

  /** The stages that a stage may continue with other values of its variables, and that do not set what it inherits. */
  public findOtherStagesWithout(stage: Stage, variable: string): readonly Stage[] {
    if (stage.base.candidates.length < 2 || !this.scopes[stage.index].isInherited(variable)) return NO_STAGES;
    return stage.base.candidates.filter(({ index }) => typeof this.scopes[index].lookup(variable) === 'string');
  }

  /** The working directory of the base image of a stage; undefined if unknown. */
  private findWorkdir({ base: { text } }: Stage): string | undefined {
    return this.emptyImages || text === 'scratch' ? '/' : this.readFacts(text)?.workingDirectory;
  }

  /** The base image of a stage or of the stage that it continues, without the digest, for a message. */
  public describeImage(stage: Stage): string {
    let { base } = stage;
    while (base.stage !== undefined) base = base.stage.base;
    return (isKnown(base.text) && base.text !== '' ? base.text : base.source).replace(/@sha256:[\da-f]+$/, '');
  }

  private findOrigin({ base: { text } }: Stage): StageOrigin {
    if (this.emptyImages || text === 'scratch') return 'scratch';
    const environment = this.readFacts(text)?.environment;
    return environment === undefined ? 'unknown' : { environment };
  }

  private readFacts(image: string): _KnownBase | undefined {
    if (!isKnown(image)) return undefined;
    if (!this.bases.has(image)) this.bases.set(image, _findKnownBase(image));
    return this.bases.get(image);
  }

  private begin(from: _SyntaxInstruction, index: number): Stage {
    const { escape } = this.tree;
    const meaning = (source: string) => ({ source, ...expand(source, this.globals.lookup, { escape }) });
    // A FROM that BuildKit cannot read names no image.
    const base: Base = meaning(_findArgumentProblem(from) === undefined ? from.words[0].text : '');
    const platform = _findFlag(from, 'platform');
    const name = readName(from);
    // The lookup is case-sensitive, and ignores the stage's own name.
    const below = this.byName.get(base.text);
    const stage: Stage = {
      index,
      name,
      from,
      base: { ...base, stage: below, candidates: this.findCandidates(base.source) },
      platform: platform ? meaning(platform) : undefined,
      steps: [],
    };
    if (name !== undefined) this.byName.set(name, stage);
    return stage;
  }

  /** The earlier stages that `FROM name-$VARIABLE` refers to with values other than the defaults. */
  private findCandidates(source: string): readonly Stage[] {
    const pattern = this.emptyImages ? undefined : createNamePattern(source);
    return pattern === undefined ? NO_STAGES : [...this.byName].slice(-CANDIDATES).flatMap(([name, stage]) => (pattern.test(name) ? [stage] : []));
  }

  /** The triggers that each stage inherits from `ONBUILD` in its base; BuildKit considers only stages that the last one needs. */
  private collectTriggers(own: readonly (readonly _SyntaxInstruction[])[]): _SyntaxInstruction[][] {
    const triggers: _SyntaxInstruction[][] = this.stages.map(() => []);
    if (!own.some(instructions => instructions.some(({ trigger }) => trigger !== undefined))) return triggers;
    const needed = new Set(this.stages.slice(-1));
    for (const { index, base } of needed) {
      if (base.stage !== undefined) {
        needed.add(base.stage);
        triggers[index] = own[base.stage.index].flatMap(({ trigger }) => trigger ?? []);
      }
      for (const source of [...triggers[index], ...own[index]].flatMap(listSources)) {
        const other = /^\d+$/.test(source) ? this.stages[Number(source)] : this.findStage(source);
        if (other !== undefined) needed.add(other);
      }
    }
    return triggers;
  }

  private addStep(stage: Stage, instruction: _SyntaxInstruction, trigger: boolean): Step {
    const keyword = instruction.name;
    const scope = this.scopes[stage.index];
    const directory = this.directories[stage.index];
    const expansions = keyword === 'ARG' ? this.declare(scope, instruction) : this.expand(scope, instruction);
    if (keyword === 'ENV') {
      for (let i = 0; i + 1 < expansions.length; i += 2) scope.setEnvironment(expansions[i].text, expansions[i + 1].text);
    }
    if (keyword === 'WORKDIR') this.directories[stage.index] = resolveDirectory(directory, expansions[0].text);
    return {
      instruction,
      keyword,
      expansions,
      directory: isKnown(directory) ? directory : undefined,
      sources: listSources(instruction),
      stage,
      range: (trigger ? stage.from : instruction).range,
      comments: trigger ? NONE : instruction.comments,
    };
  }

  /** All words of an instruction see the variables from before it. */
  private expand(scope: Scope, instruction: _SyntaxInstruction): Expansion[] {
    return listPlaces(instruction).map(place => this.expandWord(scope, place));
  }

  /** Only `ARG` sees its own declarations. */
  private declare(scope: Scope, instruction: _SyntaxInstruction): Expansion[] {
    return (instruction.pairs ?? []).flatMap(({ key, value }) => {
      const expansion = value === undefined ? undefined : this.expandWord(scope, { role: 'value', source: value });
      scope.declare(key, expansion === undefined ? this.globals.findValue(key) : expansion.text);
      return expansion ?? [];
    });
  }

  private expandWord(scope: Scope, place: Place): Expansion {
    const inHeredoc = place.role === 'body';
    const { text, listWords, used, unset, doubtful, problem, isTooLong } = expand(place.source, scope.lookup, {
      escape: inHeredoc ? '\\' : this.tree.escape,
      keepQuotes: inHeredoc,
    });
    // Field by field: there are many, and a spread costs more than all else here.
    return {
      role: place.role,
      source: place.source,
      mount: place.mount,
      text,
      listWords,
      used,
      unset,
      doubtful,
      problem,
      isTooLong,
      undeclared: unset.size === 0 ? NONE : listUndeclared(scope, unset),
      foreign: doubtful.size === 0 ? NONE : listUndeclared(scope, doubtful),
    };
  }
}

/** The directory that a path leads to. What is unknown may be absolute, and may have more than one part. */
function resolveDirectory(directory: string, path: string): string {
  return isKnown(path) && (isKnown(directory) || path.startsWith('/')) ? posix.resolve('/', directory, path) : UNKNOWN;
}

function listUndeclared(scope: Scope, names: ReadonlySet<string>): string[] {
  return [...names].filter(name => !scope.isDeclared(name) && !UNEXPORTED.includes(name));
}

function readName({ words: [, as, name] }: _SyntaxInstruction): string | undefined {
  const lower = name?.text.toLowerCase();
  return as?.text.toLowerCase() === 'as' && lower !== undefined && STAGE_NAME.test(lower) ? lower : undefined;
}
