#include "mainstay/surface/call.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <set>

#include "mainstay/core/error.hpp"
#include "mainstay/surface/registry.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::surface;

namespace {

const std::vector<double> duration{1, 1, 6, 6, 8, 9}, x{1, 1, 1, 0, 0, 0};
const std::vector<std::int64_t> event{1, 0, 1, 1, 0, 1};

Call cox_call() {
  Call call(find_function("survival.cox"));
  call.input("x", x);
  call.input("duration", duration);
  call.input("event", event);
  return call;
}

double first_coefficient(const Object& fit) {
  return static_cast<const std::vector<double>*>(find_row("test", fit, "coefficients.coefficient").address)->at(0);
}

void visit_types(const Type& type, const std::function<void(const Type&)>& visit, std::set<const Type*>& seen) {
  if (!seen.insert(&type).second) return;
  visit(type);
  const std::shared_ptr<void> object(type.create(), type.destroy);
  Fields fields;
  type.describe(object.get(), fields);
  for (const Row& row : fields.rows()) {
    if (row.type->kind == Kind::record) visit_types(*row.type, visit, seen);
    if (row.type->kind == Kind::records) visit_types(*row.type->element, visit, seen);
  }
}

void every_type(const std::function<void(const Type&)>& visit) {
  std::set<const Type*> seen;
  const std::function<void(const Function&)> function = [&](const Function& f) {
    for (const Type* type : {f.input, f.options, f.result}) visit_types(*type, visit, seen);
    if (f.state != nullptr) visit_types(*f.state->state, visit, seen);
    for (std::size_t i = 0; i < f.method_count; ++i) function(f.methods[i]);
  };
  for (const Function* f : registry()) function(*f);
}

}  // namespace

TEST_CASE("a call by name gives what the typed call gives, and its methods work on it") {
  Call call = cox_call();
  const Object fit = call.run({});
  CHECK(first_coefficient(fit) == doctest::Approx(1.676857).epsilon(1e-6));
  call.set("ties", "breslow");
  CHECK(first_coefficient(call.run({})) == doctest::Approx(std::log((3 + std::sqrt(33)) / 2)).epsilon(1e-12));
  Call predict(find_function("survival.cox.predict"), fit);
  predict.input("x", x);
  predict.set_json("times", "[6]");
  CHECK(static_cast<const std::vector<double>*>(find_row("test", predict.run({}), "survival").address)->size() == 6);
  CHECK_THROWS_AS(Call(find_function("survival.cox.predict"), predict.run({})), Error);
  CHECK_THROWS_AS(Call(find_function("survival.cox.predict")), Error);
}

TEST_CASE("setters refuse what does not fit, in one sentence") {
  Call call = cox_call();
  CHECK(sentence([&] { call.set("ridge", "much"); }) == "survival.cox: ridge is \"much\", but must be a number");
  CHECK(sentence([&] { call.set("ridge", true); }) == "survival.cox: ridge is true, but must be a number");
  CHECK(sentence([&] { call.set("max_iterations", 3.5); }) == "survival.cox: max_iterations is 3.5, but must be a whole number");
  CHECK(sentence([&] { call.set("ties", "efrom"); }) == "survival.cox: ties is \"efrom\", but must be one of efron, breslow, exact");
  CHECK(sentence([&] { call.set("tie", "efron"); }).rfind("survival.cox: tie is unknown, but must be one of x, duration, event, ", 0) == 0);
  CHECK(sentence([&] { call.set("duration", 3.0); }) == "survival.cox: duration is 3, but must be a column");
  CHECK(sentence([&] { call.input("ridge", Column(duration)); }) == "survival.cox: ridge is a column, but must be a number");
  CHECK(sentence([&] { call.set_json("x", "[]"); }) == "survival.cox: x is JSON text, but must be a table");
  call.set("ridge", std::int64_t{1});  // whole numbers are numbers
  CHECK(sentence([&] { call.run({}); }) == "accepted");
}

