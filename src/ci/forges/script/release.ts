import { printAddress } from './address';
import { SUFFIX } from './build';
import type { ScriptPlan } from './plan';
import { indent, printFunction, printSubshell } from './text';
import { _quoteShellWord } from '../../../core';
import { printArchiveCheck, printArchiveScript } from '../../archive-script';
import type { PipelineImage, SmokeCommand } from '../../pipeline';
import { printPromoteScript, printRollbackScript } from '../../promote-script';
import type { ReleaseNaming } from '../../release-naming';
import { TAGGER_ENV, printDigestCommand } from '../../scripts';
import { listSigningSecrets, printSignScript } from '../../sign-script';
import { PUSH_TAG, printNewTagScript } from '../../tag-script';

/** The functions that work with what is published. */
export function renderRelease(plan: ScriptPlan): string[] {
  return [...renderSign(plan), ...renderArchive(plan), ...renderSmoke(plan), ...renderPromote(plan), ...renderRollback(plan), ...renderTag(plan)];
}

function renderSign({ sign }: ScriptPlan): string[] {
  if (sign === undefined) return [];
  return [
    printSubshell('sign_release', printSignScript(sign.signing, ...listSigningSecrets(sign.signing)), 'Signs $IMAGE@$DIGEST.'),
    printFunction('sign_image', `describe "$1"
DIGEST=$(${printDigestCommand('TAG', SUFFIX)})
for registry in $REGISTRIES; do
  IMAGE=$registry/$REPOSITORY
  sign_release
done
`),
  ];
}

/** The archives of an image are made from the registry, and verified with what the release has declared. */
function renderArchive({ images, isArchived }: ScriptPlan): string[] {
  if (!isArchived) return [];
  const archived = images.filter(({ archives }) => archives !== undefined);
  const names = { name: '$NAME', platforms: WORDS, folder: '$ARCHIVES' };
  return [
    printSubshell('make_archives', printArchiveScript(names, { source: '"docker://$IMAGE@$DIGEST"' }), 'Makes the archives of $IMAGE@$DIGEST.'),
    printFunction('check_archives', `case $NAME in
${archived.map(({ name, manifest, archives }) => `  ${name})\n${indent(indent(printArchiveCheck(names, manifest, archives?.target ?? '')))}    ;;\n`).join('')}esac
`),
    printFunction('archive_image', `describe "$1"
case $NAME in
  ${archived.map(({ name }) => name).join(' | ')}) ;;
  *) return 0 ;;
esac
DIGEST=$(${printDigestCommand('TAG', SUFFIX)})
make_archives
check_archives
`, 'Makes archives of the published image, and verifies them. Images without archives have none.'),
  ];
}

/** The platforms of the described image, as words. */
const WORDS = '$(printf %s "$PLATFORMS" | tr , " ")';

function renderSmoke({ images, isSmoked }: ScriptPlan): string[] {
  if (!isSmoked) return [];
  const tested = images.filter(({ smoke }) => smoke.length > 0);
  return [
    printFunction('run_on', `platforms=$1
program=$2
shift 2
for platform in $platforms; do
  printf 'Smoke test of %s on %s: %s\\n' "$NAME" "$platform" "$program $*"
  docker run --rm --pull always --platform "$platform" --entrypoint "$program" "$IMAGE@$DIGEST" "$@"
done
`, 'Runs a program of the published image: run_on "PLATFORM…" PROGRAM [ARGUMENT…]'),
    ...(tested.some(({ smoke }) => smoke.some(({ platforms }) => platforms === undefined)) ? [printFunction('run_here', `here=$(docker info --format '{{.OSType}}/{{.Architecture}}' | sed -e 's,/x86_64$,/amd64,' -e 's,/aarch64$,/arm64,' -e 's,/armv\\([5-7]\\).*,/arm/v\\1,')
case " $1 " in
  *" $here "*) ;;
  *) fail "The smoke tests of $NAME cannot run on this machine, $here. They can on: $1." ;;
esac
shift
run_on "$here" "$@"
`, 'The same on the platform of this machine, which must be one of them.')] : []),
    printFunction('smoke_image', `describe "$1"
DIGEST=$(${printDigestCommand('TAG', SUFFIX)})
case $NAME in
${tested.map(image => `  ${image.name})\n${image.smoke.map(smoke => `    ${printSmoke(image, smoke)}\n`).join('')}    ;;\n`).join('')}esac
`),
  ];
}

