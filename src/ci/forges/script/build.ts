import { printAddress, renderAddressFunction } from './address';
import type { ScriptPlan } from './plan';
import { SCRIPT } from './problems';
import { hasSteps } from './steps';
import { printFunction, printSubshell } from './text';
import { _escapeDoubleQuoted, _quoteShellWord } from '../../../core';
import { EXPORT } from '../../builder';
import type { PipelineImage } from '../../pipeline';
import { printContext } from '../../pipeline-inputs';
import { SAME_DIGEST, printCopyScript } from '../../publish-script';
import { printAttachScript, printSbomScript } from '../../sbom-script';
import { printScanScript } from '../../scan-script';
import { printVerifyCommand } from '../../scripts';
import { findSecretName } from '../../secret-name';

/** What ends the tags of an image, in the script. */
export const SUFFIX = { variable: 'SUFFIX' };

const PLATFORM_WORDS = '$(printf %s "${PLATFORM:-$PLATFORMS}" | tr , " ")';

/** The functions that build, verify and publish one image. */
export function renderBuild(plan: ScriptPlan): string[] {
  return [
    printDescription(plan),
    printFunction('run_build', `output=$1
metadata=$2
shift 2
set -- "$@" --file "$DOCKERFILE" --platform "\${PLATFORM:-$PLATFORMS}" --provenance false --metadata-file "$metadata" \\
  --output "$output,${EXPORT}" --build-arg "$RELEASE_ARG=$VERSION" --build-arg BUILDKIT_MULTI_PLATFORM=1 \\
  --build-arg "SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)"
${printInputs(plan)}docker buildx build "$@" "$CONTEXT"
`, 'Builds $NAME: run_build OUTPUT METADATA [OPTION…]'),
    printSubshell('build_image', `describe "$1"
[ ! -e "$WORK/$NAME.json" ] || exit 0
for base in $BASES; do
  build_image "$base"
  mkdir -p "$WORK/$base"
  tar -xf "$ARCHIVES/$base.tar" -C "$WORK/$base"
done
${hasSteps(plan, 'beforeBuild') ? 'before_build\n' : ''}# A release is built from nothing but its commit.
if [ -n "$TAG" ]; then
  set -- --no-cache
else
  set --
fi
run_build "type=oci,dest=$WORK/_build.tar" "$WORK/_build.json" "$@"
mv "$WORK/_build.tar" "$ARCHIVES/$NAME.tar"
mv "$WORK/_build.json" "$WORK/$NAME.json"
`, 'Builds an image, and before it the images that are its contexts, to archives: each once.'),
    printFunction('verify_image', `case $1 in
${plan.images.map(({ name, manifest }) => `  ${name}) ${printVerifyCommand(manifest, '${PLATFORM:+--platform "$PLATFORM"} "$ARCHIVES/$1.tar"')} ;;\n`).join('')}esac
`),
    ...(plan.scan === undefined ? [] : [printSubshell('scan_image', `describe "$1"
${printScanScript(plan.scan, '$ARCHIVES/$NAME.tar', PLATFORM_WORDS)}`, 'Looks for known vulnerabilities in the archive of an image.')]),
    ...(plan.attach === undefined ? [] : [
      printSubshell('list_image', `describe "$1"
${printSbomScript('$ARCHIVES/$NAME.tar', PLATFORM_WORDS, '$WORK/_sbom/$NAME')}`, 'Lists the packages in the archive of an image.'),
      printSubshell('attach_list', printAttachScript(PLATFORM_WORDS, '$WORK/_sbom/$NAME'), 'Attaches these lists to $IMAGE@$DIGEST.'),
    ]),
    `digest_in() {
  digest=$(sed -n 's/^ *"containerimage.digest": *"\\(sha256:[0-9a-f]*\\)".*/\\1/p' "$1" | head -n 1)
  [ -n "$digest" ] || fail "The builder did not say which digest $NAME has."
  printf '%s\\n' "$digest"
}
`,
    ...renderAddressFunction(plan),
    printSubshell('copy_release', printCopyScript(SUFFIX), 'Tags $IMAGE@$DIGEST as the release, in the repository $COPY.'),
    printFunction('publish_image', `describe "$1"
VERIFIED=$(digest_in "$WORK/$NAME.json")
run_build "type=image,name=$IMAGE,push-by-digest=true,name-canonical=true,push=true" "$WORK/_pushed.json"
PUSHED=$(digest_in "$WORK/_pushed.json")
${SAME_DIGEST}DIGEST=$PUSHED
for registry in $REGISTRIES; do
  COPY=${printAddress(plan)}
  copy_release
done
echo "$IMAGE:$TAG$SUFFIX is $DIGEST."
${plan.attach === undefined ? '' : `for registry in $REGISTRIES; do
  IMAGE=$registry/$REPOSITORY
  attach_list
done
`}`, 'Pushes a verified image from the cache, by digest, and tags it if it is the one that was verified.'),
  ];
}

