import { Problem, Severity, _cutText, _escapeHidden } from '../core';
import type { _FindingId } from '../manifest';

/** What each finding breaks, and what to do about it. */
const FINDINGS: Record<_FindingId, { readonly why: string; readonly fix: string }> = {
  'verify/missing-platform': {
    why: 'A device of this platform finds no image to run.',
    fix: 'Build for it too. To check only some platforms, name them with --platform.',
  },
  'verify/extra-platform': {
    why: 'An undeclared platform is not tested.',
    fix: 'Build for the declared platforms only, or declare it in `platforms`.',
  },
  'verify/platform-twice': {
    why: 'It is undefined which of them a device runs.',
    fix: 'Build each platform once, and put each manifest into the index once.',
  },
  'verify/attestation': {
    why: 'It changes with every build, and the digest of the index with it; some devices mistake it for a platform.',
    fix: 'Build with --provenance=false --sbom=false, or declare a target that accepts attestations.',
  },
  'verify/artifact': {
    why: 'The target accepts only images in an index; some devices mistake anything else for a platform.',
    fix: 'Store signatures and the like next to the image, not in its index.',
  },
  'verify/media-type': {
    why: 'Registries and devices reject an image of mixed media types, or unpack it wrongly.',
    fix: 'Build the whole image with `oci-mediatypes=true` and `compression=gzip`.',
  },
  'verify/base': {
    why: 'The image contains other programs and libraries than those that were pinned, checked and tested.',
    fix: 'Build the Dockerfile unchanged, without its cache (--no-cache) and without a --build-context for the base. '
      + 'If the digest was changed since, build again.',
  },
  'verify/missing-file': {
    why: 'Programs that need it fail, when the container starts or later.',
    fix: 'Check the step that creates it. If it is no longer needed, delete its declaration.',
  },
  'verify/extra-file': {
    why: 'It takes up space on the device, and it is not declared.',
    fix: 'Declare it where it is created, or delete it in the stage that creates it.',
  },
  'verify/kind': {
    why: 'Programs that open it do not get what was declared.',
    fix: 'Check the step that creates it, and what else is written to this path.',
  },
  'verify/device': {
    why: 'A device node or a pipe in a layer gives access to hardware; engines that run without root reject it.',
    fix: 'Leave it out: the engine creates the devices below /dev.',
  },
  'verify/mode': {
    why: 'Programs may be denied access that they need, or get access that they should not have.',
    fix: 'Set the mode where the file is created (COPY --chmod), or declare the intended one.',
  },
  'verify/owner': {
    why: 'Programs may be denied access that they need, or get access that they should not have.',
    fix: 'Set the owner where the file is created (COPY --chown), or declare the intended one.',
  },
  'verify/privilege': {
    why: 'A user who runs or writes it can become another user, which is not declared.',
    fix: 'Remove the permission where the file is created, or declare it.',
  },
  'verify/implied-directory': {
    why: 'No layer contains it, and engines differ in the mode and owner that they give it.',
    fix: 'Create it in a step, or copy it together with its contents.',
  },
  'verify/link-target': {
    why: 'Programs that open it do not get what was declared.',
    fix: 'Check the step that creates the link, or declare the intended target.',
  },
  'verify/dangling-link': {
    why: 'Opening it fails with "no such file or directory".',
    fix: 'Add its target to the image, or leave out the link.',
  },
  'verify/size': {
    why: 'Its content is not the declared one.',
    fix: 'Check the step that writes it, and whether a later one writes it again.',
  },
  'verify/empty-file': {
    why: 'The step that should have filled it has failed silently.',
    fix: 'Make the script of that step stop at errors: set -eu.',
  },
  'verify/not-elf': {
    why: 'The kernel cannot start it.',
    fix: 'Check the step that builds it.',
  },
  'verify/elf-platform': {
    why: 'The device stops with "exec format error" or "illegal instruction".',
    fix: 'Build it for the platform of the image, not for that of the build machine.',
  },
  'verify/not-static': {
    why: 'It needs a loader and libraries that are not in the image: it fails to start with "no such file or directory".',
    fix: 'Link it statically (CGO_ENABLED=0, -static), or declare its interpreter.',
  },
  'verify/interpreter': {
    why: 'Its interpreter is not the declared one, and may not be in the image.',
    fix: 'Check how it is linked, or its first line; or declare the intended interpreter.',
  },
  'verify/packed': {
    why: 'Each start unpacks it into separate memory, and scanners cannot see its parts.',
    fix: 'Do not pack it, or declare UpxCompress.',
  },
  'verify/not-packed': {
    why: 'It takes up more space on the device than planned.',
    fix: 'Check the step that packs it: it may have skipped this platform.',
  },
  'verify/not-go': {
    why: 'It is not the declared program.',
    fix: 'Check the step that builds it.',
  },
  'verify/alignment': {
    why: 'A kernel with larger memory pages cannot start it.',
    fix: 'Link it with -z max-page-size set to the largest page size.',
  },
  'verify/not-script': {
    why: 'The kernel does not know which program runs it.',
    fix: 'Start its first line with #! and the path of its interpreter.',
  },
  'verify/start': {
    why: 'The container does not start.',
    fix: 'Add the program to the image, executable and with its interpreter, or start another one.',
  },
  'verify/command': {
    why: 'The running container calls it: the shell prints "not found" or "exec format error", or the health check always fails.',
    fix: 'Add the package or file that provides it, for the platform of the image.',
  },
  'verify/user': {
    why: 'The container does not start.',
    fix: 'Write numbers, uid:gid, or add the user to /etc/passwd and the group to /etc/group in an earlier step.',
  },
  'verify/permission': {
    why: 'The start fails with "permission denied".',
    fix: 'Give the file and the directories above it mode 0755 (COPY --chmod), or make the user that runs it their owner (COPY --chown).',
  },
  'verify/library': {
    why: 'It fails before it runs any code: "error while loading shared libraries", or "Error relocating" with musl.',
    fix: 'Install the package that contains the library, copy the library to where the loader looks and run ldconfig, or link the program statically.',
  },
  'verify/config': {
    why: 'A container does not run as declared.',
    fix: 'Check what changes the configuration: build options, a later stage. Or declare the intended value.',
  },
  'verify/label': {
    why: 'Tools that find the image by its labels get wrong information.',
    fix: 'Add no labels during the build (auto labels of CI plugins, --label, Buildah without --identity-label=false), declare them, '
      + 'or accept one: acknowledge(\'verify/label\', \'why\', { subject: \'its key\' }).',
  },
  'verify/layer-count': {
    why: 'The image was not built from this Dockerfile only, or not by BuildKit.',
    fix: 'Build the Dockerfile unchanged, without squashing and without another Dockerfile on top.',
  },
  'verify/duplicate-bytes': {
    why: 'They are transferred and stored twice.',
    fix: 'Copy the file once; set mode and owner in the same step (COPY --chmod, --chown).',
  },
  'verify/shadowed-bytes': {
    why: 'They are transferred and stored, but no container sees them.',
    fix: 'Create the file in an earlier stage, and copy only its final version.',
  },
  'verify/budget': {
    why: 'It may not fit on the device.',
    fix: 'Find out what has grown, or raise the budget of the image.',
  },
  'verify/archive-form': {
    why: 'The device finds no image in the file, or another one than the verified.',
    fix: 'Load the archive that the archive target of docker-bake.json writes: one image, as a .tar that is not compressed.',
  },
  'verify/archive-layer': {
    why: 'The device stops loading: "error getting layer file", "failed to load next entry".',
    fix: 'Declare `archives: true` and load what `npx projen image:archive` builds. Elsewhere: one layer, exported with type=docker,compression=uncompressed,force-compression=true.',
  },
  'verify/target-platform': {
    why: 'No device of the target can run it.',
    fix: 'Build for a platform of the target. To check only some platforms, name them with --platform.',
  },
  'verify/platform-order': {
    why: 'The order is part of the digest of the index: devices that compare it update although nothing changed.',
    fix: 'Build all platforms at once, or make the index in the order of `platforms`.',
  },
  'verify/no-command': {
    why: 'The device does not start it: "no command specified, set cmd or entrypoint".',
    fix: 'Set the entrypoint, or the command, in the last stage.',
  },
};

