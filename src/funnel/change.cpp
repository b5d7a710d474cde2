#include "mainstay/funnel/change.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/kept.hpp"
#include "data/matching.hpp"
#include "data/spelling.hpp"
#include "funnel/change_intervals.hpp"
#include "funnel/change_kernel.hpp"
#include "mainstay/core/error.hpp"
#include "stats/counted_order.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr std::string_view name = "funnel.change";

// Places of the two periods among the labels.
std::array<std::int32_t, 2> periods_of(const data::Groups& periods, const ChangeOptions& options) {
  const std::vector<std::string> labels = periods.names();
  if (labels.size() < 2) refuse(name, "period", labels.empty() ? "empty" : "\"" + labels[0] + "\" in every row", "two periods or more");
  if (options.before.empty() != options.after.empty())
    refuse(name, options.before.empty() ? "before" : "after", "missing", "given when the other one is");
  if (options.before.empty() && labels.size() > 2) refuse(name, "before", "missing", "one of " + list_of(labels) + ", and after another one");
  if (options.before.empty()) return {0, 1};
  std::array<std::int32_t, 2> places{};
  for (int p = 0; p < 2; ++p) {
    const std::string& label = p == 0 ? options.before : options.after;
    const auto found = std::find(labels.begin(), labels.end(), label);
    if (found == labels.end()) throw Error(ErrorCode::unknown_name, name, p == 0 ? "before" : "after", -1, "\"" + label + "\"", "one of " + list_of(labels));
    places[p] = static_cast<std::int32_t>(found - labels.begin());
  }
  if (places[0] == places[1]) refuse(name, "after", "\"" + options.after + "\"", "another period than before");
  return places;
}

std::int64_t place_in(const std::vector<std::string>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() ? -1 : found - words.begin();
}

void check_words(const ChangeOptions& options) {
  if (options.stages.empty()) refuse(name, "stages", "empty", "one stage or more");
  for (std::size_t g = 0; g < options.stages.size(); ++g)
    if (place_in(options.stages, options.stages[g]) != static_cast<std::int64_t>(g)) refuse(name, "stages[" + std::to_string(g) + "]", "\"" + options.stages[g] + "\" again", "unique");
  for (std::size_t i = 0; i < options.inside.size(); ++i)
    if (place_in(options.completed, options.inside[i]) >= 0) refuse(name, "inside[" + std::to_string(i) + "]", "\"" + options.inside[i] + "\"", "no word of completed");
  for (std::size_t o = 0; o < options.owners.size(); ++o)
    if (!options.owners[o].stage.empty() && place_in(options.stages, options.owners[o].stage) < 0)
      throw Error(ErrorCode::unknown_name, name, "owners[" + std::to_string(o) + "].stage", -1, "\"" + options.owners[o].stage + "\"", "one of " + list_of(options.stages));
}

// The attempts as the kernel wants them, and the names of what it counts.
struct Attempts {
  ChangeDesign design;
  std::vector<std::string> strata, owners, reasons, words_not_met;
  std::vector<std::int64_t> reason_of;              // per cause
  ChangePeople people;
  std::int64_t other_periods = 0;
};

class Reader {
 public:
  Reader(const ChangeInput& input, const ChangeOptions& options) : input_(input), options_(options) {}

  Attempts read() {
    const data::Groups periods = data::encode_groups(name, "period", input_.period);
    places_ = periods_of(periods, options_);
    stages_ = data::encode_groups(name, "stage", input_.stage);
    outcomes_ = data::encode_groups(name, "outcome", input_.outcome);
    if (input_.reason.given()) reasons_ = data::encode_groups(name, "reason", input_.reason);
    if (input_.stratum.given()) strata_ = data::encode_groups(name, "stratum", input_.stratum);
    duration_ = data::whole_numbers_of(input_.duration);
    check_spelling();

    Attempts out;
    std::vector<std::int64_t> rows;
    period_.resize(periods.codes.size());
    for (std::size_t row = 0; row < periods.codes.size(); ++row) {
      period_[row] = periods.codes[row] == places_[0] ? 0 : periods.codes[row] == places_[1] ? 1 : -1;
      if (period_[row] < 0) ++out.other_periods;
      else rows.push_back(static_cast<std::int64_t>(row));
    }
    name_strata(out);
    name_causes(rows, out);
    const std::int64_t strata = out.design.strata;
    const auto cell = [&](std::int64_t row) { return period_[row] * strata + stratum_[row]; };
    std::vector<std::int64_t> scratch;  // rows stand in their own order; then by cell, duration, cause
    stats::order_by_whole(rows, scratch, [&](std::int64_t row) { return std::int64_t{cause_[row]}; });
    stats::order_by_whole(rows, scratch, [&](std::int64_t row) { return duration_[row]; });
    stats::order_by_whole(rows, scratch, cell);
    out.design.cell_first.assign(static_cast<std::size_t>(2 * strata + 1), 0);
    for (const std::int64_t row : rows) {
      ++out.design.cell_first[cell(row) + 1];
      out.design.duration.push_back(duration_[row]);
      out.design.cause.push_back(cause_[row]);
    }
    std::partial_sum(out.design.cell_first.begin(), out.design.cell_first.end(), out.design.cell_first.begin());
    list_people(rows, out);
    own(out);
    out.words_not_met = std::move(words_not_met_);
    std::int64_t followed[2] = {0, 0};
    for (const std::int64_t row : rows) followed[period_[row]] = std::max(followed[period_[row]], duration_[row]);
    out.design.horizon = options_.horizon.value_or(std::min(followed[0], followed[1]));
    return out;
  }

