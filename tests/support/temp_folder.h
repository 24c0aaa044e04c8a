/// A fresh folder for one test, removed with all that is in it; and work done in another process.
/// Not for: running the program itself (tests/cli).
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace cairn::test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, const std::string& bytes);

/// Runs `work` in a forked child and hands its answer back; `crashed` where the child did not end
/// by itself.
std::string in_child(const std::function<std::string()>& work);
/// The same as a user whom file permissions bind; root is not.
std::string in_child_without_privileges(const std::function<std::string()>& work);

}  // namespace cairn::test
