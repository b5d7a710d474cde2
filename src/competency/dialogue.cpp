#include "mainstay/competency/dialogue.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "competency/dialogue_kernel.hpp"
#include "competency/dialogue_rubric.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.dialogue";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// An answer that is learnt from.
struct Answer {
  std::int64_t row;
  std::int32_t person, fold;
  double weight, rating;  // mean of the experts, 0 to 1
};

class Learning {
 public:
  Learning(const DialogueInput& input, const DialogueOptions& options, const RunContext& context)
      : input_(input), options_(options), context_(context), team_(key, context), shares_(rubric_shares(options.rubric)), items_(static_cast<std::int64_t>(shares_.size())) {
    columns_ = columns_of(key, options.rubric, input.x);
    if (!(options.rating_lowest < options.rating_highest)) refuse(key, "rating_highest", plain_number(options.rating_highest), "above rating_lowest (" + plain_number(options.rating_lowest) + ")");
    if (options.penalties.empty()) refuse(key, "penalties", "empty", "a list of one or more");
    fit_.rubric = options.rubric;
    fit_.confidence_level = options.confidence_level;
    read();
  }

  DialogueFit run() {
    if (!input_.rating.given()) fit_.status = DialogueStatus::not_learnt;
    else if (static_cast<std::int64_t>(answers_.size()) < options_.minimum || !deal_folds()) fit_.status = DialogueStatus::too_few;
    else if (!ratings_vary()) fit_.status = DialogueStatus::no_variation;
    else fit_.status = DialogueStatus::learnt;
    weights_.assign(1, 0.0);
    weights_.insert(weights_.end(), shares_.begin(), shares_.end());
    fit_.half_width = fit_.held_out_coverage = missing;
    if (fit_.status == DialogueStatus::learnt) learn();
    tell();
    return std::move(fit_);
  }

 private:
  double level(std::size_t answer, std::int64_t item) const { return levels_[answer * at(items_) + at(item)]; }
  const double* levels(std::size_t answer) const { return levels_.data() + answer * at(items_); }
  double score(const std::vector<double>& c, std::size_t answer) const {
    double sum = c[0];
    for (std::int64_t j = 0; j < items_; ++j) sum += c[at(j + 1)] * level(answer, j);
    return sum;
  }
  double on_scale(double score) const {  // rounded to the experts' steps
    const double lowest = options_.rating_lowest, step = options_.rating_step;
    return std::clamp(lowest + step * std::round((score * (options_.rating_highest - lowest)) / step), lowest, options_.rating_highest);
  }

