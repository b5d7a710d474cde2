// Tables below each other.
#include "core/append.hpp"

#include <doctest/doctest.h>

using namespace mainstay;

namespace {

struct Part {
  static constexpr const char* record = "Part";
  std::vector<double> score{};
  std::vector<std::int64_t> row{}, only_here{};
  std::vector<std::string> name{};
  Categories word{};
  void describe(Fields& f) {
    f("score", score, "Score.").per("n");
    f("only_here", only_here, "No list of the whole.").per("n");
    f("row", row, "Row.").per("n");
    f("name", name, "Name.").per("n");
    f("word", word, "Word.").per("n");
  }
};

struct Whole {
  static constexpr const char* record = "Whole";
  std::vector<std::int64_t> row{}, of{};
  std::vector<double> score{};
  std::vector<std::string> name{};
  Categories word{};
  void describe(Fields& f) {
    f("of", of, "Part.").per("n");
    f("row", row, "Row.").per("n");
    f("score", score, "Score.").per("n");
    f("name", name, "Name.").per("n");
    f("word", word, "Word.").per("n");
  }
};

Part part_of(std::int64_t first) {
  Part part;
  part.score = {0.5, 1.5};
  part.row = {first, first + 1};
  part.only_here = {7, 7};
  part.name = {"a", "b"};
  part.word.codes = {1, 0};
  return part;
}

}  // namespace

TEST_CASE("append: lists go to the lists of their names, codes keep the levels of the whole") {
  Whole whole;
  whole.word.levels = {"no", "yes"};
  Part first = part_of(0), second = part_of(2);
  append_rows(first, whole);
  CHECK(first.score.size() == 2);
  take_rows(second, whole);
  CHECK(second.score.empty());
  CHECK(second.word.codes.empty());
  CHECK(second.only_here.size() == 2);
  CHECK(whole.row == std::vector<std::int64_t>{0, 1, 2, 3});
  CHECK(whole.score == std::vector<double>{0.5, 1.5, 0.5, 1.5});
  CHECK(whole.name == std::vector<std::string>{"a", "b", "a", "b"});
  CHECK(whole.word.codes == std::vector<std::int32_t>{1, 0, 1, 0});
  CHECK(whole.word.levels.size() == 2);
  CHECK(whole.of.empty());
}
