#include "mainstay/data/arrow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "core/words.hpp"
#include "data/arrow_held.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/raw_texts.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::int64_t most_rows = std::int64_t{1} << 47;

// ------------------------------------------------------------------------------------------------------------- formats

enum class Storage { number, bit, half, decimal, date_milliseconds, text, large_text, text_view, missing };

// What an ArrowSchema says about a column.
struct Form {
  Storage storage = Storage::number;
  ColumnType type = ColumnType::float64;
  std::int64_t width = 8;  // bytes of a value
  TimeMark time{};
  int scale = 0;                 // decimal
  std::unique_ptr<Form> values;  // dictionary: what the codes (this form) stand for
  bool is_text() const {
    return storage == Storage::text || storage == Storage::large_text || storage == Storage::text_view;
  }
};

constexpr const char* taken_formats =
    "numbers, booleans, texts, dates, timestamps, lengths of time or a dictionary of them";

const char* kind_of_format(std::string_view format) {
  if (format.starts_with("+l") || format.starts_with("+L") || format.starts_with("+v") || format.starts_with("+w")) return " (list)";
  if (format.starts_with("+s")) return " (struct)";
  if (format.starts_with("+m")) return " (map)";
  if (format.starts_with("+u")) return " (union)";
  if (format.starts_with("+r")) return " (run-end encoded)";
  if (format.starts_with("z") || format.starts_with("Z") || format.starts_with("vz") || format.starts_with("w")) return " (binary)";
  if (format.starts_with("tt")) return " (time of day)";
  if (format.starts_with("ti")) return " (interval)";
  if (format.starts_with("d")) return " (decimal)";
  return "";
}

[[noreturn]] void refuse_format(std::string_view analysis, std::string_view column, std::string_view format, const char* rule) {
  throw Error(ErrorCode::wrong_type, analysis, column, -1,
              fmt::format("of Arrow format {}{}", quoted(format), kind_of_format(format)), rule);
}

[[noreturn]] void corrupt(std::string_view analysis, std::string_view column, std::string_view what) {
  throw Error(ErrorCode::corrupt, analysis, fmt::format("{} {}", column, what));
}

std::optional<TimeUnit> time_unit(char c) {
  switch (c) {
    case 's': return TimeUnit::second;
    case 'm': return TimeUnit::millisecond;
    case 'u': return TimeUnit::microsecond;
    case 'n': return TimeUnit::nanosecond;
    default: return std::nullopt;
  }
}

// "d:18,3" or "d:9,2,32": precision, scale, bits.
bool decimal_form(std::string_view format, Form& form) {
  int numbers[3] = {0, 0, 128};
  int count = 0;
  std::size_t at = 2;
  while (at < format.size() && count < 3) {
    bool negative = false;
    if (format[at] == '-') {
      negative = true;
      ++at;
    }
    int value = 0, digits = 0;
    while (at < format.size() && format[at] >= '0' && format[at] <= '9' && digits < 4) {
      value = value * 10 + (format[at++] - '0');
      ++digits;
    }
    if (digits == 0) return false;
    numbers[count++] = negative ? -value : value;
    if (at < format.size() && format[at++] != ',') return false;
  }
  if (count < 2 || at != format.size()) return false;
  if (numbers[2] != 32 && numbers[2] != 64 && numbers[2] != 128) return false;
  form = Form{Storage::decimal, ColumnType::float64, numbers[2] / 8, {}, numbers[1], nullptr};
  return true;
}