  void read() {
    const std::int64_t rows = input_.x.rows, experts = static_cast<std::int64_t>(input_.rating.columns.size());
    for (std::int64_t e = 0; e < experts; ++e) {
      if (input_.rating.columns[at(e)].categorical) throw Error(ErrorCode::wrong_type, key, "rating." + input_.rating.names[at(e)], -1, "text", "numbers");
      for (std::int64_t i = 0; i < rows; ++i) {
        const double rating = number_at(input_.rating.columns[at(e)], i);
        if (rating < options_.rating_lowest || rating > options_.rating_highest)
          refuse(key, "rating." + input_.rating.names[at(e)], i, rating, "between " + plain_number(options_.rating_lowest) + " and " + plain_number(options_.rating_highest) + ", the experts' scale");
      }
    }
    const data::Groups people = input_.person.given() ? data::encode_groups(key, "person", input_.person) : data::Groups{}, folds = input_.fold.given() ? data::encode_groups(key, "fold", input_.fold) : data::Groups{};
    std::vector<std::int32_t> number(at(input_.person.given() ? people.count : rows), -1), fold_of(number.size(), -1);
    std::vector<double> known(at(items_), 0.0);
    means_.assign(at(items_), 0.0);
    std::vector<double> level(at(items_));
    std::vector<Answer> found;
    for (std::int64_t i = 0; i < rows; ++i) {
      const double weight = input_.weights.given() ? number_at(input_.weights, i) : 1.0;
      if (!(weight > 0.0)) continue;
      bool whole = true;
      for (std::int64_t j = 0; j < items_; ++j) {
        level[at(j)] = level_of(options_.rubric.items[at(j)], number_at(*columns_[at(j)], i));
        whole = whole && level[at(j)] == level[at(j)];
        if (level[at(j)] == level[at(j)]) known[at(j)] += weight, means_[at(j)] += weight * level[at(j)];
      }
      double sum = 0.0, count = 0.0;
      for (std::int64_t e = 0; e < experts; ++e) {
        const double rating = number_at(input_.rating.columns[at(e)], i);
        if (rating == rating) sum += (rating - options_.rating_lowest) / (options_.rating_highest - options_.rating_lowest), count += 1.0;
      }
      if (!whole || count == 0.0) {
        fit_.left_out += weight;
        continue;
      }
      const std::int64_t person = input_.person.given() ? people.codes[at(i)] : i;
      const std::int32_t fold = input_.fold.given() ? folds.codes[at(i)] : 0;
      if (fold_of[at(person)] >= 0 && fold_of[at(person)] != fold)
        refuse(key, "fold", data::quoted(folds.name(fold)) + " in row " + std::to_string(i) + " for person " + data::quoted(people.name(person)), "the same for all answers of a person");
      fold_of[at(person)] = fold;
      number[at(person)] = 0;
      found.push_back({i, static_cast<std::int32_t>(person), fold, weight, sum / count});
      fit_.answers += weight;
      levels_.insert(levels_.end(), level.begin(), level.end());
    }
    for (std::int64_t j = 0; j < items_; ++j) means_[at(j)] = known[at(j)] > 0.0 ? means_[at(j)] / known[at(j)] : missing;
    std::int32_t next = 0;
    for (std::int32_t& person : number)
      if (person == 0) person = next++;
    people_ = next;
    for (Answer& answer : found) answer.person = number[at(answer.person)];
    answers_ = std::move(found);
    fit_.people = people_;
    folds_ = input_.fold.given() ? folds.count : options_.folds;
    if (input_.fold.given() && input_.rating.given() && folds_ < 2) refuse(key, "fold", "of one value", "of two or more folds");
  }

  // Each person's fold; false where there are too few people.
  bool deal_folds() {
    if (!input_.fold.given()) {
      if (people_ < folds_) return false;
      std::vector<std::int32_t> order(at(people_)), fold(at(people_));
      for (std::int64_t i = 0; i < people_; ++i) order[at(i)] = static_cast<std::int32_t>(i);
      stats::Random random{context_.seed, 0xd1a109};
      stats::draw_first(order, people_, random);
      for (std::int64_t i = 0; i < people_; ++i) fold[at(order[at(i)])] = static_cast<std::int32_t>(i % folds_);
      for (Answer& answer : answers_) answer.fold = fold[at(answer.person)];
    }
    std::vector<bool> used(at(folds_), false);
    for (const Answer& answer : answers_) used[at(answer.fold)] = true;
    return std::count(used.begin(), used.end(), true) == folds_;
  }

  bool ratings_vary() const {
    for (const Answer& answer : answers_)
      if (answer.rating != answers_[0].rating) return true;
    return false;
  }

  // Sums of all folds but some.
  DialogueSums without(std::int64_t one, std::int64_t other = -1) const {
    DialogueSums sums(items_);
    for (std::int64_t f = 0; f < folds_; ++f)
      if (f != one && f != other) sums.add(by_fold_[at(f)]);
    return sums;
  }

  // The penalty with the least held-out error among folds but `left`; of equal ones the greater.
  double choose_penalty(std::int64_t left) const {
    double best = missing, least = std::numeric_limits<double>::infinity();
    std::vector<double> penalties = options_.penalties;
    std::sort(penalties.begin(), penalties.end());
    for (const double penalty : penalties) {
      double error = 0.0;
      for (std::int64_t f = 0; f < folds_; ++f)
        if (f != left) error += by_fold_[at(f)].squared_error(dialogue_weights(without(f, left), shares_, penalty));
      if (error <= least) least = error, best = penalty;
    }
    return best;
  }

