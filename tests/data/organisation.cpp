#include "mainstay/data/organisation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/frame.hpp"
#include "sentence.hpp"
#include "sheet.hpp"

using namespace mainstay;
using namespace mainstay::data;
using namespace sheet;

namespace {

using Days64 = std::vector<std::int64_t>;

// Rows of edges; "-" is a missing label, `none` a missing day.
struct Edges {
  Frame frame;
  Edges(const std::vector<std::string>& node, const std::vector<std::string>& parent, const Days64& start = {}, const Days64& stop = {},
        const Days64& recorded = {}) {
    texts("node", node);
    texts("parent", parent);
    if (!start.empty()) days("start", start);
    if (!stop.empty()) days("stop", stop);
    if (!recorded.empty()) days("recorded", recorded);
  }
  void texts(const char* name, const std::vector<std::string>& labels) {
    std::vector<std::string_view> views;
    for (const std::string& label : labels) views.push_back(label == "-" ? std::string_view() : std::string_view(label));
    frame.add_texts(name, views);
  }
  void days(const char* name, Days64 values) {
    add_days(frame, name, std::move(values));
  }
  OrganisationInput input() const {
    OrganisationInput input;
    input.node = frame["node"];
    input.parent = frame["parent"];
    if (frame.find("start") >= 0) input.start = frame["start"];
    if (frame.find("stop") >= 0) input.stop = frame["stop"];
    if (frame.find("recorded") >= 0) input.recorded_at = frame["recorded"];
    return input;
  }
};

OrganisationOptions options_of(const Days64& as_of, OrganisationInterval interval = OrganisationInterval::half_open, Conflicts conflicts = Conflicts::refuse) {
  OrganisationOptions options;
  options.as_of = as_of;
  options.interval = interval;
  options.conflicts = conflicts;
  return options;
}

std::string sentence(const OrganisationInput& input, const OrganisationOptions& options) { return ::sentence([&] { organisation(input, options); }); }

std::string name_at(const Categories& column, std::size_t row) {
  return column.codes[row] < 0 ? "-" : column.levels[static_cast<std::size_t>(column.codes[row])];
}

// "A>B root 0 children subtree status", one word a node.
std::string told(const OrganisationResult& result, std::int64_t day = none) {
  std::string text;
  const OrganisationNodes& nodes = result.nodes;
  for (std::size_t i = 0; i < nodes.day.size(); ++i)
    if (day == none || nodes.day[i] == day)
      text += (text.empty() ? "" : " ") + name_at(nodes.node, i) + ">" + name_at(nodes.parent, i) + ":" + name_at(nodes.root, i) +
              std::to_string(nodes.depth[i]) + "," + std::to_string(nodes.children[i]) + "," + std::to_string(nodes.subtree[i]) + name_at(nodes.status, i);
  return text;
}

std::vector<std::int32_t> chain_of(std::int32_t nodes) {  // node i below node i - 1
  std::vector<std::int32_t> parent(static_cast<std::size_t>(nodes));
  std::iota(parent.begin(), parent.end(), -1);
  return parent;
}

}  // namespace

