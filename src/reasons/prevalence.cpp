#include "mainstay/reasons/prevalence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/at.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "reasons/prevalence_kernel.hpp"
#include "stats/counts_drawn.hpp"
#include "stats/distributions.hpp"
#include "stats/drawn_share.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* key = "reasons.prevalence";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> shares_of_counts(const std::vector<std::int64_t>& counts) {
  std::int64_t sum = 0;
  for (const std::int64_t count : counts) sum += count;
  std::vector<double> shares;
  for (const std::int64_t count : counts) shares.push_back(static_cast<double>(count) / static_cast<double>(sum));
  return shares;
}

class Correction {
 public:
  Correction(const PrevalenceInput& input, const PrevalenceOptions& options)
      : options_(options), predicted_(data::encode_groups(key, "predicted", input.predicted)), checked_(data::encode_groups(key, "checked_predicted", input.checked_predicted)), truth_(data::encode_groups(key, "checked_true", input.checked_true)) {
    data::refuse_misspelt(key, "checked_true", truth_, checked_.names());  // "Pay" read, "pay" said: no error of the classifier
    std::set<std::string> words;
    for (const std::string& word : checked_.names()) words.insert(word);
    words_.assign(words.begin(), words.end());
    reasons_ = truth_.names();
    std::sort(reasons_.begin(), reasons_.end());
    const auto place = [](const std::vector<std::string>& list, const std::string& name) { return std::lower_bound(list.begin(), list.end(), name) - list.begin(); };
    counted_.assign(words_.size(), 0);
    std::vector<std::int64_t> of(at(predicted_.count));
    for (std::int64_t c = 0; c < predicted_.count; ++c) {
      const std::string name = predicted_.name(c);
      of[at(c)] = place(words_, name);
      if (words.count(name) == 0) {
        std::int64_t row = 0;
        while (predicted_.codes[at(row)] != c) ++row;
        throw Error(ErrorCode::invalid_argument, key, "predicted", row, data::quoted(name), "something that the classifier says of a checked text too");
      }
    }
    for (const std::int32_t code : predicted_.codes) ++counted_[at(of[static_cast<std::size_t>(code)])];
    table_.assign(reasons_.size(), std::vector<std::int64_t>(words_.size(), 0));
    for (std::size_t i = 0; i < truth_.codes.size(); ++i) ++table_[at(place(reasons_, truth_.name(truth_.codes[i])))][at(place(words_, checked_.name(checked_.codes[i])))];
  }

  PrevalenceResult run(const RunContext& context) {
    PrevalenceResult result;
    result.confidence = options_.confidence;
    result.texts = static_cast<std::int64_t>(predicted_.codes.size());
    result.checked = static_cast<std::int64_t>(truth_.codes.size());
    describe_errors(result);
    const std::vector<double> errors = errors_of(table_), seen = shares_of_counts(counted_);
    result.singular_values = singular_values(errors, reasons(), words());
    std::vector<double> shares;
    const bool told_apart = words() >= reasons() && result.singular_values.back() >= options_.floor;
    if (!told_apart) mixed_up(errors, result.unidentified);
    if (!result.unidentified.empty() || !told_apart || !invert_errors(errors, seen, reasons(), words(), shares)) {
      result.status = PrevalenceStatus::unidentifiable;
      PrevalenceReasons& table = result.reasons;
      table.share.assign(reasons_.size(), missing), table.std_error = table.lower = table.upper = table.share;
      return result;
    }
    result.status = estimate(errors, seen, shares) ? PrevalenceStatus::corrected : PrevalenceStatus::bounded;
    result.reasons.share = shares;
    intervals(context, result);
    return result;
  }

 private:
  std::int64_t reasons() const { return static_cast<std::int64_t>(reasons_.size()); }
  std::int64_t words() const { return static_cast<std::int64_t>(words_.size()); }

  static std::vector<double> errors_of(const std::vector<std::vector<std::int64_t>>& table) {
    std::vector<double> errors;
    for (const std::vector<std::int64_t>& row : table) {
      const std::vector<double> shares = shares_of_counts(row);
      errors.insert(errors.end(), shares.begin(), shares.end());
    }
    return errors;
  }