Form form_of(const ArrowSchema& schema, std::string_view analysis, std::string_view column, bool raw_texts, bool inside_dictionary = false) {
  const std::string_view format = schema.format == nullptr ? std::string_view() : schema.format;
  Form form;
  const auto number = [&](ColumnType type, std::int64_t width, TimeMark time = {}) {
    form.type = type;
    form.width = width;
    form.time = std::move(time);
  };
  bool known = true;
  if (raw_texts && (format == "z" || format == "Z" || format == "vz")) {
    form.storage = format == "z" ? Storage::text : format == "Z" ? Storage::large_text : Storage::text_view;
  } else if (format.size() == 1) {
    switch (format[0]) {
      case 'n': form.storage = Storage::missing; break;
      case 'b': form.storage = Storage::bit; form.type = ColumnType::bit; form.width = 0; break;
      case 'c': number(ColumnType::int8, 1); break;
      case 'C': number(ColumnType::uint8, 1); break;
      case 's': number(ColumnType::int16, 2); break;
      case 'S': number(ColumnType::uint16, 2); break;
      case 'i': number(ColumnType::int32, 4); break;
      case 'I': number(ColumnType::uint32, 4); break;
      case 'l': number(ColumnType::int64, 8); break;
      case 'L': number(ColumnType::uint64, 8); break;
      case 'e': form.storage = Storage::half; form.type = ColumnType::float32; form.width = 2; break;
      case 'f': number(ColumnType::float32, 4); break;
      case 'g': number(ColumnType::float64, 8); break;
      case 'u': form.storage = Storage::text; break;
      case 'U': form.storage = Storage::large_text; break;
      default: known = false;
    }
  } else if (format == "vu") {
    form.storage = Storage::text_view;
  } else if (format == "tdD") {
    number(ColumnType::int32, 4, {TimeUnit::day, false, ""});
  } else if (format == "tdm") {
    form.storage = Storage::date_milliseconds;
    form.time = {TimeUnit::day, false, ""};
  } else if (format.size() >= 4 && format.starts_with("ts") && format[3] == ':' && time_unit(format[2])) {
    number(ColumnType::int64, 8, {*time_unit(format[2]), false, std::string(format.substr(4))});
  } else if (format.size() == 3 && format.starts_with("tD") && time_unit(format[2])) {
    number(ColumnType::int64, 8, {*time_unit(format[2]), true, ""});
  } else if (format.starts_with("d:")) {
    known = decimal_form(format, form);
  } else {
    known = false;
  }
  if (!known) refuse_format(analysis, column, format, taken_formats);
  if (schema.dictionary != nullptr) {
    const bool integer_codes = form.storage == Storage::number && form.time.unit == TimeUnit::none &&
                               form.type != ColumnType::float32 && form.type != ColumnType::float64;
    if (inside_dictionary || !integer_codes) refuse_format(analysis, column, format, "whole numbers as codes of a dictionary");
    form.values = std::make_unique<Form>(form_of(*schema.dictionary, analysis, column, raw_texts, true));
  }
  return form;
}

// -------------------------------------------------------------------------------------------------------------- pieces

// The rows of one chunk of a column: `array` from `first` (its own offset and that of the struct included).
struct Piece {
  const ArrowArray* array = nullptr;
  std::int64_t first = 0, count = 0;
  const std::uint8_t* validity = nullptr;  // of the column; bit `first` is the first row
  const std::uint8_t* outer = nullptr;     // of the struct around it
  std::int64_t outer_first = 0;
};

// The validity bitmap of an array, null when every row of [first, first + count) is present.
const std::uint8_t* validity_of(const ArrowArray& array, std::int64_t first, std::int64_t count, std::string_view analysis,
                                std::string_view column) {
  if (array.null_count == 0 || array.n_buffers == 0 || count == 0) return nullptr;
  const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
  if (bits == nullptr) {
    if (array.null_count > 0) corrupt(analysis, column, fmt::format("has {} missing values but no validity bitmap", array.null_count));
    return nullptr;
  }
  return count_missing(bits, first, count) == 0 ? nullptr : bits;
}

void check_extent(const ArrowArray& array, std::string_view analysis, std::string_view column) {
  if (array.length < 0 || array.offset < 0 || array.length > most_rows || array.offset > most_rows)
    corrupt(analysis, column, fmt::format("has length {} and offset {}", array.length, array.offset));
  if (array.n_buffers < 0 || (array.n_buffers > 0 && array.buffers == nullptr))
    corrupt(analysis, column, "has no buffers where its format has some");
}

Piece piece_of(const ArrowArray* array, std::int64_t offset, std::int64_t count, const Form& form, std::string_view analysis,
               std::string_view column) {
  if (array == nullptr || array->release == nullptr) corrupt(analysis, column, "is an array that is already released");
  check_extent(*array, analysis, column);
  if (array->length - offset < count)
    corrupt(analysis, column, fmt::format("has {} rows where its table has {}", array->length, offset + count));
  Piece piece;
  piece.array = array;
  piece.first = array->offset + offset;
  piece.count = count;
  std::int64_t buffers = 2;
  switch (form.storage) {
    case Storage::missing: buffers = 0; break;
    case Storage::text:
    case Storage::large_text:
    case Storage::text_view: buffers = 3; break;
    default: break;
  }
  if (form.storage == Storage::text_view ? array->n_buffers < buffers : array->n_buffers != buffers)
    corrupt(analysis, column, fmt::format("has {} buffers where its format has {}", array->n_buffers, buffers));
  if (form.storage != Storage::missing) {
    if (count > 0 && array->buffers[1] == nullptr) corrupt(analysis, column, "has no values");
    piece.validity = validity_of(*array, piece.first, count, analysis, column);
  }
  if ((form.values != nullptr) != (array->dictionary != nullptr))
    corrupt(analysis, column, "has a dictionary in its schema or in its array, but not in both");
  return piece;
}

