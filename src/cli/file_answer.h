/// `--format F` and `-o FILE`: an answer as a file, for the commands that draw the way.
/// Not for: what is in the file (render/formats.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/render/drawing.h"
#include "cli/session.h"

namespace cairn {

enum class Format : std::uint8_t {
  markdown,
  html,
  svg,
  png,
  dot,
  mermaid,
  graphml,
  json,
  ics,
  csv
};

struct FileWish {
  Format format{};
  std::string file;  ///< empty for standard output
};

/// `--hours-per-week`, `--start` and `--sessions`, then the two options, to be declared by a
/// command.
std::vector<Option> file_options();

/// What the command line asks for; nothing where it asks for a screen. A format that is not named
/// is the file's ending. Throws Error (usage), with the nearest name, for one that there is none
/// of.
std::optional<FileWish> find_file_wish(Session& session);

/// The scene as this format has it, of all that the command shows.
Scene scene_for(Format format, Scene scene);

/// The drawing in any format; `roadmap` has a JSON of its own. Throws Error (usage) where a tool
/// that the format needs is missing, or there is nothing that it could hold.
std::string file_text(Session& session, Format format, const Drawing& drawing);

/// Writes it out, and says so where it went to a file. `what` is the thing, `Senior from here`.
int give_file(Session& session, const FileWish& wish, std::string_view what,
              const std::string& text);

/// That there is no plan: the command's answer as JSON or a screen, or beside a file that then does
/// not come to be.
int say_unreachable(Session& session, const View& view, std::string_view schema,
                    const Unreachable& none, const std::optional<FileWish>& wish);

}  // namespace cairn
