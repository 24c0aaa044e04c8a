#include "cairn/progress/watch.h"

#include <sys/stat.h>

#include <optional>
#include <utility>

#include "cairn/base/error.h"
#include "progress/open.h"

namespace cairn {
namespace {

// Which file stands under the name: another one after a restore.
struct Identity {
  dev_t device = 0;
  ino_t number = 0;

  friend bool operator==(const Identity&, const Identity&) = default;
};

Identity identity_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

}  // namespace

struct Watch::Body {
  std::filesystem::path file;
  Identity identity;
  std::optional<OpenStore> store;
  std::int64_t seen = 0;
  std::uint64_t changes = 0;
};

Watch::Watch(std::filesystem::path file) : body_(std::make_unique<Body>()) {
  body_->file = std::filesystem::absolute(file);
}
Watch::~Watch() = default;

std::uint64_t Watch::changes() {
  Body& body = *body_;
  try {
    const Identity now = identity_of(body.file);
    if (now != body.identity) body.store.reset();
    if (!body.store && now != Identity{}) {
      body.store = open_to_read(body.file, std::chrono::milliseconds(0));
      if (!body.store) return body.changes;
      body.seen = -1;
    }
    if (std::exchange(body.identity, now) != now) ++body.changes;
    if (!body.store) return body.changes;
    const auto version = body.store->database.execAndGet("PRAGMA data_version").getInt64();
    const auto before = std::exchange(body.seen, version);
    if (before != -1 && before != version) ++body.changes;
  } catch (const Error&) {
    body.store.reset();
  } catch (const SQLite::Exception&) {
    body.store.reset();
  }
  return body.changes;
}

}  // namespace cairn
