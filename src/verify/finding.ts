import { Problem, Severity, _cut, _visible } from '../core';
import type { _FindingId } from '../manifest';

/** What breaks because of each finding, and what to do about it. */
const FINDINGS: Record<_FindingId, { readonly why: string; readonly fix: string }> = {
  'verify/missing-platform': {
    why: 'A device of this platform would find no image to run.',
    fix: 'Build for it too. If this is meant to be a part of the image, say so: --platform.',
  },
  'verify/extra-platform': {
    why: 'Nobody declared it, so nobody tests it.',
    fix: 'Build for the declared platforms only, or declare it in `platforms`.',
  },
  'verify/platform-twice': {
    why: 'Which of them a device runs is left to chance.',
    fix: 'Build each platform once, and put each manifest into the index once.',
  },
  'verify/attestation': {
    why: 'It differs from build to build and so does the digest of the index; some devices take it for a platform.',
    fix: 'Build with --provenance=false --sbom=false, or declare a target that takes attestations.',
  },
  'verify/artifact': {
    why: 'The target takes an index of images only; some devices take anything else for a platform.',
    fix: 'Attach signatures and the like beside the image, not in its index.',
  },
  'verify/media-type': {
    why: 'Registries and devices refuse an image that is half of one kind and half of the other, or unpack it wrongly.',
    fix: 'Build all of it with `oci-mediatypes=true` and `compression=gzip`.',
  },
  'verify/missing-file': {
    why: 'What needs it would fail when the container starts or later.',
    fix: 'Look at the step that makes it. If it is not wanted any more, delete its declaration.',
  },
  'verify/extra-file': {
    why: 'It takes space on the device, and nobody decided that it should be there.',
    fix: 'Declare it where it is made, or delete it in the stage that makes it.',
  },
  'verify/kind': {
    why: 'Programs that open it get something else than was planned.',
    fix: 'Look at the step that makes it, and at what else is put at this path.',
  },
  'verify/device': {
    why: 'A device node or a pipe in a layer gives access to hardware, or is refused by engines that run without root.',
    fix: 'Leave it to the engine, which makes what is below /dev.',
  },
  'verify/mode': {
    why: 'Programs may not be allowed to use it, or others may be allowed that should not.',
    fix: 'Set the mode where it is made (COPY --chmod), or declare the one that is meant.',
  },
  'verify/owner': {
    why: 'Programs may not be allowed to use it, or others may be allowed that should not.',
    fix: 'Set the owner where it is made (COPY --chown), or declare the one that is meant.',
  },
  'verify/privilege': {
    why: 'Whoever runs or writes it can become another user, and nobody declared that.',
    fix: 'Take the permission away where the file is made, or declare it.',
  },
  'verify/implied-directory': {
    why: 'No layer holds it, and engines differ in the mode and owner that they give it.',
    fix: 'Make it in a step, or copy it with what is in it.',
  },
  'verify/link-target': {
    why: 'Programs that open it get something else than was planned.',
    fix: 'Look at the step that makes the link, or declare the target that is meant.',
  },
  'verify/dangling-link': {
    why: 'Opening it fails with "no such file or directory".',
    fix: 'Put its target into the image, or leave the link out.',
  },
  'verify/size': {
    why: 'Its content is not what was declared.',
    fix: 'Look at the step that writes it, and at what writes it again.',
  },
  'verify/empty-file': {
    why: 'The step that should have filled it has failed in silence.',
    fix: 'Let the script of that step stop at errors: set -eu.',
  },
  'verify/not-elf': {
    why: 'The kernel would not start it.',
    fix: 'Look at the step that builds it.',
  },
  'verify/elf-platform': {
    why: 'The device stops with "exec format error" or "illegal instruction".',
    fix: 'Build it for the platform of the image, not for that of the machine that builds.',
  },
  'verify/not-static': {
    why: 'It needs a loader and libraries that are not in the image: "no such file or directory" at its start.',
    fix: 'Link it statically (CGO_ENABLED=0, -static), or declare its interpreter.',
  },
  'verify/interpreter': {
    why: 'What starts it is not what was planned, and may not be in the image.',
    fix: 'Look at how it is linked, or at its first line; or declare the interpreter that is meant.',
  },
  'verify/packed': {
    why: 'Each start unpacks it into memory of its own, and its parts cannot be scanned.',
    fix: 'Leave out the packer, or declare UpxCompress.',
  },
  'verify/not-packed': {
    why: 'It takes more space on the device than was planned.',
    fix: 'Look at the step that packs it: it may have skipped this platform.',
  },
  'verify/not-go': {
    why: 'Something else than the declared program is there.',
    fix: 'Look at the step that builds it.',
  },
  'verify/alignment': {
    why: 'A kernel with larger pages cannot start it.',
    fix: 'Link it with -z max-page-size of the largest page.',
  },
  'verify/not-script': {
    why: 'The kernel would not know what runs it.',
    fix: 'Let it begin with #! and the path of its interpreter.',
  },
  'verify/start': {
    why: 'The container would not start.',
    fix: 'Put the program into the image, executable and with its interpreter, or start another one.',
  },
  'verify/command': {
    why: 'It is called when the container runs: the shell says "not found" or "exec format error", or the health check fails each time.',
    fix: 'Add what provides it, for the platform of the image.',
  },
  'verify/user': {
    why: 'The container would not start.',
    fix: 'Write numbers, uid:gid, or add the user to /etc/passwd and the group to /etc/group in a step before.',
  },
  'verify/permission': {
    why: 'The start fails with "permission denied".',
    fix: 'Give the file mode 0755 (COPY --chmod), and the directories above it, or their owner to the user that runs it (COPY --chown).',
  },
  'verify/library': {
    why: 'It ends before its first line: "error while loading shared libraries", or "Error relocating" where musl loads it.',
    fix: 'Install the package that brings the library, copy it to where the loader looks and run ldconfig, or link it statically.',
  },
  'verify/config': {
    why: 'A container would run in another way than was planned.',
    fix: 'Look at what changes the configuration: options of the build, a later stage. Or declare the value that is meant.',
  },
  'verify/label': {
    why: 'Who looks for the image by its labels is misled.',
    fix: 'Let nothing add labels while building (auto labels of CI plugins, --label, Buildah without --identity-label=false), declare them, '
      + 'or accept one: acknowledge(\'verify/label\', \'why\', { subject: \'its key\' }).',
  },
  'verify/layer-count': {
    why: 'The image was not built from this Dockerfile alone, or not by BuildKit.',
    fix: 'Build the Dockerfile as it is, without squashing and without another one on top.',
  },
  'verify/duplicate-bytes': {
    why: 'They are transferred and stored twice.',
    fix: 'Copy the file once; set mode and owner in the same step (COPY --chmod, --chown).',
  },
  'verify/shadowed-bytes': {
    why: 'They are transferred and stored, and nobody can see them.',
    fix: 'Make the file in an earlier stage, and copy only its last state.',
  },
  'verify/budget': {
    why: 'The device may have no room for it.',
    fix: 'Look for what has grown, or raise the budget of the image.',
  },
};

