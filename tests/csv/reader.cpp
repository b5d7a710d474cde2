#include "mainstay/csv/reader.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::csv;
using data::Frame;

namespace {

const std::string museum = std::string(MAINSTAY_TESTS) + "/museum/csv/";

std::string broken(const char* file, const ReadOptions& options = {}) {
  return sentence([&] { read_file(museum + file, options); });
}
std::string broken_text(std::string_view text, const ReadOptions& options = {}) {
  return sentence([&] { read_text(text, options); });
}
// Every column as text, for eyes and comparisons: cells apart by |, rows by /.
std::string shown(const Frame& frame) {
  std::string out;
  for (std::int64_t i = 0; i < frame.rows(); ++i) {
    if (i > 0) out += '/';
    for (std::int64_t j = 0; j < frame.columns(); ++j) {
      const Column& column = frame.table().columns[static_cast<std::size_t>(j)];
      if (j > 0) out += '|';
      if (!column.present(i)) {
        out += '?';
      } else if (column.categorical) {
        out += data::text_at(column, i);
      } else if (frame.time(frame.names()[static_cast<std::size_t>(j)]).unit == data::TimeUnit::day) {
        out += data::format_date(static_cast<std::int64_t>(number_at(column, i)));
      } else {
        char number[40];
        std::snprintf(number, sizeof number, "%.10g", number_at(column, i));
        out += number;
      }
    }
  }
  return out;
}
ReadOptions with(std::vector<ColumnSpec> columns, Kind others = Kind::infer) {
  ReadOptions options;
  options.columns = std::move(columns);
  options.others = others;
  return options;
}
ReadOptions all(Kind kind) { return with({}, kind); }

}  // namespace

TEST_CASE("csv: explicit kinds") {
  ReadOptions options = with({{"hire", Kind::date}, {"exit", Kind::date, "%d.%m.%Y"}, {"pay", Kind::number}, {"age", Kind::whole}, {"team", Kind::text}, {"left", Kind::flag}, {"junk", Kind::skip}});
  const Frame frame = read_text(
      "left,team,age,pay,exit,hire,junk\n"
      "yes, west ,30,-1.5e3,31.12.2024,2024-02-29,\xFF\n"
      "FALSE,\" west \",+7,.5,,20230101,x\n"
      "是,NA,,NA,1.1.2025,2023-01-01 08:30,\n",
      options);
  CHECK(frame.names() == std::vector<std::string>{"left", "team", "age", "pay", "exit", "hire"});
  CHECK(shown(frame) ==
        "1|west|30|-1500|2024-12-31|2024-02-29/0| west |7|0.5|?|2023-01-01/1|?|?|?|2025-01-01|2023-01-01");
  CHECK(frame["left"].type == ColumnType::uint8);
  CHECK(frame["age"].type == ColumnType::int64);
  CHECK(frame["pay"].type == ColumnType::float64);
  CHECK(std::isnan(static_cast<const double*>(frame["pay"].data)[2]));
  CHECK(frame.time("exit").unit == data::TimeUnit::day);
}

