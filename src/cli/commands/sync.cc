// `cairn sync`: the record of several devices through a folder that somebody else's tool carries.
#include "cairn/render/sync.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/interchange/git_folder.h"
#include "cairn/interchange/jsonl.h"
#include "cairn/interchange/sync_folder.h"
#include "cairn/workspace/write_file.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/situation.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr int kMostPushes = 5;

class Syncing {
 public:
  Syncing(Session& session, fs::path folder) : session_(session), folder_(std::move(folder)) {
    synced_.folder = folder_.string();
    synced_.rehearsed = session.arguments().has("dry-run");
  }

  // Takes what the folder has and the record has not.
  void take() {
    read();
    std::string change;
    const Merged merged = merge_and_compare(session_, read_.events, change);
    for (const std::size_t i : merged.clashing) {
      read_.skipped.push_back(clash(read_.places[i], read_.events[i]));
      read_.skipped.back().severity = Severity::warning;
      read_.skipped.back().hint += "; skipped";
    }
    synced_.taken += merged.fresh.size();
    synced_.files = read_.files;
    synced_.change += change;
    synced_.skipped = read_.skipped;
  }

  // Writes what the record has and the folder has not. Requires: take() or read() before.
  void give() {
    std::size_t added = 0;
    const std::string text = extended_own_text(read_, session_.events(), added);
    if (added == 0) return;
    // The record may have been made by take() just now.
    synced_.file = own_name();
    synced_.written += added;
    if (!synced_.rehearsed) write_file(folder_ / synced_.file, text);
  }

  void read() {
    session_.doing("reading the folder");
    read_ = read_sync_folder(folder_, own_name());
  }

  void through_git() {
    GitFolder git(folder_);
    synced_.remote = git.remote();
    if (synced_.rehearsed) {
      take();
      give();
      return;
    }
    // What is here is committed first: git pulls into a clean working tree only, and from then on
    // it cannot be lost.
    read();
    give();
    commit(git);
    for (int i = 0; i < kMostPushes; ++i) {
      session_.doing("git pull");
      git.pull();
      take();
      give();
      commit(git);
      session_.doing("git push");
      if (git.push()) return;
    }
    throw Error(Code::data, folder_.string(),
                fmt::format("others pushed to {} all the time", git.remote()),
                "run it again; your record has lost nothing");
  }

  const Synced& synced() const { return synced_; }

 private:
  std::string own_name() {
    const std::string device = session_.store().info().device;
    return device.empty() ? std::string() : sync_file_name(device);
  }

  void commit(GitFolder& git) {
    if (synced_.file.empty()) synced_.file = own_name();
    session_.doing("git commit");
    if (!synced_.file.empty()) git.commit(synced_.file, "cairn: progress");
  }

  Session& session_;
  fs::path folder_;
  SyncFolder read_;
  Synced synced_;
};

int run_sync(Session& session) {
  session.look_only();
  Syncing syncing(session, session.arguments().words.front());
  if (session.arguments().has("git")) {
    syncing.through_git();
  } else {
    syncing.take();
    syncing.give();
  }
  const Synced& synced = syncing.synced();
  for (const Diagnostic& finding : synced.skipped) {
    session.err() << to_string(finding) << '\n';
  }
  session.out() << (session.json() ? synced_json(synced)
                                   : synced_screen(session.terminal(), synced));
  return kAnswer;
}

}  // namespace

Command sync_command() {
  return {.name = "sync",
          .group = kData,
          .summary = "Exchange the record with your other devices through a folder",
          .arguments = "FOLDER",
          .least = 1,
          .most = 1,
          .options = {{"git", "", "and commit, pull and push there with your own git"},
                      {"dry-run", "", "show what it would take and write, change nothing"}},
          .examples = {{"sync ~/Sync/cairn", "through a folder that Syncthing or a stick carries"},
                       {"sync ~/progress --git", "through a git repository of your own"}},
          .details =
              "Each device appends to a file of its own and takes what the others have. A line "
              "that cannot be taken is named and skipped.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_sync};
}

}  // namespace cairn