TEST_CASE("organisation: a company by hand, before and after a re-organisation") {
  // Until June Sales and Care stand below the company, East below Sales; then East moves to Care and Sales is closed.
  const Edges table({"Company", "Sales", "Care", "East", "East"}, {"-", "Company", "Company", "Sales", "Care"},
                    {d("2020-01-01"), d("2020-01-01"), d("2021-01-01"), d("2020-01-01"), d("2024-06-01")},
                    {none, d("2024-06-01"), none, d("2024-06-01"), none});
  OrganisationOptions options = options_of({d("2020-06-01"), d("2024-05-31"), d("2024-06-01")});
  options.paths = true;
  const OrganisationResult result = organisation(table.input(), options);
  CHECK(told(result, d("2020-06-01")) == "Company>-:Company0,1,3root East>Sales:Company2,0,1placed Sales>Company:Company1,1,2placed");
  CHECK(told(result, d("2024-05-31")) ==
        "Care>Company:Company1,0,1placed Company>-:Company0,2,4root East>Sales:Company2,0,1placed Sales>Company:Company1,1,2placed");
  CHECK(told(result, d("2024-06-01")) == "Care>Company:Company1,1,2placed Company>-:Company0,1,3root East>Care:Company2,0,1placed");
  CHECK(result.nodes.row == Days64{0, 3, 1, 2, 0, 3, 1, 2, 0, 4});
  CHECK(result.paths.path.back() == "Company / Care / East");
  CHECK(result.days.nodes == Days64{3, 4, 3});
  CHECK(result.days.depth == Days64{2, 2, 2});
  CHECK(findings(result) == "");
  // The closure of the last day: Care under itself and the company; the company; East under all three.
  std::string pairs;
  for (std::size_t i = 0; i < result.closure.day.size(); ++i)
    if (result.closure.day[i] == d("2024-06-01"))
      pairs += name_at(result.closure.ancestor, i) + "-" + name_at(result.closure.descendant, i) + std::to_string(result.closure.depth[i]) + " ";
  CHECK(pairs == "Care-Care0 Company-Care1 Company-Company0 East-East0 Care-East1 Company-East2 ");
  options.closure_depth = 1;
  CHECK(organisation(table.input(), options).closure.day.size() == 3 + 2 + 4 + 3 + 3 + 2);
  options.closure = false;
  CHECK(sentence(table.input(), options) == "data.organisation: closure_depth is 1, but must be left out without closure");
  options.closure_depth.reset();
  OrganisationOptions pathless = options;
  pathless.paths = false;
  pathless.separator = " > ";
  CHECK(sentence(table.input(), pathless) == "data.organisation: separator is \" > \", but must be left out without paths");
  CHECK(organisation(table.input(), options).closure.ancestor.levels.empty());
  // Closed intervals hold on their last day: East would have two parents on 2024-06-01.
  options.interval = OrganisationInterval::closed;
  CHECK(sentence(table.input(), options) == "data.organisation: start[4] is 2024-06-01, but must be on or after the stop of \"East\" in row 3, 2024-06-02");
}

TEST_CASE("organisation: managers without dates, whole numbers and labels that mean none") {
  const std::vector<std::int64_t> person = {7, 3, 9, 4}, manager = {0, 7, 3, 3};
  OrganisationInput input;
  input.node = person;
  input.parent = manager;
  OrganisationOptions options;
  options.as_of = {100};
  CHECK(told(organisation(input, options)) == "3>7:71,2,3under_orphan 4>3:72,0,1under_orphan 7>0:70,1,4orphan 9>3:72,0,1under_orphan");
  CHECK(findings(organisation(input, options)) == "orphan:1@0");
  options.no_parent = {"0"};
  CHECK(told(organisation(input, options)) == "3>7:71,2,3placed 4>3:72,0,1placed 7>-:70,1,4root 9>3:72,0,1placed");
  // Text: an empty label is no label.
  CHECK(told(organisation(Edges({"a", "b"}, {"", "a"}).input(), options)) == "a>-:a0,1,2root b>a:a1,0,1placed");
  CHECK(sentence(Edges({"a", "", "b"}, {"", "a", "a"}).input(), options) == "data.organisation: node[1] is missing, but must be text or a whole number");
  // A roster in which nobody has a manager may come as empty numbers.
  const std::vector<double> nobody = {NAN, NAN};
  const Edges two({"a", "b"}, {"-", "-"});
  OrganisationInput bare = two.input();
  bare.parent = nobody;
  CHECK(told(organisation(bare, options)) == "a>-:a0,0,1root b>-:b0,0,1root");
  const std::vector<double> somebody = {NAN, 1};
  bare.parent = somebody;
  CHECK(sentence(bare, options) == "data.organisation: parent is numbers, but must be text, like node");
}

TEST_CASE("organisation: cycles and what hangs below them") {
  // A below B below C below A; D below B; E its own boss; F below E; G at the top.
  const Edges table({"A", "B", "C", "D", "E", "F", "G"}, {"B", "C", "A", "B", "E", "E", "-"});
  OrganisationOptions options = options_of({100}, OrganisationInterval::undeclared);
  CHECK(sentence(table.input(), options) == "data.organisation: parent[4] is \"E\", but must be another node than its own");
  const Edges three({"C", "A", "B"}, {"A", "B", "C"});
  CHECK(sentence(three.input(), options_of({d("2024-01-01")}, OrganisationInterval::undeclared)) ==
        "data.organisation: parent[0] is \"A\", but must be a node whose chain does not come back (C, A, B, C on 2024-01-01)");
  options.conflicts = Conflicts::leave_out;
  const OrganisationResult result = organisation(table.input(), options);
  CHECK(told(result) ==
        "A>B:A0,1,1in_cycle B>C:B0,2,2in_cycle C>A:C0,1,1in_cycle D>B:B1,0,1under_cycle E>E:E0,2,2in_cycle F>E:E1,0,1under_cycle G>-:G0,0,1root");
  CHECK(findings(result) == "self_parent:1@4");
  CHECK(result.cycles.cycle == Days64{1, 1, 1, 2});
  CHECK(result.cycles.row == Days64{0, 1, 2, 4});
  CHECK(name_at(result.cycles.node, 0) + name_at(result.cycles.node, 1) + name_at(result.cycles.node, 2) + name_at(result.cycles.node, 3) == "ABCE");
  CHECK(result.days.cycles == Days64{2});
  CHECK(result.closure.day.size() == 9);
}

