#include "mainstay/data/builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::data {

namespace {

// Length of the well-formed UTF-8 sequence at p (1 to 4), or 0.
std::size_t sequence_length(const unsigned char* p, const unsigned char* end) noexcept {
  const auto tail = [&](std::ptrdiff_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
    return p + i < end && p[i] >= low && p[i] <= high;
  };
  const unsigned char lead = *p;
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF)
    return tail(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && tail(2) ? 3 : 0;
  if (lead >= 0xF0 && lead <= 0xF4)
    return tail(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) && tail(2) && tail(3) ? 4 : 0;
  return 0;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

template <std::size_t count>
std::uint64_t load(const char* p) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, p, count);
  return word;
}

// Both halves of the 128-bit product, folded: one multiplication spreads every input bit.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ typedef unsigned __int128 Wide;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash_of(std::string_view text) noexcept {
  constexpr std::uint64_t k0 = 0x9E3779B97F4A7C15u, k1 = 0xD1B54A32D192ED03u, k2 = 0x8CB92BA72F3D8DD7u;
  const char* p = text.data();
  std::size_t rest = text.size();
  std::uint64_t h = k0 ^ (rest * k1);
  for (; rest > 16; p += 16, rest -= 16) h = fold(load<8>(p) ^ h ^ k1, load<8>(p + 8) ^ k2) + h;
  std::uint64_t a = 0, b = 0;  // the rest, read from both of its ends
  if (rest >= 8) {
    a = load<8>(p);
    b = load<8>(p + rest - 8);
  } else if (rest >= 4) {
    a = load<4>(p);
    b = load<4>(p + rest - 4);
  } else if (rest > 0) {
    a = load<1>(p) | load<1>(p + rest / 2) << 8 | load<1>(p + rest - 1) << 16;
  }
  return fold(fold(a ^ k1 ^ h, b ^ k2) ^ h, k0);
}

// Bytes that never move: blocks, the last one being filled.
struct Arena {
  std::vector<std::unique_ptr<char[]>> blocks;
  char* next = nullptr;
  std::size_t free_bytes = 0, block_size = 4096;

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {"", 0};
    if (text.size() > free_bytes) {
      const std::size_t size = std::max(text.size(), block_size);
      blocks.push_back(std::make_unique_for_overwrite<char[]>(size));
      next = blocks.back().get();
      free_bytes = size;
      block_size = std::min<std::size_t>(block_size * 2, std::size_t{1} << 20);
    }
    std::memcpy(next, text.data(), text.size());
    const std::string_view copied(next, text.size());
    next += text.size();
    free_bytes -= text.size();
    return copied;
  }
};

std::uint64_t sort_prefix(std::string_view text) noexcept {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i)
    prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return prefix;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  const unsigned char* p = bytes_of(text);
  const unsigned char* const end = p + text.size();
  while (p < end) {
    while (end - p >= 8 && (load<8>(reinterpret_cast<const char*>(p)) & 0x8080808080808080u) == 0) p += 8;
    if (p == end) break;
    const std::size_t length = sequence_length(p, end);
    if (length == 0) return false;
    p += length;
  }
  return true;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string out = "\"";
  const unsigned char* p = bytes_of(text);
  const unsigned char* const end = p + text.size();
  while (p < end) {
    if (out.size() > most) {
      out += "…";
      break;
    }
    const std::size_t length = sequence_length(p, end);
    if (length == 0 || *p < 0x20 || *p == 0x7F) {
      if (*p == '\n') out += "\\n";
      else if (*p == '\r') out += "\\r";
      else if (*p == '\t') out += "\\t";
      else out += fmt::format("\\x{:02X}", static_cast<unsigned>(*p));
      ++p;
    } else {
      out.append(reinterpret_cast<const char*>(p), length);
      p += length;
    }
  }
  return out + '"';
}

void Presence::push_slowly(bool present) {
  const auto row = static_cast<std::size_t>(size_);
  if (bits_.empty()) {
    // Everything before was present; unused bits of the last byte stay 0.
    bits_.assign((row + 8) / 8, 0xFF);
    bits_.back() = static_cast<std::uint8_t>((1u << (row & 7)) - 1u);
  } else if (row / 8 >= bits_.size()) {
    bits_.push_back(0);
  }
  if (present) bits_[row >> 3] |= static_cast<std::uint8_t>(1u << (row & 7));
  else ++missing_;
}

void Presence::push(const std::uint8_t* bits, std::int64_t offset, std::int64_t count) {
  if (bits == nullptr) {
    if (bits_.empty()) size_ += count;
    else
      for (std::int64_t i = 0; i < count; ++i) push(true);
    return;
  }
  for (std::int64_t i = offset; i < offset + count; ++i) push((bits[i >> 3] >> (i & 7) & 1) != 0);
}

