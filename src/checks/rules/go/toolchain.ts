import { _findOlderGo } from '../../../catalog';
import { Severity } from '../../../core';
import type { ImageModel } from '../../../plan';
import type { RuleFinding, _Rule } from '../../rule';
import { _findBase } from '../../support/base-of';
import { _RunStep, _listRunSteps } from '../../support/run-steps';

/** Subcommands that read `go.mod`. */
const READS = /^(build|generate|get|install|list|mod|run|test|vet|work)$/;

/** @see https://go.dev/ref/mod#go-mod-file-go */
export const goToolchain: _Rule = {
  id: 'go/toolchain',
  title: 'The Go toolchain is as new as go.mod requires',
  severity: Severity.ERROR,
  why: 'The build stops: "go: go.mod requires go >= … (running go …; GOTOOLCHAIN=local)". The official Go images do not download another toolchain.',
  fix: 'Use an image with that version of Go or a newer one, or lower the `go` line in go.mod.',
  check: image => _listRunSteps(image).filter(({ script }) => /\bgo\b/.test(script)).flatMap(step => listFindings(image, step)),
};

function listFindings(image: ImageModel, run: _RunStep): RuleFinding[] {
  const { stage, step, commands, script } = run;
  if (step.config._valueOf('GOTOOLCHAIN') !== 'local' || /\bGOTOOLCHAIN\b/.test(script)) return [];
  if (!commands.some(({ name, words }) => name === 'go' && READS.test(words[1] ?? ''))) return [];
  const { reference } = _findBase(stage);
  return listModules(image, run).flatMap(({ path, text }) => {
    const least = /^go[ \t]+(\d+(?:\.\d+)+)[ \t]*(?:\/\/.*)?\r?$/m.exec(text)?.[1];
    const own = least === undefined ? undefined : _findOlderGo(reference, least);
    return own === undefined ? [] : [{ by: step.by, what: `The stage "${stage.name}" has Go ${own}, but ${path} requires Go ${least}.` }];
  }).slice(0, 1);
}

/** The known content of the `go.mod` that a command finds: in its directory, or in a mounted directory of the repository. */
function listModules({ _context: { files } }: ImageModel, { run, step, before }: _RunStep): { path: string; text: string }[] {
  const here = step.config._absolute('go.mod');
  const placed = here === undefined ? undefined : before.lookup(here).placed;
  const mounted = run.mounts.filter(({ kind, mountFrom }) => kind === 'bind' && mountFrom === undefined).flatMap(mount => {
    const source = mount._findField('source');
    const directory = source === undefined ? '' : step.config._expand(source);
    const path = directory === undefined ? undefined : `${directory}/go.mod`.replace(/^(?:\.?\/)+/, '');
    const text = path === undefined ? undefined : files?.find(path).file?.text;
    return text === undefined ? [] : [{ path: path!, text }];
  });
  return [...placed?.isCertain && placed.entry.text !== undefined ? [{ path: here!, text: placed.entry.text }] : [], ...mounted];
}
