#include <algorithm>

#include "funnel/window_count.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

std::string stage_path(std::size_t stage, const char* field) { return "stages[" + std::to_string(stage) + "]." + field; }

std::vector<std::string> words_of(const WindowStage& stage) {
  std::vector<std::string> words = stage.events;
  if (words.empty()) words.push_back(stage.name);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

std::vector<std::int64_t> places_in(const std::vector<std::string>& all, const std::vector<std::string>& names) {
  std::vector<std::int64_t> found;
  for (const std::string& name : names) found.push_back(std::lower_bound(all.begin(), all.end(), name) - all.begin());
  return found;
}

void join(std::vector<std::string>& names, const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

Plan plan_of(const WindowOptions& options) {
  Plan plan;
  const std::size_t stages = options.stages.size();
  if (stages > most_stages) refuse(analysis_key, "stages", "a list of " + std::to_string(stages), "a list of at most " + std::to_string(most_stages));
  Definition& definition = plan.definition;
  definition.stages = static_cast<int>(stages);
  definition.entry = static_cast<Definition::Entry>(options.entry);
  definition.ties = static_cast<Definition::Ties>(options.ties);
  definition.window = std::min(options.window.value_or(never), never);
  std::vector<std::vector<std::string>> words;
  for (std::size_t k = 0; k < stages; ++k) {
    const WindowStage& stage = options.stages[k];
    for (std::size_t j = 0; j < k; ++j)
      if (options.stages[j].name == stage.name) refuse(analysis_key, stage_path(k, "name"), "\"" + stage.name + "\"", "a name that no other stage has");
    if (k == 0 && stage.within_days)
      refuse(analysis_key, stage_path(k, "within_days"), std::to_string(*stage.within_days), "left out: no stage comes before the first");
    definition.within[k] = std::min(stage.within_days.value_or(never), never);
    words.push_back(words_of(stage));
    definition.class_of[k] = static_cast<int>(k);
    for (std::size_t j = 0; j < k; ++j) {
      if (words[j] == words[k]) {
        definition.class_of[k] = definition.class_of[j];
        break;
      }
      for (const std::string& word : words[k])
        if (std::binary_search(words[j].begin(), words[j].end(), word))
          refuse(analysis_key, stage_path(k, "events"), "a list with \"" + word + "\", which stages[" + std::to_string(j) + "] has beside other words",
                 "all or none of the words of another stage");
    }
    if (definition.class_of[k] == static_cast<int>(k))
      for (const std::string& word : words[k]) {
        plan.words.words.push_back(word);
        plan.words.class_of.push_back(static_cast<int>(k));
      }
  }
  for (std::size_t i = 0; i < options.exit_events.size(); ++i) {
    const std::string& word = options.exit_events[i];
    const auto known = std::find(plan.words.words.begin(), plan.words.words.end(), word);
    if (known == plan.words.words.end()) {
      plan.words.words.push_back(word);
      plan.words.class_of.push_back(-1);
    } else if (plan.words.class_of[static_cast<std::size_t>(known - plan.words.words.begin())] >= 0) {
      refuse(analysis_key, "exit_events[" + std::to_string(i) + "]", "\"" + word + "\"", "a word that no stage has");
    }
  }
  return plan;
}

}  // namespace mainstay::inline v1::funnel