bool outer_present(const Piece& piece, std::int64_t row) {
  if (piece.outer == nullptr) return true;
  const std::int64_t bit = piece.outer_first + row;
  return (piece.outer[bit >> 3] >> (bit & 7) & 1) != 0;
}
bool present(const Piece& piece, std::int64_t row) {
  const std::int64_t bit = piece.first + row;
  if (piece.validity != nullptr && (piece.validity[bit >> 3] >> (bit & 7) & 1) == 0) return false;
  return outer_present(piece, row);
}
void push_presence(Presence& presence, const Piece& piece) {
  if (piece.outer == nullptr) presence.push(piece.validity, piece.first, piece.count);
  else
    for (std::int64_t i = 0; i < piece.count; ++i) presence.push(present(piece, i));
}

template <class T>
T load_as(const void* data, std::int64_t index) {
  T value;
  std::memcpy(&value, static_cast<const char*>(data) + index * static_cast<std::int64_t>(sizeof(T)), sizeof(T));
  return value;
}

// --------------------------------------------------------------------------------------------------------------- texts

// Reads the texts of a piece one by one, checking what can be checked about where they lie.
class TextReader {
 public:
  TextReader(const Piece& piece, Storage storage, std::string_view analysis, std::string_view column)
      : piece_(piece), storage_(storage), analysis_(analysis), column_(column) {
    const ArrowArray& array = *piece.array;
    if (storage == Storage::text_view) {
      variadic_ = array.n_buffers - 3;
      lengths_ = array.buffers[array.n_buffers - 1];
      if (variadic_ > 0 && lengths_ == nullptr && piece.count > 0) corrupt(analysis, column, "has text buffers without their lengths");
    } else if (piece.count > 0) {
      bytes_ = static_cast<const char*>(array.buffers[2]);
      previous_ = offset(0);
      if (previous_ < 0) bad_offset(0, previous_, "at least 0");
    }
  }

  /// Rows in order, each once; a text has to be read even where it is missing, so that offsets are checked.
  std::string_view next(std::int64_t row, bool wanted) {
    return storage_ == Storage::text_view ? view(row, wanted) : between_offsets(row);
  }

 private:
  std::int64_t offset(std::int64_t row) const {
    return storage_ == Storage::text ? load_as<std::int32_t>(piece_.array->buffers[1], piece_.first + row)
                                     : load_as<std::int64_t>(piece_.array->buffers[1], piece_.first + row);
  }
  [[noreturn]] void bad_offset(std::int64_t row, std::int64_t value, std::string_view rule) const {
    throw Error(ErrorCode::corrupt, analysis_, fmt::format("{}.offsets", column_), row, fmt::format("{}", value), rule);
  }
  std::string_view between_offsets(std::int64_t row) {
    const std::int64_t end = offset(row + 1);
    if (end < previous_) bad_offset(row + 1, end, fmt::format("at least the offset before it, {}", previous_));
    const std::int64_t begin = std::exchange(previous_, end);
    if (begin == end) return {"", 0};
    if (bytes_ == nullptr) corrupt(analysis_, column_, "has offsets but no bytes of text");
    return {bytes_ + begin, static_cast<std::size_t>(end - begin)};
  }
  std::string_view view(std::int64_t row, bool wanted) const {
    if (!wanted) return {"", 0};  // the view of a missing row may hold anything
    const char* at = static_cast<const char*>(piece_.array->buffers[1]) + (piece_.first + row) * 16;
    const auto length = load_as<std::int32_t>(at, 0);
    if (length < 0)
      throw Error(ErrorCode::corrupt, analysis_, column_, row, fmt::format("a text of length {}", length), "one of length >= 0");
    if (length <= 12) return {at + 4, static_cast<std::size_t>(length)};
    const auto buffer = load_as<std::int32_t>(at, 2);
    const auto begin = load_as<std::int32_t>(at, 3);
    if (buffer < 0 || buffer >= variadic_)
      throw Error(ErrorCode::corrupt, analysis_, column_, row, fmt::format("in text buffer {}", buffer),
                  fmt::format("in one of the {} text buffers", variadic_));
    const auto size = load_as<std::int64_t>(lengths_, buffer);
    if (begin < 0 || static_cast<std::int64_t>(begin) + length > size)
      throw Error(ErrorCode::corrupt, analysis_, column_, row,
                  fmt::format("bytes {} to {} of its text buffer", begin, static_cast<std::int64_t>(begin) + length),
                  fmt::format("within its {} bytes", size));
    const auto* bytes = static_cast<const char*>(piece_.array->buffers[2 + buffer]);
    if (bytes == nullptr) corrupt(analysis_, column_, "has a text buffer that is a null pointer");
    return {bytes + begin, static_cast<std::size_t>(length)};
  }