 private:
  // A word that means nothing here only because it is written otherwise is no lost attempt, and no reason without an owner.
  void check_spelling() {
    std::vector<std::string> ends = options_.completed, owned;
    ends.insert(ends.end(), options_.inside.begin(), options_.inside.end());
    for (const ChangeOwner& rule : options_.owners) owned.push_back(rule.reason);
    data::refuse_misspelt(name, "outcome", outcomes_, ends);
    data::refuse_misspelt(name, "stage", stages_, options_.stages);
    data::refuse_misspelt(name, "reason", reasons_, owned);
    std::vector<std::string> reasons = reasons_.names();  // an outcome stands for a reason where none is given
    for (const std::string& word : outcomes_.names()) reasons.push_back(word);
    data::add_not_met(words_not_met_, stages_.names(), "stages", options_.stages);
    data::add_not_met(words_not_met_, outcomes_.names(), "completed", options_.completed);
    data::add_not_met(words_not_met_, outcomes_.names(), "inside", options_.inside);
    for (std::size_t o = 0; o < owned.size(); ++o) data::add_not_met(words_not_met_, reasons, "owners[" + std::to_string(o) + "].reason", {owned[o]});
  }

  void name_strata(Attempts& out) {
    stratum_.assign(period_.size(), 0);
    if (!input_.stratum.given()) {
      out.strata = {"total"};
      return;
    }
    // Only strata that occur in the two periods.
    std::vector<std::int64_t> place(static_cast<std::size_t>(strata_.count + 1), -1);
    for (std::size_t row = 0; row < period_.size(); ++row)
      if (period_[row] >= 0) place[strata_.codes[row] < 0 ? strata_.count : strata_.codes[row]] = 0;
    for (std::int64_t s = 0; s <= strata_.count; ++s) {
      if (place[s] < 0) continue;
      place[s] = static_cast<std::int64_t>(out.strata.size());
      out.strata.push_back(s == strata_.count ? "missing" : strata_.name(s));
    }
    for (std::size_t row = 0; row < period_.size(); ++row)
      if (period_[row] >= 0) stratum_[row] = place[strata_.codes[row] < 0 ? strata_.count : strata_.codes[row]];
    out.design.strata = static_cast<std::int64_t>(out.strata.size());
  }

