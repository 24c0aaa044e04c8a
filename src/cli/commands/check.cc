// `cairn check`: every finding about a catalog at once.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_check(Session& session) {
  Diagnostics findings;
  const std::vector<std::string>& files = session.arguments().words;
  if (files.empty()) {
    findings = check_catalog(session.paths());
  } else {
    for (const std::string& file : files) {
      for (Diagnostic& finding : check_catalog_file(file)) findings.push_back(std::move(finding));
    }
  }
  const int code = has_errors(findings) ? kNoAnswer : kAnswer;
  if (session.json()) {
    session.out() << check_json(findings);
    return code;
  }
  for (const Diagnostic& finding : findings) session.out() << to_string(finding) << '\n';
  const auto errors = static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::error; }));
  if (findings.empty()) {
    session.out() << "No findings.\n";
  } else {
    session.out() << fmt::format("{}, {}\n", count_text(errors, "error"),
                                 count_text(findings.size() - errors, "warning"));
  }
  return code;
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .group = kProgram,
          .summary = "Every finding about a catalog, with file, line and column",
          .arguments = "[FILE...]",
          .least = 0,
          .most = kAnyNumber,
          .options = {},
          .examples = {{"check", "the catalog in use, with your overlays"},
                       {"check mine.yaml", "a file by itself"}},
          .details = "Exit code 1 when there is an error among the findings.",
          .run = run_check};
}

}  // namespace cairn
