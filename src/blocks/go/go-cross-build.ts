import { Construct } from 'constructs';
import { _askForFeatures } from './ask-features';
import { GoExtraFile, _placeExtraFiles } from './go-extra-file';
import { GoFeatureResolution, IGoFeatures } from './go-features';
import { _printFlagList, _readFlagList, _readFlags, type _GoFlagList } from './go-flags';
import { _parsePackagePath } from './go-package';
import { GoSource, _SOURCE } from './go-source';
import { _checkGoTags } from './go-tags';
import { GoVariable } from './go-variable';
import { _listGoVariables, _findLeastGo, _findOlderGo } from '../../catalog';
import { Problem, Problems, _dropDigest, _refuse, _printShellTemplate, _quoteShellWord, Platform } from '../../core';
import { Mount } from '../../dockerfile';
import { Artifact, BaseImage, BuildStage, ContainerImage, IArtifactSource, _STAGE_ID, _checkImageScope } from '../../image';
import { ExecutableFormat, FileSize, RootfsEntry, RuntimeNeed, _listParents } from '../../rootfs';

/** Where binaries go, laid out as in the image. */
const OUT = '/out';

/** The build tags, one per line. */
const TAGS = '/tags';

/** Where Go keeps what it compiled. */
const BUILD_CACHE = '/root/.cache/go-build';

/** The files that replace others, for `-overlay`. */
const OVERLAY = '/overlay.json';

/** Go aligns segments to the largest page size of an architecture (https://go.dev/src/cmd/link/internal/arm64/obj.go, `FlagRound`). */
const ALIGNMENT = 65536;

/** One program to build. */
export interface GoBinary {
  /** The main package, from the root of the module: `.` or e.g. `./cmd/tailscaled`. */
  readonly mainPackage: string;
  /** Path of the program in the image. */
  readonly path: string;
  /**
   * Further names of a program that behaves differently by its name: absolute paths of links to it.
   * @default - none
   */
  readonly links?: string[];
  /**
   * What it needs in its image, besides what its features need; `[]` states that it needs nothing.
   * @default - only what its features need; unknown without features
   */
  readonly needs?: RuntimeNeed[];
  /**
   * Size of the program, for forecasts.
   * @default - unknown
   */
  readonly size?: FileSize;
}

/** Properties of `GoCrossBuild`. */
export interface GoCrossBuildProps {
  /** Where the program comes from. */
  readonly source: GoSource;
  /** An image with the Go toolchain, at least the version that the module's `go.mod` requires. */
  readonly toolchain: BaseImage;
  /** The programs to build. */
  readonly binaries: GoBinary[];
  /**
   * The features of the program, which become build tags.
   * @default - the features that the program has without tags
   */
  readonly features?: IGoFeatures;
  /**
   * Further build tags: letters, digits, `_` and `.`.
   * @default - none
   */
  readonly tags?: string[];
  /**
   * Variables set when the program is linked.
   * @default - none
   */
  readonly variables?: GoVariable[];
  /**
   * Options of the compiler, e.g. `all=-l`, which makes binaries 7 % smaller and some code up to half slower, because nothing is inlined.
   * An entry may begin with a package pattern and `=`; without one it applies to the programs' own packages. Go gives a package the options of
   * the last pattern that it matches, and no others.
   * @default - none
   */
  readonly gcflags?: string[];
  /**
   * Options of the linker. An entry is split at spaces; `'…'` and `"…"` keep an option or its value together, as the go
   * command does: `-X "main.motto=a b"`. Nothing in it is expanded.
   * @default ["-s", "-w"], no symbol table and no debug information
   */
  readonly ldflags?: string[];
  /**
   * Source files added to packages.
   * @default - none
   */
  readonly extraFiles?: GoExtraFile[];
  /**
   * The purpose of the stage, for the comment above it.
   * @default - names the programs
   */
  readonly purpose?: string;
}

/**
 * Cross-compiles static Go programs on the build machine's own architecture, reproducibly and without emulation.
 * cgo is off. Every GO* variable is set for every platform, because its default depends on the distribution of Go.
 *
 * Reports `go/platform`, `go/no-binary`, `go/package-path`, `go/toolchain`, `go/flags`, `go/tag`, `go/extra-file`, `go/no-version`,
 * `go/features` if the features answer wrongly, and what they report.
 *
 * @see https://go.dev/doc/install/source#environment
 */
export class GoCrossBuild extends Construct implements IArtifactSource {
  /** The programs and their links. */
  public readonly artifact: Artifact;
  /** The stage that builds them. */
  public readonly stage: BuildStage;

