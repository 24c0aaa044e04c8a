#include "cairn/interchange/git_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "cairn/base/child.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"

extern char** environ;

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnion = "cairn-*.jsonl merge=union\n";

// Ours, but for what would turn git to another repository or to another language.
std::vector<std::string> environment() {
  constexpr std::array<std::string_view, 8> kLeftOut = {
      "GIT_DIR=",    "GIT_WORK_TREE=",  "GIT_INDEX_FILE=", "GIT_OBJECT_DIRECTORY=",
      "GIT_PREFIX=", "GIT_COMMON_DIR=", "GIT_NAMESPACE=",  "LC_ALL="};
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (std::none_of(kLeftOut.begin(), kLeftOut.end(),
                     [&](std::string_view name) { return text.starts_with(name); })) {
      variables.emplace_back(text);
    }
  }
  variables.emplace_back("LC_ALL=C.UTF-8");
  return variables;
}

ChildEnd git(const fs::path& folder, std::vector<std::string> words) {
  words.insert(words.begin(), {"git", "-C", folder.string()});
  return run_child(words, {}, {}, environment());
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// What git said, as one line that a terminal can show: its last complaint, or else its last line.
std::string complaint(const std::string& said) {
  std::string last;
  for (std::size_t at = 0; at < said.size();) {
    const std::size_t end = std::min(said.find('\n', at), said.size());
    const std::string line = said.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("fatal: ") || line.starts_with("error: ")) return printable(line);
    if (line.find_first_not_of(' ') != std::string::npos) last = line;
  }
  return printable(last);
}

[[noreturn]] void refuse(const fs::path& folder, std::string what, std::string hint) {
  throw Error(Code::usage, folder.string(), std::move(what), std::move(hint));
}

[[noreturn]] void fail(const fs::path& folder, std::string_view what, const ChildEnd& end) {
  throw Error(Code::data, folder.string(), fmt::format("git {}: {}", what, complaint(end.talk)),
              "settle it with git there, then run it again; your record has lost nothing");
}

bool has_remote(const std::string& list, const std::string& name) {
  return ("\n" + list).find("\n" + name + "\n") != std::string::npos;
}

}  // namespace

GitFolder::GitFolder(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  if (!fs::is_directory(folder_, error)) {
    refuse(folder_, "there is no such folder", "git clone ADDRESS makes one");
  }
  const ChildEnd inside = git(folder_, {"rev-parse", "--is-inside-work-tree"});
  if (inside.how == ChildEnd::How::missing) {
    refuse(folder_, "git is not installed", "install git, or leave --git out");
  }
  if (inside.code != 0 && inside.talk.find("not a git repository") == std::string::npos) {
    fail(folder_, "rev-parse", inside);
  }
  if (inside.code != 0 || first_line(inside.out) != "true") {
    refuse(folder_, "this folder is in no working tree of git",
           "git clone or git init makes one; or leave --git out");
  }
  const ChildEnd head = git(folder_, {"symbolic-ref", "--quiet", "--short", "HEAD"});
  if (head.code != 0) {
    refuse(folder_, "git has no branch checked out here, or a rebase is under way",
           "finish it, or git switch to a branch");
  }
  branch_ = first_line(head.out);
  const std::string remotes = git(folder_, {"remote"}).out;
  const ChildEnd set = git(folder_, {"config", fmt::format("branch.{}.remote", branch_)});
  remote_ = set.code == 0                   ? first_line(set.out)
            : has_remote(remotes, "origin") ? "origin"
                                            : first_line(remotes);
  if (remote_.empty()) {
    refuse(folder_, "git has no remote here to exchange with",
           "git remote add origin ADDRESS; or leave --git out");
  }
  const ChildEnd merge = git(folder_, {"config", fmt::format("branch.{}.merge", branch_)});
  remote_branch_ = merge.code == 0 ? first_line(merge.out) : "refs/heads/" + branch_;
}

void GitFolder::commit(const std::string& file, const std::string& message) {
  std::error_code error;
  if (!fs::exists(folder_ / file, error)) return;
  const ChildEnd present = git(folder_, {"check-attr", "merge", "--", file});
  if (!present.out.ends_with(": union\n")) {
    // In this clone alone; a file in the working tree would itself be something to conflict about.
    const ChildEnd path = git(folder_, {"rev-parse", "--git-path", "info/attributes"});
    if (path.code != 0) fail(folder_, "rev-parse", path);
    const fs::path attributes = folder_ / first_line(path.out);
    fs::create_directories(attributes.parent_path(), error);
    std::ofstream(attributes, std::ios::app) << kUnion;
  }
  const ChildEnd added = git(folder_, {"add", "--force", "--", file});
  if (added.code != 0) fail(folder_, "add", added);
  const ChildEnd changed = git(folder_, {"status", "--porcelain", "--", file});
  if (changed.code != 0) fail(folder_, "status", changed);
  if (changed.out.empty()) return;
  const ChildEnd done = git(folder_, {"commit", "--quiet", "-m", message, "--only", "--", file});
  if (done.code != 0) fail(folder_, "commit", done);
}

void GitFolder::pull() {
  const ChildEnd there =
      git(folder_, {"ls-remote", "--exit-code", "--heads", remote_, remote_branch_});
  constexpr int kNoSuchBranch = 2;
  if (there.code == kNoSuchBranch) return;
  if (there.code != 0) fail(folder_, "ls-remote", there);
  const ChildEnd pulled = git(folder_, {"pull", "--rebase", "--quiet", remote_, remote_branch_});
  if (pulled.code == 0) return;
  for (const char* name : {"rebase-merge", "rebase-apply"}) {
    const ChildEnd path = git(folder_, {"rev-parse", "--git-path", name});
    std::error_code error;
    if (path.code != 0 || !fs::exists(folder_ / first_line(path.out), error)) continue;
    std::string files = git(folder_, {"diff", "--name-only", "--diff-filter=U"}).out;
    if (files.ends_with('\n')) files.pop_back();
    std::replace(files.begin(), files.end(), '\n', ' ');
    git(folder_, {"rebase", "--abort"});
    throw Error(Code::data, folder_.string(),
                fmt::format("your commits conflict with those of {}: {}", remote_,
                            files.empty() ? complaint(pulled.talk) : printable(files)),
                "all is as it was; settle it with git pull --rebase there, then run it again");
  }
  fail(folder_, "pull --rebase", pulled);
}

bool GitFolder::push() {
  if (git(folder_, {"rev-parse", "--quiet", "--verify", "HEAD"}).code != 0) return true;  // empty
  const ChildEnd pushed =
      git(folder_, {"push", "--porcelain", "--set-upstream", remote_, "HEAD:" + remote_branch_});
  if (pushed.code == 0) return true;
  for (const char* faster : {"[rejected]", "cannot lock ref", "failed to update ref"}) {
    if ((pushed.out + pushed.talk).find(faster) != std::string::npos) return false;
  }
  fail(folder_, "push", pushed);
}

}  // namespace cairn
