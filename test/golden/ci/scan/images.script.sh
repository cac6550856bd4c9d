#!/bin/sh
# Generated. Do not edit.
#
# Builds, verifies, publishes and promotes router: the pipeline for any CI, and for a machine without one.
# It needs docker with buildx, git, and imagewright, installed by `npm ci --ignore-scripts`. See ci/images.sh --help.
set -eu
# With it, cd would print folders, and find other ones.
unset CDPATH

# The registry in which images are tested, and all that get them.
MAIN=registry.example.com
REGISTRIES=registry.example.com
REMOTE=${REMOTE:-origin}

usage() {
  cat <<'END'
Usage: ci/images.sh COMMAND …

Commands:
  build [--platform PLATFORM] [--archives FOLDER] [IMAGE…]
      Builds and verifies, and pushes nothing. The archives stay in FOLDER, if it is given.
  verify --archives FOLDER [--platform PLATFORM] [IMAGE…]
      Verifies the archives of an earlier build.
  tag [--push]
      Prints the tag of the first release of a version, v<version>-mt.1, or nothing if there is one.
      With --push, tags the commit and pushes the tag.
  publish RELEASE [IMAGE…]
      Builds the commit of the git tag RELEASE, verifies, and publishes under its name.
      A published release is never replaced by another image.
  smoke RELEASE [IMAGE…]
      Runs the smoke tests in the published images.
  promote RELEASE [IMAGE…]
      Moves the floating tags to the release, unless they point to a higher version.
      Let no two promotions run at the same time.
  release RELEASE [IMAGE…]
      Does these one after the other: publish, smoke, promote.
  rollback IMAGE TAG RELEASE
      Moves a floating tag, such as stable, to an older release.
  synthesis
      Synthesizes, and fails if that changes a file.

Images: router. Without IMAGE, all of them.

It needs docker with buildx, git and npx; and QEMU for builds that run programs of other platforms; and Grype, to scan.
Log in before publish, smoke, promote, release and rollback: docker login registry.example.com

Environment:
  BUILDX_BUILDER  the builder; without it, one is made with the pinned BuildKit
  REMOTE          the remote of git, for tags; without it, origin

Exit codes: 0 done, 64 wrong arguments, others: failed.
END
}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}
wrong() {
  printf '%s\n' "$1" >&2
  echo 'See ci/images.sh --help.' >&2
  exit 64
}

# Fails unless a tool is there.
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
  ARCHIVES=${ARCHIVES:-$WORK}
}
clean_up() {
  cd "$ROOT"
  [ ! -e "$WORK/_tree" ] || git worktree remove --force "$WORK/_tree" || true
  rm -rf "$WORK"
}

# Chooses the builder: the digests of images depend on its version. Its name follows from the image, which stands in one place, where a bot finds it.
choose_builder() {
  need docker
  [ -z "${BUILDX_BUILDER:-}" ] || return 0
  set -- image=moby/buildkit:v0.32.2@sha256:0000000000000000000000000000000000000000000000000000000000000000
  BUILDX_BUILDER=imagewright-$(printf %s "$1" | sed 's/^image=//; s/^.*\///; s/\(@sha256:.\{8\}\).*/\1/; s/[^A-Za-z0-9.-]\{1,\}/-/g')
  export BUILDX_BUILDER
  docker buildx inspect "$BUILDX_BUILDER" >/dev/null 2>&1 ||
    docker buildx create --name "$BUILDX_BUILDER" --driver docker-container --driver-opt "$1" >/dev/null
}

install_imagewright() {
  sh -ec 'npm ci --ignore-scripts'
}

# Synthesizes, and fails if that changes a file.
check_synthesis() (
  install_imagewright
  sh -ec 'npx --no -- projen'
  changed=$(git status --porcelain)
  if [ -n "$changed" ]; then
    git --no-pager diff
    echo "The synthesis changes what is committed:" >&2
    echo "$changed" >&2
    printf 'Run it and commit the result: %s\n' 'npx --no -- projen' >&2
    exit 1
  fi
)