  public constructor(scope: Construct, id: string, props: GoCrossBuildProps) {
    super(_checkImageScope(scope, id, new.target.name), id);
    const tooOld = findOlderToolchain(props);
    if (tooOld !== undefined) Problems.of(this).report(tooOld);
    const features = this.resolveFeatures(props);
    const stage = new BuildStage(this, _STAGE_ID, {
      base: props.toolchain,
      purpose: props.purpose ?? `builds ${props.binaries.map(({ path }) => path).join(', ')}, static, on the build machine`,
    });
    this.stage = stage;

    stage.env({ CGO_ENABLED: '0', GOOS: 'linux' });
    const modules = Mount.cache({ id: 'go-mod', target: '/go/pkg/mod' });
    const extraFiles = Problems.of(this)._collect(() => _placeExtraFiles(props.extraFiles ?? [])) ?? new Map<string, GoExtraFile>();
    const { locate, mounted } = props.source._fetch(stage, (lines, comment) => stage.run(lines, { comment, mounts: [modules] }), extraFiles.size > 0);
    if (features.comments.length > 0) stage.comment(features.comments);
    const tags = Problems.of(this)._collect(() => _checkGoTags([...features.tags, ...(props.tags ?? [])])) ?? [];
    if (tags.length > 0) stage.write(TAGS, printLines(tags));
    const { tagScript = [], tagInput } = features;
    if (tagInput !== undefined) stage.write('/features', printLines(tagInput));
    const sources = mounted === undefined ? [] : [Mount.bind({ source: mounted.source, target: mounted.target })];
    if (tagScript.length > 0) {
      stage.run([...locate, ...(tagScript.some(line => line.includes('$version')) ? [printVersionLine(props.source)] : []), ...tagScript], {
        comment: 'Adds the tags that depend on the version.',
        // The script may run a program of the sources, which Go compiles for the build machine.
        mounts: [modules, Mount.cache({ id: 'go-build', target: BUILD_CACHE }), ...sources],
      });
    }
    const isTagged = tags.length > 0 || tagScript.length > 0;
    if (extraFiles.size > 0) writeOverlay(stage, extraFiles);
    const flags = Problems.of(this)._collect(() => listBuildFlags(props, isTagged, extraFiles.size > 0)) ?? [];

    stage.run([
      ...stage.platformCase(this.listEnvironments(props.toolchain)),
      ...locate,
      ...Problems.of(this)._collect(() => printVersionLines(props)) ?? [],
      ...props.binaries.flatMap(binary => Problems.of(this)._collect(() => printBuildLines(binary, flags)) ?? []),
    ], {
      // Go locks the module cache, which all platforms share; each platform has its own build cache.
      mounts: [
        modules,
        Mount.cache({ id: 'go-build-$TARGETARCH$TARGETVARIANT', target: BUILD_CACHE }),
        ...sources,
      ],
    });
    this.artifact = stage.artifact({ root: OUT, entries: Problems.of(this)._collect(() => this.listEntries(props.binaries, features.needs)) ?? [] });
  }

  private resolveFeatures({ features, source: { version } }: GoCrossBuildProps): Pick<GoFeatureResolution, 'tags' | 'tagScript' | 'tagInput' | 'needs' | 'comments'> {
    const resolution = features && Problems.of(this)._collect(() => _askForFeatures(features, version?.version ?? ''));
    for (const problem of resolution?.problems ?? []) Problems.of(this).report(problem);
    return resolution ?? { tags: [], needs: [], comments: [] };
  }

  /** By platform: `export GOARCH=arm GOARM=7`. Some need a minimum version of Go, which the tag of the usual images tells. */
  private listEnvironments({ reference }: BaseImage): Record<string, string> {
    const goVersion = /\bgolang:(\d+\.\d+)/.exec(reference)?.[1];
    const variables = (platform: Platform) => Object.entries(_listGoVariables(platform, goVersion)).filter(([name]) => name !== 'GOOS')
      .map(([name, value]) => `${name}=${value}`).join(' ');
    return Object.fromEntries(ContainerImage.of(this).platforms.map(platform => (
      [platform.name, `export ${Problems.of(this)._collect(() => variables(platform))}`]
    )));
  }

  private listEntries(binaries: GoBinary[], needs: RuntimeNeed[]): RootfsEntry[] {
    if (binaries.length === 0) {
      _refuse({
        id: 'go/no-binary',
        what: 'There is no program to build.',
        why: 'The stage would build nothing.',
        fix: 'Name at least one: binaries: [{ mainPackage: ".", path: "/usr/local/bin/app" }].',
      });
    }
    const needsOf = (own: RuntimeNeed[] | undefined) => (own === undefined && needs.length === 0 ? undefined : [...needs, ...own ?? []]);
    return binaries.flatMap(({ path, links, size, needs: own }) => [
      RootfsEntry.file(path, { executable: { format: ExecutableFormat.ELF, writtenInGo: true, alignment: ALIGNMENT, needs: needsOf(own) }, size }),
      ...(links ?? []).map(link => RootfsEntry.symlink(link, path)),
    ]);
  }
}

