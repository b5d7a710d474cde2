#include "mainstay/competency/differential.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "competency/differential_kernel.hpp"
#include "competency/irt_answers.hpp"
#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/corrections.hpp"
#include "stats/distributions.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.differential";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

stats::Correction correction_of(DifferentialCorrection word) {
  switch (word) {
    case DifferentialCorrection::benjamini_hochberg: return stats::Correction::benjamini_hochberg;
    case DifferentialCorrection::holm: return stats::Correction::holm;
    case DifferentialCorrection::bonferroni: return stats::Correction::bonferroni;
    case DifferentialCorrection::none: break;
  }
  return stats::Correction::none;
}

// An item's comparison with one group, in numbers.
struct Compared {
  DifferentialItemStatus status = DifferentialItemStatus::estimated, logistic_status = DifferentialItemStatus::estimated;
  MatchedDifference matched{0.0, 0.0, missing, missing, missing, missing, missing};
  double mean[2] = {missing, missing}, deviation = missing;
  bool two_answers = false;
  double coefficient = missing, std_error = missing, product = missing, product_std_error = missing;
  double uniform = missing, nonuniform = missing, r_squared = missing, uniform_r_squared = missing;
};

class Comparison {
 public:
  Comparison(const DifferentialInput& input, const DifferentialOptions& options, const RunContext& context)
      : input_(input), options_(options), team_(key, context), groups_(data::encode_groups(key, "group", input.group)), items_(static_cast<std::int64_t>(input.answers.columns.size())) {
    counts_ = count_answers(key, input.answers, input.weights, {}, {}, team_);
    for (std::int64_t i = 0; i < input.answers.rows; ++i) weight_.push_back(input.weights.given() ? number_at(input.weights, i) : 1.0);
    if (options.purify == DifferentialPurify::logistic && !options.logistic) refuse(key, "purify", "logistic", "no or mantel_haenszel where logistic is false");
    find_anchors();
    find_reference();
  }

  DifferentialResult run() {
    std::vector<std::vector<Compared>> compared;
    std::vector<std::int64_t> anchors = first_anchors_;
    result_.status = groups_.count < 2 ? DifferentialStatus::one_group : DifferentialStatus::estimated;
    match(anchors);
    compared = compare(anchors);
    std::set<std::vector<std::int64_t>> seen{anchors};
    while (options_.purify != DifferentialPurify::no && groups_.count > 1) {
      std::vector<std::int64_t> next;
      for (const std::int64_t j : first_anchors_)
        if (!flagged(compared, j)) next.push_back(j);
      if (next == anchors) break;
      if (next.size() < 2) {
        result_.status = DifferentialStatus::no_anchors;
        break;
      }
      if (result_.rounds == options_.max_rounds || !seen.insert(next).second) {
        result_.status = DifferentialStatus::not_settled;
        break;
      }
      ++result_.rounds;
      anchors = next;
      match(anchors);
      compared = compare(anchors);
    }
    if (!input_.match.given())
      for (const std::int64_t j : anchors) result_.anchors.push_back(input_.answers.names[at(j)]);
    tell(compared);
    return std::move(result_);
  }

 private:
  void find_anchors() {
    const std::vector<std::string>& names = input_.answers.names;
    if (input_.match.given()) {
      if (!options_.anchors.empty()) refuse(key, "anchors", "given", "left out where match is");
      if (options_.purify != DifferentialPurify::no) refuse(key, "purify", options_.purify == DifferentialPurify::logistic ? "logistic" : "mantel_haenszel", "no where match is given");
      return;
    }
    for (std::size_t i = 0; i < options_.anchors.size(); ++i) {
      const auto found = std::find(names.begin(), names.end(), options_.anchors[i]);
      if (found == names.end()) throw Error(ErrorCode::unknown_name, key, "anchors[" + std::to_string(i) + "]", -1, data::quoted(options_.anchors[i]), "one of the items " + list_of(names));
      first_anchors_.push_back(found - names.begin());
    }
    if (options_.anchors.empty())
      for (std::int64_t j = 0; j < items_; ++j) first_anchors_.push_back(j);
    std::sort(first_anchors_.begin(), first_anchors_.end());
    if (const auto twice = std::adjacent_find(first_anchors_.begin(), first_anchors_.end()); twice != first_anchors_.end()) refuse(key, "anchors", data::quoted(names[at(*twice)]) + " twice", "of items that are each named once");
    if (first_anchors_.size() < 2) refuse(key, options_.anchors.empty() ? "answers" : "anchors", "of one item", "of two or more, unless match is given");
  }

