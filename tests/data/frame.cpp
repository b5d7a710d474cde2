#include "mainstay/data/frame.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::data;

namespace {
}  // namespace

TEST_CASE("frame: columns of numbers, texts, categories and borrowed memory") {
  Frame frame;
  frame.add("tenure_days", std::vector<std::int32_t>{10, 20, 30});
  const std::vector<std::string> team = {"west", "east", "west"};
  frame.add_texts("team", team);
  const std::vector<std::string_view> city = {"成都", {}, "Bonn"};
  frame.add_texts("city", city);
  frame.add("cause", Categories{{0, -1, 1}, {"pay", "boss"}});
  auto memory = std::make_shared<std::vector<float>>(std::vector<float>{1, 2, 3});
  frame.add_view("score", Column(*memory), memory);
  memory.reset();

  CHECK(frame.rows() == 3);
  CHECK(frame.columns() == 5);
  CHECK(frame.find("city") == 2);
  CHECK(frame.find("nowhere") == -1);
  CHECK(number_at(frame["tenure_days"], 2) == 30);
  CHECK(number_at(frame["score"], 1) == 2);
  CHECK(text_at(frame["team"], 0) == "west");
  CHECK(frame["team"].levels[0] == "east");
  CHECK(text_at(frame["city"], 0) == "成都");
  CHECK(!frame["city"].present(1));
  CHECK(text_at(frame["city"], 1).empty());
  CHECK(frame["cause"].levels[0] == "pay");
  CHECK(text_at(frame["cause"], 2) == "boss");
  CHECK(!frame["cause"].present(1));

  const Frame part = frame.slice(1, 2);
  frame = Frame();  // the slice shares the memory
  CHECK(part.rows() == 2);
  CHECK(number_at(part["tenure_days"], 0) == 20);
  CHECK(!part["city"].present(0));
  CHECK(text_at(part["city"], 1) == "Bonn");
  CHECK(part.slice(2, 0).rows() == 0);
  const std::vector<std::string> names = {"score", "team"};
  CHECK(part.select(names).names() == names);
  CHECK(part.select({}).rows() == 2);
}

TEST_CASE("frame: what does not fit is refused by name") {
  Frame frame;
  CHECK(sentence([&] { frame["x"]; }) == "data.frame: column is \"x\", but must be a column of the table, which has none");
  frame.add("a", std::vector<double>{1, 2});
  CHECK(sentence([&] { frame["x"]; }) == "data.frame: column is \"x\", but must be a");
  CHECK(sentence([&] { frame.add("b", std::vector<double>{1}); }) == "data.frame: b is of length 1, but must be as long as a, 2");
  CHECK(sentence([&] { frame.add("a", std::vector<double>{1, 2}); }) == "data.frame: column is \"a\", but must be a name that only one column has");
  CHECK(sentence([&] { frame.add("b", std::vector<double>(20), {0}); }) == "data.frame: b is given 1 bytes of validity, but must be given one bit a row, 20 rows");
  CHECK(sentence([&] { frame.add("b", Categories{{0, 2}, {"x", "y"}}); }) == "data.frame: b[1] is code 2, but must be a code below 2, the number of levels");
  CHECK(sentence([&] { frame.slice(1, 2); }) == "data.frame: slice is rows 1 to 3, but must be within the 2 rows of the table");
  CHECK(sentence([&] { frame.slice(-1, 1); }) == "data.frame: slice is rows -1 to 0, but must be within the 2 rows of the table");
  CHECK(sentence([&] { frame.set_rows(3); }) == "data.frame: rows is 3, but must be 2, the length of its columns");
  const std::vector<std::string> bad = {"fine", "\xE9t\xE9"};
  CHECK(sentence([&] { frame.add_texts("c", bad); }) == "data.frame: c[1] is \"\\xE9t\\xE9\", but must be text in UTF-8");
  CHECK(frame.columns() == 1);
  for (int i = 0; i < 40; ++i) frame.add("c" + std::to_string(i), std::vector<double>{1, 2});
  CHECK(sentence([&] { frame["x"]; }).ends_with(", c27, c28, … (41 in all)"));
}

TEST_CASE("frame: texts against a sorted map, for random texts of many lengths with missing rows") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 30; ++round) {
    const std::size_t rows = random() % 700, kinds = 1 + random() % 400;
    std::vector<std::string> pool;
    for (std::size_t i = 0; i < kinds; ++i) {
      std::string word;
      for (std::size_t length = random() % 40; length > 0; --length) word += static_cast<char>(random() % 3 == 0 ? 0 : 'a' + random() % 3);
      pool.push_back(word);
    }
    TextBuilder builder("test", "x");
    std::vector<const std::string*> expected;
    std::map<std::string, int> levels;
    for (std::size_t i = 0; i < rows; ++i) {
      if (random() % 5 == 0) {
        builder.append_missing();
        expected.push_back(nullptr);
      } else {
        const std::string& word = pool[random() % kinds];
        builder.append(word);
        expected.push_back(&word);
        levels[word] = 1;
      }
    }
    Frame frame;
    frame.add("x", std::move(builder));
    const Column& column = frame["x"];
    REQUIRE(column.size == static_cast<std::int64_t>(rows));
    REQUIRE(column.levels.size() == levels.size());
    std::size_t at = 0, wrong = 0;
    for (const auto& level : levels) wrong += column.levels[at++] != level.first;
    for (std::size_t i = 0; i < rows; ++i) {
      const auto row = static_cast<std::int64_t>(i);
      wrong += column.present(row) != (expected[i] != nullptr);
      if (expected[i] != nullptr) wrong += text_at(column, row) != *expected[i];
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("frame: UTF-8, byte by byte") {
  for (const char* good : {"", "plain", "éß", "销售", "😀", "\xF4\x8F\xBF\xBF", "a long enough text of ASCII only"}) CHECK(is_utf8(good));
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                          "\xFF", "abc\xE9", "\xE2\x82", "\xF0\x9F\x98", "eight by\xC3"})
    CHECK(!is_utf8(bad));
  CHECK(quoted("a\nb\t\x01\"") == "\"a\\nb\\t\\x01\"\"");
  CHECK(quoted(std::string(200, 'x')).size() < 80);
}
