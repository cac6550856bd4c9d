import type { ScriptPlan } from './plan';
import { hasSteps } from './steps';
import { indent, printFunction } from './text';
import { printNameOf } from '../../release-names';
import { describeNaming } from '../../release-naming';
import { listSigningSecrets } from '../../sign-script';

/** A command of the script. */
export interface Command {
  readonly name: string;
  /** Its arguments, as the help shows them. */
  readonly takes: string;
  /** What it does, in the help, one line each. */
  readonly help: readonly string[];
  /** The options that it has. */
  readonly options: readonly ('--platform' | '--archives' | '--push')[];
  /** Whether it begins with a release. */
  readonly ofRelease?: boolean;
  /** Whether it has images as its last arguments: those given, or all. */
  readonly ofImages?: boolean;
  readonly script: string;
}

/** The commands that a pipeline has. */
export function describeCommands(plan: ScriptPlan): Command[] {
  const releasing = [
    { name: 'publish', help: ['Builds the commit of the git tag RELEASE, verifies, and publishes under its name.', 'A published release is never replaced by another image.'] },
    ...(plan.sign === undefined ? [] : [{ name: 'sign', help: ['Signs the published images, in each registry.'] }]),
    ...(plan.isSmoked ? [{ name: 'smoke', help: ['Runs the smoke tests in the published images.'] }] : []),
    ...(hasSteps(plan, 'afterPublish') ? [{ name: 'after-publish', help: ['Runs the steps after the publication.'] }] : []),
    ...(plan.releases.every(({ promote }) => promote === undefined) ? [] : [{
      name: 'promote', help: ['Moves the floating tags to the release, unless they point to a higher version.', 'Let no two promotions run at the same time.'],
    }]),
    ...(hasSteps(plan, 'afterPromote') ? [{ name: 'after-promote', help: ['Runs the steps after the promotion.'] }] : []),
  ];
  const release = { name: 'release', help: [`Does these one after the other: ${releasing.map(({ name }) => name).join(', ')}.`] };
  return [
    {
      name: 'build',
      takes: '[--platform PLATFORM] [--archives FOLDER] [IMAGE…]',
      help: ['Builds and verifies, and pushes nothing. The archives stay in FOLDER, if it is given.'],
      options: ['--platform', '--archives'],
      ofImages: true,
      script: 'build_all "$@"\n',
    },
    {
      name: 'verify',
      takes: '--archives FOLDER [--platform PLATFORM] [IMAGE…]',
      help: ['Verifies the archives of an earlier build.'],
      options: ['--platform', '--archives'],
      ofImages: true,
      script: '[ -n "$ARCHIVES" ] || wrong "Which archives? Pass --archives FOLDER."\n[ -d "$ARCHIVES" ] || wrong "There is no folder $ARCHIVES."\nprepare\nverify_all "$@"\n',
    },
    ...describeTag(plan.releases),
    ...[...releasing, release].map(({ name, help }) => ({
      name,
      takes: 'RELEASE [IMAGE…]',
      help,
      options: [],
      ofRelease: true,
      ofImages: true,
      script: (name === 'release' ? releasing : [{ name }]).map(each => `${each.name.replace('-', '_')}_all "$@"\n`).join(''),
    })),
    ...(plan.isArchived ? [{
      name: 'archive',
      takes: '--archives FOLDER RELEASE [IMAGE…]',
      help: ['Makes an archive of each platform of the published images, for devices that load a file, and verifies it.', 'The archives and their checksums are in FOLDER. Attach them to the release.'],
      options: ['--archives' as const],
      ofRelease: true,
      ofImages: true,
      script: '[ -n "$ARCHIVES" ] || wrong "Where to? Pass --archives FOLDER."\narchive_all "$@"\n',
    }] : []),
    ...(plan.rollback === undefined ? [] : [{
      name: 'rollback',
      takes: 'IMAGE TAG RELEASE',
      help: [`Moves a floating tag, such as ${plan.rollback.usual}, to an older release.`],
      options: [],
      script: '[ $# -eq 3 ] || wrong "Pass the image, the tag and the release: rollback IMAGE TAG RELEASE."\nneed docker\nroll_back "$@"\n',
    }]),
    { name: 'synthesis', takes: '', help: ['Synthesizes, and fails if that changes a file.'], options: [], script: 'prepare\ncheck_synthesis\n' },
  ];
}