# Sets the variables of an image.
describe() {
  NAME=$1
  case $1 in
    router)
      REPOSITORY=acme/router
      SUFFIX=''
      CONTEXT=.
      DOCKERFILE=Dockerfile
      PLATFORMS=linux/amd64,linux/arm64,linux/arm/v7,linux/arm/v5
      RELEASE_ARG=OCI_VERSION
      BASES=''
      ;;
    *) wrong "There is no image \"$1\". Choose from: router." ;;
  esac
  IMAGE=$MAIN/$REPOSITORY
  [ -z "$PLATFORM" ] || case ",$PLATFORMS," in
    *",$PLATFORM,"*) ;;
    *) wrong "$NAME is not built for $PLATFORM. Choose from: $PLATFORMS." ;;
  esac
}

# Builds $NAME: run_build OUTPUT METADATA [OPTION…]
run_build() {
  output=$1
  metadata=$2
  shift 2
  set -- "$@" --file "$DOCKERFILE" --platform "${PLATFORM:-$PLATFORMS}" --provenance false --metadata-file "$metadata" \
    --output "$output,oci-mediatypes=true,rewrite-timestamp=true" --build-arg "$RELEASE_ARG=$VERSION" --build-arg BUILDKIT_MULTI_PLATFORM=1 \
    --build-arg "SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)"
  docker buildx build "$@" "$CONTEXT"
}

# Builds an image, and before it the images that are its contexts, to archives: each once.
build_image() (
  describe "$1"
  [ ! -e "$WORK/$NAME.json" ] || exit 0
  for base in $BASES; do
    build_image "$base"
    mkdir -p "$WORK/$base"
    tar -xf "$ARCHIVES/$base.tar" -C "$WORK/$base"
  done
  # A release is built from nothing but its commit.
  if [ -n "$TAG" ]; then
    set -- --no-cache
  else
    set --
  fi
  run_build "type=oci,dest=$WORK/_build.tar" "$WORK/_build.json" "$@"
  mv "$WORK/_build.tar" "$ARCHIVES/$NAME.tar"
  mv "$WORK/_build.json" "$WORK/$NAME.json"
)

verify_image() {
  case $1 in
    router) npx --no -- imagewright verify ${PLATFORM:+--platform "$PLATFORM"} "$ARCHIVES/$1.tar" ;;
  esac
}

# Looks for known vulnerabilities in the archive of an image.
scan_image() (
  describe "$1"
  set -eu
  status=0
  for platform in $(printf %s "${PLATFORM:-$PLATFORMS}" | tr , " "); do
    echo "Vulnerabilities on $platform:"
    grype --platform "$platform" --fail-on critical --only-fixed "oci-archive:$ARCHIVES/$NAME.tar" || status=$?
  done
  [ "$status" -eq 0 ] || exit "$status"
)

digest_in() {
  digest=$(sed -n 's/^ *"containerimage.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' "$1" | head -n 1)
  [ -n "$digest" ] || fail "The builder did not say which digest $NAME has."
  printf '%s\n' "$digest"
}

# Tags $IMAGE@$DIGEST as the release, in the repository $COPY.
copy_release() (
  set -eu
  if published=$(docker buildx imagetools inspect "$COPY:$TAG$SUFFIX" --format '{{.Manifest.Digest}}' 2>&1); then
    if [ "$published" != "$DIGEST" ]; then
      echo "$COPY:$TAG$SUFFIX is published already, as $published. This release is $DIGEST." >&2
      echo "A published release never changes: tag a new one. The rollback can move other tags to the published image." >&2
      exit 1
    fi
    echo "$COPY:$TAG$SUFFIX is published already."
  else
    case $published in
      *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
      *) printf '%s\n' "$published" >&2; exit 1 ;;
    esac
    docker buildx imagetools create --prefer-index=false --tag "$COPY:$TAG$SUFFIX" "$IMAGE@$DIGEST"
  fi
)

# Pushes a verified image from the cache, by digest, and tags it if it is the one that was verified.
publish_image() {
  describe "$1"
  VERIFIED=$(digest_in "$WORK/$NAME.json")
  run_build "type=image,name=$IMAGE,push-by-digest=true,name-canonical=true,push=true" "$WORK/_pushed.json"
  PUSHED=$(digest_in "$WORK/_pushed.json")
  if [ "$PUSHED" != "$VERIFIED" ]; then
    echo "$PUSHED was pushed, but $VERIFIED was verified" >&2
    exit 1
  fi
  DIGEST=$PUSHED
  for registry in $REGISTRIES; do
    COPY=$registry/$REPOSITORY
    copy_release
  done
  echo "$IMAGE:$TAG$SUFFIX is $DIGEST."
}

