#!/bin/sh
# The long run of everything that tests the record: `./dev soak` builds what it needs and calls it
# from the root. Prints seeds and a table, which a whole run also puts into docs/reliability.md.
# --kills N --seed S: a run of another length or of the same moments; writes nothing.
set -u
table=$(mktemp)
trap 'rm -f "$table"' EXIT
failed=0

build/dev/tests/cairn_faults --cairn build/release/cairn --root . --soak --kills 100 "$@" >"$table" ||
  failed=1
cat "$table"

# So many times the seeds of every build, every operation of the faulty disk, every order of merging.
factor=20
properties() {
  what=$1 program=$2 filter=$3 promise=$4
  log=$(mktemp)
  if CAIRN_SOAK=$factor "build/dev/tests/$program" --gtest_filter="$filter" >"$log" 2>&1; then
    held=held
  else
    held="NOT HELD"
    failed=1
    cat "$log" >&2
  fi
  rm -f "$log"
  echo "| $what | $promise | $held |" | tee -a "$table"
}
properties "merging, 2 to 5 devices | seeds 1 to $((6 * factor)) in every order, $((6 * factor)) more in random groups" \
  interchange_test 'Exchange.*' "all agree, whatever the order, however often"
properties "a folder between 2 to 5 devices, copies of a store among them | seeds 1 to $((8 * factor))" \
  interchange_test 'SyncFolder.*' "all agree, nothing is written twice"
properties "checkpoints | seeds 1 to $((8 * factor)), 3,000 events each" \
  progress_test 'Checkpoint.*' "the same state as a whole fold"
properties "a faulty disk: short writes, failing syncs, power cuts | at every write and sync of a new store and of one that is migrated" \
  progress_test '*FaultyDisk*' "what was acknowledged is there, nothing is half there"

if [ $# -eq 0 ]; then
  version=$(sed -n 's/^project(cairn VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
  awk -v table="$table" -v day="$(date '+%-d %B %Y')" -v version="$version" \
    -v cores="$(nproc)" -v compiler="$(c++ --version | head -1)" '
    /^<!-- soak: / {
      print
      printf "Measured on %s with cairn %s: %s cores, %s;\nother work on the machine not excluded.\n\n", day, version, cores, compiler
      print "| what | figures | promise | |"
      print "|---|---|---|---|"
      while ((getline line < table) > 0) print line
      skipping = 1
    }
    /^<!-- end of soak/ { skipping = 0 }
    !skipping
  ' docs/reliability.md >docs/reliability.md.new && mv docs/reliability.md.new docs/reliability.md
  echo "soak: the table is in docs/reliability.md" >&2
fi
[ "$failed" -eq 0 ] || echo "soak: a promise did not hold; its seed is above" >&2
exit "$failed"
