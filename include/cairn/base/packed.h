/// Values that lie in one block of memory and point at each other by distance: such a block can be
/// written to a file, mapped from one or linked in, and is used where it lies, without parsing.
/// Not for: values that change, and exchange between machines; the layout is the compiler's.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cairn/base/ids.h"

namespace cairn {

/// Elements elsewhere in the same block. It means something only where it lies: no copies.
template <class T>
class PackedList {
 public:
  using value_type = T;
  using const_iterator = const T*;
  using iterator = const_iterator;
  using size_type = std::size_t;

  PackedList() = default;
  PackedList(const PackedList&) = delete;
  PackedList& operator=(const PackedList&) = delete;

  const T* data() const {
    return reinterpret_cast<const T*>(reinterpret_cast<const std::byte*>(this) + distance_);
  }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t at) const { return data()[at]; }
  const T& front() const { return data()[0]; }
  const T& back() const { return data()[size_ - 1]; }
  operator std::span<const T>() const { return {data(), size_}; }

  friend bool operator==(const PackedList& a, const PackedList& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
  }

 private:
  friend class Packer;
  std::int32_t distance_ = 0;  ///< in bytes, from this to the first element
  std::uint32_t size_ = 0;
};

/// Text elsewhere in the same block.
class PackedText {
 public:
  PackedText() = default;
  PackedText(const PackedText&) = delete;
  PackedText& operator=(const PackedText&) = delete;

  std::string_view view() const { return {signs_.data(), signs_.size()}; }
  operator std::string_view() const { return view(); }
  operator std::string() const { return std::string(view()); }
  std::string str() const { return std::string(view()); }
  std::size_t size() const { return signs_.size(); }
  bool empty() const { return signs_.empty(); }

  friend bool operator==(const PackedText& a, std::string_view b) { return a.view() == b; }
  friend bool operator==(const PackedText& a, const PackedText& b) { return a.view() == b.view(); }
  friend auto operator<=>(const PackedText& a, std::string_view b) { return a.view() <=> b; }
  friend auto operator<=>(const PackedText& a, const PackedText& b) {
    return a.view() <=> b.view();
  }
  friend std::string operator+(std::string a, const PackedText& b) {
    return std::move(a.append(b.view()));
  }
  friend std::string operator+(const PackedText& a, std::string_view b) {
    return a.str().append(b);
  }

 private:
  friend class Packer;
  PackedList<char> signs_;
};

/// An id of ids.h in a block.
template <class Kind>
struct PackedId {
  PackedText text;

  operator TextId<Kind>() const { return {text.str()}; }
  friend bool operator==(const PackedId& a, const TextId<Kind>& b) { return a.text == b.text; }
  friend bool operator==(const PackedId& a, const PackedId& b) { return a.text == b.text; }
  friend auto operator<=>(const PackedId& a, const PackedId& b) { return a.text <=> b.text; }
};

/// The two forms of a record whose fields are declared once: `Owned` while it is put together,
/// `Packed` in a block. Such a record has `static auto fields(auto& self)`, a tie of all its
/// fields; packing follows it.
struct Owned {
  using Text = std::string;
  template <class T>
  using List = std::vector<T>;
  template <class Kind>
  using Id = TextId<Kind>;
};
struct Packed {
  using Text = PackedText;
  template <class T>
  using List = PackedList<T>;
  template <class Kind>
  using Id = PackedId<Kind>;
};

/// Bytes that do not change, and what keeps them alive (nothing where they are linked in). Begins
/// on a boundary of kBlockAlignment.
struct Block {
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> keeper;
};

inline constexpr std::size_t kBlockAlignment = 16;

/// Hash of bytes that stays the same for ever: XXH3, 64 bits.
std::uint64_t hash_of(std::span<const std::byte> bytes, std::uint64_t seed = 0);
std::uint64_t hash_of(std::string_view text);

/// Memory of that size for a block, zeroed.
inline std::shared_ptr<std::byte> block_memory(std::size_t size) {
  const auto alignment = std::align_val_t{kBlockAlignment};
  auto* bytes = static_cast<std::byte*>(::operator new(size, alignment));
  std::memset(bytes, 0, size);
  return {bytes, [alignment](std::byte* gone) { ::operator delete(gone, alignment); }};
}