  const Piece& piece_;
  Storage storage_;
  std::string_view analysis_, column_;
  const char* bytes_ = nullptr;
  const void* lengths_ = nullptr;
  std::int64_t variadic_ = 0;
  std::int64_t previous_ = 0;
};

// ------------------------------------------------------------------------------------------------------------- numbers

float half_to_float(std::uint16_t half) {
  const int exponent = half >> 10 & 31;
  const float mantissa = static_cast<float>(half & 1023);
  float value;
  if (exponent == 0) value = std::ldexp(mantissa, -24);
  else if (exponent == 31) value = mantissa == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  else value = std::ldexp(mantissa + 1024.0f, exponent - 25);
  return (half & 0x8000) != 0 ? -value : value;
}

double decimal_at(const void* data, std::int64_t index, std::int64_t width, int scale) {
  long double value;
  if (width == 4) value = load_as<std::int32_t>(data, index);
  else if (width == 8) value = static_cast<long double>(load_as<std::int64_t>(data, index));
  else {
    __extension__ typedef __int128 Wide;
    value = static_cast<long double>(load_as<Wide>(data, index));
  }
  for (; scale > 18; scale -= 18) value /= 1e18L;
  for (; scale < 0; ++scale) value *= 10.0L;
  long double divisor = 1.0L;
  for (; scale > 0; --scale) divisor *= 10.0L;
  return static_cast<double>(value / divisor);
}

Column view_of(const Piece& piece, const Form& form) {
  Column column;
  column.type = form.type;
  column.size = piece.count;
  column.data = nothing;
  if (piece.count > 0) {
    column.data = piece.array->buffers[1];
    if (form.storage == Storage::bit) column.bit_offset = piece.first;
    else column.data = static_cast<const char*>(column.data) + piece.first * form.width;
  }
  if (piece.validity != nullptr && piece.outer == nullptr) {
    column.validity = piece.validity;
    column.validity_offset = piece.first;
  }
  return column;
}

bool aligned(const Column& column, const Form& form) {
  return form.width <= 1 || reinterpret_cast<std::uintptr_t>(column.data) % static_cast<std::uintptr_t>(form.width) == 0;
}

// Everything that a column of views needs to stay alive.
struct Lent {
  std::shared_ptr<Held<ArrowArray>> array;
  std::vector<std::uint8_t> validity;
  std::shared_ptr<const Levels> levels;
};

class Importer {
 public:
  Importer(const ImportOptions& options, std::vector<std::shared_ptr<Held<ArrowArray>>> chunks)
      : analysis_(options.analysis), raw_(options.raw_texts), chunks_(std::move(chunks)) {}