/** A path that no command takes for an option. */
function keepFromOptions(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** Sets the variables of an image. */
function printDescription({ images, bases }: ScriptPlan): string {
  const describe = (image: PipelineImage) => ({
    REPOSITORY: image.repository,
    SUFFIX: image.tagSuffix,
    CONTEXT: keepFromOptions(image.context),
    DOCKERFILE: keepFromOptions(image.dockerfile),
    PLATFORMS: image.platforms.join(','),
    RELEASE_ARG: image.releaseArg,
    BASES: bases.of(image).map(base => base.image.name).join(' '),
  });
  const cases = images.map(image => `  ${image.name})
${Object.entries(describe(image)).map(([name, value]) => `    ${name}=${_quoteShellWord(value)}\n`).join('')}    ;;
`);
  return printFunction('describe', `NAME=$1
case $1 in
${cases.join('')}  *) wrong "There is no image \\"$1\\". Choose from: ${images.map(({ name }) => name).join(', ')}." ;;
esac
IMAGE=$MAIN/$REPOSITORY
[ -z "$PLATFORM" ] || case ",$PLATFORMS," in
  *",$PLATFORM,"*) ;;
  *) wrong "$NAME is not built for $PLATFORM. Choose from: $PLATFORMS." ;;
esac
`, 'Sets the variables of an image.');
}

/** The layers of earlier builds in the registry. Who may write there says so. A build of one platform has its own. */
function renderCache({ cache }: PipelineImage): string[] {
  if (cache === undefined) return [];
  const reference = `"type=registry,ref=$MAIN/${_escapeDoubleQuoted(cache.repository)}:${cache.tag}$(printf %s "\${PLATFORM:+-$PLATFORM}" | tr / -)`;
  return [
    `[ -n "$TAG" ] || set -- "$@" --cache-from ${reference}"`,
    `[ -n "$TAG" ] || [ -z "\${WRITE_CACHE:-}" ] || set -- "$@" --cache-to ${reference},mode=max"`,
  ];
}

/** Adds what the build of an image needs from outside. */
function printInputs({ images, bases }: ScriptPlan): string {
  const cases = images.flatMap(image => {
    const { buildArgs, contexts, secrets, ssh, cacheFrom } = image.inputs;
    const fixed = [
      ...Object.entries(buildArgs).map(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ...contexts.filter(({ node }) => node === undefined).map(context => ['--build-context', printContext(context)]),
      ...ssh.map(({ id }) => ['--ssh', id]),
    ].map(([option, value]) => `${option} ${_quoteShellWord(value)}`);
    const caches = cacheFrom.filter(({ backend }) => SCRIPT.reads.includes(backend)).map(cache => `--cache-from ${_quoteShellWord(cache._print(false))}`);
    const lines = [
      ...(ssh.some(({ isRequired }) => isRequired) ? [': "${SSH_AUTH_SOCK:?is not set, and the build needs the keys of an SSH agent.}"'] : []),
      ...secrets.flatMap(secret => {
        const variable = findSecretName(secret);
        const option = `set -- "$@" --secret ${_quoteShellWord(`id=${secret.id},env=${variable}`)}`;
        return secret.isRequired
          ? [`: "\${${variable}:?is not set, and the build needs it.}"`, `export ${variable}`, option]
          : [`[ -z "\${${variable}+set}" ] || ${option}`];
      }),
      ...(fixed.length === 0 ? [] : [`set -- "$@" ${fixed.join(' ')}`]),
      ...bases.of(image).map(({ context, image: base }) => (
        `set -- "$@" --build-context ${_quoteShellWord(`${context}=oci-layout://`)}"$WORK/${base.name}@$(digest_in "$WORK/${base.name}.json")"`
      )),
      ...renderCache(image),
      ...(caches.length === 0 ? [] : [`[ -n "$TAG" ] || set -- "$@" ${caches.join(' ')}`]),
    ];
    return lines.length === 0 ? [] : [`  ${image.name})\n${lines.map(line => `    ${line}\n`).join('')}    ;;\n`];
  });
  return cases.length === 0 ? '' : `case $NAME in\n${cases.join('')}esac\n`;
}
