// The way that curve, log_rank and gray share: rows, or the counts of a state, become cells, and cells become the result.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "survival/counts.hpp"

namespace mainstay::inline v1::survival {

/// What differs between them: the name, and how cells and the names of their groups (none when there is one group without a
/// name) become the result. Input is a struct with duration, event, weights, group, and entry or strata where the analysis has them.
template <class Input, class Options, class Result>
struct Leaving {
  std::string_view name;
  Result (*result_of)(const Cells& cells, std::vector<std::string> groups, const Options& options, Team& team);

  Result run(const Input& input, const Options& options, const RunContext& context) const {
    return run(input, options, context, result_of);
  }

  /// The same with another end: finish(cells, names of the groups, options, team).
  template <class Finish>
  Result run(const Input& input, const Options& options, const RunContext& context, const Finish& finish) const {
    const auto check_values = check_lightly(name, input, options, values_are_counted(input));
    Team team(name, context, chunks_of(input));
    team.report(0.0, 0.7);
    Counted counted = count(input, options, check_values, team);
    team.report(0.7, 1.0);
    return finish(counted.cells, std::move(counted.labels.groups.names), options, team);
  }

  template <class State>
  void update(State& state, const Input& input, const RunContext& context) const {
    const auto check_values = check_lightly(name, input, state.options, values_are_counted(input));
    if (state.complete) throw Error(ErrorCode::unsupported, name, "the state is complete and takes no more rows");
    if (input.duration.size == 0) return;
    Team team(name, context, chunks_of(input));
    Counted counted = count(input, state.options, check_values, team);
    add_counts(name, state.counts, counts_of(counted.cells, std::move(counted.labels.groups), std::move(counted.labels.strata)));
  }

  template <class State>
  void merge(State& state, const State& other) const {
    if (state.complete != other.complete) throw Error(ErrorCode::unsupported, name, "states of unlike rounds cannot be merged");
    if (to_json(Object::of(state.options)) != to_json(Object::of(other.options)))
      throw Error(ErrorCode::unsupported, name, "states of unlike options cannot be merged");
    add_counts(name, state.counts, other.counts);
  }

  template <class State>
  Result finish(const State& state, const RunContext& context) const {
    const Cells cells = cells_of(name, state.counts);
    if (cells.size() == 0) throw Error(ErrorCode::wrong_shape, name, "duration has 0 rows, but must have 1 or more");
    if (needs_group && state.counts.groups.empty()) throw damaged("no groups");
    if (!has_entry && state.counts.delayed_entry) throw damaged("times of entry");
    if (!has_strata && !state.counts.strata.empty()) throw damaged("strata");
    if constexpr (has_causes)
      if (const std::int64_t named = named_causes(state.options); named > 0 && largest_cause(cells) > named)
        refuse(name, "event", std::to_string(largest_cause(cells)), rule_of_causes(named));
    Team team(name, context, std::max<std::int64_t>(1, cells.size() / 8192));
    return result_of(cells, state.counts.groups, state.options, team);
  }

 private:
  static constexpr bool has_entry = requires(const Input& input) { input.entry; };
  static constexpr bool has_strata = requires(const Input& input) { input.strata; };
  static constexpr bool has_causes = requires(const Options& options) { options.causes; };
  static constexpr bool needs_group = has_strata;  // a test compares groups

  struct Counted {
    Labelled labels;
    Cells cells;
  };

  Error damaged(const char* what) const {
    return Error(ErrorCode::corrupt, name, std::string("the counts of the state are damaged: ") + what);
  }
  static std::int64_t named_causes(const Options& options) { return static_cast<std::int64_t>(options.causes.size()); }
  static std::string rule_of_causes(std::int64_t causes) { return "<= " + std::to_string(causes) + ", the number of causes"; }
  static Column entry_of(const Input& input) {
    if constexpr (has_entry) return input.entry;
    return {};
  }
  static Column strata_of(const Input& input) {
    if constexpr (has_strata) return input.strata;
    return {};
  }

  static std::int64_t chunks_of(const Input& input) { return std::max<std::int64_t>(1, input.duration.size / 65536); }
  // The first pass of count_rows looks at duration and event itself.
  static bool values_are_counted(const Input& input) { return !entry_of(input).given() && !input.weights.given(); }

  Counted count(const Input& input, const Options& options, const std::function<void()>& check_values, Team& team) const {
    const Column entry = entry_of(input);
    check_rows(name, input.duration, entry, input.weights, team);
    if constexpr (has_causes)
      for (auto cause = options.causes.begin(); cause != options.causes.end(); ++cause)
        if (std::find(options.causes.begin(), cause, *cause) != cause)
          refuse(name, "causes[" + std::to_string(cause - options.causes.begin()) + "]", *cause, "given once");
    Counted counted;
    counted.labels = label_rows(name, input.group, strata_of(input));
    const Rows rows{input.duration, input.event, entry, input.weights, std::move(counted.labels.lane), counted.labels.lanes};
    counted.cells = count_rows(rows, team, check_values);
    if constexpr (has_causes)
      if (const std::int64_t named = named_causes(options); named > 0 && largest_cause(counted.cells) > named)
        for (std::int64_t row = 0; row < input.event.size; ++row)
          if (const double cause = number_at(input.event, row); cause > static_cast<double>(named))
            refuse(name, "event", row, cause, rule_of_causes(named));
    return counted;
  }
};

}  // namespace mainstay::inline v1::survival
