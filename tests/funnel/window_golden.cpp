// Counts and step times against DuckDB's (tests/golden/funnel/window/generate.py).
#include <doctest/doctest.h>

#include <algorithm>

#include "golden.hpp"
#include "mainstay/funnel/window.hpp"

using namespace mainstay;

TEST_CASE("funnel/window: a peer's joins count the same people") {
  const std::vector<std::string> files = golden::golden_files("funnel/window");
  CHECK(files.size() == 3);
  for (const std::string& file : files) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto person = document["data"]["person"].get<std::vector<std::int64_t>>();
    const auto time = document["data"]["time"].get<std::vector<std::int64_t>>();
    const auto event = document["data"]["event"].get<std::vector<std::string>>();
    std::vector<std::string> words(event);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    const std::vector<std::string_view> levels(words.begin(), words.end());
    std::vector<std::int32_t> codes;
    for (const std::string& word : event)
      codes.push_back(static_cast<std::int32_t>(std::lower_bound(words.begin(), words.end(), word) - words.begin()));
    funnel::WindowInput input;
    input.person = person;
    input.time = time;
    input.event = codes;
    input.event.levels = levels;
    input.event.categorical = true;
    funnel::WindowOptions options;
    for (const golden::json& stage : document["stages"]) options.stages.push_back({.name = stage.get<std::string>()});
    options.window = document["window"].get<std::int64_t>();
    for (const funnel::TiePolicy ties : {funnel::TiePolicy::favour, funnel::TiePolicy::strict}) {
      options.ties = ties;
      options.entry = funnel::EntryPolicy::first;
      const funnel::WindowResult first = funnel::window(input, options, {});
      CHECK(first.stages.reached == document["expect"]["first"]["reached"].get<std::vector<std::int64_t>>());
      const std::vector<double> mean = golden::numbers(document["expect"]["first"]["mean_days"]);
      for (std::size_t i = 0; i < mean.size(); ++i) {
        CHECK(std::isnan(first.steps.mean_days[i]) == std::isnan(mean[i]));
        if (!std::isnan(mean[i])) CHECK(golden::close(first.steps.mean_days[i], mean[i], 1e-12));
      }
      options.entry = funnel::EntryPolicy::any;
      CHECK(funnel::window(input, options, {}).stages.reached == document["expect"]["any"]["reached"].get<std::vector<std::int64_t>>());
    }
  }
}

TEST_CASE("funnel/window: the strict modes of a peer, where people do not go back") {
  const golden::json document = golden::load_golden(golden::golden_files("funnel/window/strict").at(0));
  const auto person = document["data"]["person"].get<std::vector<std::int64_t>>();
  const auto time = document["data"]["time"].get<std::vector<std::int64_t>>();
  const auto event = document["data"]["event"].get<std::vector<std::string>>();
  const std::vector<std::string_view> levels{"a", "b", "c", "d", "x"};
  std::vector<std::int32_t> codes;
  for (const std::string& word : event) codes.push_back(static_cast<std::int32_t>(std::find(levels.begin(), levels.end(), word) - levels.begin()));
  funnel::WindowInput input;
  input.person = person;
  input.time = time;
  input.event = codes;
  input.event.levels = levels;
  input.event.categorical = true;
  for (const char* mode : {"default", "strict_order", "strict_deduplication", "both"}) {
    CAPTURE(mode);
    const std::string name = mode;
    funnel::WindowOptions options;
    for (const char* stage : {"a", "b", "c", "d"}) options.stages.push_back({.name = stage});
    options.window = document["window"].get<std::int64_t>();
    options.entry = funnel::EntryPolicy::any;
    if (name == "strict_order" || name == "both") options.between = funnel::BetweenSteps::no_other_event;
    options.end_at_repeats = name == "strict_deduplication" || name == "both";
    options.list_people = true;
    const funnel::WindowResult result = funnel::window(input, options, {});
    const auto expected = document["expect"][mode].get<std::vector<std::int64_t>>();
    std::vector<std::int64_t> reached(expected.size(), 0);
    for (std::size_t i = 0; i < result.listed.position.size(); ++i)
      reached[static_cast<std::size_t>(std::stoll(result.listed.person.levels[static_cast<std::size_t>(result.listed.person.codes[i])]))] = result.listed.position[i];
    CHECK(reached == expected);
  }
}
