#include "mainstay/data/arrow.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <random>

#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

using namespace mainstay;
using namespace mainstay::data;

// Arrow structs made by hand, on memory that is freed when they are released, so that a reader which looks too late is caught
// by the sanitizer, and counted, so that a release too few or too many is caught here.
namespace {

int live_schemas = 0, live_arrays = 0, live_streams = 0, wrong_releases = 0;

struct Part {
  std::string format, name = "x";
  std::int64_t length = 0, offset = 0, null_count = 0;
  std::vector<std::vector<char>> buffers{};  // an empty one is a null pointer
  std::vector<Part> children{};
  std::vector<Part> dictionary{};  // none or one
  std::int64_t flags = ARROW_FLAG_NULLABLE;
  int skew = 0;  // bytes by which the second buffer is moved off its alignment
};

template <class T>
std::vector<char> bytes(std::initializer_list<T> values) {
  std::vector<char> out(values.size() * sizeof(T));
  if (!out.empty()) std::memcpy(out.data(), std::data(values), out.size());
  return out;
}
template <class T>
std::vector<char> bytes(const std::vector<T>& values) {
  std::vector<char> out(values.size() * sizeof(T));
  if (!out.empty()) std::memcpy(out.data(), values.data(), out.size());
  return out;
}
std::vector<char> bits(const char* pattern) {
  std::vector<char> out;
  for (std::size_t i = 0; pattern[i] != '\0'; ++i) {
    if (i % 8 == 0) out.push_back(0);
    if (pattern[i] == '1') out.back() = static_cast<char>(out.back() | 1 << (i % 8));
  }
  return out;
}
std::vector<char> text(const char* words) { return std::vector<char>(words, words + std::strlen(words)); }

struct SchemaMemory {
  std::string format, name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};
struct ArrayMemory {
  std::vector<std::vector<char>> buffers;
  std::vector<const void*> pointers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  ArrowArray dictionary{};
};

ArrowSchema schema_of(const Part& part) {
  auto* memory = new SchemaMemory{part.format, part.name, {}, {}, {}};
  ++live_schemas;
  ArrowSchema schema{};
  for (const Part& child : part.children) memory->children.push_back(schema_of(child));
  for (ArrowSchema& child : memory->children) memory->pointers.push_back(&child);
  schema.format = memory->format.c_str();
  schema.name = memory->name.c_str();
  schema.flags = part.flags;
  schema.n_children = static_cast<std::int64_t>(memory->children.size());
  schema.children = memory->pointers.data();
  if (!part.dictionary.empty()) {
    memory->dictionary = schema_of(part.dictionary[0]);
    schema.dictionary = &memory->dictionary;
  }
  schema.private_data = memory;
  schema.release = [](ArrowSchema* self) {
    auto* mine = static_cast<SchemaMemory*>(self->private_data);
    if (self->release == nullptr) ++wrong_releases;
    for (ArrowSchema& child : mine->children) child.release(&child);
    if (self->dictionary != nullptr) self->dictionary->release(self->dictionary);
    self->release = nullptr;
    delete mine;
    --live_schemas;
  };
  return schema;
}

ArrowArray array_of(const Part& part) {
  auto* memory = new ArrayMemory{};
  ++live_arrays;
  ArrowArray array{};
  array.length = part.length;
  array.offset = part.offset;
  array.null_count = part.null_count;
  memory->buffers = part.buffers;
  for (std::vector<char>& buffer : memory->buffers) memory->pointers.push_back(buffer.empty() ? nullptr : buffer.data());
  if (part.skew > 0) {
    memory->buffers[1].insert(memory->buffers[1].begin(), static_cast<std::size_t>(part.skew), '\0');
    memory->pointers[1] = memory->buffers[1].data() + part.skew;
  }
  for (const Part& child : part.children) memory->children.push_back(array_of(child));
  for (ArrowArray& child : memory->children) memory->child_pointers.push_back(&child);
  array.n_buffers = static_cast<std::int64_t>(memory->pointers.size());
  array.buffers = memory->pointers.data();
  array.n_children = static_cast<std::int64_t>(memory->children.size());
  array.children = memory->child_pointers.data();
  if (!part.dictionary.empty()) {
    memory->dictionary = array_of(part.dictionary[0]);
    array.dictionary = &memory->dictionary;
  }
  array.private_data = memory;
  array.release = [](ArrowArray* self) {
    auto* mine = static_cast<ArrayMemory*>(self->private_data);
    if (self->release == nullptr) ++wrong_releases;
    for (ArrowArray& child : mine->children)
      if (child.release != nullptr) child.release(&child);
    if (self->dictionary != nullptr && self->dictionary->release != nullptr) self->dictionary->release(self->dictionary);
    self->release = nullptr;
    delete mine;
    --live_arrays;
  };
  return array;
}

struct StreamMemory {
  std::vector<Part> chunks;
  std::size_t next = 0;
  int fail_schema = 0;
  std::size_t fail_at = SIZE_MAX;
  Part schema;
};
ArrowArrayStream stream_of(Part schema, std::vector<Part> chunks, std::size_t fail_at = SIZE_MAX, int fail_schema = 0) {
  auto* memory = new StreamMemory{std::move(chunks), 0, fail_schema, fail_at, std::move(schema)};
  ++live_streams;
  ArrowArrayStream stream{};
  stream.private_data = memory;
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    auto* mine = static_cast<StreamMemory*>(self->private_data);
    if (mine->fail_schema != 0) return mine->fail_schema;
    *out = schema_of(mine->schema);
    return 0;
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto* mine = static_cast<StreamMemory*>(self->private_data);
    if (mine->next == mine->fail_at) return 5;
    if (mine->next == mine->chunks.size()) out->release = nullptr;
    else *out = array_of(mine->chunks[mine->next++]);
    return 0;
  };
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return "the disk is on fire"; };
  stream.release = [](ArrowArrayStream* self) {
    if (self->release == nullptr) ++wrong_releases;
    self->release = nullptr;
    delete static_cast<StreamMemory*>(self->private_data);
    --live_streams;
  };
  return stream;
}

