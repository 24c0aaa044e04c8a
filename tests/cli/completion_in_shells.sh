#!/bin/sh
# usage: completion_in_shells.sh CAIRN: what Tab offers in a real bash, zsh and fish, as far as they
# are installed. 77 where there is not even bash.
set -eu
cairn=$1
command -v bash >/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/sub"
ln -s "$cairn" "$folder/bin/cairn"
PATH=$folder/bin:$PATH
HOME=$folder
export PATH HOME
unset CAIRN_CATALOG XDG_CONFIG_HOME
cd "$folder"
touch progress.jsonl
cat > own.yaml <<'END'
cairn: 1
id: own
title: Own
areas: [{id: web, title: Web}]
skills: [{id: c++, name: C++, area: web, hours: 1}, {id: html, name: "It's: HTML", area: web, hours: 1}]
END

failed=0
same() {
  [ "$2" = "$3" ] && return
  failed=1
  printf '%s: offered\n%s\nin place of\n%s\n' "$1" "$2" "$3" >&2
}

# in_bash WORD...: completes the last one the way bash does it, with its own breaking of words.
in_bash() {
  bash --norc -c '
    eval "$(cairn completion bash)"
    COMP_WORDS=(cairn "$@"); COMP_CWORD=$#
    compopt() { :; }
    _cairn cairn "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
    printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
same 'a command' "$(in_bash roa)" roadmap
same 'an option' "$(in_bash roadmap --gan)" --gantt
same 'a value after =' "$(in_bash map --format = mer)" mermaid
same 'a skill' "$(in_bash show programming-fund)" programming-fundamentals
same 'a catalog of one'\''s own' "$(in_bash --catalog own.yaml show c)" c++
same 'a file' "$(in_bash import prog)" progress.jsonl
same 'a folder' "$(in_bash sync s)" sub
same 'nothing' "$(in_bash nonsense '')" ''
# Tab pressed in earnest, where a terminal can be had: script(1) gives one.
if command -v script >/dev/null; then
  printf 'eval "$(cairn completion bash)"\ncairn roadm\t> out.txt --json; exit\n' > keys
  # bash reads the keys from its terminal, which is script's.
  script -qec "bash --norc --noprofile -i" /dev/null < keys >/dev/null 2>&1 || true
  [ -s out.txt ] || { failed=1; echo "Tab in bash did not complete roadmap" >&2; }
fi

if command -v zsh >/dev/null; then
  cairn completion zsh > _cairn
  zsh -nf _cairn || failed=1
  # Its own completion system, asked what it would offer, in a terminal of zsh's making.
  offered=$(zsh -f -c '
    zmodload zsh/zpty
    zpty -b z zsh -f -i
    zpty -w z "PS1= ; unsetopt zle_bracketed_paste 2>/dev/null; fpath=(. \$fpath); autoload -U compinit; compinit -D -u"
    zpty -w z "bindkey ^I complete-word; print REA\DY"
    zpty -m z line "*READY*"
    zpty -wn z "cairn roadm"$'\''\t'\''" > zout.txt --json; exit"$'\''\n'\''
    for i in {1..100}; do [[ -s zout.txt ]] && break; sleep 0.1; done
    zpty -d z' 2>&1 || true)
  [ -s zout.txt ] || { failed=1; echo "Tab in zsh did not complete roadmap: $offered" >&2; }
fi

if command -v fish >/dev/null; then
  cairn completion fish > cairn.fish
  fish -n cairn.fish || failed=1
  in_fish() { fish -N -c "source cairn.fish; complete -C '$1'" | cut -f1; }
  same 'fish: a command' "$(in_fish 'cairn roa')" roadmap
  same 'fish: a skill' "$(in_fish 'cairn show programming-fund')" programming-fundamentals
  same 'fish: a file' "$(in_fish 'cairn import prog')" progress.jsonl
fi
exit $failed