  // Causes in the order of stages, then of reasons by their text.
  void name_causes(const std::vector<std::int64_t>& rows, Attempts& out) {
    std::vector<std::int64_t> stage(static_cast<std::size_t>(stages_.count));
    for (std::int64_t g = 0; g < stages_.count; ++g) stage[g] = place_in(options_.stages, stages_.name(g));
    enum class End { lost, completed, inside };
    std::vector<End> end(static_cast<std::size_t>(outcomes_.count), End::lost);
    for (std::int64_t o = 0; o < outcomes_.count; ++o) {
      const std::string word = outcomes_.name(o);
      if (place_in(options_.completed, word) >= 0) end[o] = End::completed;
      if (place_in(options_.inside, word) >= 0) end[o] = End::inside;
    }
    std::vector<std::string> words;  // of reasons and of outcomes that stand for one
    for (std::int64_t r = 0; r < reasons_.count; ++r) words.push_back(reasons_.name(r));
    for (std::int64_t o = 0; o < outcomes_.count; ++o) words.push_back(outcomes_.name(o));
    out.reasons = words;
    std::sort(out.reasons.begin(), out.reasons.end());
    out.reasons.erase(std::unique(out.reasons.begin(), out.reasons.end()), out.reasons.end());
    std::vector<std::int64_t> reason(words.size());
    for (std::size_t w = 0; w < words.size(); ++w) reason[w] = std::lower_bound(out.reasons.begin(), out.reasons.end(), words[w]) - out.reasons.begin();
    const auto reason_count = static_cast<std::int64_t>(out.reasons.size());
    cause_.assign(period_.size(), ChangeDesign::inside);
    std::vector<std::int32_t> place(static_cast<std::size_t>(reason_count * static_cast<std::int64_t>(options_.stages.size())), -1);
    for (const std::int64_t row : rows) {
      const std::int64_t at = stage[stages_.codes[row]];
      if (at < 0) throw Error(ErrorCode::unknown_name, name, "stage", row, "\"" + stages_.name(stages_.codes[row]) + "\"", "one of stages: " + list_of(options_.stages));
      const End ended = end[outcomes_.codes[row]];
      if (ended == End::completed) cause_[row] = ChangeDesign::completed;
      if (ended != End::lost) continue;
      const bool said = input_.reason.given() && reasons_.codes[row] >= 0 && !words[reasons_.codes[row]].empty();
      cause_[row] = static_cast<std::int32_t>(at * reason_count + reason[said ? reasons_.codes[row] : reasons_.count + outcomes_.codes[row]]);
      place[cause_[row]] = 0;
    }
    for (std::size_t c = 0; c < place.size(); ++c) {
      if (place[c] < 0) continue;
      place[c] = static_cast<std::int32_t>(out.design.causes++);
      out.design.stage_of.push_back(static_cast<std::int64_t>(c) / reason_count);
      out.reason_of.push_back(static_cast<std::int64_t>(c) % reason_count);
    }
    for (const std::int64_t row : rows)
      if (cause_[row] >= 0) cause_[row] = place[cause_[row]];
    out.design.stages = static_cast<std::int64_t>(options_.stages.size());
  }

  void list_people(const std::vector<std::int64_t>& rows, Attempts& out) const {
    const data::Groups people = input_.person.given() ? data::encode_groups(name, "person", input_.person) : data::Groups{};
    std::vector<std::int64_t> scratch;
    for (std::int32_t p = 0; p < 2; ++p) {
      std::vector<std::int64_t> mine;
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (period_[rows[i]] == p) mine.push_back(static_cast<std::int64_t>(i));
      const auto label = [&](std::int64_t i) { return people.codes.empty() ? i : static_cast<std::int64_t>(people.codes[rows[i]]); };
      stats::order_by_whole(mine, scratch, label);
      for (std::size_t i = 0; i < mine.size(); ++i)
        if (i == 0 || label(mine[i]) != label(mine[i - 1])) out.people.first[p].push_back(static_cast<std::int64_t>(i));
      out.people.first[p].push_back(static_cast<std::int64_t>(mine.size()));
      out.people.rows[p] = std::move(mine);
    }
  }

  void own(Attempts& out) const {
    for (const ChangeOwner& rule : options_.owners)
      if (place_in(out.owners, rule.owner) < 0) out.owners.push_back(rule.owner);
    const std::int64_t causes = out.design.causes;
    out.design.owners = static_cast<std::int64_t>(out.owners.size());
    out.design.owner_share.assign(static_cast<std::size_t>(out.design.owners * causes), 0.0);
    for (std::int64_t c = 0; c < causes; ++c) {
      const std::string &reason = out.reasons[out.reason_of[c]], &stage = options_.stages[out.design.stage_of[c]];
      const bool special = std::any_of(options_.owners.begin(), options_.owners.end(), [&](const ChangeOwner& rule) { return rule.reason == reason && rule.stage == stage; });
      double sum = 0.0;
      for (std::size_t o = 0; o < options_.owners.size(); ++o) {
        const ChangeOwner& rule = options_.owners[o];
        if (rule.reason != reason || rule.stage != (special ? stage : std::string())) continue;
        sum += rule.share;
        if (sum > 1.0 + 1e-9)
          refuse(name, "owners[" + std::to_string(o) + "].share", plain_number(rule.share) + ", which makes " + plain_number(sum) + " of \"" + reason + "\"", "such that the shares of a reason add up to 1 at most");
        out.design.owner_share[place_in(out.owners, rule.owner) * causes + c] += rule.share;
      }
    }
  }

  const ChangeInput& input_;
  const ChangeOptions& options_;
  std::array<std::int32_t, 2> places_{};
  data::Groups stages_, outcomes_, reasons_, strata_;
  std::vector<std::string> words_not_met_;
  std::vector<std::int64_t> duration_, stratum_;
  std::vector<std::int32_t> period_, cause_;
};