bool all_released() { return live_schemas == 0 && live_arrays == 0 && live_streams == 0 && wrong_releases == 0; }

Part table_of(std::vector<Part> columns, std::int64_t rows) {
  Part table{"+s", ""};
  table.length = rows;
  table.buffers = {{}};
  table.children = std::move(columns);
  return table;
}
Frame taken(const Part& part, const ImportOptions& options = {}) {
  ArrowSchema schema = schema_of(part);
  ArrowArray array = array_of(part);
  struct Check {
    ArrowSchema& schema;
    ArrowArray& array;
    ~Check() {
      if (schema.release != nullptr || array.release != nullptr) ++wrong_releases;  // they must read as taken over
    }
  } check{schema, array};
  return import_arrow(&schema, &array, options);
}
std::string refused(const std::function<void()>& action, ErrorCode code) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(error.code() == code);
    return error.what();
  }
  return "nothing thrown";
}
std::string refused(const Part& part, ErrorCode code) {
  std::string sentence = refused([&] { taken(part); }, code);
  CHECK(all_released());
  return sentence;
}

std::vector<double> numbers(const Column& column) {
  std::vector<double> out(static_cast<std::size_t>(column.size));
  const double* read = read_numbers(column, 0, column.size, out.data());
  return std::vector<double>(read, read + column.size);
}
std::string texts(const Column& column) {
  std::string out;
  for (std::int64_t i = 0; i < column.size; ++i) {
    if (i > 0) out += '|';
    out += column.present(i) ? std::string(text_at(column, i)) : "?";
  }
  return out;
}
std::string levels(const Column& column) {
  std::string out;
  for (std::size_t i = 0; i < column.levels.size(); ++i) out += (i == 0 ? "" : "|") + std::string(column.levels[i]);
  return out;
}
std::vector<char> views(const std::vector<std::string>& values, const std::vector<std::int32_t>& buffer_of,
                        const std::vector<std::int32_t>& offset_of) {
  std::vector<char> out(values.size() * 16);
  for (std::size_t i = 0; i < values.size(); ++i) {
    char* at = out.data() + i * 16;
    const auto length = static_cast<std::int32_t>(values[i].size());
    std::memcpy(at, &length, 4);
    std::memcpy(at + 4, values[i].data(), std::min<std::size_t>(values[i].size(), length <= 12 ? 12 : 4));
    if (length > 12) {
      std::memcpy(at + 8, &buffer_of[i], 4);
      std::memcpy(at + 12, &offset_of[i], 4);
    }
  }
  return out;
}

template <class T>
Part number(const char* format, std::initializer_list<T> values) {
  Part part{format};
  part.length = static_cast<std::int64_t>(values.size());
  part.buffers = {{}, bytes<T>(values)};
  return part;
}
Part utf8(const std::vector<std::string>& values, const char* name = "x") {
  Part part{"u", name};
  part.length = static_cast<std::int64_t>(values.size());
  std::vector<std::int32_t> offsets = {0};
  std::vector<char> all;
  for (const std::string& value : values) {
    all.insert(all.end(), value.begin(), value.end());
    offsets.push_back(static_cast<std::int32_t>(all.size()));
  }
  part.buffers = {{}, bytes(offsets), all};
  return part;
}
template <class T>
Part dictionary(const char* format, std::initializer_list<T> codes, Part values) {
  Part part = number<T>(format, codes);
  part.dictionary = {std::move(values)};
  return part;
}

}  // namespace