TEST_CASE("organisation: rows that contradict each other") {
  OrganisationOptions strict = options_of({100, 200}), lenient = options_of({100, 200}, OrganisationInterval::half_open, Conflicts::leave_out);
  const auto both = [&](const Edges& table, const std::string& refused, const std::string& found) {
    CHECK(sentence(table.input(), strict) == "data.organisation: " + refused);
    CHECK(findings(organisation(table.input(), lenient)) == found);
  };
  both({{"T", "a", "a"}, {"-", "T", "T"}, {0, 50, 90}, {none, none, none}}, "node[2] is \"a\" again, but must be there once on a day, and row 1 holds too", "overlap:1@2-");
  both({{"T", "a", "a"}, {"-", "T", "-"}, {0, 50, 90}, {none, none, none}}, "node[2] is \"a\" with another parent, but must be there once on a day, and row 1 holds too",
       "several_parents:1@2-");
  both({{"T", "a", "a"}, {"-", "T", "-"}, {0, 90, 50}, {none, 120, 91}}, "start[1] is 1970-04-01, but must be on or after the stop of \"a\" in row 2, 1970-04-02", "several_parents:1@1-");
  both({{"T", "a"}, {"-", "T"}, {0, 90}, {none, 80}}, "stop[1] is 1970-03-22, but must be on or after start, 1970-04-01", "stop_before_start:1@1-");
  both({{"T", "a"}, {"-", "T"}, {0, none}, {none, 80}}, "start[1] is missing, but must be a day", "no_start:1@1-");
  both({{"T", "-"}, {"-", "T"}, {0, 5}, {none, 80}}, "node[1] is missing, but must be text or a whole number", "no_node:1@1-");
  both({{"T", "a"}, {"-", "T"}, {0, 5}, {none, none}, {1, none}}, "recorded_at[1] is missing, but must be a day", "no_recorded_at:1@1-");
  // What is noticed only: a gap, a row of no length, one that lies ahead, an open end.
  strict.open_ends = {open_end_9999};
  const Edges noticed({"T", "a", "a", "a", "b"}, {"-", "T", "T", "T", "T"}, {0, 50, 70, 150, 201}, {open_end_9999, 60, 70, none, none});
  CHECK(findings(organisation(noticed.input(), strict)) == "future_start:1@4- open_end:1@0 zero_length:1@2- gap:1@3");
  CHECK(organisation(noticed.input(), strict).days.nodes == Days64{1, 2});
  // A closed row that begins and ends on one day holds on it.
  strict.interval = OrganisationInterval::closed;
  CHECK(organisation(Edges({"a"}, {"-"}, {100}, {100}).input(), strict).days.nodes == Days64{1, 0});
}

TEST_CASE("organisation: starts only, corrections, and what was known") {
  OrganisationOptions options = options_of({100, 150, 200}, OrganisationInterval::start_only);
  const Edges moves({"T", "U", "a", "a", "a"}, {"-", "-", "T", "U", "T"}, {0, 0, 50, 150, 180});
  const OrganisationResult result = organisation(moves.input(), options);
  CHECK(told(result, 100) == "T>-:T0,1,2root U>-:U0,0,1root a>T:T1,0,1placed");
  CHECK(told(result, 150) == "T>-:T0,0,1root U>-:U0,1,2root a>U:U1,0,1placed");
  CHECK(told(result, 200) == "T>-:T0,1,2root U>-:U0,0,1root a>T:T1,0,1placed");
  // Entered first below T, corrected to U a month later, in the future from there.
  const Edges corrected({"T", "U", "a", "a"}, {"-", "-", "T", "U"}, {0, 0, 90, 90}, {}, {0, 0, 95, 130});
  CHECK(told(organisation(corrected.input(), options), 100) == "T>-:T0,0,1root U>-:U0,1,2root a>U:U1,0,1placed");
  CHECK(findings(organisation(corrected.input(), options)) == "corrected:1@2-");
  options.known_at = 100;
  CHECK(told(organisation(corrected.input(), options), 100) == "T>-:T0,1,2root U>-:U0,0,1root a>T:T1,0,1placed");
  CHECK(findings(organisation(corrected.input(), options)) == "recorded_later:1@3-");
  // Two of one day and one record cannot be told apart.
  const Edges tie({"T", "U", "a", "a"}, {"-", "-", "T", "U"}, {0, 0, 90, 90}, {}, {0, 0, 95, 95});
  CHECK(sentence(tie.input(), options) == "data.organisation: node[3] is \"a\" with another parent, but must be there once on a day, and row 2 holds too");
}

