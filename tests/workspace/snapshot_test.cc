#include "cairn/workspace/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <tuple>
#include <type_traits>

#include "cairn/base/error.h"
#include "cairn/catalog/embedded.h"
#include "cairn/catalog/load.h"
#include "cairn/workspace/cache.h"
#include "tests/support/catalog_text.h"
#include "tests/support/random_graph.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

// Two records of either form, field by field.
template <class A, class B>
bool same(const A& a, const B& b) {
  if constexpr (requires { a.has_value(); }) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
  } else if constexpr (requires {
                         std::string_view(a);
                         std::string_view(b);
                       }) {
    return std::string_view(a) == std::string_view(b);
  } else if constexpr (requires {
                         a.begin();
                         a.size();
                       }) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!same(a[i], b[i])) return false;
    }
    return true;
  } else if constexpr (requires { A::fields(a); }) {
    const auto left = A::fields(a);
    const auto right = B::fields(b);
    return [&]<std::size_t... at>(std::index_sequence<at...>) {
      return (same(std::get<at>(left), std::get<at>(right)) && ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(left)>>());
  } else if constexpr (requires { a.text; }) {
    return same(a.text, b.text);
  } else if constexpr (std::is_same_v<A, Mark>) {
    return a.file == b.file && a.line == b.line && a.column == b.column;
  } else {
    return a == b;
  }
}

const BasicCatalog<Packed>& all(const Catalog& catalog) {
  return root_of<BasicCatalog<Packed>>(catalog.block());
}
const BasicSkillGraph<Packed>& all(const SkillGraph& graph) {
  return root_of<BasicSkillGraph<Packed>>(graph.block());
}

OpenCatalog shipped() {
  Catalog catalog = catalog_from_yaml(embedded_catalog());
  SkillGraph graph = build_graph(catalog);
  return {std::move(catalog), std::move(graph)};
}

Block block_of(std::string_view bytes) {
  const auto memory = block_memory(bytes.size());
  std::memcpy(memory.get(), bytes.data(), bytes.size());
  return {{memory.get(), bytes.size()}, memory};
}

TEST(Snapshot, IsTheParsedCatalogFieldByField) {
  const OpenCatalog parsed = shipped();
  const auto read = read_snapshot(block_of(write_snapshot(parsed, 7)), 7);
  ASSERT_TRUE(read);
  EXPECT_TRUE(same(all(parsed.catalog), all(read->catalog)));
  EXPECT_TRUE(same(all(parsed.graph), all(read->graph)));
  for (const Skill& skill : parsed.catalog.skills()) {
    const auto found = read->catalog.find_skill(skill.id.text);
    ASSERT_TRUE(found);
    EXPECT_EQ(read->catalog.skill(*found).id, skill.id);
    for (const PackedText& alias : skill.aliases) {
      EXPECT_EQ(read->catalog.find_skill(alias), found);
    }
  }
  EXPECT_FALSE(read->catalog.find_skill("no-such-skill"));
  EXPECT_EQ(read->catalog.skills()[3].id.text, parsed.catalog.skills()[3].id.text);
}

TEST(Snapshot, ComparisonSeesADifference) {
  const World one("a 2h; b 3h needs a"), other("a 2h; b 3h needs any(a, a)");
  EXPECT_TRUE(same(all(one.catalog), all(one.catalog)));
  EXPECT_FALSE(same(all(one.catalog), all(other.catalog)));
}

TEST(Snapshot, HoldsRandomCatalogs) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase drawn = random_case(seed);
    const OpenCatalog open{drawn.world->catalog, drawn.world->graph};
    const auto read = read_snapshot(block_of(write_snapshot(open, seed)), seed);
    ASSERT_TRUE(read) << seed;
    EXPECT_TRUE(same(all(open.catalog), all(read->catalog))) << drawn.text();
    EXPECT_TRUE(same(all(open.graph), all(read->graph))) << drawn.text();
  }
}

TEST(Snapshot, OutlivesWhatItWasReadFrom) {
  std::optional<OpenCatalog> read;
  {
    const OpenCatalog parsed = shipped();
    read = read_snapshot(block_of(write_snapshot(parsed, 1)), 1);
  }
  ASSERT_TRUE(read);
  const Catalog copy = read->catalog;
  read.reset();
  EXPECT_EQ(copy.skill(*copy.find_skill("git")).id.text, "git");
}

TEST(Snapshot, RefusesWhatIsNotWhole) {
  const std::string bytes = write_snapshot(shipped(), 1);
  EXPECT_FALSE(read_snapshot(block_of(bytes), 2)) << "another key";
  EXPECT_FALSE(read_snapshot({}, 1));
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 3) {
    EXPECT_FALSE(read_snapshot(block_of(bytes.substr(0, size)), 1)) << size;
  }
  EXPECT_FALSE(read_snapshot(block_of(bytes + "x"), 1));
  EXPECT_FALSE(read_snapshot(block_of(std::string(bytes.size(), '\0')), 1));
}

