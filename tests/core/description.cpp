#include "mainstay/core/description.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;

namespace {

enum class Ties : std::int32_t { efron, breslow };
constexpr auto choices(Ties) {
  return std::array{choice(Ties::efron, "efron", "Efron's approximation."), choice(Ties::breslow, "breslow", "Breslow's.")};
}

struct Stage {
  static constexpr const char* record = "Stage";
  std::string name{};
  double within_days = 1;
  void describe(Fields& f) {
    f("name", name, "Its name.").required();
    f("within_days", within_days, "At most so long after the one before.").above(0).in("days");
  }
};

struct Input {
  static constexpr const char* record = "Input";
  Table x{};
  Column duration{}, event{}, group{}, weights{};
  void describe(Fields& f) {
    f("x", x, "Attributes.").per("n");
    f("duration", duration, "How long.").per("n").above(0);
    f("event", event, "Which end.").per("n").between(0, 3).whole();
    f("group", group, "Which group.").per("n").category().optional();
    f("weights", weights, "How many alike.").per("n").at_least(0).optional();
  }
};

struct Options {
  static constexpr const char* record = "Options";
  Ties ties = Ties::efron;
  double ridge = 0;
  std::int64_t steps = 30;
  std::optional<double> until{};
  std::vector<double> times{};
  std::vector<Stage> stages{};
  void describe(Fields& f) {
    f("ties", ties, "Ties.");
    f("ridge", ridge, "Penalty.").at_least(0);
    f("steps", steps, "Steps.").between(1, 1000);
    f("until", until, "Until when.").above(0);
    f("times", times, "Times.").at_least(0);
    f("stages", stages, "Stages.");
  }
};

struct Data {
  std::vector<double> x0{1, 2, 3, 4}, x1{5, 6, 7, 8}, duration{1, 2, 3, 4}, weights{1, 1, 1, 1};
  std::vector<std::int64_t> event{0, 1, 2, 3}, group{7, 7, 9, 9};
  Input input() const {
    Input input;
    input.x.add("age", x0);
    input.x.add("pay", x1);
    input.duration = duration;
    input.event = event;
    return input;
  }
};

std::string sentence(const Input& input, const Options& options = {}) {
  return ::sentence([&] { check("test.toy", input, options); });
}

}  // namespace

TEST_CASE("a sound call passes") {
  const Data data;
  CHECK(sentence(data.input()) == "accepted");
}

TEST_CASE("values of columns are refused with argument and row") {
  Data data;
  SUBCASE("below a bound") {
    data.duration[2] = -3;
    CHECK(sentence(data.input()) == "test.toy: duration[2] is -3, but must be > 0");
  }
  SUBCASE("on an open bound") {
    data.duration[0] = 0;
    CHECK(sentence(data.input()) == "test.toy: duration[0] is 0, but must be > 0");
  }
  SUBCASE("NaN") {
    data.duration[3] = std::nan("");
    CHECK(sentence(data.input()) == "test.toy: duration[3] is nan, but must be > 0");
  }
  SUBCASE("infinity where no bound stands") {
    data.x1[1] = INFINITY;
    CHECK(sentence(data.input()) == "test.toy: x.pay[1] is inf, but must be finite");
  }
  SUBCASE("infinity beyond a lower bound") {
    data.duration[1] = INFINITY;
    CHECK(sentence(data.input()) == "test.toy: duration[1] is inf, but must be finite");
  }
  SUBCASE("above a bound") {
    data.event[1] = 4;
    CHECK(sentence(data.input()) == "test.toy: event[1] is 4, but must be between 0 and 3");
  }
  SUBCASE("a fraction for a whole number") {
    std::vector<double> event{0, 1, 1.5, 2};
    Input input = data.input();
    input.event = event;
    CHECK(sentence(input) == "test.toy: event[2] is 1.5, but must be a whole number");
  }
  SUBCASE("the last of many rows, in a strided column") {
    std::vector<double> many(2 * 100003, 1.0);
    many[2 * 100002] = -1;
    Input input;
    input.x.add("age", Column(many.data(), 100003, 2));
    input.duration = Column(many.data(), 100003, 2);
    std::vector<std::uint8_t> event(100003, 1);
    input.event = event;
    CHECK(sentence(input) == "test.toy: duration[100002] is -1, but must be > 0");
  }
}