# Checks the release out into a folder of its own: only what is committed gets into it, and what is here stays as it is.
enter_release() {
  git rev-parse --quiet --verify "refs/tags/$TAG^{commit}" >/dev/null ||
    git fetch --quiet --no-tags "$REMOTE" "refs/tags/$TAG:refs/tags/$TAG" || fail "There is no git tag $TAG, neither here nor in $REMOTE."
  git -c core.hooksPath=/dev/null worktree add --quiet --detach "$WORK/_tree" "refs/tags/$TAG"
  cd "$WORK/_tree"
}

# Runs a program of the published image: run_on "PLATFORM…" PROGRAM [ARGUMENT…]
run_on() {
  platforms=$1
  program=$2
  shift 2
  for platform in $platforms; do
    printf 'Smoke test of %s on %s: %s\n' "$NAME" "$platform" "$program $*"
    docker run --rm --pull always --platform "$platform" --entrypoint "$program" "$IMAGE@$DIGEST" "$@"
  done
}

# The same on the platform of this machine, which must be one of them.
run_here() {
  here=$(docker info --format '{{.OSType}}/{{.Architecture}}' | sed -e 's,/x86_64$,/amd64,' -e 's,/aarch64$,/arm64,' -e 's,/armv\([5-7]\).*,/arm/v\1,')
  case " $1 " in
    *" $here "*) ;;
    *) fail "The smoke tests of $NAME cannot run on this machine, $here. They can on: $1." ;;
  esac
  shift
  run_on "$here" "$@"
}

smoke_image() {
  describe "$1"
  DIGEST=$(docker buildx imagetools inspect "$IMAGE:$TAG$SUFFIX" --format '{{.Manifest.Digest}}')
  case $NAME in
    router)
      run_here 'linux/amd64 linux/arm64 linux/arm/v7 linux/arm/v5' /usr/local/bin/tailscale version
      ;;
  esac
}

move_tags() (
  set -eu
  # A text that sorts as the version of a release does. D begins a number, C a word, A a pre-release, and B ends the version.
  sort_key() {
    printf '%s\n' "$1" | tr ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz | LC_ALL=C sed -E \
      -e 's/^v//' \
      -e 's/(.*)-mt\./\1B/' \
      -e 's/^.*[1-9][0-9]{20}.*$/A/' \
      -e '/^(19|20)[0-9]{2}.*-g?[0-9a-f]{7,40}$/s/-g?[0-9a-f]*[a-f][0-9a-f]*$//' \
      -e 's/([0-9]u[0-9]+)-b([0-9]+)(-ga)?$/\1.\2/' \
      -e 's/[._-](ga|final|release)(B|$)/\2/' \
      -e 's/[._-]?(alpha|beta|rc|cr|pre|preview|dev|snapshot|nightly|canary|eap|milestone)([^a-z]|$)/A\1\2/' \
      -e 's/([0-9])[._-]?([abcm])([0-9])/\1A\2\3/g' \
      -e 's/-([a-z])/A\1/g' \
      -e 's/[0-9]+/D00000000000000000000&/g' \
      -e 's/D[0-9]*([0-9]{20})/D\1/g' \
      -e 's/([0-9])([a-z])/\1C\2/g' \
      -e 's/[^A-Za-z0-9]+([a-z])/C\1/g' \
      -e 's/[^A-Za-z0-9]//g' \
      -e 's/^([a-z])/C\1/' \
      -e 's/$/B/'
  }
  is_final() {
    case $(sort_key "$1") in
      *A*) return 1 ;;
      D*) ;;
      *) return 1 ;;
    esac
  }
  is_lower() {
    one=$(sort_key "$1")
    other=$(sort_key "$2")
    [ "$one" != "$other" ] && [ "$(printf '%s\n%s\n' "$one" "$other" | LC_ALL=C sort | head -n 1)" = "$one" ]
  }
  inspect() {
    found=$(docker buildx imagetools inspect "$IMAGE:$1" --format "$2" 2>&1) && printf '%s\n' "$found" && return
    case $found in
      *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
      *) printf '%s\n' "$found" >&2; exit 1 ;;
    esac
  }
  digest_of() {
    inspect "$1" '{{.Manifest.Digest}}'
  }
  release_of() {
    described=$(inspect "$1" '{{json .Image}}')
    printf '%s\n' "$described" | tr ',' '\n' | sed -n -E 's/.*"org.opencontainers.image.version": *"([^"]*)".*/\1/p' | head -n 1
  }
  move() {
    docker buildx imagetools create --prefer-index=false --tag "$IMAGE:$1" "$IMAGE@$2"
  }
  promote() {
    if [ -z "$1" ]; then
      echo "$TAG has too few numbers for a tag of its line."
      return
    fi
    set -- "$1$SUFFIX"
    present=$(digest_of "$1")
    before=$(release_of "$1")
    if [ "$present" = "$DIGEST" ]; then
      echo "$1 is $TAG already."
    elif [ -n "$present" ] && [ -z "$before" ]; then
      echo "$1 stays: $present does not say its release, which may be higher than $TAG. Move it once by hand, with the rollback." >&2
      exit 1
    elif [ -n "$present" ] && is_lower "$TAG" "$before"; then
      echo "$1 stays at $before, which is higher than $TAG."
    else
      move "$1" "$DIGEST"
      echo "$1 moved to $TAG."
    fi
  }
  if ! is_final "$TAG"; then
    echo "$TAG is a pre-release, or no version: no other tag moves to it."
    exit 0
  fi
  promote stable
  promote "$(printf '%s\n' "$TAG" | sed -n -E 's/^[vV]?([0-9]+\.[0-9]+)([^0-9].*)?$/\1/p')"
)