  // `pieces` has one entry for each chunk.
  void add(Frame& frame, const std::string& name, const Form& form, std::vector<Piece> pieces) {
    name_ = &name;
    std::size_t last = 0;
    // Chunks without rows carry nothing, but one is kept so that there is always a piece when there is a chunk.
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (pieces[i].count > 0) {
        pieces[last] = pieces[i];
        last_chunk_ = i;
        ++last;
      }
    pieces.resize(last);
    rows_ = 0;
    for (const Piece& piece : pieces) rows_ += piece.count;
    if (form.values != nullptr) return add_dictionary(frame, form, pieces);
    switch (form.storage) {
      case Storage::missing: {
        Presence presence;
        for (std::int64_t i = 0; i < rows_; ++i) presence.push(false);
        frame.add(name, std::vector<double>(size(), std::numeric_limits<double>::quiet_NaN()), std::move(presence).take());
        return;
      }
      case Storage::text:
      case Storage::large_text:
      case Storage::text_view: return add_texts(frame, form, pieces);
      case Storage::half:
        return add_converted<float>(frame, form, pieces, [](const void* data, std::int64_t i) { return half_to_float(load_as<std::uint16_t>(data, i)); });
      case Storage::decimal:
        return add_converted<double>(frame, form, pieces, [&](const void* data, std::int64_t i) { return decimal_at(data, i, form.width, form.scale); });
      case Storage::date_milliseconds:
        return add_converted<std::int64_t>(frame, form, pieces, [](const void* data, std::int64_t i) {
          const auto value = load_as<std::int64_t>(data, i);
          return value / 86400000 - (value % 86400000 < 0 ? 1 : 0);
        });
      case Storage::bit:
        if (pieces.size() == 1) return add_lent(frame, form, pieces[0]);
        return add_converted<std::uint8_t>(frame, form, pieces, [](const void* data, std::int64_t i) {
          return static_cast<std::uint8_t>(static_cast<const std::uint8_t*>(data)[i >> 3] >> (i & 7) & 1);
        });
      case Storage::number: break;
    }
    if (pieces.size() == 1 && aligned(view_of(pieces[0], form), form)) return add_lent(frame, form, pieces[0]);
    switch (form.type) {
      case ColumnType::int8: return add_copied<std::int8_t>(frame, form, pieces);
      case ColumnType::uint8: return add_copied<std::uint8_t>(frame, form, pieces);
      case ColumnType::int16: return add_copied<std::int16_t>(frame, form, pieces);
      case ColumnType::uint16: return add_copied<std::uint16_t>(frame, form, pieces);
      case ColumnType::int32: return add_copied<std::int32_t>(frame, form, pieces);
      case ColumnType::uint32: return add_copied<std::uint32_t>(frame, form, pieces);
      case ColumnType::int64: return add_copied<std::int64_t>(frame, form, pieces);
      case ColumnType::uint64: return add_copied<std::uint64_t>(frame, form, pieces);
      case ColumnType::float32: return add_copied<float>(frame, form, pieces);
      default: return add_copied<double>(frame, form, pieces);
    }
  }

 private:
  std::size_t size() const { return static_cast<std::size_t>(rows_); }

  void add_lent(Frame& frame, const Form& form, const Piece& piece, std::shared_ptr<const Levels> levels = nullptr) {
    auto lent = std::make_shared<Lent>();
    lent->array = chunks_[last_chunk_];
    lent->levels = std::move(levels);
    Column column = view_of(piece, form);
    if (piece.outer != nullptr) {
      Presence presence;
      push_presence(presence, piece);
      lent->validity = std::move(presence).take();
      if (!lent->validity.empty()) column.validity = lent->validity.data();
    }
    if (lent->levels != nullptr) {
      column.levels = lent->levels->names;
      column.categorical = true;
    }
    frame.add_view(*name_, column, std::move(lent), form.time);
  }

  template <class T, class Read>
  void add_converted(Frame& frame, const Form& form, const std::vector<Piece>& pieces, const Read& read) {
    std::vector<T> values(size());
    Presence presence;
    T* out = values.data();
    for (const Piece& piece : pieces) {
      const void* data = piece.array->buffers[1];
      for (std::int64_t i = 0; i < piece.count; ++i) *out++ = read(data, piece.first + i);
      push_presence(presence, piece);
    }
    frame.add(*name_, std::move(values), std::move(presence).take(), form.time);
  }

  template <class T>
  void add_copied(Frame& frame, const Form& form, const std::vector<Piece>& pieces) {
    std::vector<T> values(size());
    Presence presence;
    T* out = values.data();
    for (const Piece& piece : pieces) {
      std::memcpy(out, static_cast<const char*>(piece.array->buffers[1]) + piece.first * form.width,
                  static_cast<std::size_t>(piece.count) * sizeof(T));
      out += piece.count;
      push_presence(presence, piece);
    }
    frame.add(*name_, std::move(values), std::move(presence).take(), form.time);
  }

