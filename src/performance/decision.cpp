#include "mainstay/performance/decision.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/decision_kernel.hpp"
#include "performance/decision_scores.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string path_of(std::size_t j, const char* field) { return "criteria[" + std::to_string(j) + "]." + field; }

bool compares(const DecisionRules& options) { return options.method == DecisionMethod::promethee || options.method == DecisionMethod::sorting; }

// What the method does not look at. Weight, anchors and preference belong to the criterion, which may be judged by several methods.
void check_unused(const DecisionRules& options) {
  const DecisionRules usual{};
  const auto unused = [](const std::string& path, bool given, const char* rule) {
    if (given) refuse(decision_key, path, "given", rule);
  };
  if (options.method != DecisionMethod::sorting) {
    unused("grades", !options.grades.empty(), "left out unless method is sorting");
    unused("majority", options.majority != usual.majority, "left out unless method is sorting");
    unused("otherwise", options.otherwise != usual.otherwise, "left out unless method is sorting");
  }
  unused("balance", options.balance != usual.balance && options.method != DecisionMethod::vikor, "left out unless method is vikor");
  const bool normalises = !compares(options) || options.weights == DecisionWeights::standard_deviation, flows = options.method == DecisionMethod::promethee;
  unused("normalisation", options.normalisation != usual.normalisation && !normalises, "left out: the method compares values as given");
  bool gaussian = false;
  for (std::size_t j = 0; j < options.criteria.size(); ++j) {
    const DecisionCriterion& criterion = options.criteria[j];
    const bool band = criterion.direction == DecisionDirection::band;
    unused(path_of(j, criterion.band_low ? "band_low" : "band_high"), (criterion.band_low || criterion.band_high) && !band, "left out unless direction is band");
    gaussian = gaussian || (flows && criterion.preference == DecisionPreference::gaussian);
  }
  unused("most_pairs", options.most_pairs != usual.most_pairs && !gaussian, "left out unless a preference is gaussian");
}

void check_criterion(const DecisionRules& options, std::size_t j) {
  const DecisionCriterion& criterion = options.criteria[j];
  const bool band = criterion.direction == DecisionDirection::band;
  const std::string name = data::quoted(criterion.name);
  for (std::size_t k = 0; k < j; ++k)
    if (options.criteria[k].name == criterion.name) refuse(decision_key, path_of(j, "name"), name, "a criterion that is there once");
  if (band) {
    if (!criterion.band_low || !criterion.band_high) refuse(decision_key, path_of(j, criterion.band_low ? "band_high" : "band_low"), "missing", "given, because direction is band");
    if (*criterion.band_low > *criterion.band_high) refuse(decision_key, path_of(j, "band_low"), "above band_high", "at most band_high");
  }
  if (options.normalisation == DecisionNormalisation::anchors && (!compares(options) || options.weights == DecisionWeights::standard_deviation)) {
    if (!criterion.zero) refuse(decision_key, path_of(j, "zero"), "missing", "given, because normalisation is anchors");
    if (band) {
      if (!(*criterion.zero > 0.0)) refuse(decision_key, path_of(j, "zero"), "not above 0", "a distance outside the band that is worth 0, above 0");
    } else {
      if (!criterion.full) refuse(decision_key, path_of(j, "full"), "missing", "given, because normalisation is anchors");
      const bool lower = criterion.direction == DecisionDirection::lower;
      if (lower ? !(*criterion.full < *criterion.zero) : !(*criterion.full > *criterion.zero))
        refuse(decision_key, path_of(j, "full"), lower ? "not below zero" : "not above zero", lower ? "below zero, because less is better" : "above zero, because more is better");
    }
  }
  if (options.method == DecisionMethod::promethee) {
    const bool needs_strict = criterion.preference == DecisionPreference::linear || criterion.preference == DecisionPreference::level;
    if (needs_strict && !criterion.strict) refuse(decision_key, path_of(j, "strict"), "missing", "given for this preference");
    if (needs_strict && !(*criterion.strict > criterion.indifference)) refuse(decision_key, path_of(j, "strict"), "not above indifference", "above indifference");
    if (criterion.preference == DecisionPreference::gaussian && !criterion.spread) refuse(decision_key, path_of(j, "spread"), "missing", "given for this preference");
  }
}