TEST_CASE("organisation: what is not declared is asked for") {
  const Edges table({"T", "a"}, {"-", "T"}, {0, 5}, {none, 80});
  OrganisationOptions options;
  CHECK(sentence(table.input(), options) == "data.organisation: as_of is missing, but must be given");
  options.as_of = {100, 100};
  CHECK(sentence(table.input(), options) == "data.organisation: as_of[1] is 1970-04-11, but must be later than the day before it, 1970-04-11");
  options.as_of = {100};
  CHECK(sentence(table.input(), options) == "data.organisation: interval is undeclared, but must be closed, half_open or start_only");
  options.interval = OrganisationInterval::start_only;
  CHECK(sentence(table.input(), options) == "data.organisation: stop is given, but must be left out with interval = start_only");
  OrganisationInput input = table.input();
  input.start = input.stop = Column();
  CHECK(sentence(input, options) == "data.organisation: start is missing, but must be given with interval = start_only");
  options.interval = OrganisationInterval::half_open;
  options.known_at = 4;
  CHECK(sentence(table.input(), options) == "data.organisation: known_at is 1970-01-05, but must be left out without recorded_at");
}

TEST_CASE("organisation: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/organisation")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto days = [&](const char* name) {
      Days64 out;
      for (const auto& value : document["data"][name]) out.push_back(value.is_null() ? none : value.get<std::int64_t>());
      return out;
    };
    const auto texts = [&](const char* name) {
      std::vector<std::string> out;
      for (const auto& value : document["data"][name]) out.push_back(value.is_null() ? "-" : value.get<std::string>());
      return out;
    };
    const std::string interval = document["options"]["interval"];
    const bool start_only = interval == "start_only";
    const Edges table(texts("node"), texts("parent"), days("start"), start_only ? Days64{} : days("stop"), days("recorded_at"));
    OrganisationOptions options = options_of(document["options"]["as_of"].get<Days64>(),
                                             start_only ? OrganisationInterval::start_only : interval == "closed" ? OrganisationInterval::closed : OrganisationInterval::half_open,
                                             Conflicts::leave_out);
    options.open_ends = {open_end_9999};
    options.no_parent = {"none"};
    if (!document["options"]["known_at"].is_null()) options.known_at = document["options"]["known_at"].get<std::int64_t>();
    const OrganisationResult result = organisation(table.input(), options);
    const auto& expected = document["expected"];
    golden::json nodes = golden::json::array(), closure = nodes, cycles = nodes;
    for (std::size_t i = 0; i < result.nodes.day.size(); ++i) {
      const std::string parent = name_at(result.nodes.parent, i);
      golden::json row = {result.nodes.day[i], name_at(result.nodes.node, i), parent, name_at(result.nodes.root, i), result.nodes.depth[i], result.nodes.children[i],
                          result.nodes.subtree[i], name_at(result.nodes.status, i), result.nodes.row[i]};
      if (parent == "-") row[2] = nullptr;
      nodes.push_back(row);
    }
    for (std::size_t i = 0; i < result.closure.day.size(); ++i)
      closure.push_back({result.closure.day[i], name_at(result.closure.ancestor, i), name_at(result.closure.descendant, i), result.closure.depth[i]});
    for (std::size_t i = 0; i < result.cycles.day.size(); ++i)
      cycles.push_back({result.cycles.day[i], result.cycles.cycle[i], name_at(result.cycles.node, i), result.cycles.row[i]});
    CHECK(nodes == expected["nodes"]);
    CHECK(closure == expected["closure"]);
    CHECK(cycles == expected["cycles"]);
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == expected["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("organisation: cycles are Boost's strong components, depths its topological order") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 draw(seed);
    const int n = 1 + static_cast<int>(draw() % 40);
    std::vector<std::int64_t> node, parent;
    for (int i = 0; i < n; ++i) {
      node.push_back(i);
      parent.push_back(static_cast<std::int64_t>(draw() % static_cast<unsigned>(n + 3)));  // n and more: no such node
    }
    OrganisationInput input;
    input.node = node;
    input.parent = parent;
    const OrganisationResult result = organisation(input, options_of({0}, OrganisationInterval::undeclared, Conflicts::leave_out));
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
    Graph graph(static_cast<std::size_t>(n)), without(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
      if (parent[static_cast<std::size_t>(i)] < n) boost::add_edge(static_cast<std::size_t>(i), static_cast<std::size_t>(parent[static_cast<std::size_t>(i)]), graph);
    std::vector<int> component(static_cast<std::size_t>(n));
    const int components = boost::strong_components(graph, component.data());
    std::vector<int> size(static_cast<std::size_t>(components), 0);
    for (const int c : component) ++size[static_cast<std::size_t>(c)];
    std::set<std::set<std::int64_t>> theirs, ours;
    std::map<int, std::set<std::int64_t>> members;
    for (int i = 0; i < n; ++i)
      if (size[static_cast<std::size_t>(component[static_cast<std::size_t>(i)])] > 1 || parent[static_cast<std::size_t>(i)] == i) members[component[static_cast<std::size_t>(i)]].insert(i);
    for (const auto& [number, nodes] : members) theirs.insert(nodes);
    members.clear();
    for (std::size_t k = 0; k < result.cycles.row.size(); ++k) members[static_cast<int>(result.cycles.cycle[k])].insert(result.cycles.row[k]);
    for (const auto& [number, nodes] : members) ours.insert(nodes);
    CHECK(ours == theirs);
    // Outside the cycles: depths along a topological order.
    std::vector<char> inside(static_cast<std::size_t>(n), 0);
    for (const auto& cycle : theirs)
      for (const std::int64_t i : cycle) inside[static_cast<std::size_t>(i)] = 1;
    for (int i = 0; i < n; ++i)
      if (!inside[static_cast<std::size_t>(i)] && parent[static_cast<std::size_t>(i)] < n)
        boost::add_edge(static_cast<std::size_t>(i), static_cast<std::size_t>(parent[static_cast<std::size_t>(i)]), without);
    std::vector<std::size_t> order;
    boost::topological_sort(without, std::back_inserter(order));  // parents first
    std::vector<std::int64_t> depth(static_cast<std::size_t>(n), 0), subtree(static_cast<std::size_t>(n), 1);
    for (const std::size_t i : order)
      if (boost::out_degree(i, without) > 0) depth[i] = depth[static_cast<std::size_t>(parent[i])] + 1;
    for (auto it = order.rbegin(); it != order.rend(); ++it)
      if (boost::out_degree(*it, without) > 0) subtree[static_cast<std::size_t>(parent[*it])] += subtree[*it];
    CHECK(result.nodes.depth == depth);
    CHECK(result.nodes.subtree == subtree);
    // The closure adds up: each node is an ancestor as often as its subtree is large, a descendant once for each level.
    std::vector<std::int64_t> below(static_cast<std::size_t>(n), 0), above(static_cast<std::size_t>(n), -1);
    for (std::size_t k = 0; k < result.closure.day.size(); ++k) {
      ++below[static_cast<std::size_t>(std::stoll(name_at(result.closure.ancestor, k)))];
      ++above[static_cast<std::size_t>(std::stoll(name_at(result.closure.descendant, k)))];
    }
    CHECK(below == subtree);
    CHECK(above == depth);
  }
}