TEST_CASE("missing values are refused by name, whatever lies under them") {
  Data data;
  data.duration[1] = 1e300;
  const std::uint8_t validity = 0b1101;
  Input input = data.input();
  input.duration.validity = &validity;
  CHECK(sentence(input) == "test.toy: duration[1] is missing, but must be > 0");
  input.duration.validity_offset = 2;  // bits 2.. are 1, 1, 0, 0
  CHECK(sentence(input) == "test.toy: duration[2] is missing, but must be > 0");
}

TEST_CASE("shapes are bound in row order") {
  Data data;
  data.event.pop_back();
  CHECK(sentence(data.input()) == "test.toy: event has 3 rows, but must have 4 (n, as x)");
  data.event.push_back(1);
  data.x1.push_back(1);
  CHECK(sentence(data.input()) == "test.toy: x.pay has 5 rows, but must have 4 (n, as x)");
}

TEST_CASE("what is not given") {
  Data data;
  Input input = data.input();
  input.duration = Column();
  CHECK(sentence(input) == "test.toy: duration is missing, but must be a column");
  input = data.input();
  input.x = Table();
  CHECK(sentence(input) == "test.toy: x is missing, but must be a table with one column or more");
}

TEST_CASE("text and categories") {
  Data data;
  const std::vector<std::string_view> levels{"north", "south"};
  std::vector<std::int32_t> codes{0, 1, 1, 0};
  Column text(codes);
  text.levels = levels;
  text.categorical = true;
  Input input = data.input();
  input.duration = text;
  CHECK(sentence(input) == "test.toy: duration is text, but must be numbers");
  input = data.input();
  input.group = text;
  CHECK(sentence(input) == "accepted");
  codes[2] = 2;
  CHECK(sentence(input) == "test.toy: group[2] is code 2, but must be one of 2 levels");
  codes[2] = -1;
  CHECK(sentence(input) == "test.toy: group[2] is code -1, but must be one of 2 levels");
  const std::vector<double> fractions{1, 2, 2.5, 3};
  input.group = fractions;
  CHECK(sentence(input) == "test.toy: group[2] is 2.5, but must be text or a whole number");
  codes[2] = 1;
  input = data.input();
  input.x.add("site", text);
  CHECK(sentence(input) == "accepted");
  input.x.add("site", text);
  CHECK(sentence(input) == "test.toy: x.site is there twice, but must be named once");
}

TEST_CASE("options") {
  const Data data;
  Options options;
  options.ridge = -1;
  CHECK(sentence(data.input(), options) == "test.toy: ridge is -1, but must be >= 0");
  options.ridge = INFINITY;
  CHECK(sentence(data.input(), options) == "test.toy: ridge is inf, but must be finite");
  options.ridge = 0;
  options.steps = 0;
  CHECK(sentence(data.input(), options) == "test.toy: steps is 0, but must be between 1 and 1000");
  options.steps = 1;
  options.until = 0.0;
  CHECK(sentence(data.input(), options) == "test.toy: until is 0, but must be > 0");
  options.until.reset();
  options.times = {1, -2};
  CHECK(sentence(data.input(), options) == "test.toy: times[1] is -2, but must be >= 0");
  options.times.clear();
  options.stages = {{"a", 1}, {"b", -1}};
  CHECK(sentence(data.input(), options) == "test.toy: stages[1].within_days is -1, but must be > 0");
  options.stages = {{"", 1}};
  CHECK(sentence(data.input(), options) == "test.toy: stages[0].name is missing, but must be given");
  options.stages.clear();
  options.ties = static_cast<Ties>(17);
  CHECK(sentence(data.input(), options) == "test.toy: ties is 17, but must be one of efron, breslow");
}

TEST_CASE("rules are stated in one way") {
  double value = 0;
  Fields fields;
  CHECK(rule_of(fields("v", value, "")) == "finite");
  CHECK(rule_of(fields("v", value, "").may_be_infinite()) == "a number");
  CHECK(rule_of(fields("v", value, "").above(0).below(1)) == "> 0 and < 1");
  CHECK(rule_of(fields("v", value, "").at_most(5)) == "<= 5");
}