TEST_CASE("csv: inference looks at every field") {
  const Frame frame = read_text(
      "a,b,c,d,e,f,g,h\n"
      "1,1,2024-02-29,007,x,,1e3,\n"
      "-2,1.5,,008,2,,2,\"\"\n"
      "+3,NA,2024-W10-1,9,3,,3,5\n");
  CHECK(shown(frame) == "1|1|2024-02-29|007|x|?|1000|?/-2|1.5|?|008|2|?|2|?/3|?|2024-03-04|9|3|?|3|5");
  CHECK(frame["a"].type == ColumnType::int64);
  CHECK(frame["b"].type == ColumnType::float64);
  CHECK(frame.time("c").unit == data::TimeUnit::day);
  CHECK(frame["d"].categorical);
  CHECK(frame["e"].categorical);
  CHECK(!frame["f"].categorical);
  CHECK(frame["f"].type == ColumnType::float64);
  CHECK(frame["g"].type == ColumnType::float64);
  CHECK(frame["h"].type == ColumnType::int64);
  // A quoted empty field is an empty text in a text column.
  CHECK(shown(read_text("a\n\"\"\nx\n")) == "/x");
  CHECK(read_text("a\n\"\"\nx\n")["a"].present(0));
  CHECK(shown(read_text("a,b\n\"\",\n\"\",\n")) == "|?/|?");
  // What a column seemed to be before it turned out to be text is kept to the letter.
  CHECK(shown(read_text("a,b,c,d\n+1,2024-02-29,,1\n\" 2.50 \",\"\",NA,2\n,x,2024-01-01,2.5\nx,NA,1,3\n")) ==
        "+1|2024-02-29|?|1/ 2.50 ||?|2/?|x|2024-01-01|2.5/x|?|1|3");
  CHECK(shown(read_text("a,b\n,1\n,2\n2024-01-01,3\n")) == "?|1/?|2/2024-01-01|3");
  CHECK(shown(read_text("a,b\n1,x\n2024-01-01,x\n")) == "1|x/2024-01-01|x");
  CHECK(shown(read_text("a,b\n12345678901234567890,1\n1,1.5\n")) == "12345678901234567890|1/1|1.5");
  // The thousandth row still counts.
  std::string text = "a\n";
  for (int i = 0; i < 999; ++i) text += "1\n";
  CHECK(read_text(text + "1\n")["a"].type == ColumnType::int64);
  CHECK(read_text(text + "one\n")["a"].categorical);
}

TEST_CASE("csv: delimiters, decimal commas, byte order mark and line ends") {
  CHECK(shown(read_text("a;b\n1,5;2\n", [] { ReadOptions o; o.decimal_comma = true; return o; }())) == "1.5|2");
  CHECK(shown(read_text("a|b\nx|2\n")) == "x|2");
  CHECK(shown(read_text("\"a,b\";c\nx;2\n")) == "x|2");
  CHECK(shown(read_text("a\n1\n")) == "1");
  ReadOptions hash;
  hash.delimiter = '#';
  hash.quote = '\'';
  CHECK(shown(read_text("a#b\n'x#''y'#\"\n", hash)) == "x#'y|\"");
  ReadOptions excel = with({{"hire", Kind::date, "%d.%m.%Y"}, {"exit", Kind::date, "%d.%m.%Y"}});
  excel.decimal_comma = true;
  CHECK(shown(read_file(museum + "excel_semicolon_bom_crlf.csv", excel)) ==
        "P1|2023-02-01|?|2500.5|likes; semicolons/P2|2024-02-29|2024-03-31|?|two\r\nlines");
  CHECK(shown(read_file(museum + "quoted_newlines_and_quotes.csv")) == "1|a \"quoted\" word\nand a second line\n\nand a fourth/2|plain");
  CHECK(shown(read_file(museum + "tabs_old_mac_line_ends.csv")) == "1|west/2|east");
  CHECK(shown(read_file(museum + "no_line_end_at_the_end.csv")) == "1|west/2|east");
  CHECK(shown(read_file(museum + "blank_lines.csv")) == "1|west/2|east");
  CHECK(shown(read_file(museum + "chinese_headers.csv", with({{"入职日期", Kind::date, "%Y年%m月%d日"}}))) == "001|王芳|2023-05-01/002|李伟|2024-02-29");
  const Frame none = read_file(museum + "header_only.csv", with({{"hire", Kind::date}}));
  CHECK(none.rows() == 0);
  CHECK(none.columns() == 2);
  CHECK(none["hire"].given());
}