  // The same of texts that are taken as they are, behind a dictionary or not.
  void add_raw_texts(Frame& frame, const Form& form, const std::vector<Piece>& pieces) {
    const auto owned = std::make_shared<RawTexts>();
    const bool coded = form.values != nullptr;
    for (const Piece& piece : pieces) {
      std::vector<std::string_view> levels;
      std::vector<std::uint8_t> there;
      const Piece texts = coded ? dictionary_piece(piece, form) : piece;
      TextReader reader(texts, coded ? form.values->storage : form.storage, analysis_, *name_);
      for (std::int64_t i = 0; i < texts.count; ++i) {
        const bool wanted = present(texts, i);
        const std::string_view text = reader.next(i, wanted);
        if (coded) levels.push_back(text), there.push_back(wanted);
        else if (wanted) owned->append(text);
        else owned->append_missing();
      }
      for (std::int64_t i = 0; coded && i < piece.count; ++i) {
        const auto code = present(piece, i) ? static_cast<std::size_t>(checked_code(form, piece, i, texts.count)) : levels.size();
        if (code < levels.size() && there[code] != 0) owned->append(levels[code]);
        else owned->append_missing();
      }
    }
    frame.add_view(*name_, owned->column(), owned);
  }

  void add_texts(Frame& frame, const Form& form, const std::vector<Piece>& pieces) {
    if (raw_) return add_raw_texts(frame, form, pieces);
    TextBuilder builder(analysis_, *name_);
    builder.reserve(rows_);
    for (const Piece& piece : pieces) {
      TextReader reader(piece, form.storage, analysis_, *name_);
      for (std::int64_t i = 0; i < piece.count; ++i) {
        const bool wanted = present(piece, i);
        const std::string_view text = reader.next(i, wanted);
        if (wanted) builder.append(text);
        else builder.append_missing();
      }
    }
    frame.add(*name_, std::move(builder));
  }

  std::int64_t code_at(const Form& form, const Piece& piece, std::int64_t row) const {
    const void* data = piece.array->buffers[1];
    const std::int64_t i = piece.first + row;
    switch (form.type) {
      case ColumnType::int8: return load_as<std::int8_t>(data, i);
      case ColumnType::uint8: return load_as<std::uint8_t>(data, i);
      case ColumnType::int16: return load_as<std::int16_t>(data, i);
      case ColumnType::uint16: return load_as<std::uint16_t>(data, i);
      case ColumnType::int32: return load_as<std::int32_t>(data, i);
      case ColumnType::uint32: return load_as<std::uint32_t>(data, i);
      default: return load_as<std::int64_t>(data, i);  // a uint64 beyond the range turns negative and is refused
    }
  }
  std::int64_t checked_code(const Form& form, const Piece& piece, std::int64_t row, std::int64_t levels) const {
    const std::int64_t code = code_at(form, piece, row);
    if (code < 0 || code >= levels)
      throw Error(ErrorCode::corrupt, analysis_, *name_, row, fmt::format("code {}", code),
                  fmt::format("a code of its dictionary, which has {}", levels));
    return code;
  }

  Piece dictionary_piece(const Piece& piece, const Form& form) const {
    const ArrowArray* dictionary = piece.array->dictionary;
    const std::int64_t length = dictionary->release == nullptr ? 0 : dictionary->length;
    return piece_of(dictionary, 0, length, *form.values, analysis_, *name_);
  }
  static bool same_dictionary(const ArrowArray& a, const ArrowArray& b) {
    if (&a == &b) return true;
    if (a.length != b.length || a.offset != b.offset || a.n_buffers != b.n_buffers || b.buffers == nullptr) return false;
    return std::equal(a.buffers, a.buffers + a.n_buffers, b.buffers);
  }