TEST_CASE_TEMPLATE("arrow: numbers of every width, zero-copy, sliced and with missing values", T, std::int8_t, std::uint8_t,
                   std::int16_t, std::uint16_t, std::int32_t, std::uint32_t, std::int64_t, std::uint64_t, float, double) {
  const char* format = std::is_same_v<T, std::int8_t>     ? "c"
                       : std::is_same_v<T, std::uint8_t>  ? "C"
                       : std::is_same_v<T, std::int16_t>  ? "s"
                       : std::is_same_v<T, std::uint16_t> ? "S"
                       : std::is_same_v<T, std::int32_t>  ? "i"
                       : std::is_same_v<T, std::uint32_t> ? "I"
                       : std::is_same_v<T, std::int64_t>  ? "l"
                       : std::is_same_v<T, std::uint64_t> ? "L"
                       : std::is_same_v<T, float>         ? "f"
                                                          : "g";
  {
    Part part = number<T>(format, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    part.length = 10;
    part.offset = 2;
    part.buffers[0] = bits("111011111111");
    part.null_count = -1;
    ArrowSchema schema = schema_of(part);
    ArrowArray array = array_of(part);
    const void* values = array.buffers[1];
    const Frame frame = import_arrow(&schema, &array);
    CHECK(live_schemas == 0);
    CHECK(live_arrays == 1);
    CHECK(frame.rows() == 10);
    const Column& column = frame["x"];
    CHECK(column.type == column_type<T>());
    CHECK(column.data == static_cast<const char*>(values) + 2 * sizeof(T));  // the producer's own memory
    const std::vector<double> read = numbers(column);
    CHECK(read[0] == 3);
    CHECK(std::isnan(read[1]));
    CHECK(read[9] == 12);
    CHECK(frame.slice(1, 2)["x"].present(0) == false);
  }
  CHECK(all_released());
  // A frame that outlives the call keeps the memory, a copy of it too.
  Frame later;
  {
    const Frame frame = taken(number<T>(format, {7, 8}));
    later = frame;
  }
  CHECK(live_arrays == 1);
  CHECK(numbers(later["x"]) == std::vector<double>{7, 8});
  later = Frame();
  CHECK(all_released());
}

TEST_CASE("arrow: a null count of zero, or all bits set, leaves no bitmap behind") {
  Part part = number<double>("g", {1, 2});
  part.buffers[0] = bits("11");
  part.null_count = -1;
  CHECK(taken(part)["x"].validity == nullptr);
  part.buffers[0] = bits("10");
  part.null_count = 0;  // the producer says so, and the specification lets us believe it
  CHECK(taken(part)["x"].validity == nullptr);
  CHECK(all_released());
}

TEST_CASE("arrow: booleans, halves, decimals, nulls") {
  Part flags{"b"};
  flags.length = 6;
  flags.offset = 3;
  flags.buffers = {bits("111110111"), bits("000101101")};
  flags.null_count = 1;
  {
    const Frame frame = taken(flags);
    const std::vector<double> read = numbers(frame["x"]);
    CHECK(read[0] == 1);
    CHECK(read[1] == 0);
    CHECK(std::isnan(read[2]));
    CHECK(read[3] == 1);
    CHECK(read[4] == 0);
    CHECK(read[5] == 1);
  }
  CHECK(numbers(taken(number<std::uint16_t>("e", {0x3C00, 0xC000, 0x3555, 0x0001, 0x7BFF, 0x8000}))["x"]) ==
        std::vector<double>{1.0, -2.0, 0.333251953125, std::ldexp(1.0, -24), 65504.0, 0.0});
  CHECK(std::isinf(numbers(taken(number<std::uint16_t>("e", {0x7C00}))["x"])[0]));
  CHECK(std::isnan(numbers(taken(number<std::uint16_t>("e", {0x7C01}))["x"])[0]));
  Part money{"d:18,2"};
  money.length = 2;
  money.buffers = {{}, bytes<std::int64_t>({123456, 0, -5, -1})};
  CHECK(numbers(taken(money)["x"]) == std::vector<double>{1234.56, -0.05});
  CHECK(numbers(taken(number<std::int32_t>("d:9,-1,32", {12}))["x"]) == std::vector<double>{120});
  CHECK(numbers(taken(number<std::int64_t>("d:9,3,64", {1500}))["x"]) == std::vector<double>{1.5});
  Part none{"n"};
  none.length = 3;
  none.null_count = 3;
  const Frame frame = taken(none);
  CHECK(frame.rows() == 3);
  CHECK(!frame["x"].present(1));
  CHECK(std::isnan(numbers(frame["x"])[2]));
  CHECK(all_released());
}

TEST_CASE("arrow: texts, large texts and views become categories with sorted levels") {
  const std::vector<std::string> words = {"销售", "", "sales", "call centre in Chongqing", "sales", "twelve bytes", "thirteen byte"};
  const std::string joined = "销售||sales|call centre in Chongqing|sales|twelve bytes|thirteen byte";
  const std::string sorted = "|call centre in Chongqing|sales|thirteen byte|twelve bytes|销售";
  {
    const Frame frame = taken(utf8(words));
    const Column& column = frame["x"];
    CHECK(column.categorical);
    CHECK(column.type == ColumnType::int32);
    CHECK(texts(column) == joined);
    CHECK(levels(column) == sorted);
  }
  Part large = utf8(words);
  large.format = "U";
  std::vector<std::int64_t> wide;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    std::int32_t offset;
    std::memcpy(&offset, large.buffers[1].data() + i * 4, 4);
    wide.push_back(offset);
  }
  large.buffers[1] = bytes(wide);
  CHECK(texts(taken(large)["x"]) == joined);

  Part view{"vu"};
  view.length = 7;
  view.buffers = {{}, views(words, {0, 0, 0, 1, 0, 0, 0}, {0, 0, 0, 2, 0, 0, 0}), text("thirteen byte"), text("--call centre in Chongqing"),
                  bytes<std::int64_t>({13, 26})};
  CHECK(texts(taken(view)["x"]) == joined);
  // Short texts only: no buffers of text at all, and a missing row whose view is rubbish.
  Part inline_only{"vu"};
  inline_only.length = 2;
  inline_only.buffers = {bits("10"), views({"a", "rubbish that is not there"}, {9, 9}, {9, 9}), {}};
  inline_only.null_count = 1;
  CHECK(texts(taken(inline_only)["x"]) == "a|?");
  // Slices, with missing rows.
  Part sliced = utf8(words);
  sliced.offset = 2;
  sliced.length = 4;
  sliced.buffers[0] = bits("1111011");
  sliced.null_count = -1;
  CHECK(texts(taken(sliced)["x"]) == "sales|call centre in Chongqing|?|twelve bytes");
  Part empty{"u"};
  empty.buffers = {{}, {}, {}};
  {
    const Frame frame = taken(empty);
    CHECK(frame.rows() == 0);
    CHECK(frame["x"].given());
    CHECK(frame["x"].categorical);
  }
  CHECK(all_released());
}