/** The command that tags releases, if they are not all tagged by hand. */
function describeTag(releases: ScriptPlan['releases']): Command[] {
  const tags = releases.flatMap(({ images, tag }) => (tag === undefined ? [] : [{ images, naming: tag.naming }]));
  const [first] = tags;
  if (first === undefined) return [];
  const push = { line: 'With --push, tags the commit and pushes the tag.', options: ['--push' as const] };
  return [tags.length === 1 ? {
    name: 'tag',
    takes: '[--push]',
    help: [`Prints the tag of ${first.naming.by === 'version' ? 'the first release of a version' : 'the next release'}, ${describeNaming(first.naming)}, or nothing if there is one.`, push.line],
    options: push.options,
    script: 'prepare\ntag_release\n',
  } : {
    name: 'tag',
    takes: '[--push] [IMAGE…]',
    help: [`Prints the tag of the next release of each image: ${tags.map(({ images, naming }) => `${describeNaming(naming)} of ${images.join(', ')}`).join('; ')}.`, push.line],
    options: push.options,
    ofImages: true,
    script: 'prepare\ntag_all "$@"\n',
  }];
}

/** The functions that do something with each of several images. */
export function renderAll(plan: ScriptPlan): string[] {
  const each = (action: string) => `for image; do\n  ${action} "$image"\ndone\n`;
  const list = plan.attach === undefined ? '' : `need syft\nneed oras\n${each('list_image')}`;
  const scan = plan.scan === undefined ? '' : `need grype\n${each('scan_image')}`;
  return [
    printFunction('verify_all', `need npx
npx --no -- imagewright --version >/dev/null 2>&1 || install_imagewright
${each('verify_image')}`),
    printFunction('build_all', `prepare
need npx
choose_builder
VERSION=ci-$(git rev-parse HEAD)
${each('build_image')}verify_all "$@"
${scan}${hasSteps(plan, 'afterVerify') ? each('after_verify') : ''}`),
    printFunction('publish_all', `prepare
need npx
choose_builder
enter_release
${each('build_image')}${printChecks(plan, `install_imagewright
${each('verify_image')}${scan}${list}${hasSteps(plan, 'afterVerify') ? each('after_verify') : ''}`)}${each('publish_image')}`, 'Pushes nothing before all images are verified.'),
    ...(plan.sign === undefined ? [] : [printFunction('sign_all', `need docker
need cosign
${listSigningSecrets(plan.sign.signing).map(name => `: "\${${name}:?is not set, and the signature needs it.}"\n`).join('')}${each('sign_image')}`)]),
    ...(plan.isArchived ? [printFunction('archive_all', `prepare
need npx
need skopeo
need docker
enter_release
install_imagewright
${each('archive_image')}`)] : []),
    ...(plan.isSmoked ? [printFunction('smoke_all', `need docker\n${each('smoke_image')}`)] : []),
    ...(hasSteps(plan, 'afterPublish') ? [printFunction('after_publish_all', `${ENTER_ONCE}${each('after_publish')}`)] : []),
    ...(plan.releases.every(({ promote }) => promote === undefined) ? [] : [printFunction('promote_all', `need docker\n${each('promote_image')}`)]),
    ...(hasSteps(plan, 'afterPromote') ? [printFunction('after_promote_all', `${ENTER_ONCE}${each('after_promote')}`)] : []),
  ];
}

/** Checks what has been built. What the checks leave behind must not get into the build that is pushed; what steps have made before the build must. */
function printChecks(plan: ScriptPlan, checks: string): string {
  return hasSteps(plan, 'beforeBuild', 'afterVerify') ? `# What is installed, and what the tests leave, must not get into the build that is pushed.
cp -R "$WORK/_tree" "$WORK/_checked"
cd "$WORK/_checked"
${checks}cd "$WORK/_tree"
` : `${checks}# What was installed must not get into the build that is pushed.
git -C "$WORK/_tree" clean -ffdxq
`;
}

/** Checks the release out, unless an earlier part of the same command has. */
const ENTER_ONCE = `need docker
[ -n "$WORK" ] || {
  prepare
  enter_release
}
`;