  void find_reference() {
    std::vector<double> people(at(groups_.count), 0.0);
    for (std::size_t i = 0; i < weight_.size(); ++i) people[at(groups_.codes[i])] += weight_[i];
    reference_ = groups_.count == 0 ? -1 : std::max_element(people.begin(), people.end()) - people.begin();
    if (!options_.reference.empty()) {
      const std::vector<std::string> names = groups_.names();
      const auto found = std::find(names.begin(), names.end(), options_.reference);
      if (found == names.end()) throw Error(ErrorCode::unknown_name, key, "reference", -1, data::quoted(options_.reference), "one of the groups " + list_of(names));
      reference_ = found - names.begin();
    }
    if (reference_ >= 0) result_.reference = groups_.name(reference_);
  }

  // Rows in blocks: use(row, place of the answer, value); rows without weight or answer are passed over.
  template <class Use>
  void each(std::int64_t item, const Use& use) const {
    const std::vector<std::int64_t>& values = counts_[at(item)].values;
    double scratch[512];
    for (std::int64_t first = 0; first < input_.answers.rows; first += 512) {
      const std::int64_t count = std::min<std::int64_t>(512, input_.answers.rows - first);
      const double* answer = read_numbers(input_.answers.columns[at(item)], first, count, scratch);
      for (std::int64_t i = 0; i < count; ++i) {
        if (!(weight_[at(first + i)] > 0.0) || !(answer[i] == answer[i])) continue;
        const auto value = static_cast<std::int64_t>(answer[i]);
        use(first + i, std::lower_bound(values.begin(), values.end(), value) - values.begin(), value);
      }
    }
  }

  // What people are matched on, NaN where that is not known.
  void match(const std::vector<std::int64_t>& anchors) {
    const std::int64_t rows = input_.answers.rows;
    score_.assign(at(rows), 0.0);
    if (input_.match.given()) {
      for (std::int64_t i = 0; i < rows; ++i) score_[at(i)] = number_at(input_.match, i);
    } else {
      std::vector<std::int32_t> answered(at(rows), 0);
      for (const std::int64_t j : anchors)
        each(j, [&](std::int64_t row, std::int64_t, std::int64_t value) {
          score_[at(row)] += static_cast<double>(value);
          ++answered[at(row)];
        });
      for (std::int64_t i = 0; i < rows; ++i)
        if (answered[at(i)] < static_cast<std::int32_t>(anchors.size())) score_[at(i)] = missing;
    }
    result_.people = result_.left_out = 0.0;
    people_.assign(at(groups_.count), 0.0);
    std::vector<double> sum(at(groups_.count), 0.0);
    for (std::int64_t i = 0; i < rows; ++i) {
      const double weight = weight_[at(i)];
      if (!(weight > 0.0)) continue;
      if (!(score_[at(i)] == score_[at(i)])) {
        result_.left_out += weight;
        continue;
      }
      result_.people += weight;
      people_[at(groups_.codes[at(i)])] += weight;
      sum[at(groups_.codes[at(i)])] += weight * score_[at(i)];
    }
    result_.groups = {};
    for (std::int64_t g = 0; g < groups_.count; ++g) {
      result_.groups.group.push_back(groups_.name(g));
      result_.groups.people.push_back(people_[at(g)]);
      result_.groups.mean_match.push_back(people_[at(g)] > 0.0 ? sum[at(g)] / people_[at(g)] : missing);
    }
  }

  std::vector<std::vector<Compared>> compare(const std::vector<std::int64_t>& anchors) {
    std::vector<std::vector<Compared>> compared(at(items_));
    team_.run(items_, [&](std::int64_t j) { compared[at(j)] = compare_item(j, std::binary_search(anchors.begin(), anchors.end(), j)); });
    return compared;
  }

