#!/bin/sh
# make_dmg.sh Kesit.app TARGET.dmg: a disk image to drag the program out of. Needs macOS's own hdiutil.
set -eu
app=$1
target=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$target"
hdiutil create -volname Kesit -srcfolder "$folder" -fs HFS+ -format UDZO "$target"