std::vector<double> given_weights(const DecisionRules& options) {
  std::vector<double> weights;
  if (options.weights != DecisionWeights::given && options.weights != DecisionWeights::relative) return weights;
  const bool given = options.weights == DecisionWeights::given;
  double total = 0.0;
  for (std::size_t j = 0; j < options.criteria.size(); ++j) {
    if (!options.criteria[j].weight) refuse(decision_key, path_of(j, "weight"), "missing", given ? "given, because weights is given" : "given, because weights is relative");
    weights.push_back(*options.criteria[j].weight);
    total += weights.back();
  }
  if (given && !(std::fabs(total - 1.0) <= 1e-9)) {
    std::string text = std::to_string(total);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    refuse(decision_key, "criteria", "weights that add up to " + text, "weights that add up to 1, or weights relative");
  }
  if (!(total > 0.0) || !std::isfinite(total)) refuse(decision_key, "criteria", total > 0.0 ? "weights without a finite sum" : "weights that are all 0", "weights of which one is above 0");
  for (double& weight : weights) weight /= total;
  return weights;
}

void check_grades(const DecisionRules& options) {
  if (options.grades.empty()) refuse(decision_key, "grades", "missing", "given, because method is sorting");
  for (std::size_t g = 0; g < options.grades.size(); ++g) {
    const DecisionGrade& grade = options.grades[g];
    const std::string path = "grades[" + std::to_string(g) + "]";
    if (grade.name == options.otherwise) refuse(decision_key, path + ".name", data::quoted(grade.name), "another name than otherwise");
    for (std::size_t k = 0; k < g; ++k)
      if (options.grades[k].name == grade.name) refuse(decision_key, path + ".name", data::quoted(grade.name), "a grade that is there once");
    std::vector<const DecisionBound*> found(options.criteria.size(), nullptr);
    for (std::size_t b = 0; b < grade.bounds.size(); ++b) {
      const DecisionBound& bound = grade.bounds[b];
      const std::string where = path + ".bounds[" + std::to_string(b) + "]";
      std::size_t j = 0;
      while (j < options.criteria.size() && options.criteria[j].name != bound.criterion) ++j;
      if (j == options.criteria.size()) throw Error(ErrorCode::unknown_name, decision_key, where + ".criterion", -1, data::quoted(bound.criterion), "the name of a criterion");
      if (found[j] != nullptr) refuse(decision_key, where + ".criterion", data::quoted(bound.criterion), "a criterion that is there once in a grade");
      found[j] = &bound;
      const double sign = options.criteria[j].direction == DecisionDirection::higher ? 1.0 : -1.0;
      if (bound.veto && !(sign * *bound.veto < sign * bound.value)) refuse(decision_key, where + ".veto", "not worse than value", "worse than value");
      if (g == 0) continue;
      for (const DecisionBound& better : options.grades[g - 1].bounds)
        if (better.criterion == bound.criterion && sign * bound.value > sign * better.value) refuse(decision_key, where + ".value", "stricter than in the better grade", "no stricter than in " + data::quoted(options.grades[g - 1].name));
    }
    for (std::size_t j = 0; j < found.size(); ++j)
      if (found[j] == nullptr) refuse(decision_key, path + ".bounds", "without " + data::quoted(options.criteria[j].name), "one for each criterion");
  }
}

void check_options(const DecisionAlternatives& input, const DecisionRules& options) {
  for (std::size_t j = 0; j < options.criteria.size(); ++j) {
    const std::string& name = options.criteria[j].name;
    const auto found = std::find(input.x.names.begin(), input.x.names.end(), name);
    if (found == input.x.names.end()) throw Error(ErrorCode::unknown_name, decision_key, path_of(j, "name"), -1, data::quoted(name), "a column of x: " + list_of(input.x.names));
    if (input.x.columns[at(found - input.x.names.begin())].categorical) throw Error(ErrorCode::wrong_type, decision_key, "x." + name, -1, "text", "numbers");
    check_criterion(options, j);
  }
  check_unused(options);
  const bool additive = options.method == DecisionMethod::weighted_sum || options.method == DecisionMethod::weighted_product;
  if (options.missing == DecisionMissing::reweigh && !additive) refuse(decision_key, "missing", "reweigh", "refuse, leave_out or worst unless method is weighted_sum or weighted_product");
  if (options.method == DecisionMethod::weighted_product && options.normalisation == DecisionNormalisation::standard)
    refuse(decision_key, "normalisation", "standard", "one without negative values, because method is weighted_product");
  if (compares(options) && options.weights == DecisionWeights::standard_deviation && options.normalisation == DecisionNormalisation::rank)
    refuse(decision_key, "normalisation", "rank", "another one for weights of standard_deviation with a method that compares values as given");
  if (options.method == DecisionMethod::sorting) {
    check_grades(options);
    if (options.sensitivity) refuse(decision_key, "sensitivity", "true", "false, because method is sorting");
    if (options.draws > 0) refuse(decision_key, "draws", std::to_string(options.draws), "0, because method is sorting");
    if (options.reversal) refuse(decision_key, "reversal", "true", "false, because method is sorting: it looks at each alternative alone");
  }
  if (options.reversal && input.x.rows > 5000) refuse(decision_key, "reversal", "true for " + std::to_string(input.x.rows) + " rows", "false above 5000 rows");
}