std::string points(double share) { return plain_number(100.0 * share, 1); }

void tell(ChangeResult& result, double confidence_level) {
  const auto& causes = result.causes;
  std::vector<std::size_t> order(causes.change.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::fabs(causes.change[a]) > std::fabs(causes.change[b]); });
  const bool bounded = !std::isnan(result.change_lower);
  const std::string level = plain_number(100.0 * confidence_level, 1), days = std::to_string(result.horizon);
  const bool by_score = std::find(result.by_score.begin(), result.by_score.end(), "change") != result.by_score.end();
  std::string parts, parts_zh;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
    const std::size_t c = order[i];
    const std::string &stage = causes.stage.levels[causes.stage.codes[c]], &reason = causes.reason.levels[causes.reason.codes[c]];
    parts += (i == 0 ? " Largest parts: " : ", ") + stage + " / " + reason + " " + points(causes.change[c]);
    parts_zh += (i == 0 ? "主要部分：" : "，") + stage + " / " + reason + " " + points(causes.change[c]);
  }
  result.sentence = "Lost within " + days + (result.horizon == 1 ? " day: " : " days: ") + points(result.periods.loss[0]) + " % before, " + points(result.periods.loss[1]) + " % after, a change of " + points(result.change) + " percentage points" +
                    (bounded ? " (" + level + " % interval " + points(result.change_lower) + " to " + points(result.change_upper) + (by_score ? ", by Newcombe" : "") + ")" : "") + "." + parts + (parts.empty() ? "" : ".");
  result.sentence_zh = "进入后 " + days + " 天内流失：之前 " + points(result.periods.loss[0]) + "%，之后 " + points(result.periods.loss[1]) + "%，变化 " + points(result.change) + " 个百分点" +
                       (bounded ? "（" + level + "% 区间 " + points(result.change_lower) + " 至 " + points(result.change_upper) + (by_score ? "，Newcombe 法" : "") + "）" : "") + "。" + parts_zh + (parts_zh.empty() ? "" : "。");
  if (result.strata.mix.size() > 1) {
    result.sentence += " Who came in: " + points(result.mix) + "; losses at equal entries: " + points(result.rate) + ".";
    result.sentence_zh += "入口构成：" + points(result.mix) + "；构成不变时的流失：" + points(result.rate) + "。";
  }
  result.sentence += " This is accounting, not cause.";
  result.sentence_zh += "这是核算分解，不是因果结论。";
}

}  // namespace

