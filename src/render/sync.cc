#include "cairn/render/sync.h"

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "render/json_values.h"

namespace cairn {

std::string synced_screen(const Terminal& terminal, const Synced& synced) {
  std::string headline;
  if (synced.taken > 0) {
    headline = count_text(synced.taken, "event") + " taken";
  }
  if (synced.written > 0) {
    headline += fmt::format("{}{} written to {}", headline.empty() ? "" : ", ",
                            count_text(synced.written, "event"), synced.file);
  }
  if (headline.empty()) headline = "Nothing new on either side";
  if (!synced.remote.empty() && !synced.rehearsed) {
    headline += ", in step with " + printable(synced.remote);
  }
  std::string screen = wrap(terminal, "", headline) + synced.change;
  if (!synced.skipped.empty()) {
    screen += labelled(terminal, "skipped",
                       count_text(synced.skipped.size(), "line") + ", named on standard error");
  }
  return screen;
}

std::string synced_json(const Synced& synced) {
  Json json = document("sync");
  json["folder"] = synced.folder;
  json["file"] = synced.file.empty() ? Json() : Json(synced.file);
  json["files"] = synced.files;
  json["taken"] = synced.taken;
  json["written"] = synced.written;
  json["done"] = !synced.rehearsed;
  json["remote"] = synced.remote.empty() ? Json() : Json(synced.remote);
  json["skipped"] = Json::array();
  for (const Diagnostic& finding : synced.skipped) {
    Json part;
    part["file"] = finding.place.file;
    part["line"] = finding.place.line;
    part["what"] = finding.what;
    json["skipped"].push_back(std::move(part));
  }
  return text_of(json);
}

}  // namespace cairn