/**
 * A claim that does not hold.
 *
 * @internal
 */
export interface _Finding extends Problem {
  /** Unset for a finding about the whole image. */
  readonly platform?: string;
  /** Unset for a finding that is not about a file. */
  readonly path?: string;
  /** The name by which an acceptance refers to it: its path, the key of a label, the name of a variable. */
  readonly subject?: string;
}

/**
 * Where something was found, and the texts that differ from the usual ones of this finding.
 *
 * @internal
 */
export interface _Place {
  readonly platform?: string;
  readonly path?: string;
  /** @default - the path */
  readonly subject?: string;
  readonly why?: string;
  readonly fix?: string;
  readonly severity?: Severity;
}

/**
 * Creates a finding, with what it breaks and what to do.
 *
 * @internal
 */
export function _createFinding(id: _FindingId, { platform, path, subject = path, ...more }: _Place, what: string): _Finding {
  const where = [...platform === undefined ? [] : [_showText(platform)], ...path === undefined ? [] : [_showText(path)]].join(' ');
  return {
    id,
    ...where === '' ? {} : { where },
    what,
    ...FINDINGS[id],
    ...more,
    ...platform === undefined ? {} : { platform },
    ...path === undefined ? {} : { path },
    ...subject === undefined ? {} : { subject },
  };
}

/** White space that would break a line of a report. */
const BLANKS: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Longer texts of an image are cut. */
const LONGEST = 300;

/**
 * Makes a text of an image safe to show, on one line.
 *
 * @internal
 */
export function _showText(text: string): string {
  return _escapeHidden(_cutText(text, LONGEST).replace(/[\t\n\r]/g, blank => BLANKS[blank]));
}

/**
 * The same in quotes.
 *
 * @internal
 */
export function _quoteText(text: string): string {
  return `"${_showText(text)}"`;
}