ChangeResult change(const ChangeInput& input, const ChangeOptions& options, const RunContext& context) {
  check(name, input, options);
  check_words(options);
  Attempts attempts = Reader(input, options).read();
  const ChangeDesign& design = attempts.design;
  const ChangeFigures figures = change_figures(design, nullptr);
  ChangeIntervals told = change_intervals(design, figures, attempts.people, options.resamples, options.confidence_level, context);

  ChangeResult result;
  result.horizon = design.horizon;
  result.other_periods = attempts.other_periods;
  std::size_t at = 0;  // figures in the order of ChangeIntervals
  const auto next = [&](double* value, double& lower, double& upper) {
    if (value != nullptr) *value = told.value[at];
    lower = told.lower[at];
    upper = told.upper[at++];
  };
  const auto add = [&](std::vector<double>* values, std::vector<double>& lower, std::vector<double>& upper) {
    if (values != nullptr) values->push_back(told.value[at]);
    lower.push_back(told.lower[at]);
    upper.push_back(told.upper[at++]);
  };

  const std::vector<std::string> labels = data::encode_groups(name, "period", input.period).names();
  const bool named = !options.before.empty();
  result.periods.period = {{0, 1}, {named ? options.before : labels[0], named ? options.after : labels[1]}};
  ChangeStrata& strata = result.strata;
  strata.stratum.levels = attempts.strata;
  std::vector<std::int64_t> lost(static_cast<std::size_t>(2 * design.causes), 0);
  for (std::int64_t p = 0; p < 2; ++p) {
    std::int64_t entered = 0, all_lost = 0, completed = 0, followed = 0;
    for (std::int64_t s = 0; s < design.strata; ++s) {
      const std::int64_t first = design.cell_first[p * design.strata + s], last = design.cell_first[p * design.strata + s + 1];
      const std::int64_t cell_followed = last > first ? design.duration[last - 1] : 0;
      bool ended = true;  // whether everybody who was seen longest reached an end
      for (std::int64_t i = first; i < last; ++i) {
        if (design.duration[i] == cell_followed && design.cause[i] == ChangeDesign::inside) ended = false;
        if (design.cause[i] == ChangeDesign::inside || design.duration[i] > design.horizon) continue;
        if (design.cause[i] == ChangeDesign::completed) ++completed;
        else ++all_lost, ++lost[p * design.causes + design.cause[i]];
      }
      if (last > first && cell_followed < design.horizon && !ended) result.status = ChangeStatus::short_follow_up;
      entered += last - first;
      followed = std::max(followed, cell_followed);
      (p == 0 ? strata.entered_before : strata.entered_after).push_back(last - first);
      (p == 0 ? strata.followed_to_before : strata.followed_to_after).push_back(cell_followed);
      (p == 0 ? strata.loss_before : strata.loss_after).push_back(figures.cell_loss[p * design.strata + s]);
      if (p == 0) strata.stratum.codes.push_back(static_cast<std::int32_t>(s));
    }
    ChangePeriods& periods = result.periods;
    periods.entered.push_back(entered);
    periods.lost.push_back(all_lost);
    periods.completed.push_back(completed);
    periods.still_inside.push_back(entered - all_lost - completed);
    periods.followed_to.push_back(followed);
    periods.naive.push_back(static_cast<double>(all_lost) / static_cast<double>(entered));
    add(&periods.loss, periods.loss_lower, periods.loss_upper);
  }
  next(&result.change, result.change_lower, result.change_upper);
  next(&result.mix, result.mix_lower, result.mix_upper);
  next(&result.rate, result.rate_lower, result.rate_upper);

  ChangeCauses& causes = result.causes;
  causes.stage.levels = options.stages;
  causes.reason.levels = attempts.reasons;
  for (std::int64_t c = 0; c < design.causes; ++c) {
    causes.stage.codes.push_back(static_cast<std::int32_t>(design.stage_of[c]));
    causes.reason.codes.push_back(static_cast<std::int32_t>(attempts.reason_of[c]));
    causes.lost_before.push_back(lost[c]);
    causes.lost_after.push_back(lost[design.causes + c]);
    causes.before.push_back(figures.by_cause[c]);
    causes.after.push_back(figures.by_cause[design.causes + c]);
    add(&causes.change, causes.change_lower, causes.change_upper);
  }
  ChangeStages& stages = result.stages;
  stages.stage.levels = options.stages;
  for (std::int64_t g = 0; g < design.stages; ++g) {
    stages.stage.codes.push_back(static_cast<std::int32_t>(g));
    stages.before.push_back(figures.by_stage[g]);
    stages.after.push_back(figures.by_stage[design.stages + g]);
    stages.kept_before.push_back(figures.kept[g]);
    stages.kept_after.push_back(figures.kept[design.stages + g]);
    add(&stages.contribution, stages.contribution_lower, stages.contribution_upper);
  }
  for (std::int64_t s = 0; s < design.strata; ++s) add(&strata.mix, strata.mix_lower, strata.mix_upper);
  for (std::int64_t s = 0; s < design.strata; ++s) add(&strata.rate, strata.rate_lower, strata.rate_upper);
  ChangeOwners& owners = result.owners;
  owners.owner.levels = attempts.owners;
  owners.owner.levels.push_back("unattributed");
  const std::int64_t owner_count = design.owners + 1;
  for (std::int64_t o = 0; o < owner_count; ++o) {
    owners.owner.codes.push_back(static_cast<std::int32_t>(o));
    owners.before.push_back(figures.by_owner[o]);
    owners.after.push_back(figures.by_owner[owner_count + o]);
    add(&owners.change, owners.change_lower, owners.change_upper);
  }
  for (std::int64_t o = 0; o < owner_count; ++o) add(&owners.share_before, owners.share_before_lower, owners.share_before_upper);
  for (std::int64_t o = 0; o < owner_count; ++o) add(&owners.share_after, owners.share_after_lower, owners.share_after_upper);
  result.words_not_met = std::move(attempts.words_not_met);
  result.by_score = std::move(told.by_score);
  tell(result, options.confidence_level);
  return result;
}

void ChangeState::update(const ChangeInput& input, const RunContext&) {
  data::keep_part(name, *this, input);
}
void ChangeState::merge(const ChangeState& other) { data::merge_parts(name, *this, other); }
ChangeResult ChangeState::finish(const RunContext& context) const {
  return data::finish_parts<ChangeInput>(name, *this, [&](const ChangeInput& input) { return change(input, options, context); });
}

constinit const Function change_analysis = analysis<&change>("funnel.change", "What changed between two cohorts: where, for which reasons, whose, and how much is who came in?", {}, &state_of<ChangeState>);

}  // namespace mainstay::inline v1::funnel