  void add_dictionary(Frame& frame, const Form& form, const std::vector<Piece>& pieces) {
    if (!form.values->is_text()) return add_dictionary_of_numbers(frame, form, pieces);
    if (raw_) return add_raw_texts(frame, form, pieces);
    TextBuilder builder(analysis_, *name_ + ".levels");
    std::vector<std::int32_t> numbers;  // of each code of the chunk's dictionary; -1 where the level itself is missing
    const auto read_levels = [&](const Piece& piece) {
      const Piece levels = dictionary_piece(piece, form);
      TextReader reader(levels, form.values->storage, analysis_, *name_);
      numbers.resize(static_cast<std::size_t>(levels.count));
      bool plain = true;  // code i is level i
      for (std::int64_t i = 0; i < levels.count; ++i) {
        const bool wanted = present(levels, i);
        const std::string_view text = reader.next(i, wanted);
        const std::int32_t number = wanted ? builder.intern(text, i) : -1;
        numbers[static_cast<std::size_t>(i)] = number;
        plain = plain && number == i;
      }
      return plain;
    };
    if (pieces.size() == 1 && read_levels(pieces[0]) && aligned(view_of(pieces[0], form), form)) {
      const auto levels = static_cast<std::int64_t>(numbers.size());
      for (std::int64_t i = 0; i < rows_; ++i)
        if (present(pieces[0], i)) checked_code(form, pieces[0], i, levels);
      return add_lent(frame, form, pieces[0], std::move(builder).finish(false).levels);
    }
    builder.reserve(rows_);
    const ArrowArray* latest = nullptr;
    for (const Piece& piece : pieces) {
      if (latest == nullptr || !same_dictionary(*latest, *piece.array->dictionary)) read_levels(piece);
      latest = piece.array->dictionary;
      for (std::int64_t i = 0; i < piece.count; ++i) {
        std::int32_t number = -1;
        if (present(piece, i))
          number = numbers[static_cast<std::size_t>(checked_code(form, piece, i, static_cast<std::int64_t>(numbers.size())))];
        if (number >= 0) builder.append_code(number);
        else builder.append_missing();
      }
    }
    auto owned = std::make_shared<TextBuilder::Finished>(std::move(builder).finish(false));
    Column column(owned->codes);
    column.levels = owned->levels->names;
    column.categorical = true;
    if (!owned->validity.empty()) column.validity = owned->validity.data();
    frame.add_view(*name_, column, std::move(owned));
  }

  void add_dictionary_of_numbers(Frame& frame, const Form& form, const std::vector<Piece>& pieces) {
    const Form& of = *form.values;
    const bool fractions = of.storage == Storage::half || of.storage == Storage::decimal || of.storage == Storage::missing ||
                           (of.storage == Storage::number && (of.type == ColumnType::float32 || of.type == ColumnType::float64));
    std::vector<double> numbers(fractions ? size() : 0);
    std::vector<std::int64_t> wholes(fractions ? 0 : size());
    Presence presence;
    std::int64_t row = 0;
    const std::string name = *name_;
    for (const Piece& piece : pieces) {
      // The dictionary as a column of its own, then a look-up for each row.
      const Piece levels = dictionary_piece(piece, form);
      Frame looked_up;
      {
        Importer inner(ImportOptions{{}, analysis_, {}}, {chunks_[last_chunk_]});
        inner.add(looked_up, name, of, {levels});
      }
      const Column& values = looked_up[name];
      for (std::int64_t i = 0; i < piece.count; ++i, ++row) {
        bool here = present(piece, i);
        if (here) {
          const std::int64_t code = checked_code(form, piece, i, levels.count);
          here = values.present(code);
          std::int64_t whole = 0;
          if (here && fractions) numbers[static_cast<std::size_t>(row)] = number_at(values, code);
          else if (here) wholes[static_cast<std::size_t>(row)] = *read_integers(values, code, 1, &whole);
        }
        presence.push(here);
      }
    }
    if (fractions) frame.add(name, std::move(numbers), std::move(presence).take(), of.time);
    else frame.add(name, std::move(wholes), std::move(presence).take(), of.time);
  }

  std::string analysis_;
  bool raw_;
  std::vector<std::shared_ptr<Held<ArrowArray>>> chunks_;
  const std::string* name_ = nullptr;
  std::int64_t rows_ = 0;
  std::size_t last_chunk_ = 0;  // the chunk of the only piece, where there is only one
};

std::string name_of(const ArrowSchema& schema) { return schema.name == nullptr ? std::string() : std::string(schema.name); }

