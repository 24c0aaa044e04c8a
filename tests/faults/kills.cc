#include "tests/faults/kills.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "cairn/base/error.h"
#include "cairn/interchange/jsonl.h"
#include "cairn/interchange/sync_folder.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/store.h"
#include "tests/faults/program.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCatalog =
    "cairn: 1\nid: small\ntitle: Small\nareas: [{id: web, title: Web}]\n"
    "skills: [{id: go, name: Go, area: web, hours: [1, 2, 3]}]\n";

// One kind of work, done again and again in a folder of its own, each time killed somewhere.
class Kills {
 public:
  Kills(const fs::path& binary, const fs::path& sources, Dice& dice, std::string what)
      : program_(binary, folder_ / "home"), sources_(sources), dice_(dice) {
    report_.what = std::move(what);
    write_bytes(folder_ / "small.yaml", kCatalog);
  }

  KillReport writes(int kills) {
    const double usual = measure([&] { return note(store_, {}); });
    for (int round = 0; wants_more(kills); ++round) {
      if (round % 10 == 9) {  // the first moments of a file as well
        fs::remove_all(store_.parent_path());
        notes_.clear();
      }
      count(note(store_, moment_within(usual)));
      check_store(store_);
    }
    return report_;
  }

  KillReport migration(int kills) {
    const auto old = [&] {
      fs::remove_all(store_.parent_path());
      fs::create_directories(store_.parent_path());
      notes_.clear();
      SQLite::Database(store_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
          .exec(read_bytes(sources_ / "tests/progress/stores/schema_1.sql"));
    };
    const double usual = measure([&] {
      old();
      return note(store_, {});
    });
    while (wants_more(kills)) {
      old();
      count(note(store_, moment_within(usual)));
      check_store(store_, 5);
      for (const Backup& backup : list_backups(store_)) {
        if (!holds(backup.file, 5)) fault("the backup before the migration is not whole");
      }
      if (note(store_, {}).code != 0) fault("the next run does not migrate the store");
      check_store(store_, 5);
      if (has_unfinished(store_.parent_path() / "backups")) fault("an unfinished backup stays");
    }
    return report_;
  }

  KillReport import(int kills) {
    const std::vector<Event> history = random_history(dice_.roll(1'000'000), kImported);
    std::string text;
    for (const Event& event : history) text += to_json_line(event);
    write_bytes(folder_ / "events.jsonl", text);
    const auto bring_in = [&](std::optional<double> kill_after) {
      return run(
          {"import", "--merge", (folder_ / "events.jsonl").string(), "--db", store_.string()},
          kill_after);
    };
    const auto fresh = [&] {
      fs::remove_all(store_.parent_path());
      notes_.clear();
      note(store_, {});
    };
    const double usual = measure([&] {
      fresh();
      return bring_in({});
    });
    while (wants_more(kills)) {
      fresh();
      const Ended ended = bring_in(moment_within(usual));
      count(ended);
      const std::size_t there = Store(store_, Store::Access::read, seeded(1)).events().size();
      const bool acknowledged = ended.said.find("events read") != std::string::npos;
      if (there != kImported + 1 && (there != 1 || acknowledged)) {
        fault(fmt::format("{} of {} imported events are there", there - 1, kImported));
      }
      if (bring_in({}).code != 0) fault("the next import fails");
      check_store(store_, kImported);
    }
    return report_;
  }

  KillReport sync(int kills) {
    const fs::path shared = folder_ / "shared", other = folder_ / "other/p.db";
    fs::create_directories(shared);
    const auto exchange = [&](const fs::path& store, std::optional<double> kill_after) {
      return run({"sync", shared.string(), "--db", store.string()}, kill_after);
    };
    const double usual = measure([&] {
      note(store_, {});
      note(other, {});
      exchange(other, {});
      return exchange(store_, {});
    });
    while (wants_more(kills)) {
      note(store_, {});
      note(other, {});
      if (exchange(other, {}).code != 0) fault("the other device cannot exchange");
      count(exchange(store_, moment_within(usual)));
      if (!read_sync_folder(shared, "").skipped.empty()) fault("there is a torn line");
      for (const fs::path& store : {store_, other, store_}) {
        if (exchange(store, {}).code != 0) fault("the next exchange fails");
      }
      check_store(store_);
      check_store(other);
      if (has_unfinished(shared)) fault("an unfinished file stays in the folder");
    }
    return report_;
  }

  KillReport backup(int kills) {
    const fs::path copy = folder_ / "copies/copy.db";
    const auto copy_it = [&](std::optional<double> kill_after) {
      return run({"backup", copy.string(), "--db", store_.string()}, kill_after);
    };
    const double usual = measure([&] {
      note(store_, {});
      return copy_it({});
    });
    while (wants_more(kills)) {
      note(store_, {});
      count(copy_it(moment_within(usual)));
      check_store(store_);
      // The last one that was made, or the one before it.
      if (!holds(copy, notes_.size()) && !holds(copy, notes_.size() - 1)) {
        fault("the copy is neither the old nor the new one");
      }
      if (copy_it({}).code != 0 || !holds(copy, notes_.size())) fault("the next backup fails");
      if (has_unfinished(copy.parent_path())) fault("an unfinished copy stays");
    }
    return report_;
  }

 private:
  static constexpr std::size_t kImported = 600;

  Ended run(std::vector<std::string> words, std::optional<double> kill_after) {
    words.insert(words.end(), {"--catalog", (folder_ / "small.yaml").string()});
    return program_.run(words, kill_after);
  }

  // Records a note that no other run records, and remembers whether that was acknowledged.
  Ended note(const fs::path& store, std::optional<double> kill_after) {
    const std::string text = fmt::format("note {}", ++noted_);
    const Ended ended = run({"note", "go", text, "--db", store.string()}, kill_after);
    if (ended.said.find("Noted about") != std::string::npos) {
      notes_.insert(text);
    } else if (!ended.killed) {
      fault(fmt::format("a note that was not killed says: {}", ended.said));
    }
    return ended;
  }

  // The usual length of such a run, in seconds.
  double measure(const std::function<Ended()>& work) {
    std::vector<double> seconds;
    for (int i = 0; i < 3; ++i) seconds.push_back(work().seconds);
    std::sort(seconds.begin(), seconds.end());
    return seconds[1];
  }

  // Until so many runs were killed; not for ever, where the machine is faster than it was.
  bool wants_more(int kills) const {
    return report_.kills < kills && report_.kills + report_.survived < 10 * kills;
  }

  double moment_within(double usual) { return usual * dice_.roll(1'000) / 1'000; }

  void count(const Ended& ended) { ++(ended.killed ? report_.kills : report_.survived); }

  void fault(std::string what) { report_.faults.push_back(std::move(what)); }

  // The store opens, all that was acknowledged is there once, and besides it only `others`.
  void check_store(const fs::path& file, std::size_t others = 0) {
    try {
      const Store store(file, Store::Access::read, seeded(1));
      for (const std::string& finding : store.integrity()) fault(finding);
      std::map<std::string, int> there;
      std::size_t other = 0;
      for (const Event& event : store.events()) {
        if (event.kind == EventKind::note && event.note.starts_with("note ")) {
          ++there[event.note];
        } else {
          ++other;
        }
      }
      for (const auto& [text, times] : there) {
        if (times > 1) fault(fmt::format("{} is there {} times", text, times));
        notes_.insert(text);  // one that a kill kept from being acknowledged
      }
      for (const std::string& text : notes_) {
        if (!there.contains(text)) fault(fmt::format("{} was acknowledged and is lost", text));
      }
      if (other != others) fault(fmt::format("{} other events instead of {}", other, others));
    } catch (const Error& error) {
      if (!notes_.empty() || fs::exists(file)) fault(error.what());
    }
  }

  static bool holds(const fs::path& file, std::size_t events) {
    const Store store(file, Store::Access::read, seeded(1));
    return store.integrity().empty() && store.events().size() == events;
  }

  static bool has_unfinished(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".tmp") || name.find("unfinished") != std::string::npos) return true;
    }
    return false;
  }

  const TempFolder folder_;
  const fs::path store_ = folder_ / "data/p.db";
  Program program_;
  fs::path sources_;
  Dice& dice_;
  KillReport report_;
  std::set<std::string> notes_;  // acknowledged, or found to be there
  int noted_ = 0;
};

}  // namespace

std::vector<KillReport> kill_at_random(const fs::path& binary, const fs::path& sources, int kills,
                                       Dice& dice) {
  return {Kills(binary, sources, dice, "writes").writes(kills),
          Kills(binary, sources, dice, "migration").migration(kills),
          Kills(binary, sources, dice, "import").import(kills),
          Kills(binary, sources, dice, "sync").sync(kills),
          Kills(binary, sources, dice, "backup").backup(kills)};
}

}  // namespace cairn::test
