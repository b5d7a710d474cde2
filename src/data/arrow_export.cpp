#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

#include "data/arrow_held.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/arrow.hpp"

namespace mainstay::inline v1::data {

namespace {

struct SchemaNode {
  std::string format, name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};

void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; ++i)
    if (schema->children[i]->release != nullptr) schema->children[i]->release(schema->children[i]);
  if (schema->dictionary != nullptr && schema->dictionary->release != nullptr) schema->dictionary->release(schema->dictionary);
  delete static_cast<SchemaNode*>(schema->private_data);
  schema->release = nullptr;
}

Held<ArrowSchema> make_schema(std::string format, std::string name, std::int64_t flags = ARROW_FLAG_NULLABLE) {
  auto node = std::make_unique<SchemaNode>();
  node->format = std::move(format);
  node->name = std::move(name);
  ArrowSchema schema{};
  schema.format = node->format.c_str();
  schema.name = node->name.c_str();
  schema.flags = flags;
  schema.release = &release_schema;
  schema.private_data = node.release();
  return Held<ArrowSchema>(&schema);
}

struct ArrayNode {
  std::shared_ptr<const void> memory;
  std::vector<std::vector<std::uint8_t>> owned;
  const void* buffers[3] = {nullptr, nullptr, nullptr};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
};

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i)
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  if (array->dictionary != nullptr && array->dictionary->release != nullptr) array->dictionary->release(array->dictionary);
  delete static_cast<ArrayNode*>(array->private_data);
  array->release = nullptr;
}

Held<ArrowArray> make_array(std::int64_t length, std::int64_t buffers) {
  auto node = std::make_unique<ArrayNode>();
  ArrowArray array{};
  array.length = length;
  array.n_buffers = buffers;
  array.buffers = node->buffers;
  array.release = &release_array;
  array.private_data = node.release();
  return Held<ArrowArray>(&array);
}
ArrayNode& node_of(Held<ArrowArray>& array) { return *static_cast<ArrayNode*>(array->private_data); }
SchemaNode& node_of(Held<ArrowSchema>& schema) { return *static_cast<SchemaNode*>(schema->private_data); }

// Children lie in the node, so that the pointers to them never move once they are set.
template <class T>
void adopt_children(Held<T>& parent, std::vector<Held<T>>& children) {
  auto& node = node_of(parent);
  node.children.reserve(children.size());
  node.pointers.reserve(children.size());
  for (Held<T>& child : children) {
    node.children.push_back(child.give());
    node.pointers.push_back(&node.children.back());
  }
  parent->n_children = static_cast<std::int64_t>(node.children.size());
  parent->children = node.pointers.data();
}
template <class T>
void adopt_dictionary(Held<T>& parent, Held<T>& dictionary) {
  auto& node = node_of(parent);
  node.dictionary = dictionary.give();
  parent->dictionary = &node.dictionary;
}

void* own(ArrayNode& node, std::int64_t bytes) {
  node.owned.emplace_back(static_cast<std::size_t>(std::max<std::int64_t>(bytes, 8)));
  return node.owned.back().data();
}

// A bitmap from bit `offset` on: lent where it begins at a whole byte, otherwise moved.
const void* bits_from(ArrayNode& node, const std::uint8_t* bits, std::int64_t offset, std::int64_t count) {
  if ((offset & 7) == 0) return bits + (offset >> 3);
  auto* moved = static_cast<std::uint8_t*>(own(node, (count + 7) / 8));
  for (std::int64_t i = 0; i < count; ++i)
    if (bits[(offset + i) >> 3] >> ((offset + i) & 7) & 1) moved[i >> 3] |= static_cast<std::uint8_t>(1u << (i & 7));
  return moved;
}

void set_validity(Held<ArrowArray>& array, const Column& column) {
  array->null_count = 0;
  if (column.validity == nullptr) return;
  array->null_count = count_missing(column.validity, column.validity_offset, column.size);
  if (array->null_count > 0)
    array->buffers[0] = bits_from(node_of(array), column.validity, column.validity_offset, column.size);
}

struct Width {
  const char* format;
  std::int64_t bytes;
};
Width width_of(ColumnType type) {
  switch (type) {
    case ColumnType::bit: return {"b", 0};
    case ColumnType::int8: return {"c", 1};
    case ColumnType::uint8: return {"C", 1};
    case ColumnType::int16: return {"s", 2};
    case ColumnType::uint16: return {"S", 2};
    case ColumnType::int32: return {"i", 4};
    case ColumnType::uint32: return {"I", 4};
    case ColumnType::int64: return {"l", 8};
    case ColumnType::uint64: return {"L", 8};
    case ColumnType::float32: return {"f", 4};
    case ColumnType::float64: return {"g", 8};
  }
  return {"g", 8};
}