TEST_CASE("csv: a museum of broken files") {
  const std::string declared = "; another encoding is declared as such, gb18030 for most Chinese exports";
  CHECK(broken("empty.csv") == "empty.csv: header is empty, but must be a line with the names of the columns");
  CHECK(broken("only_blank_lines.csv") == "only_blank_lines.csv: header is empty, but must be a line with the names of the columns");
  CHECK(broken("ragged_short.csv") == "ragged_short.csv: row[1] is of 2 fields (line 3), but must be of 3 fields, like the header");
  CHECK(broken("ragged_long.csv", all(Kind::text)) == "ragged_long.csv: row[1] is of 4 fields (line 3), but must be of 2 fields, like the header");
  CHECK(broken("duplicate_header.csv") == "duplicate_header.csv: header[2] is \"person\", but must be a name that only one column has");
  CHECK(broken("unnamed_header.csv") == "unnamed_header.csv: header[0] is empty, but must be the name of a column");
  CHECK(broken("unterminated_quote.csv") ==
        "unterminated_quote.csv: note[1] is a quoted text that never ends (line 3), but must be quoted as a whole, with quotes inside doubled");
  CHECK(broken("stray_quote.csv") ==
        "stray_quote.csv: note[1] is a text with a quote in the wrong place (line 3), but must be quoted as a whole, with quotes inside doubled");
  CHECK(broken("text_after_quote.csv") ==
        "text_after_quote.csv: note[1] is a text with a quote in the wrong place (line 3), but must be quoted as a whole, with quotes inside doubled");
  CHECK(broken("nul_byte.csv") == "nul_byte.csv: note[1] is \"a\\x00b\" (line 3), but must be text without NUL bytes");
  CHECK(broken("gbk.csv") == "gbk.csv: header[0] is \"\\xB9\\xA4\\xBA\\xC5\", but must be text in UTF-8" + declared);
  CHECK(broken("latin1.csv") == "latin1.csv: team[1] is \"\\xE9quipe\" (line 3), but must be text in UTF-8" + declared);
  CHECK(broken("utf16.csv") == "utf16.csv: encoding is UTF-16, but must be UTF-8, or declared as utf-16");
  const ReadOptions dates = with({{"start_date", Kind::date}});
  CHECK(broken("impossible_date.csv", dates) == "impossible_date.csv: start_date[1] is \"2023-13-01\" (line 3), but must be a date as YYYY-MM-DD");
  CHECK(broken("leap_day_of_2023.csv", dates) == "leap_day_of_2023.csv: start_date[1] is \"2023-02-29\" (line 4), but must be a date as YYYY-MM-DD");
  const ReadOptions pay = with({{"pay", Kind::number}});
  CHECK(broken("thousands_separator.csv", pay) == "thousands_separator.csv: pay[1] is \"1,000\" (line 3), but must be a number");
  CHECK(broken("infinity.csv", pay) == "infinity.csv: pay[0] is \"inf\" (line 2), but must be a number");
  CHECK(broken("overflow.csv", pay) == "overflow.csv: pay[0] is \"1e999\" (line 2), but must be a number");
  CHECK(broken("no_such_file.csv").starts_with("no_such_file.csv: the file cannot be opened: "));
  // Every exhibit has a test: reading it either works or ends in a sentence that begins with its name.
  int exhibits = 0;
  for (const auto& entry : std::filesystem::directory_iterator(museum)) {
    ++exhibits;
    const std::string result = broken(entry.path().filename().c_str(), all(Kind::text));
    CHECK((result == "accepted" || result.starts_with(entry.path().filename().string() + ": ")));
  }
  CHECK(exhibits >= 25);
}