function printSmoke(image: PipelineImage, { command, platforms }: SmokeCommand): string {
  const names = (platforms ?? image.platforms).map(({ name }) => name).join(' ');
  return [platforms === undefined ? 'run_here' : 'run_on', ...[names, ...command].map(_quoteShellWord)].join(' ');
}

function renderPromote(plan: ScriptPlan): string[] {
  const moves = numberFunctions('move_tags', plan.releases.flatMap(({ images, promote }) => (promote === undefined ? [] : [{ images, promote }])));
  return moves.length === 0 ? [] : [
    ...moves.map(({ name, promote }) => printSubshell(name, printPromoteScript(promote.tags, promote.form, SUFFIX))),
    printFunction('promote_image', `describe "$1"
DIGEST=$(${printDigestCommand('TAG', SUFFIX)})
for registry in $REGISTRIES; do
  IMAGE=${printAddress(plan)}
  echo "Tags of $IMAGE:"
${moves.length === 1 ? '  move_tags\n' : `  case $NAME in
${moves.map(({ name, images }) => `    ${images.join(' | ')}) ${name} ;;\n`).join('')}  esac
`}done
`),
  ];
}

function renderRollback(plan: ScriptPlan): string[] {
  const { rollback } = plan;
  return rollback === undefined ? [] : [
    printSubshell('move_back', printRollbackScript(rollback.usual, rollback.releases, [SUFFIX], 'REPOSITORY')),
    printFunction('roll_back', `describe "$1"
ROLLBACK_TAG=$2
ROLLBACK_TO=$3
for registry in $REGISTRIES; do
  IMAGE=${printAddress(plan)}
  move_back
done
`),
  ];
}

function renderTag({ releases }: ScriptPlan): string[] {
  const tags = numberFunctions('tag_release', releases.flatMap(({ images, tag }) => (tag === undefined ? [] : [{ images, tag }])));
  return [
    ...(tags.length < 2 ? [] : [printFunction('name_tagger', NAME_TAGGER, 'Names an author of tags, if git knows none.')]),
    ...tags.map(({ name, images, tag }) => (
      tags.length === 1 ? printTag(name, tag.naming, NAME_TAGGER, '') : printTag(name, tag.naming, 'name_tagger\n', ` of ${images.join(', ')}`)
    )),
    ...(tags.length < 2 ? [] : [printFunction('tag_all', tags.map(({ name, images }) => `case " $* " in
  ${images.map(image => `*' ${image} '*`).join(' | ')}) ${name} ;;
esac
`).join(''), 'Tags the releases of some images: those with one scheme have one tag.')]),
  ];
}

/** A function for each of several things; one alone has no number. */
function numberFunctions<One>(name: string, all: readonly One[]): (One & { readonly name: string })[] {
  return all.map((one, i) => ({ ...one, name: all.length === 1 ? name : `${name}_${i + 1}` }));
}

const NAME_TAGGER = `if ! git var GIT_COMMITTER_IDENT >/dev/null 2>&1; then
${Object.entries(TAGGER_ENV).map(([name, value]) => `  export ${name}=${value}\n`).join('')}fi
`;

function printTag(title: string, naming: ReleaseNaming, nameTagger: string, whose: string): string {
  return printSubshell(title, `exec 3>&1 >&2
${printNewTagScript(naming)}if [ -n "$PUSH" ]; then
${indent(nameTagger)}${indent(PUSH_TAG)}fi
echo "$tag" >&3
`, `Prints the tag of the next release${whose}, if there is something to release; with --push, tags the commit and pushes the tag.`);
}
