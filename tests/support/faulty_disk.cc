#include "tests/support/faulty_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

struct Write {
  std::size_t at = 0;
  std::string bytes;
  bool truncates = false;  // the file ends at `at`
};

// A file as the disk has it for certain, and what was written since the last sync.
struct Image {
  std::string synced;
  std::vector<Write> later;
  bool is_new = false;   // its folder is synced with it for the first time
  bool deleted = false;  // and may be back as long as the folder is not synced
};

struct Disk {
  sqlite3_vfs vfs{};
  sqlite3_vfs* real = nullptr;
  sqlite3_io_methods methods{};
  std::map<std::string, Image> images;
  FaultyDisk::Fault fault = FaultyDisk::Fault::short_write;
  int left = 0;  // operations until the fault; 0: none is planned
  bool struck = false, dead = false;

  // Counts one operation; true where the fault strikes at it.
  bool strikes() {
    if (left == 0 || --left > 0) return false;
    struck = true;
    dead = fault == FaultyDisk::Fault::power_cut;
    return true;
  }
};

Disk* disk = nullptr;

// What SQLite takes for a file; the real one lies behind it in the same memory.
struct File {
  sqlite3_file base;
  std::string* path;
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
}

std::string& path_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->path; }

int close_file(sqlite3_file* file) {
  const int result = real(file)->pMethods->xClose(real(file));
  delete reinterpret_cast<File*>(file)->path;
  return result;
}

int read_file(sqlite3_file* file, void* into, int bytes, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), into, bytes, at);
}

int write_some(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 at) {
  disk->images[path_of(file)].later.push_back(
      {static_cast<std::size_t>(at),
       std::string(static_cast<const char*>(from), static_cast<std::size_t>(bytes)), false});
  return real(file)->pMethods->xWrite(real(file), from, bytes, at);
}

int write_file(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 at) {
  if (disk->dead) return SQLITE_IOERR_WRITE;
  if (disk->fault != FaultyDisk::Fault::failing_sync && disk->strikes()) {
    write_some(file, from, bytes / 2, at);
    return disk->dead ? SQLITE_IOERR_WRITE : SQLITE_FULL;
  }
  return write_some(file, from, bytes, at);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (disk->dead) return SQLITE_IOERR_TRUNCATE;
  disk->images[path_of(file)].later.push_back({static_cast<std::size_t>(size), {}, true});
  return real(file)->pMethods->xTruncate(real(file), size);
}

void replay(std::string& bytes, const Write& write) {
  if (write.truncates) {
    bytes.resize(std::min(bytes.size(), write.at));
    return;
  }
  if (bytes.size() < write.at + write.bytes.size()) bytes.resize(write.at + write.bytes.size());
  bytes.replace(write.at, write.bytes.size(), write.bytes);
}

int sync_file(sqlite3_file* file, int flags) {
  if (disk->dead) return SQLITE_IOERR_FSYNC;
  if (disk->fault != FaultyDisk::Fault::short_write && disk->strikes()) return SQLITE_IOERR_FSYNC;
  Image& image = disk->images[path_of(file)];
  for (const Write& write : image.later) replay(image.synced, write);
  image.later.clear();
  if (image.is_new) {
    image.is_new = false;
    for (auto& [path, other] : disk->images) {
      if (other.deleted) other.synced.clear();
    }
  }
  return real(file)->pMethods->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_lock(sqlite3_file* file, int* taken) {
  return real(file)->pMethods->xCheckReservedLock(real(file), taken);
}
int control(sqlite3_file* file, int code, void* value) {
  return real(file)->pMethods->xFileControl(real(file), code, value);
}
int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
// Nothing is promised: no atomic writes, no order, no safe appends.
int traits(sqlite3_file*) { return 0; }
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** into) {
  return real(file)->pMethods->xShmMap(real(file), region, size, extend, into);
}
int lock_shared(sqlite3_file* file, int first, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), first, count, flags);
}
void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* opened = reinterpret_cast<File*>(file);
  opened->base.pMethods = nullptr;
  const int result = disk->real->xOpen(disk->real, name, real(file), flags, out);
  if (result != SQLITE_OK) return result;
  opened->path = new std::string(name == nullptr ? "" : name);
  opened->base.pMethods = &disk->methods;
  const auto [image, is_new] = disk->images.try_emplace(*opened->path);
  if (image->second.deleted) image->second = {};
  if (is_new) image->second.synced = read_bytes(*opened->path);
  image->second.is_new = image->second.synced.empty() && (flags & SQLITE_OPEN_MAIN_DB) == 0;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  if (disk->dead) return SQLITE_IOERR_DELETE;
  Image& image = disk->images[name];
  if (sync_folder != 0) image.synced.clear();
  image.later.clear();
  image.deleted = true;
  return disk->real->xDelete(disk->real, name, sync_folder);
}

}  // namespace

FaultyDisk::FaultyDisk() {
  if (disk != nullptr) throw std::logic_error("one faulty disk at a time");
  disk = new Disk;
  disk->real = sqlite3_vfs_find(nullptr);
  disk->vfs = *disk->real;
  disk->vfs.zName = "cairn-faulty";
  disk->vfs.szOsFile = static_cast<int>(sizeof(File)) + disk->real->szOsFile;
  disk->vfs.xOpen = open_file;
  disk->vfs.xDelete = delete_file;
  disk->methods = {2,         close_file,   read_file, write_file, truncate_file,
                   sync_file, file_size,    lock,      unlock,     check_lock,
                   control,   sector,       traits,    map_shared, lock_shared,
                   barrier,   unmap_shared, nullptr,   nullptr};
  sqlite3_vfs_register(&disk->vfs, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&disk->vfs);
  sqlite3_vfs_register(disk->real, 1);
  delete disk;
  disk = nullptr;
}

void FaultyDisk::break_at(Fault fault, int count) {
  disk->fault = fault;
  disk->left = count;
  disk->struck = false;
}

bool FaultyDisk::has_struck() const { return disk->struck; }

void FaultyDisk::restore_power(Dice& dice) {
  for (auto& [path, image] : disk->images) {
    std::error_code ignored;
    if (path.empty() || path.ends_with("-shm")) continue;
    if (image.deleted && (image.synced.empty() || dice.percent(50))) {
      std::filesystem::remove(path, ignored);
      continue;
    }
    std::string bytes = image.synced;
    for (Write write : image.later) {
      if (dice.percent(40)) continue;
      if (!write.truncates && dice.percent(30)) write.bytes.resize(write.bytes.size() / 2);
      replay(bytes, write);
    }
    write_bytes(path, bytes);
    std::filesystem::remove(path + "-shm", ignored);
  }
  disk->images.clear();
  disk->dead = false;
}

}  // namespace cairn::test
