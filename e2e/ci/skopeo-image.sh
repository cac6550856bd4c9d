#!/usr/bin/env bash
# skopeo-image.sh TAG - an image of the skopeo of this machine, under the name of the image that the workflows run: nothing is pulled in tests.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unpacked=${E2E_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/imagewright-e2e}/ci-root/skopeo
if [ -x "$unpacked/usr/bin/skopeo" ]; then
  program=$unpacked/usr/bin/skopeo
  export LD_LIBRARY_PATH=$unpacked/usr/lib/x86_64-linux-gnu:$unpacked/lib/x86_64-linux-gnu
else
  program=$(command -v skopeo)
fi
mkdir -p "$folder/root/lib64" "$folder/root/etc/containers" "$folder/root/var/tmp" "$folder/root/libraries"
cp "$program" "$folder/root/skopeo"
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do cp -L "$library" "$folder/root/libraries/"; done
mv "$folder"/root/libraries/ld-linux-* "$folder/root/lib64/"
echo '{"default":[{"type":"insecureAcceptAnything"}]}' >"$folder/root/etc/containers/policy.json"
cat >"$folder/Dockerfile" <<X
FROM scratch
COPY root/ /
ENV LD_LIBRARY_PATH=/libraries
ENTRYPOINT ["/skopeo"]
X
docker buildx build --quiet --load --tag "$1" "$folder" >/dev/null