  std::vector<Compared> compare_item(std::int64_t item, bool anchor) const {
    const std::int64_t answers = static_cast<std::int64_t>(counts_[at(item)].values.size()), groups = groups_.count;
    std::vector<double> score;
    std::vector<std::int64_t> row_of, answer_of;
    const bool add = !anchor && !input_.match.given();
    each(item, [&](std::int64_t row, std::int64_t place, std::int64_t value) {
      if (!(score_[at(row)] == score_[at(row)])) return;
      score.push_back(score_[at(row)] + (add ? static_cast<double>(value) : 0.0));
      row_of.push_back(row);
      answer_of.push_back(place);
    });
    stats::Distinct distinct = stats::distinct_of(score.data(), static_cast<std::int64_t>(score.size()));
    std::vector<std::int64_t> class_of(distinct.values.size());
    std::vector<double> level = distinct.values;
    for (std::size_t c = 0; c < class_of.size(); ++c) class_of[c] = static_cast<std::int64_t>(c);
    if (options_.strata && static_cast<std::int64_t>(distinct.values.size()) > *options_.strata) {
      std::vector<double> people(distinct.values.size(), 0.0);
      double all = 0.0, before = 0.0;
      for (std::size_t i = 0; i < row_of.size(); ++i) people[distinct.index[i]] += weight_[at(row_of[i])], all += weight_[at(row_of[i])];
      std::vector<double> sum, weight;
      std::int64_t last = -1;
      for (std::size_t c = 0; c < people.size(); ++c) {  // by the middle of those with this score; classes without anybody are passed over
        const auto place = std::min<std::int64_t>(*options_.strata - 1, static_cast<std::int64_t>((before + 0.5 * people[c]) / all * static_cast<double>(*options_.strata)));
        before += people[c];
        if (place != last) sum.push_back(0.0), weight.push_back(0.0);
        last = place;
        class_of[c] = static_cast<std::int64_t>(sum.size()) - 1;
        sum.back() += people[c] * distinct.values[c];
        weight.back() += people[c];
      }
      level.clear();
      for (std::size_t c = 0; c < sum.size(); ++c) level.push_back(sum[c] / weight[c]);
    }
    const auto classes = static_cast<std::int64_t>(level.size());
    std::vector<double> cell(at(classes * groups * answers), 0.0);
    for (std::size_t i = 0; i < row_of.size(); ++i) {
      const std::int64_t c = class_of[distinct.index[i]];
      cell[at((c * groups + groups_.codes[at(row_of[i])]) * answers + answer_of[i])] += weight_[at(row_of[i])];
    }
    std::vector<Compared> compared;
    for (std::int64_t g = 0; g < groups; ++g) {
      if (g == reference_) continue;
      MatchedCounts counts;
      std::vector<std::int64_t> given;  // answers of these two groups
      for (std::int64_t k = 0; k < answers; ++k) {
        double people = 0.0;
        for (std::int64_t c = 0; c < classes; ++c) people += cell[at((c * groups + g) * answers + k)] + cell[at((c * groups + reference_) * answers + k)];
        if (people > 0.0) given.push_back(k), counts.value.push_back(static_cast<double>(counts_[at(item)].values[at(k)]));
      }
      counts.answers = static_cast<std::int64_t>(given.size());
      counts.classes = classes;
      counts.match = level;
      for (std::int64_t c = 0; c < classes; ++c)
        for (const std::int64_t group : {reference_, g})
          for (const std::int64_t k : given) counts.counts.push_back(cell[at((c * groups + group) * answers + k)]);
      compared.push_back(compare_groups(counts, people_[at(g)]));
    }
    return compared;
  }

