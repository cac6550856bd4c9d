import { renderBuild } from './build';
import { describeCommands, printDispatch, renderAll } from './commands';
import type { ScriptPlan } from './plan';
import { renderRelease } from './release';
import { renderSteps } from './steps';
import { printSubshell } from './text';
import { printUsage } from './usage';
import { _quoteShellWord } from '../../../core';
import { findFirstLine } from '../../scripts';
import { describeSignatureCheck } from '../../sign-script';
import { printCleanScript } from '../../update-tasks';

/** What the script is, and what it needs. */
export function describeScript({ images, sign, pipeline: { install, registry } }: ScriptPlan, path: string): string[] {
  return [
    `Builds, verifies, publishes and promotes ${images.map(({ name }) => name).join(', ')}: the pipeline for any CI, and for a machine without one.`,
    `It needs docker with buildx, git, and imagewright, installed by \`${findFirstLine(install)}\`. See ${_quoteShellWord(path)} --help.`,
    ...(sign === undefined ? [] : describeSignatureCheck(sign.signing, `${registry}/REPOSITORY:TAG`, undefined)),
  ];
}

/** Everything below the comment. */
export function renderScript(plan: ScriptPlan, path: string, buildkit: string): string {
  const { pipeline: { registry, further } } = plan;
  const registries = [registry, ...further.map(({ host }) => host)].join(' ');
  return [
    `set -eu
# With it, cd would print folders, and find other ones.
unset CDPATH

# The registry in which images are tested, and all that get them.
MAIN=${_quoteShellWord(registry)}
REGISTRIES=${_quoteShellWord(registries)}
REMOTE=\${REMOTE:-origin}
`,
    printUsage(plan, path),
    `fail() {
  printf '%s\\n' "$1" >&2
  exit 1
}
wrong() {
  printf '%s\\n' "$1" >&2
  echo ${_quoteShellWord(`See ${path} --help.`)} >&2
  exit 64
}
`,
    PREPARE,
    printBuilder(buildkit),
    ...renderInstall(plan),
    ...renderSteps(plan),
    ...renderBuild(plan),
    printEnterRelease(plan.isNamed ? 'GIT_TAG' : 'TAG'),
    ...renderRelease(plan),
    ...renderAll(plan),
    printDispatch(describeCommands(plan), plan),
  ].join('\n');
}

const PREPARE = `# Fails unless a tool is there.
need() {
  command -v "$1" >/dev/null 2>&1 || fail "$1 is needed, and not installed."
  [ "$1" != docker ] || docker buildx version >/dev/null 2>&1 || fail "docker buildx is needed, and not installed: https://docs.docker.com/go/buildx/"
}

# Goes to the root of the repository, and makes a folder that is removed at the end. What is no image in it has a name that begins with _.
prepare() {
  need git
  [ -z "$ARCHIVES" ] || { mkdir -p "$ARCHIVES"; ARCHIVES=$(cd "$ARCHIVES" && pwd); }
  cd "$(dirname "$0")"
  ROOT=$(git rev-parse --show-toplevel)
  cd "$ROOT"
  WORK=$(mktemp -d)
  WORK=$(cd "$WORK" && pwd)
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  ARCHIVES=\${ARCHIVES:-$WORK}
}
clean_up() {
  cd "$ROOT"
  [ ! -e "$WORK/_tree" ] || git worktree remove --force "$WORK/_tree" || true
  rm -rf "$WORK"
}
`;

function printBuilder(buildkit: string): string {
  return `# Chooses the builder: the digests of images depend on its version. Its name follows from the image, which stands in one place, where a bot finds it.
choose_builder() {
  need docker
  [ -z "\${BUILDX_BUILDER:-}" ] || return 0
  set -- ${_quoteShellWord(`image=${buildkit}`)}
  BUILDX_BUILDER=imagewright-$(printf %s "$1" | sed 's/^image=//; s/^.*\\///; s/\\(@sha256:.\\{8\\}\\).*/\\1/; s/[^A-Za-z0-9.-]\\{1,\\}/-/g')
  export BUILDX_BUILDER
  docker buildx inspect "$BUILDX_BUILDER" >/dev/null 2>&1 ||
    docker buildx create --name "$BUILDX_BUILDER" --driver docker-container --driver-opt "$1" >/dev/null
}
`;
}

function renderInstall({ pipeline: { install, synthesis } }: ScriptPlan): string[] {
  return [
    `install_imagewright() {
  sh -ec ${_quoteShellWord(install)}
}
`,
    printSubshell('check_synthesis', `install_imagewright
sh -ec ${_quoteShellWord(synthesis)}
${printCleanScript(synthesis)}`, 'Synthesizes, and fails if that changes a file.'),
  ];
}

/** The function that checks out the release whose git tag is in a variable. */
function printEnterRelease(variable: 'TAG' | 'GIT_TAG'): string {
  return `# Checks the release out into a folder of its own: only what is committed gets into it, and what is here stays as it is.
enter_release() {
  git rev-parse --quiet --verify "refs/tags/$${variable}^{commit}" >/dev/null ||
    git fetch --quiet --no-tags "$REMOTE" "refs/tags/$${variable}:refs/tags/$${variable}" || fail "There is no git tag $${variable}, neither here nor in $REMOTE."
  git -c core.hooksPath=/dev/null worktree add --quiet --detach "$WORK/_tree" "refs/tags/$${variable}"
  cd "$WORK/_tree"
}
`;
}