TEST_CASE("organisation: the order of rows and the number of threads change nothing") {
  std::mt19937 draw(5);
  std::vector<std::string> node, parent;
  Days64 start, stop;
  for (int i = 0; i < 300; ++i)
    for (int part = 0; part < 3; ++part) {
      node.push_back("n" + std::to_string(i));
      parent.push_back(i == 0 ? "-" : "n" + std::to_string(draw() % 320));
      start.push_back(100 * part);
      stop.push_back(100 * part + 100);
    }
  OrganisationOptions options = options_of({0, 50, 99, 100, 150, 250, 299}, OrganisationInterval::half_open, Conflicts::leave_out);
  const OrganisationResult first = organisation(Edges(node, parent, start, stop).input(), options, [] { RunContext c; c.threads = 1; return c; }());
  for (int threads = 2; threads < 5; ++threads) {
    RunContext context;
    context.threads = threads;
    const OrganisationResult again = organisation(Edges(node, parent, start, stop).input(), options, context);
    CHECK(save_document("data.organisation", Object::of(again)) == save_document("data.organisation", Object::of(first)));
  }
  std::vector<std::size_t> order(node.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), draw);
  const auto shuffled = [&](const auto& values) {
    auto out = values;
    for (std::size_t i = 0; i < order.size(); ++i) out[i] = values[order[i]];
    return out;
  };
  const OrganisationResult other = organisation(Edges(shuffled(node), shuffled(parent), shuffled(start), shuffled(stop)).input(), options);
  CHECK(told(other) == told(first));
  CHECK(other.closure.ancestor.codes == first.closure.ancestor.codes);
  CHECK(other.cycles.node.codes == first.cycles.node.codes);
}