struct TextBuilder::Index {
  struct Slot {
    std::uint32_t tag = 0;     // upper half of the hash, so that most unlike texts need no look at their bytes
    std::uint32_t number = 0;  // of the level, + 1; 0 is a free slot
  };
  std::vector<Slot> slots = std::vector<Slot>(64);
  std::vector<std::string_view> levels;
  std::vector<std::uint64_t> hashes;
  std::shared_ptr<Arena> arena = std::make_shared<Arena>();
  std::string_view latest{};  // the text of the row before, in the arena
  std::int32_t latest_number = -1;

  void grow() {
    std::vector<Slot> larger(slots.size() * 2);
    const std::size_t mask = larger.size() - 1;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      std::size_t at = hashes[i] & mask;
      while (larger[at].number != 0) at = (at + 1) & mask;
      larger[at] = {static_cast<std::uint32_t>(hashes[i] >> 32), static_cast<std::uint32_t>(i) + 1};
    }
    slots = std::move(larger);
  }
};

TextBuilder::TextBuilder(std::string analysis, std::string column)
    : analysis_(std::move(analysis)), column_(std::move(column)), index_(std::make_unique<Index>()) {}
TextBuilder::TextBuilder(TextBuilder&&) noexcept = default;
TextBuilder& TextBuilder::operator=(TextBuilder&&) noexcept = default;
TextBuilder::~TextBuilder() = default;

void TextBuilder::reserve(std::int64_t rows) { codes_.reserve(static_cast<std::size_t>(rows)); }
std::int64_t TextBuilder::level_count() const noexcept { return static_cast<std::int64_t>(index_->levels.size()); }

std::int32_t TextBuilder::intern(std::string_view text, std::int64_t row) {
  Index& index = *index_;
  if (index.latest_number >= 0 && text == index.latest) return index.latest_number;
  const std::uint64_t hash = hash_of(text);
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  const std::size_t mask = index.slots.size() - 1;
  std::size_t at = hash & mask;
  for (; index.slots[at].number != 0; at = (at + 1) & mask) {
    const Index::Slot slot = index.slots[at];
    if (slot.tag == tag && index.levels[slot.number - 1] == text) {
      index.latest = index.levels[slot.number - 1];
      return index.latest_number = static_cast<std::int32_t>(slot.number - 1);
    }
  }
  if (!is_utf8(text))
    throw Error(ErrorCode::invalid_argument, analysis_, column_, row, quoted(text), "text in UTF-8");
  if (index.levels.size() >= static_cast<std::size_t>(INT32_MAX))
    throw Error(ErrorCode::unsupported, analysis_, fmt::format("{} has more than {} levels", column_, INT32_MAX));
  const auto number = static_cast<std::uint32_t>(index.levels.size());
  index.levels.push_back(index.arena->copy(text));
  index.hashes.push_back(hash);
  index.slots[at] = {tag, number + 1};
  if (index.levels.size() * 2 > index.slots.size()) index.grow();
  index.latest = index.levels.back();
  return index.latest_number = static_cast<std::int32_t>(number);
}

void TextBuilder::append(std::string_view text) { append_code(intern(text, size())); }

void TextBuilder::append_missing() {
  codes_.push_back(0);
  presence_.push(false);
}

TextBuilder::Finished TextBuilder::finish(bool sorted) && {
  Index& index = *index_;
  const std::size_t count = index.levels.size();
  auto levels = std::make_shared<Levels>();
  levels->memory = index.arena;
  if (sorted && !std::is_sorted(index.levels.begin(), index.levels.end())) {
    struct Key {
      std::uint64_t prefix;
      std::uint32_t number;
    };
    std::vector<Key> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = {sort_prefix(index.levels[i]), static_cast<std::uint32_t>(i)};
    std::sort(order.begin(), order.end(), [&](const Key& a, const Key& b) {
      return a.prefix != b.prefix ? a.prefix < b.prefix : index.levels[a.number] < index.levels[b.number];
    });
    std::vector<std::int32_t> rank(count);
    levels->names.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      rank[order[i].number] = static_cast<std::int32_t>(i);
      levels->names[i] = index.levels[order[i].number];
    }
    const bool any_missing = presence_.missing() > 0;
    if (count > 0)
      for (std::int32_t& code : codes_) code = rank[static_cast<std::size_t>(code)];
    // A missing row's code means nothing; it is 0 so that equal data give equal bytes.
    if (any_missing) {
      std::vector<std::uint8_t> bits = std::move(presence_).take();
      for (std::size_t i = 0; i < codes_.size(); ++i)
        if (!(bits[i >> 3] >> (i & 7) & 1)) codes_[i] = 0;
      return {std::move(codes_), std::move(bits), std::move(levels)};
    }
  } else {
    levels->names = std::move(index.levels);
  }
  return {std::move(codes_), std::move(presence_).take(), std::move(levels)};
}

}  // namespace mainstay::inline v1::data