  // Shares on the simplex; whether they give what was seen exactly.
  bool estimate(const std::vector<double>& errors, const std::vector<double>& seen, std::vector<double>& shares) const {
    if (!invert_errors(errors, seen, reasons(), words(), shares)) {
      shares.clear();
      return false;
    }
    bool exact = true;
    for (const double share : shares) exact = exact && share >= -1e-12 && share <= 1.0 + 1e-12;
    for (std::int64_t j = 0; exact && j < words(); ++j) {
      double sum = 0.0;
      for (std::int64_t k = 0; k < reasons(); ++k) sum += shares[at(k)] * errors[at(k * words() + j)];
      exact = std::fabs(sum - seen[at(j)]) <= 1e-9;
    }
    if (!exact) likeliest_shares(errors, seen, reasons(), words(), shares);
    for (double& share : shares) share = std::clamp(share, 0.0, 1.0);
    return exact;
  }

  void describe_errors(PrevalenceResult& result) const {
    PrevalenceReasons& table = result.reasons;
    table.reason = reasons_;
    result.errors.truth.levels = reasons_;
    result.errors.predicted.levels = words_;
    const double all = static_cast<double>(std::max<std::int64_t>(1, result.texts));
    for (std::size_t k = 0; k < reasons_.size(); ++k) {
      const auto same = std::lower_bound(words_.begin(), words_.end(), reasons_[k]);
      const bool known = same != words_.end() && *same == reasons_[k];
      const auto j = static_cast<std::size_t>(same - words_.begin());
      std::int64_t checked = 0;
      for (const std::int64_t texts : table_[k]) checked += texts;
      table.counted.push_back(known ? counted_[j] : 0);
      table.raw.push_back(static_cast<double>(table.counted.back()) / all);
      table.checked.push_back(checked);
      table.sensitivity.push_back(static_cast<double>(known ? table_[k][j] : 0) / static_cast<double>(checked));
      if (checked < options_.least_checked) result.unidentified.push_back(reasons_[k]);
      for (std::size_t w = 0; w < words_.size(); ++w) {
        if (table_[k][w] == 0) continue;
        result.errors.truth.codes.push_back(static_cast<std::int32_t>(k));
        result.errors.predicted.codes.push_back(static_cast<std::int32_t>(w));
        result.errors.texts.push_back(table_[k][w]);
        result.errors.probability.push_back(static_cast<double>(table_[k][w]) / static_cast<double>(checked));
      }
    }
  }

  // Reasons whose errors are nearly a mixture of those of the others: the distance to their span is below the floor (modified Gram-Schmidt, each reason last once).
  void mixed_up(const std::vector<double>& errors, std::vector<std::string>& names) const {
    const std::int64_t w = words();
    for (std::int64_t last = 0; last < reasons(); ++last) {
      std::vector<std::vector<double>> basis;
      const auto left_of = [&](std::int64_t k) {
        std::vector<double> v(errors.begin() + k * w, errors.begin() + (k + 1) * w);
        for (int turn = 0; turn < 2; ++turn)
          for (const std::vector<double>& b : basis) {
            double dot = 0.0;
            for (std::int64_t j = 0; j < w; ++j) dot += v[at(j)] * b[at(j)];
            for (std::int64_t j = 0; j < w; ++j) v[at(j)] -= dot * b[at(j)];
          }
        return v;
      };
      const auto length = [](const std::vector<double>& v) {
        double sum = 0.0;
        for (const double x : v) sum += x * x;
        return std::sqrt(sum);
      };
      for (std::int64_t k = 0; k < reasons(); ++k) {
        if (k == last) continue;
        std::vector<double> v = left_of(k);
        const double size = length(v);
        if (size < 1e-10) continue;
        for (double& x : v) x /= size;
        basis.push_back(std::move(v));
      }
      if (length(left_of(last)) < std::max(options_.floor * std::sqrt(static_cast<double>(reasons())), 1e-10) && std::find(names.begin(), names.end(), reasons_[at(last)]) == names.end()) names.push_back(reasons_[at(last)]);
    }
  }