// Texts as offsets and bytes; `text(i)` is asked twice for every row.
template <class Text>
Held<ArrowArray> text_array(std::int64_t count, bool large, const Text& text) {
  Held<ArrowArray> array = make_array(count, 3);
  ArrayNode& node = node_of(array);
  std::int64_t total = 0;
  const std::int64_t step = large ? 8 : 4;
  auto* offsets = static_cast<char*>(own(node, (count + 1) * step));
  for (std::int64_t i = 0;; ++i) {
    if (large) std::memcpy(offsets + i * 8, &total, 8);
    else {
      const auto small = static_cast<std::int32_t>(total);
      std::memcpy(offsets + i * 4, &small, 4);
    }
    if (i == count) break;
    total += static_cast<std::int64_t>(text(i).size());
  }
  auto* bytes = static_cast<char*>(own(node, total));
  array->buffers[1] = offsets;
  array->buffers[2] = bytes;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string_view one = text(i);
    if (!one.empty()) std::memcpy(bytes, one.data(), one.size());
    bytes += one.size();
  }
  return array;
}
template <class Text>
bool needs_large(std::int64_t count, const Text& text) {
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < count; ++i) total += static_cast<std::int64_t>(text(i).size());
  return total > INT32_MAX;
}

char letter_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::second: return 's';
    case TimeUnit::millisecond: return 'm';
    case TimeUnit::microsecond: return 'u';
    default: return 'n';
  }
}

// Values that lie one after the other: lent when they do already, otherwise gathered.
const void* dense(ArrayNode& node, const Column& column, std::int64_t width) {
  if (column.stride == 1 || column.size <= 1) return column.data;
  auto* out = static_cast<char*>(own(node, column.size * width));
  const auto* in = static_cast<const char*>(column.data);
  for (std::int64_t i = 0; i < column.size; ++i)
    std::memcpy(out + i * width, in + i * column.stride * width, static_cast<std::size_t>(width));
  return out;
}

template <class Act>
void each_whole(const Column& column, const Act& act) {
  constexpr std::int64_t block = 1024;
  std::int64_t scratch[block];
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* values = read_integers(column, first, count, scratch, 0);
    for (std::int64_t i = 0; i < count; ++i) act(first + i, values[i]);
  }
}
bool fits_int32(const Column& column) {
  bool fits = true;
  each_whole(column, [&](std::int64_t, std::int64_t value) { fits &= value >= INT32_MIN && value <= INT32_MAX; });
  return fits;
}
const void* as_int32(ArrayNode& node, const Column& column) {
  auto* out = static_cast<char*>(own(node, column.size * 4));
  each_whole(column, [&](std::int64_t i, std::int64_t value) {
    const auto narrow = static_cast<std::int32_t>(value);
    std::memcpy(out + i * 4, &narrow, 4);
  });
  return out;
}
bool is_float(ColumnType type) { return type == ColumnType::float32 || type == ColumnType::float64; }

void export_column(const std::string& name, const Column& column, const TimeMark& time, const std::shared_ptr<const void>& memory,
                   const ExportOptions& options, Held<ArrowSchema>& schema, Held<ArrowArray>& array) {
  if (column.categorical) {
    const auto level_at = [&](std::int64_t i) { return column.levels[static_cast<std::size_t>(i)]; };
    const auto level_count = static_cast<std::int64_t>(column.levels.size());
    each_whole(column, [&](std::int64_t i, std::int64_t code) {
      if (column.present(i) && (code < 0 || code >= level_count))
        throw Error(ErrorCode::invalid_argument, "data.arrow", name, i, fmt::format("code {}", code),
                    fmt::format("a code below {}, the number of levels", level_count));
    });
    if (options.plain_texts) {
      const auto text = [&](std::int64_t i) { return text_at(column, i); };
      const bool large = needs_large(column.size, text);
      schema = make_schema(large ? "U" : "u", name);
      array = text_array(column.size, large, text);
      set_validity(array, column);
      node_of(array).memory = memory;
      return;
    }
    const bool large = needs_large(level_count, level_at);
    array = make_array(column.size, 2);
    ArrayNode& node = node_of(array);
    node.memory = memory;
    const bool whole = !is_float(column.type) && column.type != ColumnType::bit;
    schema = make_schema(whole ? width_of(column.type).format : "i", name);
    array->buffers[1] = whole ? dense(node, column, width_of(column.type).bytes) : as_int32(node, column);
    set_validity(array, column);
    Held<ArrowSchema> level_schema = make_schema(large ? "U" : "u", "", 0);
    Held<ArrowArray> levels = text_array(level_count, large, level_at);
    adopt_dictionary(schema, level_schema);
    adopt_dictionary(array, levels);
    return;
  }
  array = make_array(column.size, 2);
  ArrayNode& node = node_of(array);
  node.memory = memory;
  const Width width = width_of(column.type);
  std::string format = width.format;
  const void* values = nullptr;
  if (column.type == ColumnType::bit) {
    values = bits_from(node, static_cast<const std::uint8_t*>(column.data), column.bit_offset, column.size);
  } else if (time.unit == TimeUnit::day && !time.is_duration && !is_float(column.type) &&
             (column.type == ColumnType::int32 || fits_int32(column))) {
    format = "tdD";
    values = column.type == ColumnType::int32 ? dense(node, column, 4) : as_int32(node, column);
  } else {
    if (column.type == ColumnType::int64 && time.unit != TimeUnit::none && time.unit != TimeUnit::day)
      format = time.is_duration ? fmt::format("tD{}", letter_of(time.unit)) : fmt::format("ts{}:{}", letter_of(time.unit), time.zone);
    values = dense(node, column, width.bytes);
  }
  array->buffers[1] = values;
  set_validity(array, column);
  schema = make_schema(std::move(format), name);
}

