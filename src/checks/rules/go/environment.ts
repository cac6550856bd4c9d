import { _listGoVariables } from '../../../catalog';
import { Severity, Platform } from '../../../core';
import { Copy } from '../../../dockerfile';
import { StagePlatform } from '../../../image';
import type { ImageModel } from '../../../plan';
import { ExecutableFormat } from '../../../rootfs';
import type { _Rule, RuleFinding } from '../../rule';
import { _listLineage } from '../../support/instructions';
import type { _RunCommand } from '../../support/run-commands';
import { _RunStep, _findAt, _pathOf, _listRunSteps } from '../../support/run-steps';

/**
 * The defaults of Go when it cross-compiles, if all distributions of Go have the same.
 *
 * @see https://go.dev/doc/install/source#environment
 */
const DEFAULTS: Record<string, string> = {
  GOAMD64: 'v1', GOARM: '7', GOARM64: 'v8.0', GOPPC64: 'power8', GORISCV64: 'rva20u64', GOMIPS: 'hardfloat', GOMIPS64: 'hardfloat',
};

/** The values of a variable from the lowest level to the highest: devices of one level do not run programs for a later one. */
const LEVELS: Record<string, string[]> = {
  GOAMD64: ['v1', 'v2', 'v3', 'v4'],
  GOARM: ['5', '6', '7'],
  GOPPC64: ['power8', 'power9', 'power10'],
  GORISCV64: ['rva20u64', 'rva22u64', 'rva23u64'],
};

/** @see https://github.com/docker-library/golang/blob/master/Dockerfile-linux.template */
const GOBIN = '/go/bin';

/** Defaults that devices of a platform cannot run. */
const BREAKS: Record<string, RegExp> = { GOARM: /^[56]$/, GOMIPS: /^softfloat$/, GOMIPS64: /^softfloat$/ };

/** Matches scripts with a value for each platform. */
const LOOKS_AT_PLATFORM = /\b(case|if|TARGETVARIANT|TARGETPLATFORM)\b/;

export const goEnvironment: _Rule = {
  id: 'go/environment',
  title: 'Go builds set their target explicitly',
  severity: Severity.ERROR,
  why: 'Go replaces whatever is not set with its own defaults: the build succeeds, and on the device the program ends with "illegal instruction" or '
    + '"exec format error".',
  fix: 'Use GoCrossBuild, which sets every variable for every platform; or set GOARCH and the variable of its levels in a platformCase().',
  check: image => _listRunSteps(image)
    .filter(({ stage, script }) => stage.runsOn === StagePlatform.BUILD && /\bgo\s+(build|install)\b/.test(script))
    .flatMap(step => step.commands.filter(isBuild).slice(0, 1).flatMap(build => listFindings(image, step, build))),
};

function isBuild({ name, words }: _RunCommand): boolean {
  return name === 'go' && (words[1] === 'build' || words[1] === 'install');
}

function listFindings(image: ImageModel, step: _RunStep, build: _RunCommand): RuleFinding[] {
  const isSet = (name: string) => step.step.config._declares(name) || new RegExp(`\\b${name}\\b`).test(step.script);
  const by = step.step.by;
  const where = `In the stage "${step.stage.name}", \`go ${build.words[1]}\``;
  if (isSet('GOARCH')) {
    const found = [
      ...checkMachine(image, step, build, where),
      ...checkLevels(image.platforms, isSet, where),
      ...checkHighLevels(image.platforms, step, where),
    ];
    return [...found.map(finding => ({ ...finding, by })), ...checkCgo(step, isSet, where)];
  }
  const path = listOutputs(step, build).find(each => isForImage(image, step, each));
  return path === undefined ? [] : [
    { by, what: `${where} builds ${path} for the build machine: nothing sets GOARCH.` },
    ...checkCgo(step, isSet, where),
  ];
}

/** One architecture for all platforms, although the image is for others too. */
function checkMachine(image: ImageModel, step: _RunStep, build: _RunCommand, where: string): RuleFinding[] {
  const architectures = _listRunSteps(image).flatMap(each => listArchitectures(each));
  const [value] = architectures;
  // A step for each architecture, or a script that checks the platform, has several values or no literal one.
  if (value === undefined || architectures.some(each => each !== value) || listArchitectures(step).length === 0) return [];
  if (LOOKS_AT_PLATFORM.test(step.script) || /TARGETARCH|uname/.test(step.script)) return [];
  const path = listOutputs(step, build).find(each => isForImage(image, step, each));
  const others = image.platforms.filter(platform => _listGoVariables(platform).GOARCH !== value);
  return path === undefined ? [] : others.map(platform => ({
    what: `${where} builds ${path} for ${platform} with GOARCH=${value}. It must be ${_listGoVariables(platform).GOARCH}.`,
    platforms: [platform.name],
  }));
}

