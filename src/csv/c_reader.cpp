// The C face of the reader.
#include "mainstay/csv/reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "mainstay/core/error.hpp"
#include "mainstay/csv/reader.hpp"
#include "mainstay/data/arrow.hpp"

namespace {

using namespace mainstay;

constexpr std::array<std::pair<std::string_view, csv::Kind>, 7> kinds = {{{"infer", csv::Kind::infer},
                                                                          {"number", csv::Kind::number},
                                                                          {"whole", csv::Kind::whole},
                                                                          {"text", csv::Kind::text},
                                                                          {"date", csv::Kind::date},
                                                                          {"flag", csv::Kind::flag},
                                                                          {"skip", csv::Kind::skip}}};

[[noreturn]] void wrong_line(std::size_t number, std::string_view line, std::string_view rule) {
  throw Error(ErrorCode::invalid_argument, "csv.reader", "schema[" + std::to_string(number) + "]", -1, data::quoted(line), rule);
}

// The last ": " that a kind follows, so that names may hold colons.
void read_line(std::size_t number, std::string_view line, csv::ReadOptions& options) {
  if (line == "decimal_comma") {
    options.decimal_comma = true;
    return;
  }
  if (line.starts_with("delimiter ") && line.find(": ") == line.npos) {
    const std::string_view word = line.substr(10);
    if (word.size() != 1 && word != "tab") wrong_line(number, line, "delimiter and one character, or tab");
    options.delimiter = word == "tab" ? '\t' : word[0];
    return;
  }
  for (std::size_t colon = line.rfind(": "); colon != line.npos && colon > 0; colon = line.rfind(": ", colon - 1)) {
    csv::ColumnSpec spec;
    spec.name = std::string(line.substr(0, colon));
    std::string_view rest = line.substr(colon + 2);
    if (rest.starts_with("optional ")) {
      rest.remove_prefix(9);
      spec.required = false;
    }
    const std::string_view word = rest.substr(0, rest.find(' '));
    for (const auto& [name, kind] : kinds) {
      if (word != name) continue;
      spec.kind = kind;
      if (rest.size() > word.size()) {
        if (kind != csv::Kind::date) wrong_line(number, line, "without anything behind " + std::string(word));
        spec.format = std::string(rest.substr(word.size() + 1));
      }
      if (spec.name == "*") options.others = kind;
      else options.columns.push_back(std::move(spec));
      return;
    }
  }
  wrong_line(number, line, "a line like \"name: kind\", where kind is one of infer, number, whole, text, date, flag, skip");
}

csv::ReadOptions options_of(const char* schema) {
  csv::ReadOptions options;
  std::string_view rest = schema == nullptr ? "" : schema;
  for (std::size_t number = 0; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    if (!line.empty()) read_line(number, line, options);
  }
  return options;
}

int32_t failed(ErrorCode code, const char* words, char* message, size_t message_size) noexcept {
  if (message != nullptr && message_size > 0) {
    std::size_t length = std::min(std::strlen(words), message_size - 1);
    // Not in the middle of a character.
    while (length > 0 && words[length] != '\0' && (static_cast<unsigned char>(words[length]) & 0xC0) == 0x80) --length;
    std::memcpy(message, words, length);
    message[length] = '\0';
  }
  return static_cast<int32_t>(code);
}

}  // namespace

extern "C" int32_t mainstay_csv_read(const char* path, const char* schema, struct ArrowArrayStream* stream, char* message, size_t message_size) {
  try {
    if (path == nullptr) throw Error(ErrorCode::invalid_argument, "csv.reader", "path", -1, "null", "the path of a file");
    if (stream == nullptr) throw Error(ErrorCode::invalid_argument, "csv.reader", "stream", -1, "null", "an ArrowArrayStream to fill");
    data::export_arrow(csv::read_file(path, options_of(schema)), stream);
    return 0;
  } catch (const Error& error) {
    return failed(error.code(), error.what(), message, message_size);
  } catch (const std::bad_alloc&) {
    return failed(ErrorCode::out_of_memory, "csv.reader: out of memory", message, message_size);
  } catch (const std::exception& error) {
    return failed(ErrorCode::internal, error.what(), message, message_size);
  } catch (...) {
    return failed(ErrorCode::internal, "csv.reader: an unknown failure", message, message_size);
  }
}