TEST(Snapshot, RefusesMutations) {
  const std::string bytes = write_snapshot(shipped(), 1);
  Dice dice(20270314);
  for (int round = 0; round < 3000; ++round) {
    std::string mutated = bytes;
    // Every second one in the header, where the lengths are.
    const auto most = static_cast<std::uint32_t>(round % 2 == 0 ? 80 : bytes.size());
    for (std::uint32_t changes = 1 + dice.roll(3); changes > 0; --changes) {
      mutated[dice.roll(most)] ^= static_cast<char>(1U << dice.roll(8));
    }
    if (dice.percent(20)) mutated.resize(dice.roll(static_cast<std::uint32_t>(bytes.size())));
    if (mutated == bytes) continue;
    EXPECT_FALSE(read_snapshot(block_of(mutated), 1)) << "round " << round;
  }
}

class OpenCatalogTest : public testing::Test {
 protected:
  Paths paths() const {
    Paths paths;
    paths.catalog = folder_ / "c.yaml";
    paths.cache = folder_ / "cache";
    paths.overlays = folder_ / "overlays";
    return paths;
  }
  std::string name_of_a() const {
    const OpenCatalog open = open_catalog(paths());
    return open.catalog.skill(*open.catalog.find_skill("a")).name.str();
  }
  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_ / "cache")) {
      files.push_back(entry.path());
    }
    return files;
  }
  static std::string with_name(const std::string& name) {
    return "cairn: 1\nid: c\nareas: [{id: x, title: X}]\nskills: [{id: a, name: " + name +
           ", area: x, hours: 1}]\n";
  }

  TempFolder temp_;
  fs::path folder_ = temp_.path();
};

TEST_F(OpenCatalogTest, KeepsASnapshotOfEachContent) {
  write_bytes(*paths().catalog, with_name("One"));
  EXPECT_EQ(name_of_a(), "One");
  ASSERT_EQ(kept().size(), 1u);
  EXPECT_EQ(name_of_a(), "One");
  EXPECT_EQ(kept().size(), 1u);
  // The same size and, as far as a file can tell, the same time.
  const auto time = fs::last_write_time(*paths().catalog);
  write_bytes(*paths().catalog, with_name("Two"));
  fs::last_write_time(*paths().catalog, time);
  EXPECT_EQ(name_of_a(), "Two");
  EXPECT_EQ(kept().size(), 2u);
  fs::create_directory(paths().overlays);
  write_bytes(paths().overlays / "mine.yaml", "cairn: 1\nskills: [{id: a, name: Three}]\n");
  EXPECT_EQ(name_of_a(), "Three");
  EXPECT_EQ(name_of_a(), "Three");
  fs::remove(paths().overlays / "mine.yaml");
  EXPECT_EQ(name_of_a(), "Two");
}

TEST_F(OpenCatalogTest, MakesADamagedSnapshotAnew) {
  write_bytes(*paths().catalog, with_name("One"));
  EXPECT_EQ(name_of_a(), "One");
  const fs::path file = kept().front();
  const std::string whole = read_bytes(file);
  for (const std::string& damaged :
       {std::string(), whole.substr(0, whole.size() / 2), std::string(whole.size(), 'x')}) {
    write_bytes(file, damaged);
    EXPECT_EQ(name_of_a(), "One");
    EXPECT_EQ(read_bytes(file), whole);
  }
}

TEST_F(OpenCatalogTest, DoesWithoutACache) {
  write_bytes(*paths().catalog, with_name("One"));
  write_bytes(folder_ / "cache", "a file where the folder should be");
  EXPECT_EQ(name_of_a(), "One");
}

TEST_F(OpenCatalogTest, TheKeyGoesByWhatFilesSayAndNotByTheirTimes) {
  const fs::path file = *paths().catalog;
  write_bytes(file, with_name("One"));
  const std::uint64_t key = catalog_key(paths());
  const auto time = fs::last_write_time(file);
  write_bytes(file, with_name("Two"));
  fs::last_write_time(file, time);
  EXPECT_NE(catalog_key(paths()), key);
  write_bytes(file, with_name("One"));
  EXPECT_EQ(catalog_key(paths()), key);
  fs::create_directories(paths().overlays);
  write_bytes(paths().overlays / "more.yaml", "cairn: 1\n");
  EXPECT_NE(catalog_key(paths()), key);
  fs::remove(file);
  EXPECT_THROW(catalog_key(paths()), Error);
}

TEST_F(OpenCatalogTest, KeepsNothingOfABrokenCatalog) {
  write_bytes(*paths().catalog, "cairn: 1\nskills: [{id: a}]\n");
  EXPECT_THROW(name_of_a(), Error);
  EXPECT_FALSE(fs::exists(folder_ / "cache"));
}

TEST_F(OpenCatalogTest, KeepsABoundedNumber) {
  for (int i = 0; i < 30; ++i) {
    write_bytes(*paths().catalog, with_name("N" + std::to_string(i)));
    EXPECT_EQ(name_of_a(), "N" + std::to_string(i));
  }
  EXPECT_LE(kept().size(), Cache::kMostEntries);
}

}  // namespace
}  // namespace cairn::test
