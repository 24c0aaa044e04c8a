#include "progress/set_aside.h"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include "progress/private_files.h"

namespace cairn {

namespace fs = std::filesystem;

fs::path aside_path(const fs::path& store, std::string_view word, const Moment& now) {
  std::string stamp = to_iso(now).substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  for (int i = 1;; ++i) {
    const std::string number = i == 1 ? std::string() : fmt::format("-{}", i);
    fs::path path = store.parent_path() / fmt::format("{}-{}-{}{}{}", store.stem().string(), word,
                                                      stamp, number, store.extension().string());
    if (!fs::exists(path)) return path;
  }
}

void swap_in(const fs::path& fresh, const fs::path& store, const fs::path& kept) {
  std::error_code error;
  fs::create_hard_link(store, kept, error);
  if (error) move_into_place(store, kept);  // on a file system without links
  const std::string log = store.string() + "-wal";
  if (fs::exists(log)) move_into_place(log, kept.string() + "-wal");
  fs::remove(store.string() + "-shm", error);
  move_into_place(fresh, store);
}

}  // namespace cairn
