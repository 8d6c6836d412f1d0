#!/bin/bash
# Runs the Windows installer with its dummy under wine: files, menu, registry, upgrade, removal.
# It proves the installer's script, nothing of the program. Without wine it says so and ends well.
#   installer/check_windows.sh dist/ruse-desktop-0.1.0-windows-x64.exe
set -eu -o pipefail

setup=$(readlink -f "$1")
say() { echo "check_windows: $*"; }
fail() { echo "check_windows: FAILED: $*" >&2; exit 1; }
wine=$(command -v wine64 || command -v wine || ls /usr/lib/wine/wine64 2>/dev/null || true)
[ -n "$wine" ] || { say "wine is not there: the installer was compiled, not run"; exit 0; }

WINEPREFIX=$(mktemp -d /tmp/ruse-wine.XXXXXX)
export WINEPREFIX WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml="
server=$(command -v wineserver || ls /usr/lib/wine/wineserver64 2>/dev/null || true)
trap '[ -z "$server" ] || "$server" -k || true; rm -rf "$WINEPREFIX"' EXIT
run() { timeout 120 "$wine" "$@" >/dev/null 2>&1; }

run wineboot -i || fail "wine does not start"
user=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 ! -name Public -print -quit)
program=$user/AppData/Local/Programs/ruse-desktop
data=$user/AppData/Local/ruse-desktop
menu="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

say "install"
run "$setup" /S /ANYWINDOWS || fail "the installer ended with $?"
[ -f "$program/ruse-desktop.exe" ] && [ -f "$program/_internal/resources/version.txt" ] \
  || fail "the files are not there"
[ -n "$(find "$menu" -name '*Русе*.lnk')" ] || fail "no link in the Start menu"

say "upgrade keeps the data and removes old parts"
mkdir -p "$data"
echo data >"$data/kept.txt"
echo old >"$program/_internal/old.dll"
echo mine >"$program/mine.txt"
run "$setup" /S /ANYWINDOWS || fail "the upgrade ended with $?"
[ ! -e "$program/_internal/old.dll" ] || fail "an old part was left"
[ -f "$data/kept.txt" ] || fail "the data was lost"

say "uninstall keeps the data and foreign files"
# Told its folder, the uninstaller works in place and can be waited for; its own file stays then.
place=C:${program#"$WINEPREFIX/drive_c"}
run "$program/uninstall.exe" /S "_?=${place//\//\\}" || fail "uninstall: $?"
[ ! -e "$program/ruse-desktop.exe" ] && [ ! -e "$program/_internal" ] || fail "the program stayed"
[ -z "$(find "$menu" -name '*Русе*.lnk')" ] || fail "the link stayed"
[ -f "$data/kept.txt" ] && [ -f "$program/mine.txt" ] || fail "foreign files were removed"
say "installed, upgraded, removed under wine; the data stayed"