  void learn() {
    for (std::int64_t f = 0; f < folds_; ++f) by_fold_.emplace_back(items_);
    for (std::size_t i = 0; i < answers_.size(); ++i) by_fold_[at(answers_[i].fold)].add(levels(i), answers_[i].rating, answers_[i].weight);
    fit_.penalty = choose_penalty(-1);
    weights_ = dialogue_weights(without(-1), shares_, fit_.penalty);
    team_.checkpoint(0.05);
    judge();
    if (options_.resamples > 0) bootstrap();
  }

  // Every answer by weights that have not seen its person's fold; the penalty is chosen without it too, where two folds are left to choose with.
  void judge() {
    std::vector<std::vector<double>> held_out;
    std::vector<double> penalty, mean;
    for (std::int64_t f = 0; f < folds_; ++f) {
      const DialogueSums others = without(f);
      penalty.push_back(folds_ > 2 ? choose_penalty(f) : fit_.penalty);
      held_out.push_back(dialogue_weights(others, shares_, penalty.back()));
      mean.push_back(others.product[0] / others.weight);
    }
    std::vector<std::pair<double, double>> errors;
    scores_.clear();
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const Answer& answer = answers_[i];
      double by_rubric = 0.0, equal = 0.0;
      for (std::int64_t j = 0; j < items_; ++j) by_rubric += shares_[at(j)] * level(i, j), equal += level(i, j) / static_cast<double>(items_);
      scores_.push_back({score(held_out[at(answer.fold)], i), by_rubric, equal, mean[at(answer.fold)]});
      errors.emplace_back(std::abs(answer.rating - scores_.back()[0]), answer.weight);
    }
    fit_.half_width = std::min(1.0, conformal_width(errors, options_.confidence_level));
    if (folds_ > 2) {  // for each fold: width from errors of the others by weights that have seen neither
      double inside = 0.0, all = 0.0;
      for (std::int64_t f = 0; f < folds_; ++f) {
        std::vector<std::vector<double>> inner;
        for (std::int64_t g = 0; g < folds_; ++g) inner.push_back(g == f ? std::vector<double>{} : dialogue_weights(without(f, g), shares_, penalty[at(f)]));
        std::vector<std::pair<double, double>> seen;
        for (std::size_t i = 0; i < answers_.size(); ++i)
          if (answers_[i].fold != f) seen.emplace_back(std::abs(answers_[i].rating - score(inner[at(answers_[i].fold)], i)), answers_[i].weight);
        const double width = conformal_width(std::move(seen), options_.confidence_level);
        for (std::size_t i = 0; i < answers_.size(); ++i)
          if (answers_[i].fold == f) all += answers_[i].weight, inside += answers_[i].weight * (errors[i].first <= width);
      }
      fit_.held_out_coverage = inside / all;
    }
    // pairs of ratings, person by person, so that people can be drawn again
    pairs_.assign(at(people_), {});
    std::array<PairSums, 4> all{};
    std::array<double, 4> square{}, absolute{};
    std::array<PairSums, 4> with_mean{};
    double weight = 0.0;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
      const Answer& answer = answers_[i];
      weight += answer.weight;
      std::vector<double> ratings;
      for (const Column& column : input_.rating.columns)
        if (const double rating = number_at(column, answer.row); rating == rating) ratings.push_back(rating);
      for (std::size_t s = 0; s < 4; ++s) {
        const double off = scores_[i][s] - answer.rating;
        square[s] += answer.weight * off * off, absolute[s] += answer.weight * std::abs(off);
        with_mean[s].add(scores_[i][s], answer.rating, answer.weight);
        for (const double rating : ratings) all[s].add(on_scale(scores_[i][s]), rating, answer.weight);
      }
      for (std::size_t a = 0; a < ratings.size(); ++a) {
        pairs_[at(answer.person)][0].add(on_scale(scores_[i][0]), ratings[a], answer.weight);
        for (std::size_t b = 0; b < ratings.size(); ++b)
          if (a != b) pairs_[at(answer.person)][1].add(ratings[a], ratings[b], 0.5 * answer.weight);
      }
    }
    const char* names[] = {"learnt", "rubric", "equal", "constant"};
    for (std::size_t s = 0; s < 4; ++s) {
      fit_.validation.score.push_back(names[s]);
      fit_.validation.root_mean_square_error.push_back(std::sqrt(square[s] / weight));
      fit_.validation.mean_absolute_error.push_back(absolute[s] / weight);
      fit_.validation.correlation.push_back(s == 3 ? missing : with_mean[s].correlation());
      fit_.validation.kappa.push_back(s == 3 ? missing : all[s].kappa());
    }
    const char* between[] = {"score_and_expert", "expert_and_expert"};
    for (std::size_t k = 0; k < 2; ++k) {
      PairSums sums;
      for (const auto& of_person : pairs_) sums.add(of_person[k]);
      fit_.agreement.between.push_back(between[k]);
      fit_.agreement.pairs.push_back(sums.pairs);
      fit_.agreement.kappa.push_back(sums.kappa());
      fit_.agreement.correlation.push_back(sums.correlation());
    }
  }

  void bootstrap() {
    struct Sample {
      std::vector<double> weights;
      std::array<double, 4> agreement;
    };
    std::vector<Sample> samples(at(options_.resamples));
    team_.report(0.1, 1.0);
    team_.run(options_.resamples, [&](std::int64_t r) {
      stats::Random random{context_.seed, 0xb0075, static_cast<std::uint64_t>(r)};
      std::vector<double> times(at(people_), 0.0);
      for (std::int64_t i = 0; i < people_; ++i) times[random.below(static_cast<std::uint64_t>(people_))] += 1.0;
      DialogueSums sums(items_);
      for (std::size_t i = 0; i < answers_.size(); ++i)
        if (times[at(answers_[i].person)] > 0.0) sums.add(levels(i), answers_[i].rating, times[at(answers_[i].person)] * answers_[i].weight);
      PairSums pairs[2];
      for (std::int64_t i = 0; i < people_; ++i)
        for (std::size_t k = 0; k < 2; ++k) pairs[k].add(pairs_[at(i)][k], times[at(i)]);
      samples[at(r)] = {dialogue_weights(sums, shares_, fit_.penalty), {pairs[0].kappa(), pairs[0].correlation(), pairs[1].kappa(), pairs[1].correlation()}};
    });
    std::vector<double> values;
    const auto gather = [&](const auto& value) {
      values.clear();
      for (const Sample& sample : samples)
        if (const double v = value(sample); v == v) values.push_back(v);
      return stats::percentile_interval(values, options_.confidence_level);
    };
    for (std::int64_t j = 0; j < items_; ++j) {
      const stats::Interval weight = gather([&](const Sample& sample) { return sample.weights[at(j + 1)]; });
      double mean = 0.0, square = 0.0, zero = 0.0;
      for (const double v : values) mean += v / static_cast<double>(values.size()), zero += v <= 1e-12;
      for (const double v : values) square += (v - mean) * (v - mean);
      error_.push_back(values.size() > 1 ? std::sqrt(square / static_cast<double>(values.size() - 1)) : missing);
      lower_.push_back(weight.lower);
      upper_.push_back(weight.upper);
      zero_.push_back(zero / static_cast<double>(values.size()));
    }
    for (std::size_t k = 0; k < 2; ++k) {
      const stats::Interval kappa = gather([&](const Sample& sample) { return sample.agreement[2 * k]; });
      fit_.agreement.kappa_lower.push_back(kappa.lower);
      fit_.agreement.kappa_upper.push_back(kappa.upper);
      const stats::Interval correlation = gather([&](const Sample& sample) { return sample.agreement[2 * k + 1]; });
      fit_.agreement.correlation_lower.push_back(correlation.lower);
      fit_.agreement.correlation_upper.push_back(correlation.upper);
    }
  }

  void tell() {
    const bool learnt = fit_.status == DialogueStatus::learnt;
    if (!learnt || options_.resamples == 0) error_ = lower_ = upper_ = zero_ = std::vector<double>(at(items_), missing);
    if (learnt && options_.resamples == 0)
      for (std::vector<double>* column : {&fit_.agreement.kappa_lower, &fit_.agreement.kappa_upper, &fit_.agreement.correlation_lower, &fit_.agreement.correlation_upper}) column->assign(2, missing);
    fit_.base = weights_[0];
    for (std::int64_t j = 0; j < items_; ++j) {
      PairSums sums;
      for (std::size_t i = 0; i < answers_.size(); ++i) sums.add(level(i, j), answers_[i].rating, answers_[i].weight);
      fit_.items.item.push_back(options_.rubric.items[at(j)].name);
      fit_.items.weight.push_back(weights_[at(j + 1)]);
      fit_.items.std_error.push_back(error_[at(j)]);
      fit_.items.lower.push_back(lower_[at(j)]);
      fit_.items.upper.push_back(upper_[at(j)]);
      fit_.items.zero_share.push_back(zero_[at(j)]);
      fit_.items.rubric_weight.push_back(shares_[at(j)]);
      const bool any = sums.pairs > 0.0;
      fit_.items.mean_level.push_back(any ? sums.x / sums.pairs : means_[at(j)]);
      fit_.items.deviation.push_back(any ? std::sqrt(std::max(0.0, sums.xx / sums.pairs - sums.x / sums.pairs * sums.x / sums.pairs)) : missing);
      fit_.items.correlation.push_back(sums.correlation());
    }
  }

  const DialogueInput& input_;
  const DialogueOptions& options_;
  const RunContext& context_;
  Team team_;
  std::vector<double> shares_;
  std::int64_t items_, people_ = 0, folds_ = 0;
  std::vector<const Column*> columns_;
  std::vector<Answer> answers_;
  std::vector<double> levels_, means_, weights_, error_, lower_, upper_, zero_;
  std::vector<DialogueSums> by_fold_;
  std::vector<std::array<double, 4>> scores_;                 // learnt, rubric, equal, constant; held out
  std::vector<std::array<PairSums, 2>> pairs_;                // of each person: score and expert, expert and expert
  DialogueFit fit_;
};

}  // namespace

DialogueFit dialogue(const DialogueInput& input, const DialogueOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  check_rubric(key, options.rubric);
  return Learning(input, options, context).run();
}

void DialogueFit::validate() const {
  const auto corrupt = [](const char* sentence) { throw Error(ErrorCode::corrupt, key, sentence); };
  check_rubric(key, rubric);
  if (items.item.size() != rubric.items.size()) corrupt("the fit has not as many weights as its rubric has items");
  double sum = base;
  for (std::size_t j = 0; j < items.item.size(); ++j) {
    if (items.item[j] != rubric.items[j].name) corrupt("the fit's weights and its rubric have unlike names");
    if (!(items.weight[j] >= 0.0)) corrupt("a weight is below 0");
    sum += items.weight[j];
  }
  if (!(base >= 0.0) || !(sum <= 1.0 + 1e-9)) corrupt("the weights add up to more than 1");
}

namespace {
constexpr Function methods[] = {analysis<&dialogue_score>("competency.dialogue.score", "How good is each answer, what makes it so, and what would raise it most?")};
}

constinit const Function dialogue_analysis = analysis<&dialogue>("competency.dialogue", "What makes a good answer in a role play, as experts see it, and how well do scores agree with them?", methods);

}  // namespace mainstay::inline v1::competency