/// Writes owned records into a block.
class Packer {
 public:
  /// The block begins with the root, a `P`. Throws std::length_error past 2 GiB. O(size), in one
  /// allocation.
  template <class P, class O>
  static Block pack(const O& root) {
    const std::size_t most = room(room(sizeof(P)) + tail(root));
    if (most > std::size_t{1} << 31) throw std::length_error("the block would be too large");
    const std::shared_ptr<std::byte> memory = block_memory(most);
    Packer packer(memory.get());
    fill(packer, *packer.make<P>(1), root);
    return {{memory.get(), room(static_cast<std::size_t>(packer.end_ - memory.get()))}, memory};
  }

 private:
  explicit Packer(std::byte* at) : end_(at) {}

  static std::size_t room(std::size_t bytes) {
    return (bytes + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment;
  }

  // Bytes that a value needs beyond its own place, at most.
  static std::size_t tail(const std::string& text) { return text.size(); }
  template <class T>
  static std::size_t tail(const std::vector<T>& list) {
    std::size_t sum = list.size() * kLargest<T> + kBlockAlignment;
    if constexpr (!std::is_trivially_copyable_v<T>) {
      for (const T& item : list) sum += tail(item);
    }
    return sum;
  }
  template <class T>
  static std::size_t tail(const std::optional<T>& value) {
    return value ? tail(*value) : 0;
  }
  template <class Kind>
  static std::size_t tail(const TextId<Kind>& id) {
    return tail(id.text);
  }
  template <class T>
  static std::size_t tail(const T& value) {
    if constexpr (std::is_trivially_copyable_v<T>) {
      return 0;
    } else {
      return std::apply([](const auto&... field) { return (tail(field) + ... + std::size_t{0}); },
                        T::fields(value));
    }
  }
  // No record is larger packed than owned.
  template <class T>
  static constexpr std::size_t kLargest = sizeof(T);

  template <class T>
  T* make(std::size_t count) {
    const auto at = reinterpret_cast<std::uintptr_t>(end_);
    end_ += (alignof(T) - at % alignof(T)) % alignof(T);
    T* made = reinterpret_cast<T*>(end_);
    end_ += count * sizeof(T);
    std::uninitialized_value_construct_n(made, count);
    return made;
  }
  template <class T>
  T* make_list(PackedList<T>& list, std::size_t count) {
    T* made = make<T>(count);
    list.distance_ = static_cast<std::int32_t>(reinterpret_cast<std::byte*>(made) -
                                               reinterpret_cast<std::byte*>(&list));
    list.size_ = static_cast<std::uint32_t>(count);
    return made;
  }

  static void fill(Packer& packer, PackedText& to, const std::string& from) {
    std::memcpy(packer.make_list(to.signs_, from.size()), from.data(), from.size());
  }
  template <class Kind>
  static void fill(Packer& packer, PackedId<Kind>& to, const TextId<Kind>& from) {
    fill(packer, to.text, from.text);
  }
  template <class P, class O>
  static void fill(Packer& packer, PackedList<P>& to, const std::vector<O>& from) {
    P* made = packer.make_list(to, from.size());
    for (const O& item : from) fill(packer, *made++, item);
  }
  template <class P, class O>
  static void fill(Packer& packer, std::optional<P>& to, const std::optional<O>& from) {
    if (from) fill(packer, to.emplace(), *from);
  }
  template <class P, class O>
  static void fill(Packer& packer, P& to, const O& from) {
    if constexpr (std::is_same_v<P, O> && std::is_trivially_copyable_v<O>) {
      to = from;
    } else {
      static_assert(sizeof(P) <= sizeof(O));
      auto targets = P::fields(to);
      auto sources = O::fields(from);
      fill_each(packer, targets, sources,
                std::make_index_sequence<std::tuple_size_v<decltype(targets)>>());
    }
  }
  template <class Targets, class Sources, std::size_t... at>
  static void fill_each(Packer& packer, Targets& targets, Sources& sources,
                        std::index_sequence<at...> /*all*/) {
    (fill(packer, std::get<at>(targets), std::get<at>(sources)), ...);
  }

  std::byte* end_;
};

/// The root of a block that Packer made of it.
template <class P>
const P& root_of(const Block& block) {
  return *reinterpret_cast<const P*>(block.bytes.data());
}

}  // namespace cairn
