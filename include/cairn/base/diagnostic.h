/// A finding in an input file: where, what, and what to do.
/// Not for: stopping a command; that is error.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cairn {

/// A place in a file. Lines and columns count from 1; 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// A place in one of several files that are known by number. Lines and columns as in Place.
struct Mark {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// `file:line:column`, without the parts that are unknown.
std::string to_string(const Place& place);

enum class Severity { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string what;
  std::string hint;  ///< may be empty

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// `file:line:column: error: what; hint`.
std::string to_string(const Diagnostic& diagnostic);

using Diagnostics = std::vector<Diagnostic>;

/// True when at least one finding is an error.
bool has_errors(const Diagnostics& diagnostics);

}  // namespace cairn