TEST_CASE("csv: encodings are declared") {
  const auto in = [](const char* encoding) {
    ReadOptions options = all(Kind::text);
    options.encoding = encoding;
    return options;
  };
  CHECK(shown(read_file(museum + "gbk.csv", in("gbk"))) == shown(read_file(museum + "gbk.csv", in("GB18030"))));
  CHECK(read_file(museum + "gbk.csv", in("gbk")).names()[0] == "工号");
  CHECK(shown(read_file(museum + "latin1.csv", in("latin-1"))).find("équipe") != std::string::npos);
  CHECK(read_file(museum + "utf16.csv", in("utf-16")).columns() == read_file(museum + "utf16.csv", in("UTF_16LE")).columns());
  using std::string_literals::operator""s;
  CHECK(shown(read_text("\xFE\xFF\0a\0\n\x4E\x1C\0\n"s, in("utf-16"))) == "东");
  CHECK(shown(read_text("a\n\xEF\xBB\xBF\n", in("UTF8"))) == "\xEF\xBB\xBF");
  // The second byte of a GBK character may look like a delimiter, a quote is none: 東 is 0x96 0x7C.
  CHECK(shown(read_text("a|b\n\x96\x7C|x\n", in("gbk"))) == "東|x");
  // Four bytes, and a letter that only GB18030 has.
  CHECK(shown(read_text("a\n\x95\x32\x82\x36\n", in("gb18030"))) == "𠀀");
  CHECK(broken_text("name,b\nx,y\nx,\x95\x32\x82\x36\n", in("gbk")) ==
        "csv.reader: b[1] is \"\\x952\\x826\" (line 3), but must be text in GBK; gb18030 has more characters");
  CHECK(broken_text("a,\xFF\xFF\nx,y\n", in("gb18030")).starts_with("csv.reader: header[1] is \"\\xFF\\xFF"));
  CHECK(broken_text("a,b\nx,\xB9", in("gb18030")) == "csv.reader: b[0] is \"\\xB9\" (line 2), but must be text in GB18030");
  CHECK(broken_text("a\0\n\0x"s, in("utf-16le")) == "csv.reader: a[0] is \"x\" (line 2), but must be text in UTF-16LE");
  CHECK(broken_text("a\n1\n", in("utf-16")) == "csv.reader: encoding is UTF-16 without a byte order mark, but must be declared with its byte order, UTF-16LE or UTF-16BE");
  for (const char* unknown : {"gbkk", "", "gbk//IGNORE", "utf-8//TRANSLIT", "a name that is far too long to be one of any encoding"})
    CHECK(broken_text("a\n1\n", in(unknown)).starts_with("csv.reader: encoding is \"" + std::string(unknown).substr(0, 40)));
  // A character may be cut by the pieces in which a file is read, at any place.
  std::string text = "a\n";
  for (int i = 0; i < 200000; ++i) text += i % 7 == 0 ? "x\xB9\xA4\n" : "\xB9\xA4\xBA\xC5\n";
  const Frame frame = read_text(text, in("gbk"));
  CHECK(frame.rows() == 200000);
  CHECK(frame["a"].levels.size() == 2);
}

TEST_CASE("csv: damaged bytes of any encoding give a frame or a sentence") {
  std::mt19937 random(7);
  const std::string sound = "\xB9\xA4\xBA\xC5,b\n\xB6\xAB,2024-01-05\n\"\xB9\xA4\n\",x\n";
  for (const char* encoding : {"gbk", "gb18030", "utf-16", "utf-16le", "big5", "shift_jis", "latin-1"}) {
    ReadOptions options = all(Kind::text);
    options.encoding = encoding;
    for (int round = 0; round < 400; ++round) {
      std::string text = sound;
      for (int k = 0; k < 3; ++k) text[random() % text.size()] = static_cast<char>(random());
      if (round % 3 == 0) text.resize(random() % text.size());
      const std::string result = broken_text(text, options);
      CHECK((result == "accepted" || result.starts_with("csv.reader: ")));
    }
  }
}

TEST_CASE("csv: a column may mix date formats, and what two of them read differently is told") {
  const auto mixed = [](std::vector<std::string> formats) {
    ColumnSpec spec{"hire", Kind::date};
    spec.formats = std::move(formats);
    return with({spec});
  };
  CHECK(shown(read_text("hire\n2024/1/5\n2024-01-06\n2024年1月7日\n20240108\n45292\n", [&] {
          ReadOptions options = mixed({"%Y/%m/%d", "iso", "%Y年%m月%d日"});
          options.missing = {"45292"};
          return options;
        }())) == "2024-01-05/2024-01-06/2024-01-07/2024-01-08/?");
  const std::vector<std::string> both = {"%d/%m/%Y", "%m/%d/%Y"};
  CHECK(shown(read_text("hire\n31/12/2024\n12/31/2024\n05/05/2024\n", mixed(both))) == "2024-12-31/2024-12-31/2024-05-05");
  CHECK(broken_text("hire\n31/12/2024\n03/04/2024\n", mixed(both)) ==
        "csv.reader: hire[1] is \"03/04/2024\" (line 3), but must be a date that its formats read alike: %d/%m/%Y gives 2024-04-03, %m/%d/%Y gives 2024-03-04");
  CHECK(broken_text("hire\n2024\n", mixed({"iso", "%d/%m/%Y", "%Y年%m月%d日"})) ==
        "csv.reader: hire[0] is \"2024\" (line 2), but must be a date as YYYY-MM-DD, %d/%m/%Y or %Y年%m月%d日");
  CHECK(broken_text("hire\n1\n", mixed({"iso", "%Y"})).starts_with("csv.reader: format of hire is \"%Y\""));
  ReadOptions lenient = mixed(both);
  lenient.ambiguous_dates = AmbiguousDates::leave_empty;
  CHECK(broken_text("hire\n", lenient) == "csv.reader: findings is not given, but must be given where ambiguous_dates is leave_empty");
  std::vector<CellFinding> findings;
  lenient.findings = &findings;
  CHECK(shown(read_text("hire\n31/12/2024\n03/04/2024\n", lenient)) == "2024-12-31/?");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "ambiguous_date");
  CHECK(findings[0].column == "hire");
  CHECK(findings[0].row == 1);
  CHECK(findings[0].text == "03/04/2024");
}

