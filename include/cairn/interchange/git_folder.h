/// The person's own git, run in a folder that is a working tree: commit, pull, push.
/// Not for: what the files say (sync_folder.h); no history is rewritten but one's own unpushed
/// commits, and those only as `git pull --rebase` does it.
#pragma once

#include <filesystem>
#include <string>

namespace cairn {

class GitFolder {
 public:
  /// Throws Error (usage) where git is missing, the folder is in no working tree, no branch is
  /// checked out or there is no remote; each says what to do.
  explicit GitFolder(std::filesystem::path folder);

  const std::string& remote() const { return remote_; }
  const std::string& branch() const { return branch_; }

  /// Commits the file of that name and nothing else; does nothing where it has not changed. Tells
  /// git that two versions of such a file are united line by line.
  void commit(const std::string& file, const std::string& message);
  /// Puts the commits that the remote has not onto those that it has. Does nothing where the remote
  /// has no such branch yet. Where they conflict, all is as it was, and it throws Error (data).
  void pull();
  /// False where somebody else was faster: pull again.
  bool push();

 private:
  std::filesystem::path folder_;
  std::string branch_, remote_, remote_branch_;
};

}  // namespace cairn
