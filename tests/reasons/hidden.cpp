#include "mainstay/reasons/hidden.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <map>
#include <set>

#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/reasons/lexicon.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

struct Talk {
  std::vector<std::string> person{}, text{};
  std::vector<std::int64_t> form{};
  void say(const std::string& who, bool in_form, const std::string& what) {
    person.push_back(who);
    form.push_back(in_form);
    text.push_back(what);
  }
  HiddenResult judge(const HiddenOptions& options = {}) const {
    Labels texts, people, reasons;
    LexiconReadInput said;
    said.text = texts.column(text);
    const LexiconReading reading = lexicon_read(lexicon({}, {}, {}), said, {}, {});
    std::vector<std::string> found;
    for (std::size_t i = 0; i < reading.evidence.row.size(); ++i) found.push_back(word(reading.evidence.reason, i));
    HiddenInput input;
    input.person = people.column(person);
    input.form = Column(form);
    input.evidence_row = Column(reading.evidence.row);
    input.evidence_reason = reasons.column(found);
    input.evidence_weight = Column(reading.evidence.weight);
    return hidden(input, options, {});
  }
};

std::string verdict(const HiddenResult& result, std::size_t person) { return word(result.people.status, person) + " " + word(result.people.reason, person); }

}  // namespace

TEST_CASE("hidden: the scenario, and its neighbours") {
  Talk talk;
  talk.say("a", true, "想换个环境");  // SCENARIOS D4
  for (const char* what : {"主管总是批评我，没有鼓励", "说到主管，主管总是批评我，没有鼓励", "还是那句话，主管总是批评我"}) talk.say("a", false, what);
  talk.say("b", true, "想换个环境");  // once is not enough
  talk.say("b", false, "主管总是批评我");
  talk.say("c", true, "工资太低");  // the form stands
  talk.say("c", false, "主管批评过我");
  talk.say("d", true, "工资太低");  // the interview agrees
  talk.say("d", false, "工资太低了");
  talk.say("d", false, "薪水太低，养不起家");
  talk.say("e", true, "工资太低");  // the interview says otherwise, again and again
  for (int i = 0; i < 3; ++i) talk.say("e", false, "天天加班，没有休息，太累了" + std::string(static_cast<std::size_t>(i), '!'));
  talk.say("f", true, "工资太低");  // denied in the interview: nothing counts
  for (int i = 0; i < 3; ++i) talk.say("f", false, "主管没有批评我" + std::string(static_cast<std::size_t>(i), '!'));
  talk.say("g", true, "个人原因");  // two reasons too close
  for (const char* what : {"天天加班", "工资太低", "加班太多", "底薪太低"}) talk.say("g", false, what);
  const HiddenResult result = talk.judge();
  CHECK(verdict(result, 0) == "hidden leadership");
  CHECK(result.people.utterances[0] == 3);
  CHECK(word(result.people.stated, 0) == "");
  CHECK(verdict(result, 1) == "undecided ");
  CHECK(verdict(result, 2) == "stated pay");
  CHECK(verdict(result, 3) == "agreeing pay");
  CHECK(verdict(result, 4) == "hidden workload");
  CHECK(verdict(result, 5) == "stated pay");
  CHECK(verdict(result, 6) == "undecided ");
  CHECK(result.hidden == 2);
  CHECK(result.agreeing == 1);
  CHECK(result.stated == 2);
  CHECK(result.undecided == 2);
  std::set<std::int64_t> rows;
  for (std::size_t i = 0; i < result.evidence.row.size(); ++i)
    if (word(result.evidence.person, i) == "a") rows.insert(result.evidence.row[i]);
  CHECK(rows == std::set<std::int64_t>{1, 2, 3});
}

TEST_CASE("hidden: one long monologue is one utterance") {
  Talk talk;
  talk.say("a", true, "想换个环境");
  talk.say("a", false, "主管骂人，主管偏心，主管骂我，主管批评我，主管训人，主管吼人");
  CHECK(verdict(talk.judge(), 0) == "undecided ");
  HiddenOptions options;
  options.least_utterances = 1;
  const HiddenResult once = talk.judge(options);
  CHECK(verdict(once, 0) == "hidden leadership");
  CHECK(once.people.weight[0] == 2.0);  // the cap
}

