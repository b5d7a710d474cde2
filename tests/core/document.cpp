#include "mainstay/core/document.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;

namespace {

enum class Ending : std::int32_t { converged, separated };
constexpr auto choices(Ending) {
  return std::array{choice(Ending::converged, "converged", ""), choice(Ending::separated, "separated", "")};
}

struct Node {
  static constexpr const char* record = "Node";
  std::string name{};
  double value = 0;
  std::vector<Node> below;
  void describe(Fields& f) {
    f("name", name, "Its name.");
    f("value", value, "Its value.");
    f("below", below, "What hangs on it.");
  }
};

struct Model {
  static constexpr const char* record = "Model";
  Ending ending = Ending::converged;
  bool robust = false;
  std::int64_t rows = 0;
  double log_likelihood = 0;
  std::optional<double> tau{};
  std::optional<std::int64_t> seed{};
  std::string note{};
  std::vector<double> coefficient{};
  std::vector<std::string> term{};
  std::vector<std::int64_t> counts{};
  Categories group{};
  Node tree{};
  void describe(Fields& f) {
    f("ending", ending, "");
    f("robust", robust, "");
    f("rows", rows, "");
    f("log_likelihood", log_likelihood, "");
    f("tau", tau, "").may_be_infinite();
    f("seed", seed, "");
    f("note", note, "");
    f("coefficient", coefficient, "").per("p").may_be_missing().may_be_infinite();
    f("term", term, "").per("p");
    f("counts", counts, "");
    f("group", group, "");
    f("tree", tree, "");
  }
  void validate() const {
    if (rows < 0) refuse("test.model", "rows", std::to_string(rows), ">= 0");
  }
};

Model example() {
  Model model;
  model.ending = Ending::separated;
  model.robust = true;
  model.rows = 9007199254740993;  // no double holds it
  model.log_likelihood = -0.1 - 0.2;
  model.tau = INFINITY;
  model.note = "第一周 \"离职\"\n";
  model.coefficient = {0.1, -0.0, std::nan(""), -INFINITY, 5e-324, 1.7976931348623157e308};
  model.term = {"a", "b", "c", "d", "e", "f"};
  model.counts = {-1, 0, INT64_MAX};
  model.group = {{1, 0, 1}, {"north", "south"}};
  model.tree = {"root", 1, {{"leaf", 2, {}}, {"branch", 3, {{"twig", 4, {}}}}}};
  return model;
}

std::string sentence(const std::function<void()>& work, ErrorCode* code = nullptr) {
  return ::sentence([&] {
    try {
      work();
    } catch (const Error& error) {
      if (code != nullptr) *code = error.code();
      throw;
    }
  });
}

Object load(std::string_view text) { return load_document(text, "test.model", type_of<Model>); }

}  // namespace

TEST_CASE("saving, loading and saving again gives the same bytes and every value") {
  const std::string text = save_document("test.model", Object::of(example()));
  CHECK(document_key(text) == "test.model");
  const Object loaded = load(text);
  CHECK(save_document("test.model", loaded) == text);
  const Model expected = example(), &model = *loaded.as<Model>();
  CHECK(model.ending == expected.ending);
  CHECK(model.robust);
  CHECK(model.rows == expected.rows);
  CHECK(model.log_likelihood == expected.log_likelihood);
  CHECK(model.tau == expected.tau);
  CHECK(!model.seed);
  CHECK(model.note == expected.note);
  CHECK(model.term == expected.term);
  CHECK(model.counts == expected.counts);
  CHECK(model.group.codes == expected.group.codes);
  CHECK(model.group.levels == expected.group.levels);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(std::isnan(model.coefficient[i]) == std::isnan(expected.coefficient[i]));
    if (!std::isnan(expected.coefficient[i])) CHECK(model.coefficient[i] == expected.coefficient[i]);
  }
  CHECK(std::signbit(model.coefficient[1]));
  CHECK(model.tree.below[1].below[0].name == "twig");
}

TEST_CASE("every truncation and every changed byte is refused, or gives an equal model") {
  const std::string text = save_document("test.model", Object::of(example()));
  int refused = 0;
  for (std::size_t size = 0; size < text.size(); ++size) CHECK_THROWS_AS(load(std::string_view(text).substr(0, size)), Error);
  for (std::size_t i = 0; i < text.size(); ++i)
    for (int bit : {0, 1, 3, 5, 7}) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      std::string again;
      try {
        again = save_document("test.model", load(damaged));
      } catch (const Error&) {
        ++refused;
        continue;
      }
      CHECK(again == text);
    }
  CHECK(refused > static_cast<int>(text.size()) * 4);
}

