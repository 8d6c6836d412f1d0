#!/bin/bash
# Installs a package on this Debian (root, in a throw-away container or chroot), plays the example
# year with it, opens the window without a screen, removes it, and looks at what is left.
#   installer/check_deb.sh dist/ruse-desktop_0.1.0_amd64.deb [ROOT]
# With ROOT, the folder of a debootstrapped system, everything happens inside it.
set -eu -o pipefail

package=$(readlink -f "$1")
root=${2:-}
[ "$(id -u)" = 0 ] || { echo "root is needed to install the package" >&2; exit 2; }

say() { echo "check_deb: $*"; }
fail() { echo "check_deb: FAILED: $*" >&2; exit 1; }
inside() {
  local clean=(env -i "HOME=$home" "PATH=/usr/sbin:/usr/bin:/sbin:/bin" LANG=C.UTF-8
    QT_QPA_PLATFORM=offscreen DEBIAN_FRONTEND=noninteractive)
  if [ -n "$root" ]; then chroot "$root" "${clean[@]}" "$@"; else (cd / && "${clean[@]}" "$@"); fi
}

if [ -n "$root" ]; then
  home=/tmp/ruse-check
  rm -rf "${root:?}$home"
  mkdir -p "$root$home"
  cp "$package" "$root$home/package.deb"
  seen=$home/package.deb
else
  home=$(mktemp -d /tmp/ruse-check.XXXXXX)
  seen=$package
  if dpkg-query -W -f='${Status}' ruse-desktop 2>/dev/null | grep -q ' installed'; then
    fail "the package is installed already; this check would remove it"
  fi
fi
mounted=no
if [ -n "$root" ] && [ ! -e "$root/proc/self" ]; then
  mount -t proc proc "$root/proc"
  mounted=yes
fi
installed=no
tidy() {
  [ "$installed" = no ] || inside dpkg --purge ruse-desktop >/dev/null 2>&1 || true
  [ "$mounted" = no ] || umount "$root/proc"
  rm -rf "${root}${home:?}"
}
trap tidy EXIT

say "metadata"
tree=$root$home/tree
dpkg-deb -x "$package" "$tree"
desktop-file-validate "$tree/usr/share/applications/ruse-desktop.desktop"
if command -v appstreamcli >/dev/null; then
  appstreamcli validate --no-net --no-color "$tree"/usr/share/metainfo/*.metainfo.xml
else
  say "appstreamcli is not there, the metainfo was not judged"
fi
[ "$(dpkg-deb -f "$package" Version | tr -d '~')" = "$(sed -n 's/^X-Ruse-Version=//p' \
  "$tree/usr/share/applications/ruse-desktop.desktop")" ] || fail "versions differ"
if [ -n "$(find "$tree" \( -perm -o+w -a ! -type l \) -o -name '*.po')" ]; then
  fail "files that everyone may write, or sources of translations"
fi
rm -rf "$tree"

say "install"
inside apt-get install -qq -y --no-install-recommends "$seen" >/dev/null
installed=yes
inside ruse-desktop --help >/dev/null

say "the example year"
started=$(date +%s)
inside ruse-desktop demo --data "$home/example" --json >"$root$home/demo.json"
papers=$(find "$root$home/example" -name '*.pdf' | wc -l)
[ "$papers" -gt 0 ] || fail "no papers were made"
inside ruse-desktop verify --data "$home/example" >/dev/null || fail "the chains are not whole"
say "$papers papers in $(($(date +%s) - started)) s"

say "the window"
inside timeout --preserve-status -s TERM 15 ruse-desktop --data "$home/fresh" \
  >"$root$home/window.log" 2>&1 &
window=$!
sleep 8
kill -0 "$window" 2>/dev/null || { cat "$root$home/window.log" >&2; fail "the window closed"; }
wait "$window" || true
if grep -q -i 'traceback\|could not load\|error' "$root$home/window.log"; then
  cat "$root$home/window.log" >&2
  fail "the window complained"
fi

# The log begins with the first paint.
[ -d "$root$home/fresh/logs" ] || fail "the window was not painted"

say "remove"
inside dpkg --purge ruse-desktop >/dev/null
installed=no
for left in /usr/lib/ruse-desktop /usr/bin/ruse-desktop \
  /usr/share/applications/ruse-desktop.desktop; do
  [ ! -e "$root$left" ] || fail "$left was left behind"
done
[ -d "$root$home/example" ] || fail "the data went with the program"
say "installed, ran, removed; the data stayed"
