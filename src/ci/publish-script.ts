import { TagSuffix, printTagSuffix } from './variants';

/**
 * Prints a script that pushes the images in these archives, of one platform each, as they are: as the index `$IMAGE:$TAG`, in this order. It sets
 * `$digest` to the digest of the index. The tag comes last, so a push that breaks off publishes nothing. A release that is published already, with
 * other images, is refused. It needs docker with buildx 0.33 or newer, which is logged in.
 *
 * @param archives paths without the extension `.tar`, as shell words
 * @param tagSuffix added to the tag, or empty, as in the other scripts
 * @see https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/
 */
export function printIndexScript(archives: readonly string[], tagSuffix: TagSuffix, moved: string = MOVED): string {
  const tag = formatTag(tagSuffix);
  return `${printLayouts(archives)}if published=$(docker buildx imagetools inspect "$IMAGE:${tag}" --format '{{range .Manifest.Manifests}}{{.Digest}} {{end}}' 2>&1); then
  if [ "$published" != "$built" ]; then
    printf '%s is published already, with other images:\\n%s\\nThis build has:\\n%s\\n' "$IMAGE:${tag}" "$published" "$built" >&2
    echo ${moved} >&2
    exit 1
  fi
  echo "$IMAGE:${tag} is published already, with the same images."
else
  case $published in
    *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
    *) printf '%s\\n' "$published" >&2; exit 1 ;;
  esac
  docker buildx imagetools create --tag "$IMAGE:${tag}" "$@"
fi
digest=$(docker buildx imagetools inspect "$IMAGE:${tag}" --format '{{.Manifest.Digest}}')
`;
}

/** Unpacks the archives. Their images, in the declared order, become the arguments of the script, and `$built` their digests. */
export function printLayouts(archives: readonly string[]): string {
  return `set -eu
# In the declared order: the digest of the index depends on it.
set -- ${archives.join(' ')}
built=
for layout; do
  shift
  mkdir "$layout"
  tar -xf "$layout.tar" -C "$layout"
  digest=$(grep -o 'sha256:[0-9a-f]*' "$layout/index.json")
  set -- "$@" "oci-layout://$layout@$digest"
  built="$built$digest "
done
`;
}

/**
 * Prints a script that pushes an image from an archive as it is, and tags it `$TAG`: the tag comes last, so a push that breaks off publishes
 * nothing. A release that is published already, with another digest, is refused. It needs ORAS, which is logged in.
 */
export function printPushScript(archive: string, tagSuffix: string): string {
  const tag = formatTag(tagSuffix);
  return `set -eu
built=$(oras resolve --oci-layout "${archive}:${tag}")
oras cp --from-oci-layout "${archive}@$built" "$IMAGE@$built"
${printOnce(tag, MOVED)}`;
}

/** Tags `$IMAGE@$built`, unless the tag has another digest. */
export function printOnce(tag: string, moved: string): string {
  return `if published=$(oras resolve "$IMAGE:${tag}" 2>&1); then
  if [ "$published" != "$built" ]; then
    echo "$IMAGE:${tag} is published already, as $published. This build is $built." >&2
    echo ${moved} >&2
    exit 1
  fi
else
  case $published in
    *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
    *) printf '%s\\n' "$published" >&2; exit 1 ;;
  esac
fi
oras tag "$IMAGE@$built" "${tag}"
`;
}

/**
 * Prints a script that copies the release `$IMAGE@$DIGEST` to `$COPY:$TAG`, unchanged. A release that is published there already, with another
 * digest, is refused. It needs docker with buildx, which is logged in to both registries.
 */
export function printCopyScript(tagSuffix: TagSuffix): string {
  const tag = formatTag(tagSuffix);
  return `set -eu
if published=$(docker buildx imagetools inspect "$COPY:${tag}" --format '{{.Manifest.Digest}}' 2>&1); then
  if [ "$published" != "$DIGEST" ]; then
    echo "$COPY:${tag} is published already, as $published. This release is $DIGEST." >&2
    echo ${MOVED} >&2
    exit 1
  fi
  echo "$COPY:${tag} is published already."
else
  case $published in
    *'not found'* | *MANIFEST_UNKNOWN* | *'manifest unknown'*) ;;
    *) printf '%s\\n' "$published" >&2; exit 1 ;;
  esac
  docker buildx imagetools create --prefer-index=false --tag "$COPY:${tag}" "$IMAGE@$DIGEST"
fi
`;
}

/** Where a step that pushes leaves the digest, for those that sign it. */
export const DIGEST_FILE = 'image.digest';

/** Leaves the digest in a file, after `printPushScript`. Its path is a word of the script. */
export function printKeepDigest(file: string = DIGEST_FILE): string {
  return `printf %s "$built" > ${file}\n`;
}

/** The tag under which a release is published, for use between double quotes. */
function formatTag(tagSuffix: TagSuffix): string {
  return `$TAG${printTagSuffix(tagSuffix)}`;
}

/** Fails unless the digest that was pushed is the one that was verified. */
export const SAME_DIGEST = `if [ "$PUSHED" != "$VERIFIED" ]; then
  echo "$PUSHED was pushed, but $VERIFIED was verified" >&2
  exit 1
fi
`;

/** What to do if a release is published already, as a word of the script. */
const MOVED = '"A published release never changes: tag a new one. The rollback can move other tags to the published image."';