promote_image() {
  describe "$1"
  DIGEST=$(docker buildx imagetools inspect "$IMAGE:$TAG$SUFFIX" --format '{{.Manifest.Digest}}')
  for registry in $REGISTRIES; do
    IMAGE=$registry/$REPOSITORY
    echo "Tags of $IMAGE:"
    move_tags
  done
}

move_back() (
  set -e
  inspect() {
    found=$(docker buildx imagetools inspect "$IMAGE:$1" --format "$2" 2>&1) && printf '%s\n' "$found" && return
    case $found in
      *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
      *) printf '%s\n' "$found" >&2; exit 1 ;;
    esac
  }
  digest_of() {
    inspect "$1" '{{.Manifest.Digest}}'
  }
  release_of() {
    described=$(inspect "$1" '{{json .Image}}')
    printf '%s\n' "$described" | tr ',' '\n' | sed -n -E 's/.*"org.opencontainers.image.version": *"([^"]*)".*/\1/p' | head -n 1
  }
  move() {
    docker buildx imagetools create --prefer-index=false --tag "$IMAGE:$1" "$IMAGE@$2"
  }
  if [ -z "$ROLLBACK_TAG" ]; then
    ROLLBACK_TAG=stable
  fi
  case $ROLLBACK_TO in
    v*-mt.*) ;;
    *) echo "\"$ROLLBACK_TO\" is no release: "'v*-mt.*' >&2; exit 1 ;;
  esac
  case $ROLLBACK_TAG in
    v*-mt.*) echo "$ROLLBACK_TAG is a release, which never changes." >&2; exit 1 ;;
  esac
  after=$(digest_of "$ROLLBACK_TO$SUFFIX")
  if [ -z "$after" ]; then
    echo "$IMAGE has no release $ROLLBACK_TO$SUFFIX." >&2
    exit 1
  fi
  before=$(digest_of "$ROLLBACK_TAG$SUFFIX")
  echo "ROLLBACK of $IMAGE:$ROLLBACK_TAG$SUFFIX"
  echo "  from $(release_of "$ROLLBACK_TAG$SUFFIX") $before"
  echo "  to $ROLLBACK_TO$SUFFIX $after"
  move "$ROLLBACK_TAG$SUFFIX" "$after"
  echo "The next release moves $ROLLBACK_TAG$SUFFIX again if its version is higher than $ROLLBACK_TO."
)

roll_back() {
  describe "$1"
  ROLLBACK_TAG=$2
  ROLLBACK_TO=$3
  for registry in $REGISTRIES; do
    IMAGE=$registry/$REPOSITORY
    move_back
  done
}

