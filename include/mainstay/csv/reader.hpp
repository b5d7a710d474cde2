// Delimited text files, as HR systems export them, into Frames.
//
// This room is a library of its own, mainstay::csv: the splitting into fields is libcsv's (Debian: libcsv-dev), which is LGPL
// and therefore linked dynamically, and only by programs that ask for it. mainstay::mainstay does not know it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/run_context.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::csv {

/// What the fields of a column are.
enum class Kind : std::int32_t {
  infer,   ///< whole when every present field is a whole number, else number, else ISO date, else text; see read_file
  number,  ///< float64; "1234.5", "-1e3"; with decimal_comma "1234,5". No thousands separators, no inf, no nan
  whole,   ///< int64
  text,    ///< categories with sorted levels
  date,    ///< int64 day index with the mark TimeUnit::day; formats as data::parse_date takes them
  flag,    ///< uint8 0 or 1: true/false, yes/no, t/f, y/n, 1/0 in any case, 是/否
  skip     ///< not read
};

struct ColumnSpec {
  std::string name;
  Kind kind = Kind::infer;
  std::string format = "iso";          ///< of a date: "iso" or a pattern such as "%d.%m.%Y"
  /// Of a date, instead of `format`: all the formats that the column mixes. A text is read by the one that fits; when two read it
  /// as different days it is ambiguous, and nobody guesses (ReadOptions::ambiguous_dates).
  std::vector<std::string> formats{};
  std::vector<std::string> missing{};  ///< words that stand for a missing value, beside those of all columns
  bool required = true;                ///< a file without this column is refused
  bool may_be_missing = true;          ///< false: a missing value is refused
};

/// What happens to a text that two declared date formats read as different days, such as 03/04/2024.
enum class AmbiguousDates : std::int32_t {
  refuse,       ///< an error names both days
  leave_empty,  ///< the value is missing, and a finding says so; `findings` must be given
};

/// A cell that was not read as it stands, told by ReadOptions::findings.
struct CellFinding {
  std::string code;    ///< "ambiguous_date"
  std::string column;
  std::int64_t row;    ///< from 0, without the header
  std::string text;
};

struct ReadOptions {
  /// How the file's bytes are text: "utf-8", or any encoding that the C library's iconv knows: "gb18030", "gbk", "big5", "utf-16" (with a
  /// byte order mark), "utf-16le", "latin-1", "windows-1252". Declared, never guessed; a byte that is no text in it is an error.
  std::string encoding = "utf-8";
  char delimiter = '\0';       ///< '\0': the most frequent of , ; tab | in the header line
  char quote = '"';
  bool decimal_comma = false;  ///< numbers are written 3,14
  /// What is known about columns, by name; the order does not matter.
  std::vector<ColumnSpec> columns{};
  /// What the columns are that are not listed.
  Kind others = Kind::infer;
  /// Words that stand for a missing value in every column. An empty field always does, except that a quoted "" in a text
  /// column is an empty text.
  std::vector<std::string> missing = {"NA"};
  AmbiguousDates ambiguous_dates = AmbiguousDates::refuse;
  std::vector<CellFinding>* findings = nullptr;  ///< where cells are told that were not read as they stand; the caller's
  /// The first word of error sentences; empty: the file's name without its folders.
  std::string name{};

  std::int64_t most_bytes = std::int64_t{1} << 36;  ///< of the file
  std::int64_t most_rows = std::int64_t{1} << 40;
  std::int64_t most_columns = 10000;
  std::int64_t most_row_bytes = std::int64_t{1} << 20;  ///< of one row; an unclosed quote ends here
};

/// Reads a file in UTF-8 or a declared encoding (a byte order mark is skipped) whose first line names the columns. Lines end with LF, CRLF or CR;
/// fields may be quoted, with doubled quotes, delimiters and line ends inside. Blanks around unquoted fields are cut off. Lines
/// without any field are not rows. The locale plays no part.
///
/// Inference looks at every field, never at a sample: a column is text as soon as one field is neither a number nor an ISO
/// date, or when a number begins with a needless zero ("007" is a name). A column without any value is one of numbers.
///
/// Errors name the file, the column, the row (counted from 0, without the header) and the line, for example
///   people.csv: start_date[17] is "2023-13-01" (line 19), but must be a date as YYYY-MM-DD
/// Error{io} when the file cannot be read, wrong_shape for rows of another length than the header, unknown_name for missing columns,
/// invalid_argument for fields that break their kind, duplicate or empty names, text that is not of the encoding or holds NUL bytes,
/// misplaced or unclosed quotes, unsupported beyond the limits.
///
/// One pass, in pieces of 256 KiB: memory is that of the columns.
data::Frame read_file(const std::string& path, const ReadOptions& options = {}, const RunContext& context = {});

/// The same for bytes in memory.
data::Frame read_text(std::string_view bytes, const ReadOptions& options = {}, const RunContext& context = {});

}  // namespace mainstay::inline v1::csv