TEST_CASE("unknown keys list the candidates") {
  CHECK(sentence([] { find_function("survival.coxx"); }).rfind("mainstay: survival.coxx is unknown, but must be one of survival.cox, survival.concordance, ", 0) == 0);
  const Object fit = cox_call().run({});
  CHECK(sentence([&] { find_row("survival.cox", fit, "coefficients.coef"); })
            .rfind("survival.cox: coefficients.coef is unknown, but must be one of term, coefficient, ", 0) == 0);
  CHECK(sentence([&] { find_row("survival.cox", fit, "status.word"); }) ==
        "survival.cox: status.word is unknown, but must be status itself: it has no fields");
}

TEST_CASE("documents carry their analysis") {
  const Object fit = cox_call().run({});
  const std::string text = save(find_function("survival.cox"), fit);
  const Document document = load(text);
  CHECK(document.function == &find_function("survival.cox"));
  CHECK(!document.is_state);
  CHECK(save(*document.function, document.object) == text);
  const Object state = cox_call().begin_state();
  const Document loaded = load(save_state(find_function("survival.cox"), state));
  CHECK(loaded.is_state);
  CHECK(loaded.function == &find_function("survival.cox"));
  CHECK_THROWS_AS(load(R"({"mainstay":"survival.nothing","version":1,"checksum":"","content":{}})"), Error);
  CHECK_THROWS_AS(load("{}"), Error);
}

TEST_CASE("tables of a result are lent as frames") {
  Call call(find_function("survival.curve"));
  call.input("duration", duration);
  call.input("event", event);
  const Object result = call.run({});
  const data::Frame curve = table_of("survival.curve", result, "curve");
  CHECK(curve.rows() == 4);
  CHECK(curve.names()[0] == "group");
  CHECK(curve["survival"].data == static_cast<const std::vector<double>*>(find_row("test", result, "curve.survival").address)->data());
  CHECK_THROWS_AS(table_of("survival.curve", result, "status"), Error);
}

TEST_CASE("the description says what there is") {
  const auto json = nlohmann::json::parse(describe());
  CHECK(json["analyses"].size() == registry().size());
  for (const auto& analysis : json["analyses"]) {
    CHECK(analysis["question"].get<std::string>().back() == '?');
    CHECK(json["records"].contains(analysis["result"].get<std::string>()));
  }
}

TEST_CASE("names are words of the field: snake_case, no reserved word, inputs and options apart, every sentence a sentence") {
  const std::set<std::string> reserved{"self", "threads", "seed", "progress", "and", "as", "class", "def", "del", "for", "from",
                                       "global", "if", "import", "in", "is", "lambda", "not", "or", "pass", "return", "try", "while", "with"};
  every_type([&](const Type& type) {
    const std::shared_ptr<void> object(type.create(), type.destroy);
    Fields fields;
    type.describe(object.get(), fields);
    std::set<std::string> names;
    for (const Row& row : fields.rows()) {
      CAPTURE(type.record);
      CAPTURE(row.name);
      CHECK(names.insert(row.name).second);
      CHECK(reserved.count(row.name) == 0);
      for (const char* c = row.name; *c; ++c) CHECK(((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_'));
      CHECK(std::string(row.sentence).size() > 3);
    }
  });
  for (const Function* function : registry()) {
    const std::shared_ptr<void> input(function->input->create(), function->input->destroy);
    const std::shared_ptr<void> options(function->options->create(), function->options->destroy);
    Fields a, b;
    function->input->describe(input.get(), a);
    function->options->describe(options.get(), b);
    for (const Row& row : b.rows()) CHECK(a.find(row.name) == nullptr);
  }
}

TEST_CASE("default options pass their own checks, and an empty call is refused where something is needed") {
  for (const Function* function : registry()) {
    CAPTURE(function->key);
    Call call(*function);
    const std::string refusal = sentence([&] { call.run({}); });
    const std::shared_ptr<void> input(function->input->create(), function->input->destroy), options(function->options->create(), function->options->destroy);
    Fields inputs, choices;
    function->input->describe(input.get(), inputs);
    function->options->describe(options.get(), choices);
    const bool asks = std::any_of(inputs.rows().begin(), inputs.rows().end(), [](const Row& row) { return !row.is_optional; }) ||
                      std::any_of(choices.rows().begin(), choices.rows().end(), [](const Row& row) { return row.is_required; });
    if (!asks && refusal == "accepted") continue;  // it needs nothing
    CHECK(refusal.rfind(std::string(function->key) + ": ", 0) == 0);
    CHECK(refusal.find("but must be") != std::string::npos);
  }
}
