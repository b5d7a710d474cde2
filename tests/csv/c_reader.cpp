#include "mainstay/csv/reader.h"

#include <doctest/doctest.h>

#include <string>

#include "mainstay/core/error.hpp"
#include "mainstay/data/arrow.hpp"

using namespace mainstay;

namespace {
const std::string museum = std::string(MAINSTAY_TESTS) + "/museum/csv/";

std::string refused(const std::string& file, const char* schema, ErrorCode code) {
  ArrowArrayStream stream;
  char message[300];
  CHECK(mainstay_csv_read((museum + file).c_str(), schema, &stream, message, sizeof message) == static_cast<int>(code));
  return message;
}
}  // namespace

TEST_CASE("csv from C: a file as an Arrow stream") {
  ArrowArrayStream stream;
  char message[300] = "untouched";
  const char* schema = "hire: date %d.%m.%Y\nexit: date %d.%m.%Y\ngone: optional flag\ndecimal_comma\ndelimiter ;\nnote: skip\n*: infer";
  REQUIRE(mainstay_csv_read((museum + "excel_semicolon_bom_crlf.csv").c_str(), schema, &stream, message, sizeof message) == 0);
  CHECK(std::string(message) == "untouched");
  const data::Frame frame = data::import_arrow(&stream);
  CHECK(frame.names() == std::vector<std::string>{"person", "hire", "exit", "pay"});
  CHECK(frame.rows() == 2);
  CHECK(data::text_at(frame["person"], 1) == "P2");
  CHECK(number_at(frame["pay"], 0) == 2500.5);
  CHECK(frame.time("hire").unit == data::TimeUnit::day);
  REQUIRE(mainstay_csv_read((museum + "tabs_old_mac_line_ends.csv").c_str(), nullptr, &stream, nullptr, 0) == 0);
  stream.release(&stream);
}

TEST_CASE("csv from C: errors are codes and sentences") {
  CHECK(refused("impossible_date.csv", "start_date: date", ErrorCode::invalid_argument) ==
        "impossible_date.csv: start_date[1] is \"2023-13-01\" (line 3), but must be a date as YYYY-MM-DD");
  CHECK(refused("nowhere.csv", "", ErrorCode::io).starts_with("nowhere.csv: the file cannot be opened"));
  CHECK(refused("header_only.csv", "exit: date", ErrorCode::unknown_name) ==
        "header_only.csv: column is \"exit\", which the file lacks, but must be one of person, hire");
  CHECK(refused("header_only.csv", "\nhire: datum", ErrorCode::invalid_argument) ==
        "csv.reader: schema[1] is \"hire: datum\", but must be a line like \"name: kind\", where kind is one of infer, number, whole, text, date, flag, skip");
  CHECK(refused("header_only.csv", "hire: text utf8", ErrorCode::invalid_argument) == "csv.reader: schema[0] is \"hire: text utf8\", but must be without anything behind text");
  CHECK(refused("header_only.csv", "delimiter both", ErrorCode::invalid_argument) == "csv.reader: schema[0] is \"delimiter both\", but must be delimiter and one character, or tab");
  ArrowArrayStream stream;
  char brief[12];
  CHECK(mainstay_csv_read(nullptr, nullptr, &stream, brief, sizeof brief) == static_cast<int>(ErrorCode::invalid_argument));
  CHECK(std::string(brief) == "csv.reader:");
  CHECK(mainstay_csv_read("x", nullptr, nullptr, nullptr, 0) == static_cast<int>(ErrorCode::invalid_argument));
}