/** The values of GOARCH in a step; undefined for a value with a variable. */
function listArchitectures({ script, step }: _RunStep): (string | undefined)[] {
  const written = [...script.matchAll(/\bGOARCH=["']?(\w*)/g)].map(([, value]) => value || undefined);
  if (written.length > 0 || !/\bgo\s+(build|install)\b/.test(script)) return written;
  return step.config._declares('GOARCH') ? [step.config._valueOf('GOARCH')] : [];
}

/** The paths of its programs, if they are literal: `-o`, or for `go install` the directory of the official images. */
function listOutputs(step: _RunStep, command: _RunCommand): string[] {
  const { words } = command;
  const output = words.includes('-o') ? _pathOf(step, command, words[words.indexOf('-o') + 1]) : undefined;
  if (output !== undefined) return [output];
  return words[1] === 'build' ? [] : words.slice(2).flatMap(word => (
    word === undefined || word.startsWith('-') ? [] : [`${GOBIN}/${word.replace(/@.*/, '').replace(/\/(v\d+)?$/, '').replace(/^.*\//, '')}`]
  ));
}

/** Whether it is a program of the image: it is declared as one, or the last stage copies it. */
function isForImage({ result }: ImageModel, step: _RunStep, path: string): boolean {
  const executable = _findAt(step, path).placed?.entry.executable;
  if (executable !== undefined) return executable.format === ExecutableFormat.ELF && !executable.forBuildMachine;
  return _listLineage(result).some(stage => stage === step.stage || stage.steps.some(({ node, config }) => (
    node instanceof Copy && node.copyFrom === step.stage.name && node.sources.some(({ word }) => isAt(path, word && config._expand(word)))
  )));
}

/** Whether a source is this file, or a directory that contains it. */
function isAt(path: string, source: string | undefined): boolean {
  if (source === undefined) return false;
  const above = `/${source}`.replace(/\/+/g, '/').replace(/\/\.?$/, '');
  return path === above || path.startsWith(`${above}/`);
}

function checkLevels(platforms: Platform[], isSet: (name: string) => boolean, where: string): RuleFinding[] {
  return platforms.flatMap((platform): RuleFinding[] => {
    const [variable, value] = Object.entries(_listGoVariables(platform)).find(([name]) => name in DEFAULTS) ?? [];
    if (variable === undefined || value === DEFAULTS[variable] || isSet(variable)) return [];
    const isFatal = BREAKS[variable]?.test(value!) ?? false;
    return [{
      what: `${where} compiles for ${platform}: nothing sets ${variable} to ${value}, and its default is ${DEFAULTS[variable]}.`,
      platforms: [platform.name],
      ...(isFatal ? {} : { severity: Severity.WARNING, why: 'The program is the same as for the lowest level, so nothing is gained by building for this platform.' }),
    }];
  });
}

/** One value for all platforms, although some have a lower level. */
function checkHighLevels(platforms: Platform[], { script, stage }: _RunStep, where: string): RuleFinding[] {
  if (LOOKS_AT_PLATFORM.test(script)) return [];
  return platforms.flatMap((platform): RuleFinding[] => Object.entries(_listGoVariables(platform)).flatMap(([variable, value]): RuleFinding[] => {
    const level = new RegExp(`\\b${variable}=["']?(\\w+)`).exec(script)?.[1] ?? stage.config._valueOf(variable);
    const order = LEVELS[variable] ?? [];
    return level === undefined || order.indexOf(level) <= order.indexOf(value) ? [] : [{
      what: `${where} compiles for ${platform} with ${variable}=${level}, which needs devices of that level or higher. It must be ${value}.`,
      platforms: [platform.name],
    }];
  }));
}

/** cgo is on if the build machine has the target platform and a C compiler, and off otherwise. */
function checkCgo({ stage, step, script }: _RunStep, isSet: (name: string) => boolean, where: string): RuleFinding[] {
  const hasNoCompiler = /alpine/.test(stage.base.reference) && !/\b(gcc|clang|build-base)\b/.test(script);
  return isSet('CGO_ENABLED') || hasNoCompiler ? [] : [{
    by: step.by,
    severity: Severity.WARNING,
    what: `${where} does not set CGO_ENABLED.`,
    why: 'cgo is on for the architecture of the build machine, so that the program may need a C library, and off for others. The same Dockerfile builds '
      + 'another kind of program on another machine.',
    fix: 'Set CGO_ENABLED=0, or 1 with a cross compiler.',
  }];
}