TEST_CASE("columns of every width read as numbers and as whole numbers") {
  const auto reads = [](const Column& column, const std::vector<double>& expected) {
    std::vector<double> numbers(expected.size());
    const double* read = read_numbers(column, 0, column.size, numbers.data());
    std::vector<std::int64_t> whole(expected.size());
    const std::int64_t* integers = read_integers(column, 0, column.size, whole.data());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(read[i] == expected[i]);
      CHECK(integers[i] == static_cast<std::int64_t>(expected[i]));
      CHECK(number_at(column, static_cast<std::int64_t>(i)) == expected[i]);
    }
  };
  const std::vector<std::int8_t> a{-128, 127};
  const std::vector<std::uint8_t> b{0, 255};
  const std::vector<std::int16_t> c{-32768, 32767};
  const std::vector<std::uint16_t> d{0, 65535};
  const std::vector<std::int32_t> e{INT32_MIN, INT32_MAX};
  const std::vector<std::uint32_t> g{0, UINT32_MAX};
  const std::vector<std::int64_t> h{-5, std::int64_t{1} << 50};
  const std::vector<std::uint64_t> i{5, std::uint64_t{1} << 50};
  const std::vector<float> j{-0.5f, 4};
  const std::vector<double> k{-2.75, 1e15};
  reads(a, {-128, 127});
  reads(b, {0, 255});
  reads(c, {-32768, 32767});
  reads(d, {0, 65535});
  reads(e, {INT32_MIN, INT32_MAX});
  reads(g, {0, UINT32_MAX});
  reads(h, {-5, 0x1p50});
  reads(i, {5, 0x1p50});
  reads(j, {-0.5, 4});
  reads(k, {-2.75, 1e15});
  const std::uint8_t bits[2] = {0b10100000, 0b00000001};
  Column bit(bits, 4);
  bit.type = ColumnType::bit;
  bit.bit_offset = 5;
  reads(bit, {1, 0, 1, 1});
}

TEST_CASE("numbers that no integer holds read as missing") {
  const std::vector<double> values{1e300, -1e300, std::nan(""), 3};
  std::int64_t scratch[4];
  const std::int64_t* read = read_integers(Column(values), 0, 4, scratch, -7);
  CHECK(read[0] == -7);
  CHECK(read[1] == -7);
  CHECK(read[2] == -7);
  CHECK(read[3] == 3);
}

TEST_CASE("results whose lists do not fit their letters are found") {
  struct Result {
    std::vector<double> rate{}, matrix{};
    std::vector<std::string> term{};
    void describe(Fields& f) {
      f("term", term, "").per("p");
      f("rate", rate, "").per("p");
      f("matrix", matrix, "").per("p", "p");
    }
  } result;
  result.term = {"a", "b"};
  result.rate = {1, 2};
  result.matrix = {1, 2, 3, 4};
  CHECK(sentence([&] { check_shapes("test.toy", fields_of(result)); }) == "accepted");
  result.matrix.pop_back();
  CHECK(sentence([&] { check_shapes("test.toy", fields_of(result)); }) == "test.toy: matrix has 3 values, but must have 4 (p x p)");
  result.rate.push_back(3);
  CHECK(sentence([&] { check_shapes("test.toy", fields_of(result)); }) == "test.toy: rate has 3 values, but must have 2 (p)");
}

TEST_CASE("a large table is refused at its first wrong value, whatever the threads") {
  const std::int64_t rows = 700001;
  std::vector<double> x(static_cast<std::size_t>(rows) * 3, 1.0);
  std::vector<std::uint8_t> event(static_cast<std::size_t>(rows), 1);
  Input input;
  input.x = Table::matrix(x.data(), rows, 3, 3, 1);
  input.duration = Column(x.data(), rows, 3);
  input.event = event;
  for (const std::int64_t row : {600001, 400000, 70000}) x[static_cast<std::size_t>(row * 3 + 1)] = INFINITY;
  for (std::int32_t threads : {1, 2, 4, 0})
    CHECK(sentence([&] { check("test.toy", input, Options{}, threads); }) == "test.toy: x.x1[70000] is inf, but must be finite");
}