TEST_CASE("organisation: a chain of a million, a circle of a hundred thousand, a star, nothing, one row") {
  const auto run = [](const std::vector<std::int32_t>& parent, OrganisationOptions options) {
    std::vector<std::int32_t> node(parent.size());
    std::iota(node.begin(), node.end(), 0);
    OrganisationInput input;
    input.node = node;
    input.parent = parent;
    return organisation(input, options);
  };
  OrganisationOptions options = options_of({0}, OrganisationInterval::undeclared);
  options.no_parent = {"-1"};
  options.closure = false;
  const OrganisationResult chain = run(chain_of(1'000'000), options);
  CHECK(chain.nodes.depth.back() == 999'999);
  CHECK(chain.nodes.subtree.front() == 1'000'000);
  CHECK(chain.days.depth == Days64{999'999});
  options.closure = true;
  try {
    run(chain_of(1'000'000), options);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) ==
          "data.organisation: closure is true, but must be false, or limited by closure_depth: there are 500000500000 pairs of ancestor and descendant, more than 2^30");
  }
  options.closure_depth = 1;
  CHECK(run(chain_of(1'000'000), options).closure.day.size() == 1'999'999);
  options.paths = true;
  try {
    run(chain_of(1'000'000), options);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.argument() == "paths");
  }
  options.paths = false;
  std::vector<std::int32_t> circle = chain_of(100'000);
  circle[0] = 99'999;
  CHECK_THROWS_WITH(run(circle, options), "data.organisation: parent[0] is 99999, but must be a node whose chain does not come back (0, 99999, 99998, 99997, "
                                          "99996, 99995, 99994, 99993, 99992, … 100000 nodes on 1970-01-01)");
  options.conflicts = Conflicts::leave_out;
  const OrganisationResult round = run(circle, options);
  CHECK(round.cycles.row.size() == 100'000);
  CHECK(round.days.cycles == Days64{1});
  std::vector<std::int32_t> star(200'000, 0);
  star[0] = -1;
  CHECK(run(star, options).nodes.children[0] == 199'999);
  // A node with a hundred thousand rows on one day, all but one corrected or in conflict.
  const Days64 many(100'000, 10);
  OrganisationInput same;
  const std::vector<std::int32_t> one(100'000, 1);
  Days64 recorded(100'000);
  std::iota(recorded.begin(), recorded.end(), 0);
  same.node = one;
  same.parent = many;
  same.start = many;
  OrganisationOptions dated = options_of({20}, OrganisationInterval::start_only, Conflicts::leave_out);
  CHECK(findings(organisation(same, dated)) == "overlap:99999@1- orphan:1@0");
  same.recorded_at = recorded;
  CHECK(findings(organisation(same, dated)) == "corrected:99999@0- orphan:1@99999");
  // Nothing and one.
  CHECK(run({}, options).days.nodes == Days64{0});
  CHECK(told(run({-1}, options)) == "0>-:00,0,1root");
  CHECK(told(run({7}, options)) == "0>7:00,0,1orphan");
}

TEST_CASE("organisation: the result survives its bytes") {
  const Edges table({"A", "B", "C", "D", "E"}, {"B", "A", "-", "C", "gone"});
  OrganisationOptions options = options_of({100}, OrganisationInterval::undeclared, Conflicts::leave_out);
  options.paths = true;
  const Object result = Object::of(organisation(table.input(), options));
  const std::string bytes = save_document("data.organisation", result);
  const Object again = load_document(bytes, "data.organisation", type_of<OrganisationResult>);
  CHECK(save_document("data.organisation", again) == bytes);
  REQUIRE(again.as<OrganisationResult>() != nullptr);
  CHECK(again.as<OrganisationResult>()->paths.path == std::vector<std::string>{"A", "B", "C", "C / D", "E"});
}
