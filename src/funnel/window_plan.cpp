#include <algorithm>

#include "core/words.hpp"
#include "funnel/window_count.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

std::string stage_path(std::size_t stage, const char* field) { return "stages[" + std::to_string(stage) + "]." + field; }

// The words in order of declaration, each once.
std::vector<std::string> declared(const std::vector<std::string>& events, const std::string& name) {
  std::vector<std::string> words;
  for (const std::string& word : events)
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  if (words.empty()) words.push_back(name);
  return words;
}

std::vector<std::string> words_of(const WindowStage& stage) {
  std::vector<std::string> words = declared(stage.events, stage.name);
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

namespace {

// What an order other than `ordered` has no meaning for.
void check_order(const WindowOptions& options) {
  if (options.order == StageOrder::ordered) return;
  const bool milestone = options.order == StageOrder::milestone;
  const std::string with = milestone ? " with order = milestone" : " with order = any_order";
  if (options.ties != TiePolicy::favour)
    refuse(analysis_key, "ties", options.ties == TiePolicy::strict ? "strict" : "by_sequence", "favour" + with + ", for which the order of events says nothing");
  if (milestone && options.entry != EntryPolicy::first)
    refuse(analysis_key, "entry", options.entry == EntryPolicy::any ? "any" : "each", "first" + with + ": a milestone is reached once");
  if (milestone && options.between != BetweenSteps::anything) refuse(analysis_key, "between", "given", "anything" + with);
  if (!milestone && options.between == BetweenSteps::no_other_stage)
    refuse(analysis_key, "between", "no_other_stage", "anything or no_other_event" + with + ", for which every stage is a next one");
  if (milestone && options.end_at_repeats) refuse(analysis_key, "end_at_repeats", "true", "false" + with);
  for (std::size_t k = 0; k < options.stages.size(); ++k) {
    const WindowStage& stage = options.stages[k];
    if (stage.optional) refuse(analysis_key, stage_path(k, "optional"), "true", "false" + with);
    if (!milestone && stage.within_days) refuse(analysis_key, stage_path(k, "within_days"), std::to_string(*stage.within_days), "left out" + with + ": no stage comes before it");
  }
  for (std::size_t x = 0; !milestone && x < options.exclusions.size(); ++x)
    for (const auto& [field, name] : {std::pair{"after", &options.exclusions[x].after}, {"before", &options.exclusions[x].before}})
      if (!name->empty()) refuse(analysis_key, "exclusions[" + std::to_string(x) + "]." + field, "\"" + *name + "\"", "left out" + with);
}

// Place of the stage that an exclusion names.
int stage_named(const WindowOptions& options, std::size_t exclusion, const char* field, const std::string& name, std::size_t otherwise) {
  if (name.empty()) return static_cast<int>(otherwise);
  std::vector<std::string> names;
  for (std::size_t k = 0; k < options.stages.size(); ++k) {
    if (options.stages[k].name == name) return static_cast<int>(k);
    names.push_back(options.stages[k].name);
  }
  refuse(analysis_key, "exclusions[" + std::to_string(exclusion) + "]." + field, "\"" + name + "\"", "one of the stages: " + list_of(names));
}

void plan_exclusions(const WindowOptions& options, Plan& plan) {
  if (options.exclusions.size() > most_stages)
    refuse(analysis_key, "exclusions", "a list of " + std::to_string(options.exclusions.size()), "a list of at most " + std::to_string(most_stages));
  for (std::size_t x = 0; x < options.exclusions.size(); ++x) {
    const WindowExclusion& exclusion = options.exclusions[x];
    const std::string path = "exclusions[" + std::to_string(x) + "].";
    for (std::size_t y = 0; y < x; ++y)
      if (options.exclusions[y].name == exclusion.name) refuse(analysis_key, path + "name", "\"" + exclusion.name + "\"", "a name that no other exclusion has");
    const int after = stage_named(options, x, "after", exclusion.after, 0),
              before = stage_named(options, x, "before", exclusion.before, options.stages.empty() ? 0 : options.stages.size() - 1);
    if (after >= before && options.stages.size() > 1)
      refuse(analysis_key, path + "before", "\"" + options.stages[static_cast<std::size_t>(before)].name + "\"", "a stage after \"" + options.stages[static_cast<std::size_t>(after)].name + "\"");
    plan.definition.exclusions.push_back({after, before});
    for (const std::string& word : declared(exclusion.events, exclusion.name)) {
      const auto known = std::find(plan.words.words.begin(), plan.words.words.end(), word);
      const auto place = static_cast<std::size_t>(known - plan.words.words.begin());
      if (known == plan.words.words.end()) {
        plan.words.words.push_back(word);
        plan.words.class_of.push_back(class_of_exclusion);
      } else if (plan.words.class_of[place] == class_of_exit) {
        refuse(analysis_key, path + "events", "a list with \"" + word + "\"", "words that are not in exit_events");
      }
      plan.words.exclusions.resize(plan.words.words.size(), 0);
      plan.words.exclusions[place] |= std::uint32_t{1} << x;
    }
  }
  plan.words.exclusions.resize(plan.words.words.size(), 0);
}

}  // namespace

Plan plan_of(const WindowOptions& options) {
  Plan plan;
  const std::size_t stages = options.stages.size();
  if (stages > most_stages) refuse(analysis_key, "stages", "a list of " + std::to_string(stages), "a list of at most " + std::to_string(most_stages));
  Definition& definition = plan.definition;
  definition.stages = static_cast<int>(stages);
  definition.entry = static_cast<Definition::Entry>(options.entry);
  definition.ties = static_cast<Definition::Ties>(options.ties);
  definition.window = std::min(options.window.value_or(never), never);
  definition.order = static_cast<Definition::Order>(options.order);
  definition.between = static_cast<Definition::Between>(options.between);
  definition.repeats_end = options.end_at_repeats;
  definition.words = options.count_branches;
  plan.first_reason = first_reason(options);
  check_order(options);
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
    if (stage.optional && (k == 0 || k + 1 == stages))
      refuse(analysis_key, stage_path(k, "optional"), "true", k == 0 ? "false: everybody enters by the first stage" : "false: the last stage completes the way");
    definition.optional |= static_cast<std::uint32_t>(stage.optional) << k;
    for (std::size_t j = 0; j < k; ++j) {
      if (words[j] == words[k]) {
        if (stage.optional || options.stages[j].optional)
          refuse(analysis_key, stage_path(k, "events"), "the words of stages[" + std::to_string(j) + "]", "other words, for one of the two is optional");
        definition.class_of[k] = definition.class_of[j];
        break;
      }
      for (const std::string& word : words[k])
        if (std::binary_search(words[j].begin(), words[j].end(), word))
          refuse(analysis_key, stage_path(k, "events"), "a list with \"" + word + "\", which stages[" + std::to_string(j) + "] has beside other words",
                 "all or none of the words of another stage");
    }
    if (definition.class_of[k] == static_cast<int>(k))
      for (const std::string& word : declared(stage.events, stage.name)) {
        plan.words.words.push_back(word);
        plan.words.class_of.push_back(static_cast<int>(k));
      }
  }
  for (std::size_t i = 0; i < options.exit_events.size(); ++i) {
    const std::string& word = options.exit_events[i];
    const auto known = std::find(plan.words.words.begin(), plan.words.words.end(), word);
    if (known == plan.words.words.end()) {
      plan.words.words.push_back(word);
      plan.words.class_of.push_back(class_of_exit);
    } else if (plan.words.class_of[static_cast<std::size_t>(known - plan.words.words.begin())] >= 0) {
      refuse(analysis_key, "exit_events[" + std::to_string(i) + "]", "\"" + word + "\"", "a word that no stage has");
    }
  }
  plan_exclusions(options, plan);
  return plan;
}

}  // namespace mainstay::inline v1::funnel