TEST_CASE("hostile text ends in a sentence") {
  ErrorCode code{};
  SUBCASE("a million brackets") {
    const std::string deep = R"({"mainstay":"test.model","version":1,"checksum":"","content":)" + std::string(1000000, '[');
    CHECK(sentence([&] { load(deep); }, &code) == "mainstay: the document is nested deeper than 64 levels");
    CHECK(code == ErrorCode::corrupt);
  }
  SUBCASE("over the limit of bytes") {
    const std::string text = save_document("test.model", Object::of(example()));
    CHECK(sentence([&] { load_document(text, "test.model", type_of<Model>, {.bytes = 10}); }, &code).find("but must have 10 at most") !=
          std::string::npos);
  }
  SUBCASE("a newer version") {
    std::string text = save_document("test.model", Object::of(example()));
    text.replace(text.find("\"version\":1"), 11, "\"version\":2");
    CHECK(sentence([&] { load(text); }, &code) == "test.model: the document has version 2, but must have 1");
    CHECK(code == ErrorCode::unsupported);
  }
  SUBCASE("of another analysis") {
    const std::string text = save_document("test.other", Object::of(example()));
    CHECK(sentence([&] { load(text); }, &code) == "mainstay: the document is of \"test.other\", but must be of test.model");
  }
  SUBCASE("lists of unlike length") {
    Model model = example();
    model.term.pop_back();
    const std::string text = save_document("test.model", Object::of(model));
    CHECK(sentence([&] { load(text); }, &code) ==
          "test.model: the document is damaged: test.model: term has 5 values, but must have 6 (p)");
  }
  SUBCASE("what the object itself refuses") {
    Model model = example();
    model.rows = -1;
    const std::string text = save_document("test.model", Object::of(model));
    CHECK(sentence([&] { load(text); }, &code).find("rows is -1, but must be >= 0") != std::string::npos);
    CHECK(code == ErrorCode::corrupt);
  }
  SUBCASE("no document at all") {
    for (const char* text : {"", "{", "null", "[]", "{}", "\xff\xfe", R"({"mainstay":1})"}) CHECK_THROWS_AS(load(text), Error);
  }
}

TEST_CASE("a text that is not UTF-8 is refused when saving, not lost") {
  Model model;
  model.note = "\xc3\x28";
  CHECK_THROWS_AS(save_document("test.model", Object::of(model)), Error);
}

TEST_CASE("options from JSON: paths, candidates, types, depth") {
  Model model;
  Fields fields = fields_of(model);
  const auto set = [&](const char* name, std::string_view json) {
    return sentence([&] { set_from_json("test.toy", *fields.find(name), json); });
  };
  CHECK(set("tree", R"({"name":"a","below":[{"name":"b"},{"nam":"c"}]})") ==
        "test.toy: tree.below[1].nam is unknown, but must be one of name, value, below");
  CHECK(set("tree", R"({"below":[{"value":"b"}]})") == "test.toy: tree.below[0].value is \"b\", but must be a number");
  CHECK(set("tree", "[1]") == "test.toy: tree is a list, but must be an object {…}");
  CHECK(set("ending", R"("converge")") == "test.toy: ending is \"converge\", but must be one of converged, separated");
  CHECK(set("coefficient", "[1, null]") == "test.toy: coefficient[1] is null, but must be a number");
  CHECK(set("counts", "[1.5]") == "test.toy: counts[0] is 1.5, but must be a whole number");
  CHECK(set("counts", "[18446744073709551615]") == "test.toy: counts[0] is 18446744073709551615, but must be a whole number");
  CHECK(set("group", R"({"codes":[2],"levels":["a"]})") == "test.toy: group.codes is 2, but must be a code of one of the levels");
  CHECK(set("counts", "[1,") == "test.toy: counts is not JSON (byte 4)");
  CHECK(set("counts", std::string(1000000, '[')) == "test.toy: counts is nested deeper than 64 levels");
  CHECK(set("tree", R"({"name":"root","below":[{"name":"leaf","value":2.5}]})") == "accepted");
  CHECK(model.tree.below[0].value == 2.5);
}