// Rows without a missing value among the criteria; empty when these are all.
std::vector<std::int64_t> whole_rows(const DecisionTable& table, bool refuses) {
  std::vector<char> whole;
  for (const DecisionColumn& column : table.columns) {
    double scratch[decision_block];
    for (std::int64_t first = 0; first < table.rows; first += decision_block) {
      const std::int64_t count = std::min(decision_block, table.rows - first);
      const double* x = read_numbers(column.column, first, count, scratch);
      std::int64_t absent = 0;
      for (std::int64_t i = 0; i < count; ++i) absent += x[i] != x[i];
      if (absent == 0) continue;
      if (whole.empty()) whole.assign(at(table.rows), 1);
      for (std::int64_t i = 0; i < count; ++i) {
        if (x[i] == x[i]) continue;
        if (refuses) throw Error(ErrorCode::invalid_argument, decision_key, "x." + column.criterion->name, first + i, "missing", "given, because missing is refuse");
        whole[at(first + i)] = 0;
      }
    }
  }
  std::vector<std::int64_t> kept;
  if (whole.empty()) return kept;
  for (std::int64_t i = 0; i < table.rows; ++i)
    if (whole[at(i)]) kept.push_back(i);
  return kept;
}

std::vector<double> spread_out(std::vector<double> values, const std::vector<std::int64_t>* kept, std::int64_t rows, std::size_t width = 1) {
  if (kept == nullptr || values.empty()) return kept != nullptr && rows > 0 ? std::vector<double>(at(rows) * width, missing) : std::move(values);
  std::vector<double> all(at(rows) * width, missing);
  for (std::size_t k = 0; k < kept->size(); ++k) std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(k * width), width, all.begin() + static_cast<std::ptrdiff_t>(at((*kept)[k]) * width));
  return all;
}

void give_details(const DecisionModel& model, DecisionOutcome& result, const ChunkRunner& run) {
  const std::size_t c = model.table.columns.size();
  const std::int64_t n = model.table.rows, chunks = decision_chunks(n);
  const bool contributes = model.method != DecisionMethod::topsis, product = model.method == DecisionMethod::weighted_product, regrets = model.method == DecisionMethod::vikor;
  result.normalised.resize(at(n) * c);
  if (contributes) result.contributions.resize(at(n) * c);
  run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    double r[decision_block];
    for (std::int64_t first = span.first; first < span.last; first += decision_block) {
      const std::int64_t count = std::min(decision_block, span.last - first);
      for (std::size_t j = 0; j < c; ++j) {
        const DecisionColumn& column = model.table.columns[j];
        const double weight = model.weights[j], factor = column.best > column.worst ? weight / (column.best - column.worst) : 0.0;
        column.normalised(first, count, r);
        double* out = result.normalised.data() + at(first) * c + j;
        for (std::int64_t i = 0; i < count; ++i) out[at(i) * c] = r[i];
        if (!contributes) continue;
        out = result.contributions.data() + at(first) * c + j;
        for (std::int64_t i = 0; i < count; ++i) out[at(i) * c] = regrets ? factor * (column.best - r[i]) : !product ? weight * r[i] : weight == 0.0 && r[i] == r[i] ? 0.0 : weight * std::log(r[i]);
      }
    }
  });
}

// Opricovic's conditions for alternatives in the order of Q.
std::vector<double> compromise_of(const DecisionScores& scores) {
  const std::size_t n = scores.score.size();
  std::vector<double> chosen(n, 0.0);
  if (n == 0) return chosen;
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores.score[a] > scores.score[b]; });
  chosen[order[0]] = 1.0;
  if (n == 1) return chosen;
  const double advantage = 1.0 / static_cast<double>(n - 1), best = scores.score[order[0]];
  if (best - scores.score[order[1]] < advantage) {
    for (const std::size_t i : order)
      if (best - scores.score[i] < advantage) chosen[i] = 1.0;
    return chosen;
  }
  const bool stable = scores.first[order[0]] <= *std::min_element(scores.first.begin(), scores.first.end()) || scores.second[order[0]] <= *std::min_element(scores.second.begin(), scores.second.end());
  if (!stable) chosen[order[1]] = 1.0;
  return chosen;
}

}  // namespace

