#!/bin/sh
# usage: manual.sh CAIRN: the man page as man, and mandoc where it is installed, read it.
set -eu
# Under its own name: mandoc reads the section from that, and so from any chance ending.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
page=$folder/cairn.1
"$1" help --man > "$page"
failed=0
if command -v mandoc >/dev/null; then
  # A page without a date says nothing wrong.
  complaints=$(mandoc -Tlint -Wwarning "$page" | grep -v 'missing date' || true)
  [ -z "$complaints" ] || { failed=1; echo "$complaints" >&2; }
  shown=$(mandoc -Tutf8 "$page" | sed 's/.\x08//g')
elif command -v man >/dev/null && command -v nroff >/dev/null; then
  complaints=$(MANWIDTH=80 man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null)
  [ -z "$complaints" ] || { failed=1; echo "$complaints" >&2; }
  shown=$(MANWIDTH=80 man -E UTF-8 -l "$page" | sed 's/.\x08//g')
else
  exit 77
fi
for command in $("$1" completion words -- '' | cut -f1); do
  echo "$shown" | grep -q "cairn $command" || { failed=1; echo "not in the manual: cairn $command" >&2; }
done
for option in $("$1" completion words -- roadmap -- | cut -f1) --gantt --color; do
  echo "$shown" | grep -q -e "$option" || { failed=1; echo "not in the manual: $option" >&2; }
done
exit $failed
