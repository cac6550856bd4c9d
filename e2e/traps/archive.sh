#!/bin/sh
# Gives the base its real apt back, with an archive of two empty packages: one that needs the other, so that apt asks before it installs them.
set -eu
rm -f /usr/local/bin/apt-get
rm -rf /var/lib/apt/lists/* /etc/apt/sources.list /etc/apt/sources.list.d
mkdir -p /archive/cmake/DEBIAN /archive/cmake-data/DEBIAN
control() { printf 'Package: %s\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.com>\nDescription: %s\n' "$1" "$1"; }
{ control cmake; echo 'Depends: cmake-data'; } > /archive/cmake/DEBIAN/control
control cmake-data > /archive/cmake-data/DEBIAN/control
cd /archive
for name in cmake cmake-data; do
  dpkg-deb --build "$name" "$name.deb" >&2
  dpkg-deb --field "$name.deb"
  printf 'Filename: ./%s.deb\nSize: %s\nSHA256: %s\n\n' "$name" "$(stat -c %s "$name.deb")" "$(sha256sum "$name.deb" | cut -d ' ' -f 1)"
done > Packages
echo 'deb [trusted=yes] file:/archive ./' > /etc/apt/sources.list
