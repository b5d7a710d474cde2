// The C functions around csv::read_file.
#include "mainstay/mainstay_csv.h"

#include <array>
#include <vector>

#include "c/guard.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/csv/reader.hpp"
#include "mainstay/data/arrow.hpp"

using namespace mainstay;
using namespace mainstay::c;

namespace mainstay::inline v1::csv {
// Words of the JSON options.
constexpr auto choices(Kind) {
  return std::array{choice(Kind::infer, "infer", ""), choice(Kind::number, "number", ""), choice(Kind::whole, "whole", ""), choice(Kind::text, "text", ""),
                    choice(Kind::date, "date", ""),   choice(Kind::flag, "flag", ""),     choice(Kind::skip, "skip", "")};
}
constexpr auto choices(AmbiguousDates) {
  return std::array{choice(AmbiguousDates::refuse, "refuse", ""), choice(AmbiguousDates::leave_empty, "leave_empty", "")};
}
}  // namespace mainstay::inline v1::csv

namespace {

struct DeclaredColumn {
  static constexpr const char* record = "DeclaredColumn";
  std::string name{};
  csv::Kind kind = csv::Kind::infer;
  std::vector<std::string> formats{}, missing{};
  bool required = true, may_be_missing = true;
  void describe(Fields& f) {
    f("name", name, "").required();
    f("kind", kind, "");
    f("formats", formats, "");
    f("missing", missing, "");
    f("required", required, "");
    f("may_be_missing", may_be_missing, "");
  }
};

struct Declared {
  static constexpr const char* record = "Declared";
  std::string encoding = "utf-8", delimiter{};
  bool decimal_comma = false;
  std::vector<std::string> missing = {"NA"};
  csv::Kind others = csv::Kind::infer;
  csv::AmbiguousDates ambiguous_dates = csv::AmbiguousDates::refuse;
  std::vector<DeclaredColumn> columns{};
  void describe(Fields& f) {
    f("encoding", encoding, "");
    f("delimiter", delimiter, "");
    f("decimal_comma", decimal_comma, "");
    f("missing", missing, "");
    f("others", others, "");
    f("ambiguous_dates", ambiguous_dates, "");
    f("columns", columns, "");
  }
};

csv::ReadOptions read_options(const char* text) {
  Declared declared;
  Fields fields;
  fields("options", declared, "");
  if (text != nullptr && *text != 0) set_from_json("csv.reader", fields.rows().front(), text);
  csv::ReadOptions options;
  options.encoding = declared.encoding;
  if (declared.delimiter.size() > 1)
    throw Error(ErrorCode::invalid_argument, "csv.reader", "options.delimiter", -1, data::quoted(declared.delimiter), "one character");
  if (!declared.delimiter.empty()) options.delimiter = declared.delimiter.front();
  options.decimal_comma = declared.decimal_comma;
  options.missing = declared.missing;
  options.others = declared.others;
  options.ambiguous_dates = declared.ambiguous_dates;
  for (const DeclaredColumn& column : declared.columns) {
    csv::ColumnSpec& spec = options.columns.emplace_back();
    spec.name = column.name;
    spec.kind = column.kind;
    spec.formats = column.formats;
    spec.missing = column.missing;
    spec.required = column.required;
    spec.may_be_missing = column.may_be_missing;
  }
  return options;
}

}  // namespace

extern "C" int32_t mainstay_csv_read_as(const char* path, const char* options, mainstay_frame** frame, int64_t* ambiguous, mainstay_error* error) {
  int32_t taken = MAINSTAY_OK;
  const int32_t read = guard(error, [&] {
    given(frame, "frame");
    csv::ReadOptions declared = read_options(options);
    std::vector<csv::CellFinding> findings;
    declared.findings = &findings;
    ArrowArrayStream stream;
    data::export_arrow(csv::read_file(std::string(text_of(path, "path")), declared), &stream);
    taken = mainstay_frame_from_stream(&stream, frame, error);
    if (ambiguous != nullptr) *ambiguous = static_cast<int64_t>(findings.size());
  });
  return read != MAINSTAY_OK ? read : taken;
}

extern "C" int32_t mainstay_csv_read(const char* path, const char* texts, mainstay_frame** frame, mainstay_error* error) {
  int32_t taken = MAINSTAY_OK;
  const int32_t read = guard(error, [&] {
    given(frame, "frame");
    csv::ReadOptions options;
    for (std::string_view rest = texts == nullptr ? "" : texts; !rest.empty();) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      options.columns.push_back({.name = std::string(rest.substr(0, comma)), .kind = csv::Kind::text, .required = false});
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    ArrowArrayStream stream;  // the two libraries share nothing but C
    data::export_arrow(csv::read_file(std::string(text_of(path, "path")), options), &stream);
    taken = mainstay_frame_from_stream(&stream, frame, error);
  });
  return read != MAINSTAY_OK ? read : taken;
}