  Compared compare_groups(const MatchedCounts& counts, double people_of_group) const {
    Compared out;
    double people[2] = {}, sum[2] = {}, square = 0.0;
    for (std::int64_t c = 0; c < counts.classes; ++c)
      for (std::int64_t g = 0; g < 2; ++g)
        for (std::int64_t k = 0; k < counts.answers; ++k) {
          const double n = counts.at(c, g, k), y = counts.value[at(k)];
          people[g] += n, sum[g] += n * y, square += n * y * y;
        }
    for (int g = 0; g < 2; ++g) out.mean[g] = people[g] > 0.0 ? sum[g] / people[g] : missing;
    out.two_answers = counts.answers == 2;
    if (counts.answers < 2 || !(people[0] > 0.0 && people[1] > 0.0)) {
      out.status = out.logistic_status = counts.answers < 2 ? DifferentialItemStatus::no_variation : DifferentialItemStatus::not_matched;
      return out;
    }
    const double all = people[0] + people[1], mean = (sum[0] + sum[1]) / all;
    out.deviation = std::sqrt(std::max(0.0, square / all - mean * mean));
    out.matched = matched_difference(counts, options_.continuity);
    const bool few = std::min(people_of_group, people_[at(reference_)]) < static_cast<double>(options_.few);
    out.status = !(out.matched.statistic == out.matched.statistic) ? DifferentialItemStatus::not_matched : few ? DifferentialItemStatus::few_people : DifferentialItemStatus::estimated;
    if (!options_.logistic) return out;
    double nothing = 0.0;  // log-likelihood of shares alone
    for (std::int64_t k = 0; k < counts.answers; ++k) {
      double n = 0.0;
      for (std::int64_t c = 0; c < counts.classes; ++c) n += counts.at(c, 0, k) + counts.at(c, 1, k);
      nothing += n * std::log(n / all);
    }
    const CumulativeLogit level = cumulative_logit(counts, 1), group = cumulative_logit(counts, 2), product = cumulative_logit(counts, 3);
    out.uniform = std::max(0.0, 2.0 * (group.log_likelihood - level.log_likelihood));
    out.nonuniform = std::max(0.0, 2.0 * (product.log_likelihood - group.log_likelihood));
    const auto nagelkerke = [&](double log_likelihood) { return -std::expm1(2.0 * (nothing - log_likelihood) / all) / -std::expm1(2.0 * nothing / all); };
    out.uniform_r_squared = nagelkerke(group.log_likelihood) - nagelkerke(level.log_likelihood);
    out.r_squared = nagelkerke(product.log_likelihood) - nagelkerke(level.log_likelihood);
    if (group.converged) out.coefficient = group.coefficient[1], out.std_error = group.std_error[1];
    if (product.converged) out.product = product.coefficient[2], out.product_std_error = product.std_error[2];
    out.logistic_status = !group.converged || !product.converged ? DifferentialItemStatus::separated : few ? DifferentialItemStatus::few_people : DifferentialItemStatus::estimated;
    return out;
  }

  std::vector<double> corrected(const std::vector<std::vector<Compared>>& compared, std::size_t group, bool logistic) const {
    std::vector<double> p;
    for (const std::vector<Compared>& item : compared) {
      const double statistic = logistic ? item[group].uniform + item[group].nonuniform : item[group].matched.statistic;
      p.push_back(statistic == statistic ? stats::chi_squared_upper_tail(statistic, logistic ? 2.0 : 1.0) : missing);
    }
    return stats::corrected(p, correction_of(options_.correction));
  }

  bool flagged(const std::vector<std::vector<Compared>>& compared, std::int64_t item) const {
    for (std::size_t g = 0; g + 1 < at(groups_.count); ++g)
      if (corrected(compared, g, options_.purify == DifferentialPurify::logistic)[at(item)] < options_.significance) return true;
    return false;
  }

  DifferentialClass size_of(const Compared& one, double p_value) const {
    if (!(p_value < options_.significance)) return DifferentialClass::a;
    if (!one.two_answers) {
      const double size = std::abs(one.matched.difference) / one.deviation;
      return size > 0.25 ? DifferentialClass::c : size > 0.17 ? DifferentialClass::b : DifferentialClass::a;
    }
    const double delta = 2.35 * std::abs(std::log(one.matched.odds_ratio)), error = one.matched.log_variance == one.matched.log_variance ? 2.35 * std::sqrt(one.matched.log_variance) : 0.0;
    if (delta < 1.0) return DifferentialClass::a;
    return delta >= 1.5 && delta - stats::normal_quantile(1.0 - options_.significance) * error > 1.0 ? DifferentialClass::c : DifferentialClass::b;
  }