Frame import_chunks(const ArrowSchema& schema, std::vector<std::shared_ptr<Held<ArrowArray>>> chunks, const ImportOptions& options) {
  const std::string_view analysis = options.analysis;
  if (schema.format == nullptr) throw Error(ErrorCode::corrupt, analysis, "the schema has no format");
  Frame frame;
  Importer importer(options, chunks);
  if (std::string_view(schema.format) != "+s") {
    std::string name = name_of(schema);
    if (name.empty()) name = options.name;
    const Form form = form_of(schema, analysis, name, options.raw_texts);
    std::vector<Piece> pieces;
    for (const auto& chunk : chunks) {
      check_extent(*chunk->get(), analysis, name);
      pieces.push_back(piece_of(chunk->get(), 0, chunk->get()->length, form, analysis, name));
    }
    importer.add(frame, name, form, std::move(pieces));
    return frame;
  }
  if (schema.dictionary != nullptr) refuse_format(analysis, "the table", "+s", "a struct without a dictionary");
  if (schema.n_children < 0 || (schema.n_children > 0 && schema.children == nullptr))
    throw Error(ErrorCode::corrupt, analysis, "the schema has no children where it counts some");
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    if (schema.children[i] == nullptr || schema.children[i]->release == nullptr)
      throw Error(ErrorCode::corrupt, analysis, fmt::format("the schema of column {} is missing", i));
    names.push_back(name_of(*schema.children[i]));
  }
  std::vector<std::int64_t> wanted;
  if (options.columns.empty())
    for (std::int64_t i = 0; i < schema.n_children; ++i) wanted.push_back(i);
  else
    for (const std::string& name : options.columns) {
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end()) throw Error(ErrorCode::unknown_name, analysis, "column", -1, quoted(name), "one of " + list_of(names, 30));
      wanted.push_back(found - names.begin());
    }
  std::int64_t rows = 0;
  for (const auto& chunk : chunks) {
    const ArrowArray& array = *chunk->get();
    check_extent(array, analysis, "the table");
    if (array.n_children != schema.n_children || (array.n_children > 0 && array.children == nullptr))
      throw Error(ErrorCode::corrupt, analysis,
                  fmt::format("the table has {} columns where its schema has {}", array.n_children, schema.n_children));
    rows += array.length;
  }
  for (const std::int64_t j : wanted) {
    std::string name = names[static_cast<std::size_t>(j)];
    if (name.empty()) name = fmt::format("column {}", j);
    const Form form = form_of(*schema.children[j], analysis, name, options.raw_texts);
    std::vector<Piece> pieces;
    for (const auto& chunk : chunks) {
      const ArrowArray& array = *chunk->get();
      Piece piece = piece_of(array.children[j], array.offset, array.length, form, analysis, name);
      piece.outer = validity_of(array, array.offset, array.length, analysis, "the table");
      piece.outer_first = array.offset;
      pieces.push_back(piece);
    }
    if (frame.find(name) >= 0)
      throw Error(ErrorCode::invalid_argument, analysis, "column", -1, quoted(name), "a name that only one column has");
    importer.add(frame, name, form, std::move(pieces));
  }
  frame.set_rows(rows);
  return frame;
}

}  // namespace

Frame import_arrow(ArrowSchema* schema, ArrowArray* array, const ImportOptions& options) {
  Held<ArrowSchema> held_schema;
  Held<ArrowArray> held_array;
  if (schema != nullptr) held_schema = Held<ArrowSchema>(schema);
  if (array != nullptr) held_array = Held<ArrowArray>(array);
  if (held_schema.empty()) throw Error(ErrorCode::invalid_argument, options.analysis, "schema", -1, "null or already released", "an ArrowSchema");
  if (held_array.empty()) throw Error(ErrorCode::invalid_argument, options.analysis, "array", -1, "null or already released", "an ArrowArray");
  std::vector<std::shared_ptr<Held<ArrowArray>>> chunks;
  chunks.push_back(std::make_shared<Held<ArrowArray>>(std::move(held_array)));
  return import_chunks(*held_schema.get(), std::move(chunks), options);
}

Frame import_arrow(ArrowArrayStream* stream, const ImportOptions& options) {
  if (stream == nullptr || stream->release == nullptr)
    throw Error(ErrorCode::invalid_argument, options.analysis, "stream", -1, "null or already released", "an ArrowArrayStream");
  Held<ArrowArrayStream> held(stream);
  const auto require = [&](int status, const char* what) {
    if (status == 0) return;
    const char* words = held->get_last_error == nullptr ? nullptr : held->get_last_error(held.get());
    throw Error(ErrorCode::io, options.analysis,
                fmt::format("the stream failed to give {}: {}", what, words == nullptr ? fmt::format("error {}", status) : std::string(words)));
  };
  Held<ArrowSchema> schema;
  require(held->get_schema(held.get(), schema.get()), "its schema");
  if (schema.empty()) throw Error(ErrorCode::corrupt, options.analysis, "the stream gave a released schema");
  std::vector<std::shared_ptr<Held<ArrowArray>>> chunks;
  for (;;) {
    auto chunk = std::make_shared<Held<ArrowArray>>();
    require(held->get_next(held.get(), chunk->get()), "its next chunk");
    if (chunk->empty()) break;
    // Chunks without rows are dropped at once, so that one chunk with rows among them is still taken as it lies.
    if (chunk->get()->length != 0) chunks.push_back(std::move(chunk));
  }
  return import_chunks(*schema.get(), std::move(chunks), options);
}

}  // namespace mainstay::inline v1::data