TEST_CASE("csv: wrong schemas, fields and limits") {
  const auto spec = [](const char* name, Kind kind) { return ColumnSpec{name, kind}; };
  CHECK(broken_text("a,b\n1,2\n", with({spec("hire", Kind::date)})) == "csv.reader: column is \"hire\", which the file lacks, but must be one of a, b");
  ColumnSpec optional = spec("hire", Kind::date);
  optional.required = false;
  CHECK(broken_text("a,b\n1,2\n", with({optional})) == "accepted");
  CHECK(broken_text("a\n1\n", with({spec("a", Kind::whole), spec("a", Kind::text)})) == "csv.reader: columns[1].name is \"a\", but must be a name that is listed once");
  CHECK(broken_text("a\n1\n", with({{"a", Kind::date, "%Y-%m"}})) ==
        "csv.reader: format of a is \"%Y-%m\", but must be \"iso\" or a pattern with one each of %Y or %y, %m or %b, and %d");
  CHECK(broken_text("a\n1.0\n", all(Kind::whole)) == "csv.reader: a[0] is \"1.0\" (line 2), but must be a whole number");
  CHECK(broken_text("a\n9223372036854775808\n", all(Kind::whole)) == "csv.reader: a[0] is \"9223372036854775808\" (line 2), but must be a whole number");
  CHECK(broken_text("a\nmaybe\n", all(Kind::flag)) == "csv.reader: a[0] is \"maybe\" (line 2), but must be true or false");
  for (const char* text : {"+-1", "-", "1 2", "0x10", "1e", "--1", "1,5", "NaN", "1_000", "１"}) CHECK(broken_text("a\n\"" + std::string(text) + "\"\n", all(Kind::number)).ends_with("but must be a number"));
  CHECK(broken_text("a;b\n1.5;1\n", [] { ReadOptions o = all(Kind::number); o.decimal_comma = true; return o; }()) ==
        "csv.reader: a[0] is \"1.5\" (line 2), but must be a number with a decimal comma");
  CHECK(broken_text("a\n31/12/2024\n", with({{"a", Kind::date, "%d.%m.%Y"}})) == "csv.reader: a[0] is \"31/12/2024\" (line 2), but must be a date as %d.%m.%Y");
  ColumnSpec given = spec("a", Kind::text);
  given.may_be_missing = false;
  CHECK(broken_text("a,b\nx,1\n,2\n", with({given})) == "csv.reader: a[1] is \"\" (line 3), but must be given");
  given.missing = {"-"};
  CHECK(broken_text("a,b\n-,1\n", with({given})) == "csv.reader: a[0] is \"-\" (line 2), but must be given");

  ReadOptions tight;
  tight.most_rows = 1;
  CHECK(broken_text("a\n1\n2\n", tight) == "csv.reader: file is of more rows than the limit, but must be of at most 1 rows");
  tight = {};
  tight.most_columns = 2;
  CHECK(broken_text("a,b,c\n", tight) == "csv.reader: header is of more columns than the limit, but must be of at most 2 columns");
  tight = {};
  tight.most_bytes = 5;
  CHECK(broken_text("a\n1\n2\n", tight) == "csv.reader: file is larger than the limit, but must be of at most 5 bytes");
  tight = {};
  tight.most_row_bytes = 100;
  CHECK(broken_text("a\n1\n\"" + std::string(2000, 'x'), tight) ==
        "csv.reader: row[1] is longer than the limit (line 3), but must be of at most 100 bytes; is a quote not closed");
  tight = {};
  tight.quote = ',';
  tight.delimiter = ',';
  CHECK(broken_text("a\n", tight).starts_with("csv.reader: delimiter is \",\", but must be"));
  tight = {};
  tight.decimal_comma = true;
  tight.delimiter = ',';
  CHECK(broken_text("a\n", tight) == "csv.reader: delimiter is \",\", but must be another one where decimal_comma is set");

  RunContext context;
  context.progress = [](double) { return false; };
  CHECK(sentence([&] { read_text("a\n1\n", {}, context); }) == "csv.reader: cancelled by the caller's progress function");
}

