/// What a shell needs to complete cairn's command lines: it asks the program itself each time, so
/// that the scripts need not change when the commands do.
/// Not for: what is offered (completion.h).
#pragma once

#include <string_view>

namespace cairn {

// `cairn completion words` answers with a line for each candidate, the word and after a tab what it
// is; a line `%files` or `%folders` leaves these to the shell.
inline constexpr std::string_view kBashCompletion =
    R"sh(# bash completion for cairn; for one session: eval "$(cairn completion bash)"
_cairn() {
  local current=${COMP_WORDS[COMP_CWORD]} line
  # What bash takes apart at `=` or `:` is completed from there on.
  [[ $current == = ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      %files) compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
      %folders) compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$current") ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <("${COMP_WORDS[0]}" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _cairn cairn
)sh";

inline constexpr std::string_view kZshCompletion =
    R"sh(#compdef cairn
# zsh completion for cairn; for one session: eval "$(cairn completion zsh)"
_cairn() {
  local line
  local -a offered
  for line in "${(@f)$("$words[1]" completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      %files) _files ;;
      %folders) _files -/ ;;
      *) offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  (( $#offered )) && _describe -V cairn offered
}
if [ "$funcstack[1]" = _cairn ]; then _cairn "$@"; else compdef _cairn cairn; fi
)sh";

inline constexpr std::string_view kFishCompletion =
    R"sh(# fish completion for cairn; for one session: cairn completion fish | source
function __cairn_offered
  set -l words (commandline -opc) (commandline -ct)
  for line in ($words[1] completion words -- $words[2..-1] 2>/dev/null)
    switch $line
      case '%files'
        __fish_complete_path (commandline -ct)
      case '%folders'
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c cairn -f -a '(__cairn_offered)'
)sh";

}  // namespace cairn