TEST_CASE("hidden: interviews written for this purpose, by reason") {
  // Written before the rules were run on them, and not looked at when the lexicon was edited; in the fresh ones people tell what happened instead of naming it. docs/reasons/hidden.md tells the counts.
  struct Wanted {
    const char* name;
    std::size_t least;
    int right, rightly, wrongly;
  };
  for (const Wanted& wanted : {Wanted{"interviews.json", 40, 45, 27, 1}, Wanted{"fresh_interviews.json", 18, 3, 0, 0}}) {
    const auto file = golden::read(std::filesystem::path(MAINSTAY_TEST_DIR) / "reasons" / wanted.name);
    Talk talk;
    for (std::size_t i = 0; i < file.size(); ++i) {
      const std::string who = std::to_string(1000 + i);
      talk.say(who, true, file[i]["form"]);
      for (const auto& said : file[i]["said"]) talk.say(who, false, said);
    }
    const HiddenResult result = talk.judge();
    REQUIRE(file.size() >= wanted.least);
    REQUIRE(result.people.status.codes.size() == file.size());
    std::map<std::string, std::array<int, 3>> reasons;  // hidden: named rightly, named, there
    std::map<std::string, std::array<int, 2>> kinds;    // right, there
    int right = 0, rightly = 0, named = 0;
    for (std::size_t i = 0; i < file.size(); ++i) {
      const std::string status = file[i]["status"], reason = file[i]["reason"], kind = std::string(file[i]["language"]) + " " + std::string(file[i]["kind"]);
      const std::string found = word(result.people.status, i), concluded = word(result.people.reason, i);
      const bool good = found == status && concluded == reason;
      right += good;
      kinds[kind][0] += good, ++kinds[kind][1];
      if (status == "hidden") ++reasons[reason][2];
      if (found == "hidden") ++reasons[concluded][1], ++named, reasons[concluded][0] += good, rightly += good;
      // Who says nothing has nothing read into it, and who denies a reason does not have it.
      if (file[i]["kind"] == "none" || file[i]["kind"] == "negation") CHECK_MESSAGE(good, i, ": ", verdict(result, i));
    }
    for (const auto& [reason, counts] : reasons) MESSAGE(reason, ": rightly ", counts[0], ", named ", counts[1], ", there ", counts[2]);
    for (const auto& [kind, counts] : kinds) MESSAGE(kind, ": ", counts[0], "/", counts[1]);
    MESSAGE(std::string(wanted.name), ": right ", right, ", hidden rightly ", rightly, " of ", named);
    CHECK(right >= wanted.right);
    CHECK(rightly >= wanted.rightly);
    CHECK(named - rightly <= wanted.wrongly);
  }
}

TEST_CASE("hidden: equals the rule on data frames") {
  for (const std::string& file : golden::golden_files("reasons/hidden")) {
    const auto document = golden::load_golden(file);
    const auto& data = document["data"];
    const std::vector<std::int64_t> person = golden::integers(data["person"]), form = golden::integers(data["form"]), row = golden::integers(data["row"]);
    const std::vector<double> weight = golden::numbers(data["weight"]);
    Labels reasons;
    HiddenInput input;
    input.person = Column(person), input.form = Column(form), input.evidence_row = Column(row), input.evidence_weight = Column(weight);
    input.evidence_reason = reasons.column(golden::texts(data["reason"]));
    HiddenOptions options;
    options.margin = document["options"]["margin"];
    const HiddenResult result = hidden(input, options, {});
    const auto& expect = document["expect"];
    REQUIRE(result.people.status.codes.size() == expect["status"].size());
    for (std::size_t i = 0; i < expect["status"].size(); ++i) {
      CAPTURE(i);
      CHECK(word(result.people.status, i) == expect["status"][i].get<std::string>());
      CHECK(word(result.people.reason, i) == expect["reason"][i].get<std::string>());
    }
  }
}

TEST_CASE("hidden: evidence of a row that is not there") {
  const std::vector<std::int64_t> person = {1, 1}, form = {1, 0}, row = {0, 2}, reason = {1, 1};
  const std::vector<double> weight = {1, 1};
  HiddenInput input;
  input.person = Column(person), input.form = Column(form), input.evidence_row = Column(row), input.evidence_reason = Column(reason), input.evidence_weight = Column(weight);
  CHECK(sentence([&] { hidden(input, {}, {}); }) == "reasons.hidden: evidence_row[1] is 2, but must be below the rows of person, 2");
}

TEST_CASE("hidden: one reason in two writings is no hidden reason; evidence that is not looked at is counted") {
  const std::vector<std::int64_t> person{1, 1, 1}, form{1, 0, 0}, row{0, 1, 2};
  const std::vector<double> weight{1.0, 2.0, 0.0};
  HiddenInput input;
  input.person = person, input.form = form, input.evidence_row = row, input.evidence_weight = weight;
  Labels apart, one;
  input.evidence_reason = apart.column({"pay", "Pay", "Pay"});
  CHECK(sentence([&] { hidden(input, {}, {}); }) == "reasons.hidden: evidence_reason[1] is \"Pay\", but must be written as in row 0, \"pay\"");
  input.evidence_reason = one.column({"pay", "pay", "pay"});
  CHECK(hidden(input, {}, {}).without_weight == 1);
}
