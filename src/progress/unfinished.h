/// A store that is being made under another name, in the folder where it is to be.
/// Not for: giving it its name (private_files.h, set_aside.h).
#pragma once

#include <filesystem>

namespace cairn {

/// A path for a new file that is removed again, with what SQLite keeps beside it, unless it is
/// moved away. What a killed process left of this kind in the folder is removed first.
class Unfinished {
 public:
  explicit Unfinished(const std::filesystem::path& to);
  ~Unfinished();
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace cairn