/** For a released module. A rule with the same id checks a directory of the repository. */
function findOlderToolchain({ source, toolchain: { reference } }: GoCrossBuildProps): Problem | undefined {
  const { version, _module: module } = source;
  const least = module && version && _findLeastGo(module, version.version);
  const own = least ? _findOlderGo(reference, least) : undefined;
  return own === undefined ? undefined : {
    id: 'go/toolchain',
    what: `The toolchain is Go ${own}, and ${module} ${version!.version} needs Go ${least}.`,
    why: `The build would stop: "go.mod requires go >= ${least} (running go ${own}; GOTOOLCHAIN=local)".`,
    fix: `Use an image of Go ${least} or newer: move the pin of "${_dropDigest(reference)}" in versions.json, or stay with an older release.`,
  };
}

function printVersionLines({ source, variables }: GoCrossBuildProps): string[] {
  const { version } = source;
  if (!variables?.some(({ _needsVersion }) => _needsVersion)) return [];
  if (version !== undefined) return [printVersionLine(source)];
  return _refuse({
    id: 'go/no-version',
    what: 'A variable is set to the version of the source, but a directory has no version.',
    why: 'The program would report an empty version.',
    fix: 'Use GoVariable.text(), or set the variable in the source.',
  });
}

/** Sets `version` without a leading `v`; it is empty for a directory. */
function printVersionLine({ version }: GoSource): string {
  return version === undefined ? 'version=' : `version=\${${version.name}#v}`;
}

function printLines(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}

/**
 * An overlay tells Go where the extra files are, so the sources need not be writable.
 *
 * @see https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies
 */
function writeOverlay(stage: BuildStage, files: ReadonlyMap<string, GoExtraFile>): void {
  const replaced: Record<string, string> = {};
  [...files].forEach(([place, { fileName, content }], i) => {
    const path = `/extra/${i}/${fileName}`;
    stage.write(path, content);
    replaced[`${_SOURCE}/${place}`] = path;
  });
  stage.write(OVERLAY, `${JSON.stringify({ Replace: replaced }, undefined, 2)}\n`);
}

/** Options of `go build`, as the script contains them. */
function listBuildFlags(props: GoCrossBuildProps, isTagged: boolean, isOverlaid: boolean): string[] {
  const linkerText = _printFlagList(collectLinkerFlags(props), 'ldflags');
  return [
    '-trimpath -buildvcs=false',
    ...mergeCompilerFlags(props.gcflags ?? []).map(list => `-gcflags=${_quoteShellWord(_printFlagList(list, 'gcflags').join(''))}`),
    ...(isTagged ? [`-tags "$(paste -sd, ${TAGS})"`] : []),
    ...(linkerText.length === 0 ? [] : [`-ldflags ${_printShellTemplate(linkerText)}`]),
    ...(isOverlaid ? [`-overlay ${OVERLAY}`] : []),
  ];
}

/** Go accepts one list, so the variables are appended to the user's flags. */
function collectLinkerFlags({ ldflags = ['-s', '-w'], variables = [] }: GoCrossBuildProps): _GoFlagList {
  const [first, ...further] = ldflags.filter(text => text.trim() !== '');
  const { pattern, flags }: _GoFlagList = first === undefined ? { flags: [] } : _readFlagList(first, 'ldflags');
  return { pattern, flags: [...flags, ...further.flatMap(text => _readFlags(text, 'ldflags')), ...variables.flatMap(({ _flags }) => _flags)] };
}

/** Go uses only the last of several lists for one pattern, so they are merged. */
function mergeCompilerFlags(gcflags: readonly string[]): _GoFlagList[] {
  const lists = new Map<string | undefined, _GoFlagList>();
  for (const { pattern, flags } of gcflags.filter(text => text.trim() !== '').map(text => _readFlagList(text, 'gcflags'))) {
    const earlier = lists.get(pattern)?.flags ?? [];
    lists.delete(pattern); // The last pattern wins, so the order counts.
    lists.set(pattern, { pattern, flags: [...earlier, ...flags] });
  }
  return [...lists.values()];
}

function printBuildLines({ mainPackage, path, links }: GoBinary, flags: readonly string[]): string[] {
  const built = _listParents(path);
  const directories = [...new Set((links ?? []).map(link => link.slice(0, link.lastIndexOf('/'))))].filter(directory => !built.includes(directory));
  return [
    `go build -C "$source" -o ${_quoteShellWord(`${OUT}${path}`)} \\`,
    ...flags.map(flag => `  ${flag} \\`),
    `  ./${_parsePackagePath(mainPackage).replace(/\/$/, '')}`,
    ...directories.map(directory => `mkdir -p ${_quoteShellWord(`${OUT}${directory}`)}`),
    ...(links ?? []).map(link => `ln -s ${_quoteShellWord(path)} ${_quoteShellWord(`${OUT}${link}`)}`),
  ];
}