TEST_CASE("csv: pieces cut fields, quotes, line ends and characters anywhere") {
  // The same 700 KB with every alignment of the 256 KiB pieces against a row of 61 bytes.
  for (int shift = 0; shift < 61; shift += 4) {
    std::string text = "a" + std::string(static_cast<std::size_t>(shift), 'x') + ",b,c\r\n";
    std::int64_t rows = 0;
    while (text.size() < 560'000) {
      text += "12345,\"quo\"\"ted\r\nand 销售 more\",2024-02-29\r\n99,plain,2023-01-01\r\n";
      rows += 2;
    }
    const Frame frame = read_text(text);
    std::int64_t wrong = frame.rows() != rows;
    for (std::int64_t i = 0; i < frame.rows(); ++i) {
      wrong += number_at(frame.table().columns[0], i) != (i % 2 == 0 ? 12345 : 99);
      wrong += data::text_at(frame["b"], i) != (i % 2 == 0 ? "quo\"ted\r\nand 销售 more" : "plain");
    }
    CHECK(wrong == 0);
    // The line of an error counts the lines inside quotes.
    CHECK(broken_text(text + "1,2\r\n") == "csv.reader: row[" + std::to_string(rows) + "] is of 2 fields (line " +
                                               std::to_string(rows + rows / 2 + 2) + "), but must be of 3 fields, like the header");
  }
}

TEST_CASE("csv: random damage never crashes, and every refusal names the file") {
  const std::string whole =
      "\xEF\xBB\xBFperson;hire;pay;note;left\r\nP1;2024-02-29;1,5;\"a;\"\"b\"\"\nc\";yes\r\nP2;;-3;销售;no\r\n;2023-01-01;NA;;\r\n";
  std::mt19937_64 random(20240229);
  const std::string alphabet = std::string(";,\"\r\n\t \0\xFF\xC3|-.0", 15);
  ReadOptions explicit_kinds = with({{"person", Kind::text}, {"hire", Kind::date}, {"pay", Kind::number}, {"note", Kind::text}, {"left", Kind::flag}});
  explicit_kinds.decimal_comma = true;
  explicit_kinds.name = "damaged.csv";
  ReadOptions inferred;
  inferred.name = "damaged.csv";
  int refused = 0, unnamed = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string text = whole;
    for (std::uint64_t damage = 1 + random() % 4; damage > 0; --damage) {
      const std::size_t at = random() % (text.size() + 1);
      switch (random() % 4) {
        case 0: text.insert(at, 1, alphabet[random() % alphabet.size()]); break;
        case 1: if (at < text.size()) text[at] = static_cast<char>(random() % 256); break;
        case 2: text.erase(at, 1 + random() % 5); break;
        default: text.resize(at);
      }
    }
    const std::string result = broken_text(text, round % 2 == 0 ? explicit_kinds : inferred);
    refused += result != "accepted";
    unnamed += result != "accepted" && !result.starts_with("damaged.csv: ");
  }
  CHECK(unnamed == 0);
  CHECK(refused > 1000);
  CHECK(refused < 6000);
}