TEST_CASE("arrow: dates, timestamps and lengths of time") {
  {
    const Frame frame = taken(number<std::int32_t>("tdD", {0, 19782}));
    CHECK(frame.time("x") == TimeMark{TimeUnit::day, false, ""});
    CHECK(format_date(static_cast<std::int64_t>(numbers(frame["x"])[1])) == "2024-02-29");
  }
  CHECK(numbers(taken(number<std::int64_t>("tdm", {86400000, -1, -86400000}))["x"]) == std::vector<double>{1, -1, -1});
  const std::int64_t noon = 19782 * 86400LL + 43200;
  for (const auto& [format, unit] : {std::pair{"tss:", 1LL}, {"tsm:", 1000LL}, {"tsu:", 1000000LL}, {"tsn:", 1000000000LL}}) {
    Frame frame = taken(number<std::int64_t>(format, {noon * unit, -1, 0}));
    CHECK(frame["x"].type == ColumnType::int64);
    frame.to_days("x");
    CHECK(frame.time("x").unit == TimeUnit::day);
    CHECK(numbers(frame["x"]) == std::vector<double>{19782, -1, 0});
  }
  Frame zoned = taken(number<std::int64_t>("tsu:+13:30", {noon * 1000000}));
  CHECK(zoned.time("x").zone == "+13:30");
  zoned.to_days("x");
  CHECK(numbers(zoned["x"]) == std::vector<double>{19783});
  Frame named = taken(number<std::int64_t>("tsn:Asia/Shanghai", {(19782 * 86400LL + 16 * 3600) * 1000000000, INT64_MIN}));
  CHECK(refused([&] { named.to_days("x"); }, ErrorCode::wrong_type) ==
        "data.frame: x is a timestamp in the zone \"Asia/Shanghai\", but must be in UTC or a fixed offset, or be given the offset in minutes");
  named.to_days("x", 480);
  CHECK(numbers(named["x"])[0] == 19783);
  Frame lengths = taken(number<std::int64_t>("tDs", {86400, 86399}));
  CHECK(lengths.time("x").is_duration);
  lengths.to_days("x");
  CHECK(numbers(lengths["x"]) == std::vector<double>{1, 0});
  Frame plain = taken(number<std::int64_t>("l", {1}));
  CHECK(refused([&] { plain.to_days("x"); }, ErrorCode::wrong_type) ==
        "data.frame: x is without a unit of time, but must be a date, a timestamp or a length of time");
  plain = zoned = named = lengths = Frame();
  CHECK(all_released());
}

TEST_CASE_TEMPLATE("arrow: dictionaries with codes of every width keep their memory and order", T, std::int8_t, std::uint8_t,
                   std::int16_t, std::uint16_t, std::int32_t, std::uint32_t, std::int64_t, std::uint64_t) {
  const char* format = sizeof(T) == 1   ? (std::is_signed_v<T> ? "c" : "C")
                       : sizeof(T) == 2 ? (std::is_signed_v<T> ? "s" : "S")
                       : sizeof(T) == 4 ? (std::is_signed_v<T> ? "i" : "I")
                                        : (std::is_signed_v<T> ? "l" : "L");
  Part part = dictionary<T>(format, {2, 0, 99, 1, 2}, utf8({"west", "east", "north"}));
  part.buffers[0] = bits("11011");
  part.null_count = 1;
  {
    ArrowSchema schema = schema_of(part);
    ArrowArray array = array_of(part);
    const void* codes = array.buffers[1];
    const Frame frame = import_arrow(&schema, &array);
    CHECK(frame["x"].data == codes);
    CHECK(texts(frame["x"]) == "north|west|?|east|north");
    CHECK(levels(frame["x"]) == "west|east|north");
  }
  CHECK(all_released());
  part.null_count = 0;
  part.buffers[0].clear();
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x[2] is code 99, but must be a code of its dictionary, which has 3");
  if (std::is_signed_v<T>)
    CHECK(refused(dictionary<T>(format, {0, static_cast<T>(-1)}, utf8({"a"})), ErrorCode::corrupt) ==
          "data.arrow: x[1] is code -1, but must be a code of its dictionary, which has 1");
}

