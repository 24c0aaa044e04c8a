/// What the local page is answered: its files, the documents it is drawn from, and the commands.
/// Not for: who is let in (guard.h), or what the commands do (cli).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/web/http.h"

namespace cairn {

/// How a command line ended: the exit code and what it said on either stream.
struct Ran {
  int code = 0;
  std::string out, err;
};

/// What the page may ask of the program. Options by command: no other is passed on.
struct Desk {
  std::map<std::string, std::set<std::string>> reads, writes;
  std::function<Ran(const std::vector<std::string>& arguments)> run;
  /// Documents by name, made for one word (may be empty); throw Error.
  std::map<std::string, std::function<std::string(const std::string& word)>> documents;
  /// Another number when the record has changed.
  std::function<std::uint64_t()> changes;
};

/// | request | answer |
/// |---|---|
/// | `GET /`, `GET /FILE` | the page and its files |
/// | `GET /api/changes` | `{"changes": n}` |
/// | `GET /api/DOCUMENT[/WORD]` | a document of the desk |
/// | `GET /api/COMMAND[/WORD...][?OPTION=VALUE...]` | what a reading command says with --json |
/// | `POST /api/COMMAND`, `{"words": [...], "options": {...}}` | `{"answer", "remark", "state"}` |
///
/// Requests are answered one at a time; several threads may ask.
class Site {
 public:
  Site(Desk desk, std::string token);

  Reply answer(const Request& request);

 private:
  Reply read(const std::vector<std::string>& path, const Request& request);
  Reply write(const std::string& command, const Request& request);

  Desk desk_;
  std::string token_;
  std::mutex mutex_;
};

}  // namespace cairn
