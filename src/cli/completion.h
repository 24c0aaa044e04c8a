/// What may stand at the end of a command line that is being typed, made from the table of
/// commands. Not for: the shells' own part of it (completion_scripts.h).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

struct Candidate {
  std::string word;
  std::string what;  ///< one line for a person, may be empty

  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// What the catalog has to offer; asked only where it matters, since to open it takes a moment.
struct Vocabulary {
  std::function<std::vector<Candidate>()> skills, levels, areas, topics;
};

struct Completion {
  enum class Files { none, files, folders };
  std::vector<Candidate> candidates;  ///< that begin with the last word
  Files files = Files::none;          ///< these as well, for the shell to find
};

/// `words` are those after the program's name, the last being typed (empty where none is begun).
/// `--option=value` may come in one word or, as bash takes it apart, in three. O(candidates).
Completion complete(const std::vector<std::string>& words, const Vocabulary& vocabulary);

}  // namespace cairn