TEST_CASE("arrow: dictionaries of views, with repeated or missing levels, of numbers and of dates") {
  Part view{"vu"};
  view.length = 2;
  view.buffers = {{}, views({"short", "longer than twelve"}, {0, 0}, {0, 0}), text("longer than twelve"), bytes<std::int64_t>({18})};
  CHECK(texts(taken(dictionary<std::uint32_t>("I", {1, 0, 1}, view))["x"]) == "longer than twelve|short|longer than twelve");
  CHECK(texts(taken(dictionary<std::int8_t>("c", {0, 1, 2}, utf8({"a", "b", "a"})))["x"]) == "a|b|a");
  CHECK(levels(taken(dictionary<std::int8_t>("c", {0, 1, 2}, utf8({"a", "b", "a"})))["x"]) == "a|b");
  Part holes = utf8({"a", "b"});
  holes.buffers[0] = bits("10");
  holes.null_count = 1;
  CHECK(texts(taken(dictionary<std::int8_t>("c", {0, 1}, holes))["x"]) == "a|?");
  CHECK(numbers(taken(dictionary<std::int16_t>("s", {1, 0, 1}, number<double>("g", {0.5, 2.5})))["x"]) == std::vector<double>{2.5, 0.5, 2.5});
  const Frame dates = taken(dictionary<std::int16_t>("s", {1, 0}, number<std::int32_t>("tdD", {10, 20})));
  CHECK(numbers(dates["x"]) == std::vector<double>{20, 10});
  CHECK(dates.time("x").unit == TimeUnit::day);
  Part bits_part{"b"};
  bits_part.length = 2;
  bits_part.buffers = {{}, bits("01")};
  CHECK(numbers(taken(dictionary<std::int16_t>("s", {1, 0}, bits_part))["x"]) == std::vector<double>{1, 0});
  Part sliced = dictionary<std::int16_t>("s", {5, 1, 0, 1}, utf8({"a", "b", "c"}));
  sliced.dictionary[0].offset = 1;
  sliced.dictionary[0].length = 2;
  sliced.offset = 1;
  sliced.length = 3;
  CHECK(texts(taken(sliced)["x"]) == "c|b|c");
  CHECK(all_released());
}

TEST_CASE("arrow: a table, with offsets in the struct and in its children, and rows missing in the struct") {
  Part a = number<std::int64_t>("l", {-1, 10, 11, 12, 13, 14});
  a.name = "a";
  a.offset = 1;
  a.length = 5;
  Part b = utf8({"u", "v", "w", "x", "y"}, "b");
  b.buffers[0] = bits("11101");
  b.null_count = 1;
  Part c = dictionary<std::int8_t>("c", {0, 1, 0, 1, 0}, utf8({"no", "yes"}));
  c.name = "c";
  Part table = table_of({a, b, c}, 3);
  table.offset = 2;
  {
    const Frame frame = taken(table);
    CHECK(frame.names() == std::vector<std::string>{"a", "b", "c"});
    CHECK(frame.rows() == 3);
    CHECK(numbers(frame["a"]) == std::vector<double>{12, 13, 14});
    CHECK(texts(frame["b"]) == "w|?|y");
    CHECK(texts(frame["c"]) == "no|yes|no");
    CHECK(live_arrays > 0);
    CHECK(refused([&] { frame["d"]; }, ErrorCode::unknown_name) == "data.frame: column is \"d\", but must be one of a, b, c");
    // Only the columns asked for, in their order.
    const std::vector<std::string> wanted = {"c", "a"};
    ImportOptions options;
    options.columns = wanted;
    CHECK(taken(table, options).names() == wanted);
    const std::vector<std::string> unknown = {"a", "z"};
    options.columns = unknown;
    CHECK(refused([&] { taken(table, options); }, ErrorCode::unknown_name) == "data.arrow: column is \"z\", but must be one of a, b, c");
  }
  CHECK(all_released());
  table.buffers[0] = bits("11011");
  table.null_count = 1;
  {
    const Frame frame = taken(table);
    CHECK(std::isnan(numbers(frame["a"])[0]));
    CHECK(numbers(frame["a"])[1] == 13);
    CHECK(texts(frame["b"]) == "?|?|y");
    CHECK(texts(frame["c"]) == "?|yes|no");
  }
  CHECK(all_released());
  const Frame no_columns = taken(table_of({}, 4));
  CHECK(no_columns.rows() == 4);
  CHECK(no_columns.columns() == 0);
  Frame several = taken(table_of({a, c}, 5));
  CHECK(several.select(std::vector<std::string>{"c"}).names() == std::vector<std::string>{"c"});
  several = Frame();
  CHECK(all_released());
}

TEST_CASE("arrow: columns off their alignment are copied, not read in place") {
  Part part = number<double>("g", {1.5, 2.5});
  part.skew = 4;
  CHECK(numbers(taken(part)["x"]) == std::vector<double>{1.5, 2.5});
  Part codes = dictionary<std::int32_t>("i", {1, 0}, utf8({"a", "b"}));
  codes.skew = 1;
  CHECK(texts(taken(codes)["x"]) == "b|a");
  CHECK(all_released());
}

