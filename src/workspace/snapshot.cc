#include "cairn/workspace/snapshot.h"

#include <array>
#include <cstring>
#include <utility>

#include "workspace/catalog_edition.h"

namespace cairn {
namespace {

constexpr std::array<char, 16> kMagic = {'c', 'a', 'i', 'r', 'n', ' ', 's',  'n',
                                         'a', 'p', 's', 'h', 'o', 't', '\n', '\0'};

// Then follow the blocks of the catalog and of the graph.
struct alignas(kBlockAlignment) Header {
  std::array<char, 16> magic = kMagic;
  std::uint64_t layout = 0;
  std::uint64_t key = 0;
  std::uint64_t catalog_bytes = 0;
  std::uint64_t graph_bytes = 0;
  std::uint64_t checksum = 0;  // of all the bytes, this being 0
  std::uint64_t unused = 0;
};
static_assert(sizeof(Header) % kBlockAlignment == 0);

std::uint64_t checksum(Header header, std::span<const std::byte> rest) {
  header.checksum = 0;
  return hash_of(rest, hash_of(std::as_bytes(std::span(&header, 1))));
}

OpenCatalog parts_of(const Block& block, const Header& header) {
  const auto catalog = block.bytes.subspan(sizeof(Header), header.catalog_bytes);
  const auto graph = block.bytes.subspan(sizeof(Header) + header.catalog_bytes, header.graph_bytes);
  return {Catalog(Block{catalog, block.keeper}), SkillGraph(Block{graph, block.keeper})};
}

}  // namespace

std::uint64_t snapshot_layout() {
  const std::array<std::uint64_t, 9> sizes = {catalog_edition(),
                                              sizeof(BasicCatalog<Packed>),
                                              sizeof(Level),
                                              sizeof(Skill),
                                              sizeof(Resource),
                                              sizeof(Question),
                                              sizeof(InterviewTopic),
                                              sizeof(Needs),
                                              sizeof(BasicSkillGraph<Packed>)};
  return hash_of(std::as_bytes(std::span(sizes)));
}

std::string write_snapshot(const OpenCatalog& open, std::uint64_t key) {
  const auto catalog = open.catalog.block().bytes;
  const auto graph = open.graph.block().bytes;
  Header header;
  header.layout = snapshot_layout();
  header.key = key;
  header.catalog_bytes = catalog.size();
  header.graph_bytes = graph.size();
  std::string bytes(sizeof header + catalog.size() + graph.size(), '\0');
  char* body = bytes.data() + sizeof header;
  std::memcpy(body, catalog.data(), catalog.size());
  std::memcpy(body + catalog.size(), graph.data(), graph.size());
  header.checksum = checksum(header, std::as_bytes(std::span(bytes)).subspan(sizeof header));
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

std::optional<OpenCatalog> read_snapshot(Block block, std::uint64_t key) {
  Header header;
  if (block.bytes.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, block.bytes.data(), sizeof header);
  if (header.magic != kMagic || header.layout != snapshot_layout() || header.key != key) {
    return std::nullopt;
  }
  const auto rest = block.bytes.subspan(sizeof header);
  if (header.catalog_bytes > rest.size() ||
      header.graph_bytes != rest.size() - header.catalog_bytes ||
      header.checksum != checksum(header, rest)) {
    return std::nullopt;
  }
  return parts_of(block, header);
}

std::optional<OpenCatalog> linked_snapshot(Block block) {
  if (block.bytes.empty()) return std::nullopt;
  Header header;
  std::memcpy(&header, block.bytes.data(), sizeof header);
  return parts_of(block, header);
}

}  // namespace cairn
