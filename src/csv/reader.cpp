#include "mainstay/csv/reader.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <optional>

#include "csv/encoding.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::csv {

namespace {

using data::quoted;

constexpr std::size_t piece_size = std::size_t{1} << 18;
constexpr const char* in_utf8 = "text in UTF-8; another encoding is declared as such, gb18030 for most Chinese exports";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool parse_number(std::string_view text, bool decimal_comma, double& value) {
  std::array<char, 64> swapped;
  if (decimal_comma) {
    if (text.size() > swapped.size() || text.find('.') != text.npos) return false;
    std::replace_copy(text.begin(), text.end(), swapped.begin(), ',', '.');
    text = std::string_view(swapped.data(), text.size());
  }
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return false;
  }
  // from_chars also takes "inf" and "nan", which are no data.
  const std::size_t first = !text.empty() && text.front() == '-' ? 1 : 0;
  if (first >= text.size() || !((text[first] >= '0' && text[first] <= '9') || text[first] == '.')) return false;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc() && end == text.data() + text.size();
}

bool parse_whole(std::string_view text, std::int64_t& value) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return false;
  }
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc() && end == text.data() + text.size();
}

std::optional<bool> parse_flag(std::string_view text) {
  std::array<char, 8> lower{};
  if (text.empty() || text.size() > lower.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) lower[i] = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
  const std::string_view word(lower.data(), text.size());
  for (const char* yes : {"1", "true", "yes", "t", "y", "是"})
    if (word == yes) return true;
  for (const char* no : {"0", "false", "no", "f", "n", "否"})
    if (word == no) return false;
  return std::nullopt;
}