TEST_CASE("arrow: streams of many chunks, of one and of none") {
  const auto chunk = [](std::initializer_list<double> x, std::vector<std::string> words, std::initializer_list<std::int8_t> codes,
                        std::vector<std::string> levels_here, const char* valid) {
    Part a = number<double>("g", x);
    a.name = "a";
    a.buffers[0] = bits(valid);
    a.null_count = -1;
    Part b = utf8(words, "b");
    Part c = dictionary<std::int8_t>("c", codes, utf8(levels_here));
    c.name = "c";
    Part d{"b", "d"};
    d.length = static_cast<std::int64_t>(x.size());
    d.buffers = {{}, bits("0110110")};
    return table_of({a, b, c, d}, static_cast<std::int64_t>(x.size()));
  };
  const Part first = chunk({1, 2, 3}, {"q", "p", "q"}, {0, 1, 0}, {"red", "blue"}, "111");
  const Part none = chunk({}, {}, {}, {}, "");
  const Part second = chunk({4, 5}, {"p", "o"}, {1, 0}, {"green", "red"}, "10");
  {
    ArrowArrayStream stream = stream_of(first, {first, none, second, first});
    const Frame frame = import_arrow(&stream);
    CHECK((stream.release == nullptr));
    CHECK(live_arrays == 0);  // several chunks are copied, so nothing points into them
    CHECK(frame.rows() == 8);
    const std::vector<double> read = numbers(frame["a"]);
    CHECK(read[3] == 4);
    CHECK(std::isnan(read[4]));
    CHECK(read[5] == 1);
    CHECK(texts(frame["b"]) == "q|p|q|p|o|q|p|q");
    CHECK(levels(frame["b"]) == "o|p|q");
    CHECK(texts(frame["c"]) == "red|blue|red|red|green|red|blue|red");
    CHECK(levels(frame["c"]) == "red|blue|green");
    CHECK(numbers(frame["d"]) == std::vector<double>{0, 1, 1, 0, 1, 0, 1, 1});
  }
  CHECK(all_released());
  {
    ArrowArrayStream stream = stream_of(first, {none, first, none});
    const Frame frame = import_arrow(&stream);
    CHECK(live_arrays > 0);  // one chunk with rows is taken as it lies
    CHECK(frame["a"].validity == nullptr);
    CHECK(levels(frame["c"]) == "red|blue");
  }
  for (const std::vector<Part>& chunks : {std::vector<Part>{}, std::vector<Part>{none}}) {
    ArrowArrayStream stream = stream_of(first, chunks);
    const Frame frame = import_arrow(&stream);
    CHECK(frame.rows() == 0);
    CHECK(frame.columns() == 4);
    CHECK(frame["a"].given());
    CHECK(frame["c"].categorical);
  }
  {
    Part series = number<std::int32_t>("i", {1, 2});
    series.name = "";
    ArrowArrayStream stream = stream_of(series, {series, series});
    ImportOptions options;
    options.name = "tenure_days";
    CHECK(numbers(import_arrow(&stream, options)["tenure_days"]) == std::vector<double>{1, 2, 1, 2});
  }
  CHECK(all_released());
}

TEST_CASE("arrow: streams that fail are released once and say why") {
  const Part part = table_of({number<double>("g", {1})}, 1);
  ArrowArrayStream early = stream_of(part, {part}, SIZE_MAX, 22);
  CHECK(refused([&] { import_arrow(&early); }, ErrorCode::io) == "data.arrow: the stream failed to give its schema: the disk is on fire");
  ArrowArrayStream late = stream_of(part, {part, part, part}, 2);
  CHECK(refused([&] { import_arrow(&late); }, ErrorCode::io) == "data.arrow: the stream failed to give its next chunk: the disk is on fire");
  ArrowArrayStream unlike = stream_of(part, {part, table_of({number<double>("g", {1}), number<double>("g", {1})}, 1)});
  CHECK(refused([&] { import_arrow(&unlike); }, ErrorCode::corrupt) == "data.arrow: the table has 2 columns where its schema has 1");
  CHECK(refused([&] { import_arrow(&unlike); }, ErrorCode::invalid_argument) ==
        "data.arrow: stream is null or already released, but must be an ArrowArrayStream");
  CHECK(refused([] { import_arrow(nullptr); }, ErrorCode::invalid_argument) ==
        "data.arrow: stream is null or already released, but must be an ArrowArrayStream");
  CHECK(all_released());
}

TEST_CASE("arrow: other formats are refused by name") {
  for (const auto& item : {std::pair{"+l", " (list)"}, {"+w:3", " (list)"}, {"+m", " (map)"}, {"+ud:1,2", " (union)"}, {"+r", " (run-end encoded)"},
                                      {"z", " (binary)"}, {"w:4", " (binary)"}, {"tts", " (time of day)"}, {"tiD", " (interval)"},
                                      {"d:76,2,256", " (decimal)"}, {"", ""}, {"q", ""}, {"ts", ""}, {"tsx:", ""}, {"tD", ""}}) {
    const char *const format = item.first, *const words = item.second;
    CAPTURE(format);
    Part part = table_of({number<double>(format, {1})}, 1);
    part.children[0].name = "skills";
    CHECK(refused(part, ErrorCode::wrong_type) ==
          std::string("data.arrow: skills is of Arrow format \"") + format + "\"" + words +
              ", but must be numbers, booleans, texts, dates, timestamps, lengths of time or a dictionary of them");
  }
  Part nested = table_of({table_of({}, 1)}, 1);
  nested.children[0].name = "address";
  CHECK(refused(nested, ErrorCode::wrong_type).starts_with("data.arrow: address is of Arrow format \"+s\" (struct)"));
  CHECK(refused(dictionary<double>("g", {0}, utf8({"a"})), ErrorCode::wrong_type) ==
        "data.arrow: x is of Arrow format \"g\", but must be whole numbers as codes of a dictionary");
  Part deep = dictionary<std::int8_t>("c", {0}, dictionary<std::int8_t>("c", {0}, utf8({"a"})));
  CHECK(refused(deep, ErrorCode::wrong_type).starts_with("data.arrow: x is of Arrow format \"c\""));
}