  // Texts that would have told: those counted, times the lower end of how often the classifier knows the reason (the reasons beside it, where it is all there is).
  double trials_of(std::int64_t reason, bool all) const {
    double known = 1.0;
    for (std::int64_t k = 0; k < reasons(); ++k) {
      if ((k == reason) == all) continue;
      std::int64_t checked = 0, largest = 0;
      for (const std::int64_t texts : table_[at(k)]) checked += texts, largest = std::max(largest, texts);
      known = std::min(known, stats::wilson_interval(static_cast<double>(largest) / static_cast<double>(checked), static_cast<double>(checked), stats::normal_interval_factor(options_.confidence)).lower);
    }
    return known * static_cast<double>(predicted_.codes.size());
  }

  void intervals(const RunContext& context, PrevalenceResult& result) const {
    const std::int64_t replicates = options_.replicates;
    std::vector<std::vector<double>> draws(at(replicates));
    const std::int64_t chunks = std::min<std::int64_t>(replicates, 64);
    Team team(key, context, chunks);
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(replicates, chunks, chunk);
      for (std::int64_t b = span.first; b < span.last; ++b) {
        stats::Random random{context.seed, 0x7072'6576u, static_cast<std::uint64_t>(b)};
        std::vector<std::vector<std::int64_t>> table;
        for (const std::vector<std::int64_t>& row : table_) {
          std::int64_t sum = 0;
          for (const std::int64_t texts : row) sum += texts;
          table.push_back(stats::draw_counts(row, sum, random));
        }
        const std::vector<double> seen = shares_of_counts(stats::draw_counts(counted_, result.texts, random));
        estimate(errors_of(table), seen, draws[at(b)]);
      }
    });
    for (const std::vector<double>& draw : draws) result.replicates_left_out += draw.empty() ? 1 : 0;
    for (std::int64_t k = 0; k < reasons(); ++k) {
      std::vector<double> values;
      for (const std::vector<double>& draw : draws)
        if (!draw.empty()) values.push_back(draw[at(k)]);
      double mean = 0.0, squares = 0.0;
      for (const double value : values) mean += value / static_cast<double>(values.size());
      for (const double value : values) squares += (value - mean) * (value - mean);
      const bool enough = values.size() > 1;
      const double share = result.reasons.share[at(k)];
      const stats::Interval drawn = stats::percentile_interval(values, options_.confidence);
      const stats::DrawnInterval told = stats::has_width(drawn) ? stats::DrawnInterval{drawn, false} : stats::drawn_share_interval(std::move(values), share, trials_of(k, share > 0.5), options_.confidence);
      result.reasons.std_error.push_back(enough ? std::sqrt(squares / static_cast<double>(replicates - result.replicates_left_out - 1)) : missing);
      result.reasons.lower.push_back(enough ? told.interval.lower : missing);
      result.reasons.upper.push_back(enough ? told.interval.upper : missing);
      if (enough && told.by_score) result.by_score.push_back(result.reasons.reason[at(k)]);
    }
  }

  const PrevalenceOptions& options_;
  data::Groups predicted_, checked_, truth_;
  std::vector<std::string> words_, reasons_;
  std::vector<std::int64_t> counted_;
  std::vector<std::vector<std::int64_t>> table_;
};

}  // namespace

PrevalenceResult prevalence(const PrevalenceInput& input, const PrevalenceOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (input.predicted.size == 0) throw Error(ErrorCode::wrong_shape, key, "predicted has 0 rows, but must have 1 or more");
  if (input.checked_true.size == 0) throw Error(ErrorCode::wrong_shape, key, "checked_true has 0 rows, but must have 1 or more");
  return Correction(input, options).run(context);
}

constinit const Function prevalence_analysis = analysis<&prevalence>(key, "How often does each reason really occur, when the classifier errs?");

}  // namespace mainstay::inline v1::reasons