// "007": a number that is written as a name.
bool has_needless_zero(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

// One column while it is read.
struct ColumnInProgress {
  ColumnSpec spec;
  Kind kind = Kind::infer;
  std::vector<std::string> formats;  // of a date
  std::vector<std::string> missing;  // words
  std::vector<double> numbers;
  std::vector<std::int64_t> wholes;
  std::vector<std::uint8_t> flags;
  data::Presence presence;
  std::unique_ptr<data::TextBuilder> texts;

  // Inference: what every field so far could be, the values read as that, and the fields themselves, in case a later one
  // makes the column text.
  enum class Guess { nothing, whole, number, date, text } guess = Guess::nothing;
  std::string raw;
  std::vector<std::int32_t> raw_sizes;  // -1: missing
};

struct Parser {
  csv_parser state{};
  explicit Parser(const ReadOptions& options, char delimiter) {
    const int flags = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL;
    if (csv_init(&state, static_cast<unsigned char>(flags)) != 0) throw std::bad_alloc();
    csv_set_delim(&state, static_cast<unsigned char>(delimiter));
    csv_set_quote(&state, static_cast<unsigned char>(options.quote));
    csv_set_blk_size(&state, 4096);
  }
  ~Parser() { csv_free(&state); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

class Reader {
 public:
  Reader(const ReadOptions& options, std::string name) : options_(options), name_(std::move(name)) {
    for (const ColumnSpec& spec : options.columns)
      for (const std::string& format : formats_of(spec))
        if (spec.kind == Kind::date && !data::is_date_format(format))
          throw Error(ErrorCode::invalid_argument, name_, "format of " + spec.name, -1, quoted(format),
                      "\"iso\" or a pattern with one each of %Y or %y, %m or %b, and %d");
    if (options.ambiguous_dates == AmbiguousDates::leave_empty && options.findings == nullptr)
      throw Error(ErrorCode::invalid_argument, name_, "findings", -1, "not given", "given where ambiguous_dates is leave_empty");
    if (!is_utf8_name(options.encoding)) decoder_.emplace(name_, options.encoding);
    for (std::size_t i = 0; i < options.columns.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (options.columns[i].name == options.columns[j].name)
          throw Error(ErrorCode::invalid_argument, name_, "columns[" + std::to_string(i) + "].name", -1,
                      quoted(options.columns[i].name), "a name that is listed once");
    if (options.quote == options.delimiter || options.quote == '\n' || options.quote == '\r' || options.delimiter == '\n' ||
        options.delimiter == '\r' || options.delimiter == ' ')
      throw Error(ErrorCode::invalid_argument, name_, "delimiter", -1, quoted(std::string_view(&options.delimiter, 1)),
                  "a character that is neither the quote nor a blank nor a line end");
    if (options.most_row_bytes < 1 || options.most_row_bytes > std::numeric_limits<std::int32_t>::max())
      throw Error(ErrorCode::invalid_argument, name_, "most_row_bytes", -1, std::to_string(options.most_row_bytes), "between 1 and 2147483647");
    if (options.decimal_comma && options.delimiter == ',')
      throw Error(ErrorCode::invalid_argument, name_, "delimiter", -1, "\",\"", "another one where decimal_comma is set");
  }

  // The next bytes of the file; the first call sees its beginning.
  void feed(std::string_view bytes) {
    if (!decoder_) return parse(bytes);
    decoded_.clear();
    const bool good = decoder_->decode(bytes, decoded_);
    if (!decoded_.empty()) parse(decoded_);
    if (!good) not_decoded();
  }

  data::Frame finish() {
    if (decoder_) {
      decoded_.clear();
      const bool good = decoder_->finish(decoded_);
      if (!decoded_.empty()) parse(decoded_);
      if (!good) not_decoded();
    }
    if (!parser_) begin({});
    if (csv_fini(&parser_->state, &Reader::on_field, &Reader::on_row, this) != 0) parser_failed(true);
    if (failure_) std::rethrow_exception(failure_);
    if (!has_header_)
      throw Error(ErrorCode::wrong_shape, name_, "header", -1, "empty", "a line with the names of the columns");
    data::Frame frame;
    for (ColumnInProgress& column : columns_) finish(frame, column);
    frame.set_rows(row_);
    return frame;
  }

 private:
  static std::vector<std::string> formats_of(const ColumnSpec& spec) {
    return spec.formats.empty() ? std::vector<std::string>{spec.format} : spec.formats;
  }

  // The next bytes of the text in UTF-8.
  void parse(std::string_view bytes) {
    if (!parser_) begin(bytes);
    if (!has_quotes_) has_quotes_ = std::memchr(bytes.data(), options_.quote, bytes.size()) != nullptr;
    if (!has_nul_) has_nul_ = std::memchr(bytes.data(), 0, bytes.size()) != nullptr;
    const std::size_t read = csv_parse(&parser_->state, bytes.data(), bytes.size(), &Reader::on_field, &Reader::on_row, this);
    if (failure_) std::rethrow_exception(failure_);
    if (read != bytes.size()) parser_failed(false);
    const auto buffered = static_cast<std::int64_t>(parser_->state.entry_pos);
    if (row_bytes_ + buffered > options_.most_row_bytes) too_long();
  }

  // -------------------------------------------------------------------------------------------- callbacks from C
  // No exception may pass through C, so the first one is kept and the rest of the piece runs idle.
  static void on_field(void* text, std::size_t size, void* self) noexcept {
    auto& reader = *static_cast<Reader*>(self);
    if (reader.failure_) return;
    try {
      reader.field(static_cast<const char*>(text), size);
    } catch (...) {
      reader.failure_ = std::current_exception();
    }
  }
  static void on_row(int end, void* self) noexcept {
    auto& reader = *static_cast<Reader*>(self);
    if (reader.failure_) return;
    try {
      reader.row_end(end);
    } catch (...) {
      reader.failure_ = std::current_exception();
    }
  }

  void begin(std::string_view& bytes) {
    if (bytes.size() >= 2 && (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")))
      throw Error(ErrorCode::wrong_type, name_, "encoding", -1, "UTF-16", "UTF-8, or declared as utf-16");
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    char delimiter = options_.delimiter;
    if (delimiter == '\0') delimiter = find_delimiter(bytes);
    parser_.emplace(options_, delimiter);
  }
  void begin(std::string_view&& bytes) { begin(bytes); }

  char find_delimiter(std::string_view bytes) const {
    constexpr std::string_view candidates = ",;\t|";
    std::array<int, candidates.size()> counts{};
    bool inside = false;
    for (const char c : bytes) {
      if (c == options_.quote) inside = !inside;
      else if (!inside && (c == '\n' || c == '\r')) break;
      else if (!inside)
        for (std::size_t i = 0; i < candidates.size(); ++i) counts[i] += c == candidates[i];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? (options_.decimal_comma ? ';' : ',') : candidates[static_cast<std::size_t>(most - counts.begin())];
  }

  void field(const char* text, std::size_t size) {
    if (field_ == 0) row_line_ = line_;
    row_bytes_ += static_cast<std::int64_t>(size) + 1;
    if (row_bytes_ > options_.most_row_bytes) too_long();
    after_return_ = false;
    const std::string_view value(text == nullptr ? "" : text, size);
    if (has_quotes_) count_lines(value);
    if (!has_header_) {
      if (field_ >= options_.most_columns)
        throw Error(ErrorCode::unsupported, name_, "header", -1, "of more columns than the limit",
                    "of at most " + std::to_string(options_.most_columns) + " columns");
      header_.emplace_back(trimmed(value));
    } else if (field_ < static_cast<std::int64_t>(columns_.size())) {
      store(columns_[static_cast<std::size_t>(field_)], value, text == nullptr);
    }
    ++field_;
  }

  void row_end(int end) {
    const std::int64_t fields = field_;
    if (fields > 0) {
      if (!has_header_) read_header();
      else {
        if (fields != static_cast<std::int64_t>(columns_.size()))
          throw Error(ErrorCode::wrong_shape, name_, "row", row_, "of " + count_of(fields) + at_line(),
                      "of " + count_of(static_cast<std::int64_t>(columns_.size())) + ", like the header");
        ++row_;
        if (row_ > options_.most_rows)
          throw Error(ErrorCode::unsupported, name_, "file", -1, "of more rows than the limit",
                      "of at most " + std::to_string(options_.most_rows) + " rows");
      }
    }
    // A line end: LF, CR, or the two bytes CR LF, of which libcsv reports both.
    if (end == '\r' || (end == '\n' && !(fields == 0 && after_return_))) ++line_;
    after_return_ = end == '\r';
    field_ = 0;
    row_bytes_ = 0;
  }

  static std::string count_of(std::int64_t fields) { return std::to_string(fields) + (fields == 1 ? " field" : " fields"); }
  std::string at_line() const { return " (line " + std::to_string(row_line_) + ")"; }

  void count_lines(std::string_view value) {
    for (std::size_t i = value.find_first_of("\r\n"); i != value.npos; i = value.find_first_of("\r\n", i + 1)) {
      if (value[i] == '\n' && i > 0 && value[i - 1] == '\r') continue;
      ++line_;
    }
  }

  void read_header() {
    has_header_ = true;
    std::vector<bool> used(options_.columns.size(), false);
    for (std::size_t i = 0; i < header_.size(); ++i) {
      const std::string& name = header_[i];
      const auto at = static_cast<std::int64_t>(i);
      if (name.empty()) throw Error(ErrorCode::invalid_argument, name_, "header", at, "empty", "the name of a column");
      if (!data::is_utf8(name)) throw Error(ErrorCode::invalid_argument, name_, "header", at, quoted(name), in_utf8);
      if (name.find('\0') != name.npos) throw Error(ErrorCode::invalid_argument, name_, "header", at, quoted(name), "text without NUL bytes");
      for (std::size_t j = 0; j < i; ++j)
        if (header_[j] == name)
          throw Error(ErrorCode::invalid_argument, name_, "header", at, quoted(name), "a name that only one column has");
      ColumnInProgress column;
      column.spec.name = name;
      column.spec.kind = options_.others;
      for (std::size_t k = 0; k < options_.columns.size(); ++k)
        if (options_.columns[k].name == name) {
          column.spec = options_.columns[k];
          used[k] = true;
        }
      column.kind = column.spec.kind;
      column.formats = formats_of(column.spec);
      column.missing = options_.missing;
      column.missing.insert(column.missing.end(), column.spec.missing.begin(), column.spec.missing.end());
      if (column.kind == Kind::text) column.texts = std::make_unique<data::TextBuilder>(name_, name);
      columns_.push_back(std::move(column));
    }
    for (std::size_t k = 0; k < used.size(); ++k)
      if (!used[k] && options_.columns[k].required) {
        std::string list;
        for (std::size_t i = 0; i < header_.size() && i < 30; ++i) list += (i > 0 ? ", " : "") + header_[i];
        throw Error(ErrorCode::unknown_name, name_, "column", -1, quoted(options_.columns[k].name) + ", which the file lacks",
                    "one of " + list);
      }
  }

  [[noreturn]] void wrong(const ColumnInProgress& column, std::string_view value, std::string_view rule) const {
    throw Error(ErrorCode::invalid_argument, name_, column.spec.name, row_, quoted(value) + at_line(), rule);
  }

  static bool is_missing(const ColumnInProgress& column, std::string_view value) {
    for (const std::string& word : column.missing)
      if (value == word) return true;
    return false;
  }

  void store(ColumnInProgress& column, std::string_view value, bool is_unquoted_and_empty) {
    if (column.kind == Kind::skip) return;
    if (column.kind == Kind::infer && column.guess != ColumnInProgress::Guess::text)
      return infer(column, value, is_unquoted_and_empty);
    const bool is_text = column.texts != nullptr;
    if (!is_text) value = trimmed(value);
    if (is_unquoted_and_empty || (value.empty() && !is_text) || is_missing(column, value)) {
      if (!column.spec.may_be_missing) wrong(column, value, "given");
      switch (column.kind) {
        case Kind::number: column.numbers.push_back(std::numeric_limits<double>::quiet_NaN()); break;
        case Kind::whole:
        case Kind::date: column.wholes.push_back(0); break;
        case Kind::flag: column.flags.push_back(0); break;
        default: column.texts->append_missing(); return;
      }
      column.presence.push(false);
      return;
    }
    switch (column.kind) {
      case Kind::number: {
        double number;
        if (!parse_number(value, options_.decimal_comma, number))
          wrong(column, value, options_.decimal_comma ? "a number with a decimal comma" : "a number");
        column.numbers.push_back(number);
        break;
      }
      case Kind::whole: {
        std::int64_t whole;
        if (!parse_whole(value, whole)) wrong(column, value, "a whole number");
        column.wholes.push_back(whole);
        break;
      }
      case Kind::date: {
        const std::optional<std::int64_t> day = date(column, value);
        column.wholes.push_back(day.value_or(0));
        column.presence.push(day.has_value());
        return;
      }
      case Kind::flag: {
        const std::optional<bool> flag = parse_flag(value);
        if (!flag) wrong(column, value, "true or false");
        column.flags.push_back(*flag ? 1 : 0);
        break;
      }
      default:
        append_text(column, value);
        return;
    }
    column.presence.push(true);
  }

  // The day of a text; nothing when formats contradict each other and such texts are left empty.
  std::optional<std::int64_t> date(const ColumnInProgress& column, std::string_view value) {
    std::optional<std::int64_t> day;
    const std::string* by = nullptr;
    for (const std::string& format : column.formats) {
      const std::optional<std::int64_t> other = data::parse_date(value, format);
      if (!other || other == day) continue;
      if (!day) {
        day = other;
        by = &format;
        continue;
      }
      if (options_.ambiguous_dates == AmbiguousDates::refuse)
        throw Error(ErrorCode::invalid_argument, name_, column.spec.name, row_, quoted(value) + at_line(),
                    "a date that its formats read alike: " + shown(*by) + " gives " + data::format_date(*day) + ", " + shown(format) + " gives " +
                        data::format_date(*other));
      if (!column.spec.may_be_missing) wrong(column, value, "given");
      options_.findings->push_back({"ambiguous_date", column.spec.name, row_, std::string(value)});
      return std::nullopt;
    }
    if (!day) {
      std::string list;
      for (std::size_t i = 0; i < column.formats.size(); ++i)
        list += (i == 0 ? "" : i + 1 < column.formats.size() ? ", " : " or ") + shown(column.formats[i]);
      wrong(column, value, "a date as " + list);
    }
    return day;
  }
  static std::string shown(const std::string& format) { return format == "iso" ? "YYYY-MM-DD" : format; }

  void append_text(ColumnInProgress& column, std::string_view value) {
    if (has_nul_ && value.find('\0') != value.npos) wrong(column, value, "text without NUL bytes");
    try {
      column.texts->append(value);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::invalid_argument) throw;
      wrong(column, value, data::is_utf8(value) ? error.rule() : in_utf8);  // the same, with its line
    }
  }

  // A field of a column that is not known to be text: the guess holds, widens from whole to number, or falls to text.
  void infer(ColumnInProgress& column, std::string_view value, bool is_unquoted_and_empty) {
    using Guess = ColumnInProgress::Guess;
    const std::string_view word = trimmed(value);
    const bool missing = is_unquoted_and_empty || is_missing(column, value);
    if (missing && !column.spec.may_be_missing) wrong(column, value, "given");
    double number = std::numeric_limits<double>::quiet_NaN();
    std::int64_t whole = 0;
    if (!missing && !word.empty()) {
      bool fits = false;
      if (column.guess == Guess::nothing || column.guess == Guess::whole) {
        fits = parse_whole(word, whole) && !has_needless_zero(word);
        if (fits) {
          column.guess = Guess::whole;
          number = static_cast<double>(whole);
        }
      }
      if (!fits && column.guess != Guess::date) {
        // A whole number beyond 64 bits is a name too: as a double it would lose digits.
        fits = parse_number(word, options_.decimal_comma, number) && !has_needless_zero(word) &&
               (word.find_first_of(".,eE") != word.npos || parse_whole(word, whole));
        if (fits) {
          column.guess = Guess::number;
          column.wholes = {};
        }
      }
      // Digits alone would be a number: a date beyond doubt has hyphens.
      if (!fits && (column.guess == Guess::nothing || column.guess == Guess::date) && word.find('-') != word.npos) {
        const std::optional<std::int64_t> day = data::parse_date(word);
        fits = day.has_value();
        if (fits) {
          if (column.guess == Guess::nothing) column.wholes.assign(column.raw_sizes.size(), 0);
          column.guess = Guess::date;
          column.numbers = {};
          whole = *day;
        }
      }
      if (!fits) {
        fall_to_text(column);
        append_text(column, value);
        return;
      }
    }
    if (!missing) column.raw.append(value);
    column.raw_sizes.push_back(missing ? -1 : static_cast<std::int32_t>(value.size()));
    if (column.guess != Guess::date) column.numbers.push_back(number);
    if (column.guess != Guess::number) column.wholes.push_back(whole);
    column.presence.push(!missing && !word.empty());
  }

  void fall_to_text(ColumnInProgress& column) {
    column.guess = ColumnInProgress::Guess::text;
    column.texts = std::make_unique<data::TextBuilder>(name_, column.spec.name);
    std::size_t at = 0;
    for (const std::int32_t size : column.raw_sizes) {
      if (size < 0) column.texts->append_missing();
      else column.texts->append(std::string_view(column.raw).substr(at, static_cast<std::size_t>(size)));
      if (size > 0) at += static_cast<std::size_t>(size);
    }
    column.numbers = {};
    column.wholes = {};
    column.raw = {};
    column.raw_sizes = {};
  }

  // ------------------------------------------------------------------------------------------------------- endings

  std::string field_name() const {
    if (has_header_ && field_ < static_cast<std::int64_t>(columns_.size())) return header_[static_cast<std::size_t>(field_)];
    return has_header_ ? "row" : "header";
  }
  [[noreturn]] void parser_failed(bool at_end) {
    if (failure_) std::rethrow_exception(failure_);
    const int code = csv_error(&parser_->state);
    if (code == CSV_ENOMEM || code == CSV_ETOOBIG) throw std::bad_alloc();
    if (field_ == 0) row_line_ = line_;
    throw Error(ErrorCode::invalid_argument, name_, field_name(), has_header_ ? row_ : -1,
                (at_end ? "a quoted text that never ends" : "a text with a quote in the wrong place") + at_line(),
                "quoted as a whole, with quotes inside doubled");
  }
  [[noreturn]] void not_decoded() {
    if (field_ == 0) row_line_ = line_;
    std::string name = decoder_->encoding();
    for (char& c : name)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    const bool is_short = name == "GBK" || name == "GB2312";
    throw Error(ErrorCode::invalid_argument, name_, field_name(), has_header_ ? row_ : field_, quoted(decoder_->wrong()) + at_line(),
                "text in " + name + (is_short ? "; gb18030 has more characters" : ""));
  }
  [[noreturn]] void too_long() {
    if (field_ == 0) row_line_ = line_;
    throw Error(ErrorCode::unsupported, name_, has_header_ ? "row" : "header", has_header_ ? row_ : -1,
                "longer than the limit" + at_line(), "of at most " + std::to_string(options_.most_row_bytes) + " bytes; is a quote not closed");
  }

  void finish(data::Frame& frame, ColumnInProgress& column) {
    const data::TimeMark day{data::TimeUnit::day, false, ""};
    switch (column.kind) {
      case Kind::skip: return;
      case Kind::number:
        frame.add(column.spec.name, std::move(column.numbers), std::move(column.presence).take());
        return;
      case Kind::whole:
        frame.add(column.spec.name, std::move(column.wholes), std::move(column.presence).take());
        return;
      case Kind::date:
        frame.add(column.spec.name, std::move(column.wholes), std::move(column.presence).take(), day);
        return;
      case Kind::flag:
        frame.add(column.spec.name, std::move(column.flags), std::move(column.presence).take());
        return;
      case Kind::text: frame.add(column.spec.name, std::move(*column.texts)); return;
      case Kind::infer: break;
    }
    using Guess = ColumnInProgress::Guess;
    // Quoted empty fields and no other make a column of empty texts.
    if (column.guess == Guess::nothing && std::find(column.raw_sizes.begin(), column.raw_sizes.end(), 0) != column.raw_sizes.end())
      fall_to_text(column);
    switch (column.guess) {
      case Guess::text: frame.add(column.spec.name, std::move(*column.texts)); return;
      case Guess::whole: frame.add(column.spec.name, std::move(column.wholes), std::move(column.presence).take()); return;
      case Guess::date: frame.add(column.spec.name, std::move(column.wholes), std::move(column.presence).take(), day); return;
      default: frame.add(column.spec.name, std::move(column.numbers), std::move(column.presence).take());
    }
  }

  const ReadOptions& options_;
  std::string name_;
  std::optional<Decoder> decoder_;
  std::string decoded_;
  std::optional<Parser> parser_;
  std::exception_ptr failure_;
  bool has_header_ = false, has_quotes_ = false, has_nul_ = false, after_return_ = false;
  std::vector<std::string> header_;
  std::vector<ColumnInProgress> columns_;
  std::int64_t row_ = 0;       // data rows that are complete
  std::int64_t field_ = 0;     // fields of the current row so far
  std::int64_t line_ = 1;      // where the next byte stands
  std::int64_t row_line_ = 1;  // where the current row began
  std::int64_t row_bytes_ = 0;
};

// Asks the caller's progress function twenty times a second at most.
class Progress {
 public:
  Progress(const RunContext& context, std::string_view name) : context_(context), name_(name) {}
  void at(double share) {
    if (!context_.progress) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(50);
    if (!context_.progress(share)) throw Error(ErrorCode::cancelled, name_, "cancelled by the caller's progress function");
  }

 private:
  const RunContext& context_;
  std::string_view name_;
  std::chrono::steady_clock::time_point next_{};
};

void refuse_size(const std::string& name, std::int64_t limit) {
  throw Error(ErrorCode::unsupported, name, "file", -1, "larger than the limit", "of at most " + std::to_string(limit) + " bytes");
}

}  // namespace

data::Frame read_text(std::string_view bytes, const ReadOptions& options, const RunContext& context) {
  const std::string name = options.name.empty() ? "csv.reader" : options.name;
  if (static_cast<std::int64_t>(bytes.size()) > options.most_bytes) refuse_size(name, options.most_bytes);
  Reader reader(options, name);
  Progress progress(context, name);
  for (std::size_t at = 0; at < bytes.size(); at += piece_size) {
    reader.feed(bytes.substr(at, piece_size));
    progress.at(static_cast<double>(at) / static_cast<double>(bytes.size()));
  }
  return reader.finish();
}

data::Frame read_file(const std::string& path, const ReadOptions& options, const RunContext& context) {
  const std::size_t folder = path.find_last_of('/');
  const std::string name = !options.name.empty() ? options.name : folder == path.npos ? path : path.substr(folder + 1);
  Reader reader(options, name);
  Progress progress(context, name);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) throw Error(ErrorCode::io, name, "the file cannot be opened: " + path);
  std::int64_t size = 0;
  if (std::fseek(file.get(), 0, SEEK_END) == 0) {
    size = std::ftell(file.get());
    std::rewind(file.get());
  }
  const auto piece = std::make_unique<char[]>(piece_size);
  std::int64_t read = 0;
  for (;;) {
    const std::size_t count = std::fread(piece.get(), 1, piece_size, file.get());
    if (count == 0) break;
    read += static_cast<std::int64_t>(count);
    if (read > options.most_bytes) refuse_size(name, options.most_bytes);
    reader.feed({piece.get(), count});
    progress.at(size > 0 ? std::min(1.0, static_cast<double>(read) / static_cast<double>(size)) : 0.0);
  }
  if (std::ferror(file.get()) != 0) throw Error(ErrorCode::io, name, "the file cannot be read to its end: " + path);
  return reader.finish();
}

}  // namespace mainstay::inline v1::csv