TEST_CASE("arrow: arrays that contradict themselves are refused") {
  Part part = number<double>("g", {1, 2});
  part.length = -1;
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x has length -1 and offset 0");
  part.length = 2;
  part.offset = INT64_MAX;
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x has length 2 and offset 9223372036854775807");
  part.offset = 0;
  part.null_count = 1;
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x has 1 missing values but no validity bitmap");
  part.null_count = 0;
  part.buffers.pop_back();
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x has 1 buffers where its format has 2");
  part.buffers = {{}, {}};
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x has no values");
  part.buffers = {{}, bytes<double>({1, 2}), {}};
  CHECK(refused(part, ErrorCode::corrupt) == "data.arrow: x has 3 buffers where its format has 2");
  CHECK(refused(table_of({number<double>("g", {1})}, 2), ErrorCode::corrupt) == "data.arrow: x has 1 rows where its table has 2");
  CHECK(refused(table_of({number<double>("g", {1}), number<double>("g", {1})}, 1), ErrorCode::invalid_argument) ==
        "data.arrow: column is \"x\", but must be a name that only one column has");

  Part words = utf8({"ab", "cd"});
  words.buffers[1] = bytes<std::int32_t>({0, 3, 2});
  CHECK(refused(words, ErrorCode::corrupt) == "data.arrow: x.offsets[2] is 2, but must be at least the offset before it, 3");
  words.buffers[1] = bytes<std::int32_t>({-1, 3, 4});
  CHECK(refused(words, ErrorCode::corrupt) == "data.arrow: x.offsets[0] is -1, but must be at least 0");
  words.buffers[1] = bytes<std::int32_t>({0, 2, 4});
  words.buffers[2].clear();
  CHECK(refused(words, ErrorCode::corrupt) == "data.arrow: x has offsets but no bytes of text");
  CHECK(refused(utf8({"fine", "\xC3("}), ErrorCode::invalid_argument) == "data.arrow: x[1] is \"\\xC3(\", but must be text in UTF-8");
  CHECK(refused(dictionary<std::int8_t>("c", {0}, utf8({"\xFF"})), ErrorCode::invalid_argument) ==
        "data.arrow: x.levels[0] is \"\\xFF\", but must be text in UTF-8");

  Part view{"vu"};
  view.length = 1;
  const std::vector<std::string> longer = {"longer than twelve"};
  view.buffers = {{}, views(longer, {1}, {0}), text("longer than twelve"), bytes<std::int64_t>({18})};
  CHECK(refused(view, ErrorCode::corrupt) == "data.arrow: x[0] is in text buffer 1, but must be in one of the 1 text buffers");
  view.buffers[1] = views(longer, {0}, {1});
  CHECK(refused(view, ErrorCode::corrupt) == "data.arrow: x[0] is bytes 1 to 19 of its text buffer, but must be within its 18 bytes");
  view.buffers[1] = views(longer, {0}, {-1});
  CHECK(refused(view, ErrorCode::corrupt) == "data.arrow: x[0] is bytes -1 to 17 of its text buffer, but must be within its 18 bytes");
  const std::int32_t negative = -1;
  std::memcpy(view.buffers[1].data(), &negative, 4);
  CHECK(refused(view, ErrorCode::corrupt) == "data.arrow: x[0] is a text of length -1, but must be one of length >= 0");

  Part schema_only = number<std::int8_t>("c", {0});
  schema_only.dictionary = {utf8({"a"})};
  ArrowSchema schema = schema_of(schema_only);
  schema_only.dictionary.clear();
  ArrowArray array = array_of(schema_only);
  CHECK(refused([&] { import_arrow(&schema, &array); }, ErrorCode::corrupt) ==
        "data.arrow: x has a dictionary in its schema or in its array, but not in both");
  ArrowArray alone = array_of(schema_only);
  CHECK(refused([&] { import_arrow(nullptr, &alone); }, ErrorCode::invalid_argument) ==
        "data.arrow: schema is null or already released, but must be an ArrowSchema");
  ArrowSchema lonely = schema_of(schema_only);
  CHECK(refused([&] { import_arrow(&lonely, &array); }, ErrorCode::invalid_argument) ==
        "data.arrow: array is null or already released, but must be an ArrowArray");
  CHECK(all_released());
}