DecisionOutcome decision(const DecisionAlternatives& input, const DecisionRules& options, const RunContext& context) {
  check(decision_key, fields_of(input), fields_of(options), context.threads);
  check_options(input, options);
  const std::vector<double> given = given_weights(options);
  Team team(decision_key, context);
  const ChunkRunner run = [&](std::int64_t count, const std::function<void(std::int64_t)>& work) { team.run(count, work); };
  team.report(0.0, 0.0);
  const std::int64_t n = input.x.rows;
  const std::size_t c = options.criteria.size();
  DecisionTable table;
  table.rows = n;
  for (const DecisionCriterion& criterion : options.criteria) {
    DecisionColumn column;
    column.criterion = &criterion;
    column.column = input.x.columns[at(std::find(input.x.names.begin(), input.x.names.end(), criterion.name) - input.x.names.begin())];
    column.lower = criterion.direction != DecisionDirection::higher;
    table.columns.push_back(std::move(column));
  }
  std::vector<std::int64_t> kept;
  bool some_left_out = false;
  if (options.missing == DecisionMissing::refuse || options.missing == DecisionMissing::leave_out) {
    bool any = false;
    for (const DecisionColumn& column : table.columns) any = any || column.column.validity != nullptr || column.column.type == ColumnType::float64 || column.column.type == ColumnType::float32;
    if (any) {
      // the survey counts what is known; rows are looked for only where something is missing
      table.survey(false, false, run);
      for (const DecisionColumn& column : table.columns) some_left_out = some_left_out || column.known < n;
    }
    if (some_left_out) {
      kept = whole_rows(table, options.missing == DecisionMissing::refuse);
      for (DecisionColumn& column : table.columns) {
        std::vector<double> own, scratch(at(n));
        const double* x = column.read(0, n, scratch.data());
        for (const std::int64_t row : kept) own.push_back(x[row]);
        column.own = std::move(own);
        column.column = Column(column.own);
      }
      table.rows = static_cast<std::int64_t>(kept.size());
      table.seen = false;
    }
  }
  if (options.method == DecisionMethod::promethee)
    for (std::size_t j = 0; j < c; ++j)
      if (options.criteria[j].preference == DecisionPreference::gaussian && static_cast<double>(table.rows) * static_cast<double>(table.rows) > static_cast<double>(options.most_pairs))
        refuse(decision_key, path_of(j, "preference"), "gaussian for " + std::to_string(table.rows) + " alternatives", "another shape, or most_pairs at least the square of their number");
  DecisionReversals reversals;
  DecisionTable copy;  // as it was before columns become ranks or flows
  if (options.reversal) {
    copy.rows = table.rows;
    for (const DecisionColumn& column : table.columns) {
      std::vector<double> own(at(table.rows));
      const double* x = column.read(0, table.rows, own.data());
      std::copy_n(x, table.rows, own.begin());
      copy.columns.emplace_back(column.criterion, std::move(own));
      copy.columns.back().lower = column.lower;
    }
  }
  const std::vector<std::int64_t>* placed = some_left_out ? &kept : nullptr;
  DecisionOutcome result;
  team.report(0.0, 0.2);
  DecisionModel model = model_of(std::move(table), options, given, options.method == DecisionMethod::promethee, run);
  DecisionScores scores;
  if (options.method == DecisionMethod::sorting) scores.score = grades_of(model, run);
  else scores = scores_of(model, model.weights, run);
  const std::vector<double> ranks = ranks_of(scores.score, options.ties, options.tie_tolerance, &team);
  team.report(0.2, 0.3);
  for (std::size_t j = 0; j < c; ++j) {
    const DecisionColumn& column = model.table.columns[j];
    result.criteria.criterion.push_back(options.criteria[j].name);
    result.criteria.flag.codes.push_back(static_cast<std::int32_t>(column.flag()));
    result.criteria.weight.push_back(std::min(1.0, model.weights[j]));
    result.criteria.minimum.push_back(column.minimum);
    result.criteria.maximum.push_back(column.maximum);
  }
  for (const Choice& word : choices(DecisionFlag{})) result.criteria.flag.levels.emplace_back(word.name);
  std::vector<WeightSwap> swaps(c);
  if (options.sensitivity) swaps = swaps_of(model, scores.score, run);
  const auto placed_row = [&](std::int64_t row) { return placed == nullptr || row < 0 ? row : kept[at(row)]; };
  for (const WeightSwap& swap : swaps) {
    result.criteria.lower_swap.push_back(swap.lower);
    result.criteria.lower_first.push_back(placed_row(swap.lower_first));
    result.criteria.upper_swap.push_back(swap.upper);
    result.criteria.upper_first.push_back(placed_row(swap.upper_first));
  }
  team.report(0.3, 0.7);
  if (options.draws > 0) {
    DrawnWeights drawn = draw_weights(model, options.draws, context.seed, run);
    result.first_share = spread_out(std::move(drawn.first_share), placed, n);
    result.mean_rank = spread_out(std::move(drawn.mean_rank), placed, n);
  }
  team.report(0.7, 0.9);
  if (options.reversal) {
    reversals = reversals_of(copy, options, given, scores.score, run);
    for (std::int64_t& row : reversals.row) row = placed_row(row);
    for (std::int64_t& row : reversals.first) row = placed_row(row);
    result.reversals = std::move(reversals);
  }
  team.report(0.9, 1.0);
  if (options.details && options.method != DecisionMethod::sorting) {
    give_details(model, result, run);
    result.normalised = spread_out(std::move(result.normalised), placed, n, c);
    if (!result.contributions.empty()) result.contributions = spread_out(std::move(result.contributions), placed, n, c);
  }
  bool varies = false;
  for (std::size_t j = 0; j < c; ++j) varies = varies || (model.table.columns[j].flag() == DecisionFlag::varies && model.weights[j] > 0.0);
  const std::int64_t best = best_of(scores.score);
  const double highest = best >= 0 ? scores.score[at(best)] : missing;
  std::int64_t shared = 0;
  for (const double score : scores.score) {
    result.scored += score == score;
    shared += highest - score <= options.tie_tolerance;
  }
  result.left_out = n - result.scored;
  result.status = best < 0 || !varies ? DecisionStatus::undetermined : shared > 1 ? DecisionStatus::tied : DecisionStatus::decided;
  if (options.method == DecisionMethod::sorting) {
    for (std::size_t g = options.grades.size(); g-- > 0;) result.grade.levels.push_back(options.grades[g].name);
    result.grade.levels.insert(result.grade.levels.begin(), options.otherwise);
    result.grade.codes.assign(at(n), -1);
    for (std::size_t k = 0; k < scores.score.size(); ++k) result.grade.codes[at(placed_row(static_cast<std::int64_t>(k)))] = static_cast<std::int32_t>(scores.score[k]);
  }
  if (options.method == DecisionMethod::topsis && options.details) {
    result.distance_best = spread_out(std::move(scores.first), placed, n);
    result.distance_worst = spread_out(std::move(scores.second), placed, n);
  }
  if (options.method == DecisionMethod::vikor) {
    result.compromise = spread_out(compromise_of(scores), placed, n);
    result.group_regret = spread_out(std::move(scores.first), placed, n);
    result.largest_regret = spread_out(std::move(scores.second), placed, n);
  }
  if (options.method == DecisionMethod::promethee) {
    std::vector<double> over(scores.score.size(), 0.0), under(scores.score.size(), 0.0);
    for (std::size_t j = 0; j < c; ++j) {
      add_weighted(model.preferred[j].data(), static_cast<std::int64_t>(over.size()), model.weights[j], over.data());
      add_weighted(model.preferred_to_it[j].data(), static_cast<std::int64_t>(over.size()), model.weights[j], under.data());
    }
    result.preferred = spread_out(std::move(over), placed, n);
    result.preferred_to_it = spread_out(std::move(under), placed, n);
  }
  if (options.missing != DecisionMissing::refuse) {
    result.coverage.assign(at(n), 0.0);
    for (std::size_t j = 0; j < c; ++j) {
      const Column& column = input.x.columns[at(std::find(input.x.names.begin(), input.x.names.end(), options.criteria[j].name) - input.x.names.begin())];
      double scratch[decision_block];
      for (std::int64_t first = 0; first < n; first += decision_block) {
        const std::int64_t count = std::min(decision_block, n - first);
        const double* x = read_numbers(column, first, count, scratch);
        for (std::int64_t i = 0; i < count; ++i) result.coverage[at(first + i)] += x[i] == x[i] ? model.weights[j] : 0.0;
      }
    }
    for (double& share : result.coverage) share = std::min(1.0, share);
  }
  result.score = spread_out(std::move(scores.score), placed, n);
  result.rank = spread_out(ranks, placed, n);
  return result;
}

constinit const Function decision_analysis = analysis<&decision>("performance.decision", "Which alternative is best by several criteria, and how firm is that?");

}  // namespace mainstay::inline v1::performance