  void tell(const std::vector<std::vector<Compared>>& compared) {
    DifferentialMatched& m = result_.matched;
    DifferentialLogistic& l = result_.logistic;
    m.item.levels = input_.answers.names;
    for (std::int64_t g = 0; g < groups_.count; ++g) m.group.levels.push_back(groups_.name(g));
    for (const Choice& word : choices(DifferentialItemStatus{})) m.status.levels.push_back(word.name);
    for (const Choice& word : choices(DifferentialClass{})) m.size.levels.push_back(word.name);
    l.item.levels = m.item.levels, l.group.levels = m.group.levels, l.status.levels = m.status.levels, l.size.levels = m.size.levels;
    std::vector<std::vector<double>> p_of_matched, p_of_logistic;
    for (std::size_t g = 0; g + 1 < at(groups_.count); ++g) {
      p_of_matched.push_back(corrected(compared, g, false));
      p_of_logistic.push_back(corrected(compared, g, true));
    }
    const double z = stats::normal_interval_factor(options_.confidence_level);
    const auto tail = [](double statistic, double freedom) { return statistic == statistic ? stats::chi_squared_upper_tail(statistic, freedom) : missing; };
    for (std::int64_t j = 0; j < items_; ++j)
      for (std::size_t g = 0; g + 1 < at(groups_.count); ++g) {
        const Compared& one = compared[at(j)][g];
        const MatchedDifference& d = one.matched;
        const auto group = static_cast<std::int32_t>(g) + (static_cast<std::int64_t>(g) >= reference_ ? 1 : 0);
        const double p = tail(d.statistic, 1.0), error = std::sqrt(d.log_variance), log_ratio = std::log(d.odds_ratio);
        m.item.codes.push_back(static_cast<std::int32_t>(j));
        m.group.codes.push_back(group);
        m.status.codes.push_back(static_cast<std::int32_t>(one.status));
        m.flagged.push_back(p_of_matched[g][at(j)] < options_.significance);
        m.size.codes.push_back(p == p ? static_cast<std::int32_t>(size_of(one, p)) : -1);
        m.people_reference.push_back(d.people_reference);
        m.people_group.push_back(d.people_group);
        m.mean_reference.push_back(one.mean[0]);
        m.mean_group.push_back(one.mean[1]);
        m.statistic.push_back(d.statistic);
        m.p_value.push_back(p);
        m.corrected_p_value.push_back(p_of_matched[g][at(j)]);
        m.odds_ratio.push_back(d.odds_ratio);
        m.lower.push_back(std::exp(log_ratio - z * error));
        m.upper.push_back(std::exp(log_ratio + z * error));
        m.delta.push_back(-2.35 * log_ratio);
        m.delta_std_error.push_back(2.35 * error);
        const bool known = d.statistic == d.statistic;
        m.difference.push_back(known ? d.difference : missing);
        m.difference_std_error.push_back(known ? std::sqrt(d.difference_variance) : missing);
        m.standardised_difference.push_back(known ? d.difference / one.deviation : missing);
        if (!options_.logistic) continue;
        const double both = one.uniform + one.nonuniform, p_of_both = tail(both, 2.0);
        l.item.codes.push_back(static_cast<std::int32_t>(j));
        l.group.codes.push_back(group);
        l.status.codes.push_back(static_cast<std::int32_t>(one.logistic_status));
        l.flagged.push_back(p_of_logistic[g][at(j)] < options_.significance);
        const auto size = !(p_of_both < options_.significance) || one.r_squared < 0.035 ? DifferentialClass::a : one.r_squared < 0.07 ? DifferentialClass::b : DifferentialClass::c;
        l.size.codes.push_back(both == both ? static_cast<std::int32_t>(size) : -1);
        l.coefficient.push_back(one.coefficient);
        l.std_error.push_back(one.std_error);
        l.product.push_back(one.product);
        l.product_std_error.push_back(one.product_std_error);
        l.uniform_statistic.push_back(one.uniform);
        l.uniform_p_value.push_back(tail(one.uniform, 1.0));
        l.nonuniform_statistic.push_back(one.nonuniform);
        l.nonuniform_p_value.push_back(tail(one.nonuniform, 1.0));
        l.statistic.push_back(both);
        l.p_value.push_back(p_of_both);
        l.corrected_p_value.push_back(p_of_logistic[g][at(j)]);
        l.r_squared_change.push_back(one.r_squared);
        l.uniform_r_squared_change.push_back(one.uniform_r_squared);
      }
  }

  const DifferentialInput& input_;
  const DifferentialOptions& options_;
  Team team_;
  data::Groups groups_;
  std::int64_t items_, reference_ = -1;
  std::vector<AnswerCounts> counts_;
  std::vector<double> weight_, score_, people_;
  std::vector<std::int64_t> first_anchors_;
  DifferentialResult result_;
};

}  // namespace

DifferentialResult differential(const DifferentialInput& input, const DifferentialOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  return Comparison(input, options, context).run();
}

constinit const Function differential_analysis = analysis<&differential>("competency.differential", "Do people who are equally able answer an item differently by group?");

}  // namespace mainstay::inline v1::competency