/** Reads the git tag, which is the name of the release. */
function printName(pattern: string): string {
  return `    TAG=$1
    VERSION=$TAG
${/^\*+$/.test(pattern) ? '' : `    case $TAG in
      ${pattern}) ;;
      *) wrong "\\"$TAG\\" is no release: ${pattern}" ;;
    esac
`}    case $TAG in
      *[!A-Za-z0-9_.-]* | .*) wrong "\\"$TAG\\" is no release: the tag of an image has letters, digits, _, . and - only." ;;
    esac
    shift
`;
}

/** Reads the git tag: which images it releases, and as what. */
function printNames(releases: ScriptPlan['releases']): string {
  return `    GIT_TAG=$1
    shift
    case $GIT_TAG in
${releases.map(({ pattern, gitPrefix, images }) => `      ${pattern})
        TAG=${gitPrefix === '' ? '$GIT_TAG' : printNameOf('GIT_TAG', { gitPrefix })}
        released=' ${images.join(' ')} '
        [ $# -gt 0 ] || set -- ${images.join(' ')}
        ;;
`).join('')}      *) wrong "\\"$GIT_TAG\\" is no release: ${releases.map(({ pattern }) => pattern).join(', ')}" ;;
    esac
    VERSION=$TAG
    case $TAG in
      '' | [.-]* | *[!A-Za-z0-9_.-]*) wrong "\\"$GIT_TAG\\" is no release: the tag of an image has letters, digits, _, . and - only." ;;
    esac
    for image; do
      case $released in
        *" $image "*) ;;
        *) wrong "$GIT_TAG is no release of $image." ;;
      esac
    done
`;
}

/** Reads the arguments, and runs a command. */
export function printDispatch(commands: readonly Command[], plan: ScriptPlan): string {
  const { images } = plan;
  const isFollowed = hasSteps(plan, 'afterPublish', 'afterPromote');
  const names = (isOne: (command: Command) => boolean | undefined) => commands.filter(isOne).map(({ name }) => name).join(' | ');
  const refuse = (option: Command['options'][number], variable: string) => (
    commands.some(({ options }) => options.includes(option))
      ? `case $command in\n  ${names(({ options }) => options.includes(option))}) ;;\n  *) [ -z "$${variable}" ] || wrong "$command has no option ${option}." ;;\nesac\n` : ''
  );
  const bare = names(({ ofRelease, ofImages, takes }) => !ofRelease && !ofImages && !/^[A-Z]/.test(takes));
  const hasPush = commands.some(({ options }) => options.includes('--push'));
  return `ARCHIVES=
PLATFORM=
${hasPush ? 'PUSH=\n' : ''}TAG=
${isFollowed ? 'WORK=\n' : ''}command=\${1:---help}
[ $# -eq 0 ] || shift
count=$#
while [ "$count" -gt 0 ]; do
  case $1 in
    -h | --help) command=--help ;;
${hasPush ? '    --push) PUSH=yes ;;\n' : ''}    --platform | --archives)
      { [ "$count" -gt 1 ] && [ -n "$2" ]; } || wrong "$1 needs a value."
      if [ "$1" = --platform ]; then PLATFORM=$2; else ARCHIVES=$2; fi
      count=$((count - 1))
      shift
      ;;
    -*) wrong "There is no option $1." ;;
    *) set -- "$@" "$1" ;;
  esac
  shift
  count=$((count - 1))
done
${refuse('--platform', 'PLATFORM')}${refuse('--archives', 'ARCHIVES')}${refuse('--push', 'PUSH')}case $command in
  ${names(({ ofRelease }) => ofRelease)})
    [ $# -gt 0 ] || wrong "Which release? Pass its git tag: $command RELEASE."
${plan.isNamed ? printNames(plan.releases) : printName(plan.releases[0]?.pattern ?? '*')}    ;;
esac
case $command in
  ${names(({ ofImages }) => ofImages)})
    [ $# -gt 0 ] || set -- ${images.map(({ name }) => name).join(' ')}
    for image; do
      describe "$image"
    done
    ;;
esac
case $command in
  ${bare}) [ $# -eq 0 ] || wrong "$command takes no argument: $1." ;;
esac

case $command in
  -h | --help) usage ;;
${commands.map(({ name, script }) => `  ${name})\n${indent(indent(script))}    ;;\n`).join('')}  *) wrong "There is no command \\"$command\\"." ;;
esac
`;
}