/**
 * A claim that does not hold.
 *
 * @internal
 */
export interface _Finding extends Problem {
  /** None where it concerns the image as a whole. */
  readonly platform?: string;
  /** None where it concerns no file. */
  readonly path?: string;
  /** By what a declaration names it to accept it: its path, the key of a label, the name of a variable. */
  readonly subject?: string;
}

/**
 * Where something was found, and what is known better than of every such finding.
 *
 * @internal
 */
export interface _Place {
  readonly platform?: string;
  readonly path?: string;
  /** The path, where it is not said. */
  readonly subject?: string;
  readonly why?: string;
  readonly fix?: string;
  readonly severity?: Severity;
}

/**
 * Says what was found, with what it breaks and what to do.
 *
 * @internal
 */
export function _found(id: _FindingId, { platform, path, subject = path, ...more }: _Place, what: string): _Finding {
  const where = [...platform === undefined ? [] : [_plain(platform)], ...path === undefined ? [] : [_plain(path)]].join(' ');
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

/** Blanks that would break a line of a report. */
const BLANKS: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** More of a text of the image says no more. */
const LONGEST = 300;

/**
 * A text of the image as it can be shown, on one line.
 *
 * @internal
 */
export function _plain(text: string): string {
  return _visible(_cut(text, LONGEST).replace(/[\t\n\r]/g, blank => BLANKS[blank]));
}

/**
 * The same, in quotes.
 *
 * @internal
 */
export function _quoted(text: string): string {
  return `"${_plain(text)}"`;
}