TEST_CASE("arrow: out and in again gives the same table, by array and by stream") {
  Frame frame;
  frame.add("number", std::vector<double>{1.5, NAN, 3.0}, {0b101});
  frame.add("whole", std::vector<std::int64_t>{1, -2, INT64_MAX});
  frame.add("small", std::vector<std::uint8_t>{1, 2, 3});
  const std::vector<std::string> words = {"b", "长文本", "b"};
  frame.add_texts("word", words);
  frame.add("hired", std::vector<std::int64_t>{0, 19782, -1}, {}, {TimeUnit::day, false, ""});
  frame.add("seen", std::vector<std::int64_t>{0, 1, 2}, {}, {TimeUnit::microsecond, false, "+08:00"});
  frame.add("took", std::vector<std::int64_t>{5, 6, 7}, {}, {TimeUnit::second, true, ""});
  frame.add("cause", Categories{{1, -1, 0}, {"pay", "boss"}});
  static const double strided[] = {1, 9, 2, 9, 3, 9};
  frame.add_view("strided", Column(strided, 3, 2), nullptr);
  static const std::uint8_t flags = 0b01011000, valid = 0b11101111;
  Column flag;
  flag.data = &flags;
  flag.type = ColumnType::bit;
  flag.size = 3;
  flag.bit_offset = 3;
  flag.validity = &valid;
  flag.validity_offset = 3;
  frame.add_view("flag", flag, nullptr);

  const auto compare = [](const Frame& got, std::int64_t first) {
    const auto same = [&](const char* name, std::vector<double> expected) {
      CAPTURE(name);
      const std::vector<double> read = numbers(got[name]);
      for (std::size_t i = 0; i < read.size(); ++i) {
        const double e = expected[i + static_cast<std::size_t>(first)];
        CHECK((read[i] == e || (std::isnan(read[i]) && std::isnan(e))));
      }
    };
    same("number", {1.5, NAN, 3});
    same("whole", {1, -2, static_cast<double>(INT64_MAX)});
    same("small", {1, 2, 3});
    same("hired", {0, 19782, -1});
    same("strided", {1, 2, 3});
    same("flag", {1, NAN, 0});
    CHECK(texts(got["word"]) == (first == 0 ? "b|长文本|b" : "长文本|b"));
    CHECK(texts(got["cause"]) == (first == 0 ? "boss|?|pay" : "?|pay"));
    CHECK(got.time("hired") == TimeMark{TimeUnit::day, false, ""});
    CHECK(got.time("seen") == TimeMark{TimeUnit::microsecond, false, "+08:00"});
    CHECK(got.time("took") == TimeMark{TimeUnit::second, true, ""});
  };
  for (const bool plain : {false, true}) {
    ExportOptions options;
    options.plain_texts = plain;
    Frame again;
    {
      ArrowSchema schema;
      ArrowArray array;
      export_arrow(frame, &schema, &array, options);
      CHECK(std::string(schema.format) == "+s");
      CHECK(std::string(schema.children[3]->format) == (plain ? "u" : "i"));
      CHECK(std::string(schema.children[4]->format) == "tdD");
      CHECK(array.children[0]->buffers[1] == frame["number"].data);  // lent
      CHECK(array.children[0]->null_count == 1);
      again = import_arrow(&schema, &array);
    }
    compare(again, 0);
    ArrowArrayStream stream;
    export_arrow(frame.slice(1, 2), &stream, options);
    ArrowSchema one, two;
    CHECK(stream.get_schema(&stream, &one) == 0);
    CHECK(stream.get_schema(&stream, &two) == 0);
    one.release(&one);
    two.release(&two);
    compare(import_arrow(&stream), 1);
    if (plain) {
      CHECK(levels(again["word"]) == "b|长文本");
    } else {
      CHECK(levels(again["cause"]) == "pay|boss");
    }
  }
  // The memory outlives the frame it came from, and a child may be moved out before the parent goes.
  ArrowSchema schema;
  ArrowArray array;
  {
    Frame brief;
    brief.add("x", std::vector<double>{4, 5});
    export_arrow(brief, &schema, &array);
  }
  ArrowSchema child_schema = *schema.children[0];
  ArrowArray child = *array.children[0];
  schema.children[0]->release = nullptr;
  array.children[0]->release = nullptr;
  schema.release(&schema);
  array.release(&array);
  CHECK(numbers(import_arrow(&child_schema, &child)["x"]) == std::vector<double>{4, 5});
  // A table of somebody else's memory.
  auto memory = std::make_shared<std::vector<double>>(std::vector<double>{6, 7});
  Table table;
  table.add("y", Column(*memory));
  export_arrow(table, memory, &schema, &array);
  CHECK(memory.use_count() == 2);
  CHECK(numbers(import_arrow(&schema, &array)["y"]) == std::vector<double>{6, 7});
  CHECK(memory.use_count() == 1);
  ArrowArrayStream empty;
  export_arrow(Frame(), &empty);
  CHECK(import_arrow(&empty).columns() == 0);
}

TEST_CASE("arrow: a million levels") {
  constexpr std::int64_t n = 1'000'000;
  Part part{"u"};
  part.length = n;
  std::vector<std::int32_t> offsets = {0};
  std::vector<char> all;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::string id = "P" + std::to_string((i * 7919) % n);
    all.insert(all.end(), id.begin(), id.end());
    offsets.push_back(static_cast<std::int32_t>(all.size()));
  }
  part.buffers = {{}, bytes(offsets), all};
  const Frame frame = taken(part);
  const Column& column = frame["x"];
  CHECK(column.levels.size() == n);
  CHECK(std::is_sorted(column.levels.begin(), column.levels.end()));
  std::int64_t wrong = 0;
  for (std::int64_t i = 0; i < n; i += 97) wrong += text_at(column, i) != "P" + std::to_string((i * 7919) % n);
  CHECK(wrong == 0);
}
