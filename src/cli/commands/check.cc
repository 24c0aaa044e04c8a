// `cairn check`: every finding about a catalog at once, by the house rules too where asked.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/catalog/links.h"
#include "cairn/catalog/strict.h"
#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

constexpr std::size_t kMostLockBytes = std::size_t{16} << 20;

// The strict rules speak of a catalog that loads; what keeps it from loading comes first.
void check_strictly(Session& session, CheckedCatalog& checked) {
  if (!checked.open || has_errors(checked.findings)) return;
  for (Diagnostic& finding : check_house_rules(*checked.open)) {
    checked.findings.push_back(std::move(finding));
  }
  if (const auto lock = session.arguments().get("lock")) {
    const std::string text = read_file(*lock, kMostLockBytes);
    for (Diagnostic& finding : check_lock(checked.open->catalog, *lock, text)) {
      checked.findings.push_back(std::move(finding));
    }
  }
}

int print_links(Session& session, const std::vector<CheckedCatalog>& all) {
  std::vector<Link> links;
  for (const CheckedCatalog& checked : all) {
    if (!checked.open) continue;
    for (Link& link : links_of(checked.open->catalog)) links.push_back(std::move(link));
  }
  if (session.json()) {
    session.out() << links_json(links);
  } else {
    for (const Link& link : links) session.out() << link.url << '\n';
  }
  return links.empty() ? kNoAnswer : kAnswer;
}

int run_check(Session& session) {
  std::vector<CheckedCatalog> all;
  const std::vector<std::string>& files = session.arguments().words;
  session.doing("checking the catalog");
  if (files.empty()) all.push_back(check_catalog(session.paths()));
  for (const std::string& file : files) all.push_back(check_catalog_file(file));

  const bool strict = session.arguments().has("strict") || session.arguments().has("lock");
  Diagnostics findings;
  for (CheckedCatalog& checked : all) {
    if (strict) check_strictly(session, checked);
    findings.insert(findings.end(), checked.findings.begin(), checked.findings.end());
  }
  if (session.arguments().has("links") && !has_errors(findings)) return print_links(session, all);
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
          .options = {{"strict", "", "hold it to the house rules of the shipped catalog too"},
                      {"lock", "FILE", "with --strict: ids that may not go, as in data/ids.lock"},
                      {"links", "", "list the addresses it names, for a checker outside"}},
          .examples = {{"check", "the catalog in use, with your overlays"},
                       {"check mine.yaml --strict", "a file by itself, by the house rules"},
                       {"check mine.yaml --links", "its addresses, one a line"}},
          .details = "Exit code 1 when there is an error among the findings.",
          .uses = {Use::catalog},
          .paged = true,
          .run = run_check};
}

}  // namespace cairn