template <class TimeOf, class MemoryOf>
void export_columns(const Table& table, const TimeOf& time_of, const MemoryOf& memory_of, ArrowSchema* schema, ArrowArray* array,
                    const ExportOptions& options) {
  std::vector<Held<ArrowSchema>> schemas(table.columns.size());
  std::vector<Held<ArrowArray>> arrays(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    export_column(table.names[i], table.columns[i], time_of(i), memory_of(i), options, schemas[i], arrays[i]);
  Held<ArrowSchema> whole_schema = make_schema("+s", "", 0);
  Held<ArrowArray> whole = make_array(table.rows, 1);
  adopt_children(whole_schema, schemas);
  adopt_children(whole, arrays);
  if (schema != nullptr) *schema = whole_schema.give();
  if (array != nullptr) *array = whole.give();
}

}  // namespace

void export_arrow(const Frame& frame, ArrowSchema* schema, ArrowArray* array, const ExportOptions& options) {
  const Table& table = frame.table();
  export_columns(table, [&](std::size_t i) -> const TimeMark& { return frame.time(table.names[i]); },
                 [&](std::size_t i) { return frame.memory(table.names[i]); }, schema, array, options);
}

void export_arrow(const Table& table, std::shared_ptr<const void> memory, ArrowSchema* schema, ArrowArray* array,
                  const ExportOptions& options) {
  static const TimeMark no_time{};
  export_columns(table, [&](std::size_t) -> const TimeMark& { return no_time; }, [&](std::size_t) { return memory; }, schema, array, options);
}

namespace {

Held<ArrowSchema> copy_of(const ArrowSchema& schema) {
  Held<ArrowSchema> copy = make_schema(schema.format, schema.name, schema.flags);
  std::vector<Held<ArrowSchema>> children;
  for (std::int64_t i = 0; i < schema.n_children; ++i) children.push_back(copy_of(*schema.children[i]));
  if (!children.empty()) adopt_children(copy, children);
  if (schema.dictionary != nullptr) {
    Held<ArrowSchema> dictionary = copy_of(*schema.dictionary);
    adopt_dictionary(copy, dictionary);
  }
  return copy;
}

struct StreamNode {
  Held<ArrowSchema> schema;
  Held<ArrowArray> array;  // until it is asked for
  std::string words;

  template <class Action>
  int guarded(const Action& action) noexcept {
    try {
      action();
      return 0;
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    } catch (const std::exception& error) {
      try {
        words = error.what();
      } catch (...) {
        return ENOMEM;
      }
      return EINVAL;
    }
  }
};
StreamNode& node_of(ArrowArrayStream* stream) { return *static_cast<StreamNode*>(stream->private_data); }

}  // namespace

void export_arrow(const Frame& frame, ArrowArrayStream* stream, const ExportOptions& options) {
  auto node = std::make_unique<StreamNode>();
  export_arrow(frame, node->schema.get(), node->array.get(), options);
  if (frame.rows() == 0) node->array.reset();
  ArrowArrayStream made{};
  made.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    StreamNode& own_node = node_of(self);
    out->release = nullptr;
    return own_node.guarded([&] { *out = copy_of(*own_node.schema.get()).give(); });
  };
  made.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    *out = node_of(self).array.give();  // reads as released when it is gone: the end of the stream
    return 0;
  };
  made.get_last_error = [](ArrowArrayStream* self) -> const char* {
    const StreamNode& own_node = node_of(self);
    return own_node.words.empty() ? nullptr : own_node.words.c_str();
  };
  made.release = [](ArrowArrayStream* self) {
    delete static_cast<StreamNode*>(self->private_data);
    self->release = nullptr;
  };
  made.private_data = node.release();
  *stream = made;
}

}  // namespace mainstay::inline v1::data