# Prints the tag of the next release, if there is something to release; with --push, tags the commit and pushes the tag.
tag_release() (
  exec 3>&1 >&2
  set -eu
  # Reads the version from the Dockerfile, so that no other tool is needed.
  upstream=$(sed -n '/^ARG TAILSCALE_VERSION=/{s/^ARG TAILSCALE_VERSION=v\{0,1\}/v/p;q;}' Dockerfile)
  if [ -z "$upstream" ]; then
    echo 'No line begins with ARG TAILSCALE_VERSION= in' Dockerfile >&2
    exit 1
  fi
  released=$(git ls-remote --tags --refs "$REMOTE" "refs/tags/$upstream-mt.*")
  if [ -n "$released" ]; then
    echo "$upstream has a release:"
    echo "$released"
    exit 0
  fi
  tag=$upstream-mt.1
  message="First release with $upstream"
  if [ -n "$PUSH" ]; then
    if ! git var GIT_COMMITTER_IDENT >/dev/null 2>&1; then
      export GIT_COMMITTER_NAME=release-tag
      export GIT_COMMITTER_EMAIL=release-tag@localhost
    fi
    git tag --annotate --message "$message" "$tag"
    git push "$REMOTE" "refs/tags/$tag"
  fi
  echo "$tag" >&3
)

verify_all() {
  need npx
  npx --no -- imagewright --version >/dev/null 2>&1 || install_imagewright
  for image; do
    verify_image "$image"
  done
}

build_all() {
  prepare
  need npx
  choose_builder
  VERSION=ci-$(git rev-parse HEAD)
  for image; do
    build_image "$image"
  done
  verify_all "$@"
  need grype
  for image; do
    scan_image "$image"
  done
}

# Pushes nothing before all images are verified.
publish_all() {
  prepare
  need npx
  choose_builder
  enter_release
  for image; do
    build_image "$image"
  done
  install_imagewright
  for image; do
    verify_image "$image"
  done
  need grype
  for image; do
    scan_image "$image"
  done
  # What was installed must not get into the build that is pushed.
  git -C "$WORK/_tree" clean -ffdxq
  for image; do
    publish_image "$image"
  done
}

smoke_all() {
  need docker
  for image; do
    smoke_image "$image"
  done
}

promote_all() {
  need docker
  for image; do
    promote_image "$image"
  done
}

ARCHIVES=
PLATFORM=
PUSH=
TAG=
command=${1:---help}
[ $# -eq 0 ] || shift
count=$#
while [ "$count" -gt 0 ]; do
  case $1 in
    -h | --help) command=--help ;;
    --push) PUSH=yes ;;
    --platform | --archives)
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
case $command in
  build | verify) ;;
  *) [ -z "$PLATFORM" ] || wrong "$command has no option --platform." ;;
esac
case $command in
  build | verify) ;;
  *) [ -z "$ARCHIVES" ] || wrong "$command has no option --archives." ;;
esac
case $command in
  tag) ;;
  *) [ -z "$PUSH" ] || wrong "$command has no option --push." ;;
esac
case $command in
  publish | smoke | promote | release)
    [ $# -gt 0 ] || wrong "Which release? Pass its git tag: $command RELEASE."
    TAG=$1
    VERSION=$TAG
    case $TAG in
      v*-mt.*) ;;
      *) wrong "\"$TAG\" is no release: v*-mt.*" ;;
    esac
    case $TAG in
      *[!A-Za-z0-9_.-]* | .*) wrong "\"$TAG\" is no release: the tag of an image has letters, digits, _, . and - only." ;;
    esac
    shift
    ;;
esac
case $command in
  build | verify | publish | smoke | promote | release)
    [ $# -gt 0 ] || set -- router
    for image; do
      describe "$image"
    done
    ;;
esac
case $command in
  tag | synthesis) [ $# -eq 0 ] || wrong "$command takes no argument: $1." ;;
esac

case $command in
  -h | --help) usage ;;
  build)
    build_all "$@"
    ;;
  verify)
    [ -n "$ARCHIVES" ] || wrong "Which archives? Pass --archives FOLDER."
    [ -d "$ARCHIVES" ] || wrong "There is no folder $ARCHIVES."
    prepare
    verify_all "$@"
    ;;
  tag)
    prepare
    tag_release
    ;;
  publish)
    publish_all "$@"
    ;;
  smoke)
    smoke_all "$@"
    ;;
  promote)
    promote_all "$@"
    ;;
  release)
    publish_all "$@"
    smoke_all "$@"
    promote_all "$@"
    ;;
  rollback)
    [ $# -eq 3 ] || wrong "Pass the image, the tag and the release: rollback IMAGE TAG RELEASE."
    need docker
    roll_back "$@"
    ;;
  synthesis)
    prepare
    check_synthesis
    ;;
  *) wrong "There is no command \"$command\"." ;;
esac
