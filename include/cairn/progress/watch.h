/// Tells whether the record in a file has changed, whoever changed it.
/// Not for: reading it (store.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

namespace cairn {

/// Looks at SQLite's data_version, which costs a few microseconds and locks nothing for longer. One
/// object serves one thread.
class Watch {
 public:
  explicit Watch(std::filesystem::path file);
  ~Watch();

  /// A number that is another one after every commit of any process, and when the file is made,
  /// replaced or taken away. Where the store is locked or cannot be read it stays as it is: who
  /// opens the store hears why.
  std::uint64_t changes();

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace cairn
