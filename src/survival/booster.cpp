#include "survival/booster.hpp"

#include <cmath>
#include <span>

namespace mainstay::inline v1::survival {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t chunk_rows = Booster::chunk_rows;

// Whether a score is better by more than rounding.
bool better(double now, double record) { return now > record + 1e-12 * std::fabs(record); }
}  // namespace

Booster::Booster(const BoostedPeople& people, BoostedRows& data, const std::function<bool(std::int64_t)>& is_held)
    : data_(data), kept_(people.kept), axis_(people.axis), lots_(people.lots), options_(people.options), half_(0.5 / people.unit), seed_(people.seed), team_(people.team),
      grower_(data, people.rules, people.team) {
  for (std::int64_t i = 0; i < data.rows; ++i) {
    held_.push_back(is_held(i));
    (held_.back() ? watched_ : trained_).push_back(static_cast<std::uint32_t>(i));
  }
  for (const std::uint32_t row : trained_) trained_weight_ += data.weight[row];
  for (const std::uint32_t row : watched_) watched_weight_ += data.weight[row];
}

bool Booster::begin(std::uint8_t cause) {
  cause_ = cause;
  out_ = {};
  const std::int64_t intervals = data_.intervals;
  out_.log_rate.assign(intervals, -infinity);
  out_.calibration.assign(intervals, 1.0);
  std::vector<double> events(intervals, 0.0), exposure(intervals, 0.0);
  observed_.assign(intervals, 0.0);
  for (std::int64_t i = 0; i < data_.rows; ++i) {
    const bool left = kept_.cause[i] == cause;
    data_.event[i] = left ? data_.last[i] : BoostedRows::no_event;
    if (!left) continue;
    ++out_.events;
    out_.held_out_events += held_[i];
    observed_[data_.last[i]] += data_.weight[i];
    if (!held_[i]) events[data_.last[i]] += data_.weight[i];
  }
  if (out_.events == 0) {
    out_.log_likelihood = {0.0};
    out_.held_out = {watched_.empty() ? missing : 0.0};
    return false;
  }
  for (const std::uint32_t row : trained_) axis_.exposures(kept_.time[row], [&](std::int64_t b, double time) { exposure[b] += data_.weight[row] * time; });
  for (std::int64_t b = 0; b < intervals; ++b) {
    const double width = axis_.stop[b] - axis_.start[b], observed = events[b] > 0.0 ? events[b] : half_;  // nobody left: as if half a person had
    out_.log_rate[b] = std::log(observed / std::max(exposure[b], 0.5 * observed * width));
  }
  fill_cells(out_.log_rate);
  at_event_ = at_held_event_ = 0.0;
  for (std::int64_t i = 0; i < data_.rows; ++i)
    if (data_.event[i] != BoostedRows::no_event) (held_[i] ? at_held_event_ : at_event_) += data_.weight[i] * out_.log_rate[data_.event[i]];
  survey_ = look();
  score();
  return true;
}

void Booster::score() {
  out_.log_likelihood.push_back(trained_weight_ > 0.0 ? (at_event_ - survey_.trained) / trained_weight_ : 0.0);
  out_.held_out.push_back(watched_.empty() ? missing : (at_held_event_ - survey_.watched) / watched_weight_);
}

bool Booster::grow(std::int64_t turn) {
  draw(static_cast<std::uint64_t>(cause_) << 32 | static_cast<std::uint64_t>(turn));
  GrownTree tree = grower_.grow(sample_, allowed_, survey_.largest);
  if (tree.nodes.size() == 1 && options_.row_share >= 1.0 && options_.column_share >= 1.0) return false;
  for (const GrownNode& node : tree.nodes)
    if (node.feature == GrownNode::leaf) at_event_ += node.value * static_cast<double>(node.sum.excess + node.sum.expected) / tree.scale;
  at_event_ += follow(tree, others_);
  at_held_event_ += follow(tree, watched_);
  survey_ = look();
  out_.trees.push_back(std::move(tree));
  score();
  return true;
}

Booster::Outcome Booster::finish(std::int64_t trees) {
  out_.kept_trees = trees;
  if (options_.calibrate) calibrate();
  out_.trees.resize(static_cast<std::size_t>(trees));
  return std::move(out_);
}

void Booster::tell(std::int64_t turn, double from, double to) {
  const double share = from + (to - from) * static_cast<double>(turn) / static_cast<double>(options_.iterations);
  team_.report(share, share);
  team_.checkpoint(share);
}

Booster::Outcome Booster::run(std::uint8_t cause, double from, double to) {
  if (!begin(cause)) return std::move(out_);
  const bool watches = !watched_.empty() && out_.held_out_events > 0;
  std::int64_t best = 0;
  out_.status = BoostingStatus::iteration_limit;
  for (std::int64_t turn = 0; turn < options_.iterations; ++turn) {
    tell(turn, from, to);
    if (!grow(turn)) {
      out_.status = BoostingStatus::converged;
      break;
    }
    if (!watches) continue;
    if (better(out_.held_out.back(), out_.held_out[best])) best = turn + 1;
    else if (turn + 1 - best >= options_.patience) {
      out_.status = BoostingStatus::early_stopped;
      break;
    }
  }
  return finish(watches ? best : static_cast<std::int64_t>(out_.trees.size()));
}

Booster::Outcome Booster::run_by(std::deque<Booster>& folds, std::uint8_t cause, double from, double to) {
  if (!begin(cause)) {
    out_.held_out = {0.0};
    return std::move(out_);
  }
  std::vector<double> scores;
  const auto together = [&] {
    double sum = 0.0, weight = 0.0;
    for (const Booster& fold : folds) {
      if (fold.watched_.empty()) continue;
      sum += fold.watched_weight_ * fold.out_.held_out.back();
      weight += fold.watched_weight_;
    }
    scores.push_back(weight > 0.0 ? sum / weight : 0.0);
  };
  std::vector<bool> goes_on(folds.size(), true);
  for (std::size_t f = 0; f < folds.size(); ++f) folds[f].begin(cause);
  together();
  std::int64_t best = 0;
  BoostingStatus status = BoostingStatus::iteration_limit;
  for (std::int64_t turn = 0; turn < options_.iterations; ++turn) {
    tell(turn, from, to);
    bool any = false;
    for (std::size_t f = 0; f < folds.size(); ++f)
      if (goes_on[f]) any |= goes_on[f] = !folds[f].watched_.empty() && folds[f].grow(turn);
    if (!any) {
      status = BoostingStatus::converged;
      break;
    }
    together();
    if (better(scores.back(), scores[best])) best = turn + 1;
    else if (turn + 1 - best >= options_.patience) {
      status = BoostingStatus::early_stopped;
      break;
    }
  }
  for (std::int64_t turn = 0; turn + 1 < static_cast<std::int64_t>(scores.size()) && grow(turn); ++turn) team_.checkpoint(to);
  scores.resize(out_.log_likelihood.size());
  out_.held_out = std::move(scores);
  out_.held_out_events = out_.events;
  out_.status = status;
  return finish(std::min(best, static_cast<std::int64_t>(out_.trees.size())));
}

void Booster::fill_cells(const std::vector<double>& log_rate) {
  std::vector<double> rate(log_rate.size());
  for (std::size_t b = 0; b < rate.size(); ++b) rate[b] = std::exp(log_rate[b]);
  team_.run(chunks_of(data_.rows), [&](std::int64_t chunk) {
    for (std::int64_t i = chunk * chunk_rows; i < std::min(data_.rows, (chunk + 1) * chunk_rows); ++i) {
      float* cells = data_.expected.data() + data_.offset[i] - data_.first[i];
      axis_.exposures(kept_.time[i], [&](std::int64_t b, double time) { cells[b] = static_cast<float>(time * rate[b]); });
    }
  });
}

// The leavers expected, and the row of whom most are expected.
Booster::Survey Booster::look() {
  const std::int64_t chunks = chunks_of(data_.rows);
  std::vector<Survey> parts(static_cast<std::size_t>(chunks));
  team_.run(chunks, [&](std::int64_t chunk) {
    Survey& mine = parts[chunk];
    for (std::int64_t i = chunk * chunk_rows; i < std::min(data_.rows, (chunk + 1) * chunk_rows); ++i) {
      float sum = 0.0f;
      for (std::int64_t c = data_.offset[i]; c < data_.offset[i + 1]; ++c) sum += data_.expected[c];
      const double expected = data_.weight[i] * static_cast<double>(sum);
      (held_[i] ? mine.watched : mine.trained) += expected;
      mine.largest = std::max({mine.largest, expected, data_.weight[i]});
    }
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    parts[0].trained += parts[chunk].trained;
    parts[0].watched += parts[chunk].watched;
    parts[0].largest = std::max(parts[0].largest, parts[chunk].largest);
  }
  return parts[0];
}

void Booster::draw(std::uint64_t turn) {
  const std::uint64_t lot = mixed(seed_ + 1, turn);
  if (options_.row_share >= 1.0) {
    if (sample_.empty()) sample_ = trained_;
  } else {
    sample_.clear();
    others_.clear();
    for (const std::uint32_t row : trained_) (drawn(mixed(lot, lots_[row]), options_.row_share) ? sample_ : others_).push_back(row);
  }
  allowed_.assign(data_.columns.size(), 1);
  if (options_.column_share >= 1.0) return;
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t j = 0; j < allowed_.size(); ++j) order.emplace_back(mixed(lot, 0x5bd1e995u + j), j);
  std::sort(order.begin(), order.end());
  const auto kept = std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(options_.column_share * static_cast<double>(order.size()))));
  for (std::size_t o = kept; o < order.size(); ++o) allowed_[order[o].second] = 0;
}

// Rows on which a tree was not grown go through it; returns what it adds to their sum of log rates where somebody left.
double Booster::follow(const GrownTree& tree, const std::vector<std::uint32_t>& rows) {
  const auto count = static_cast<std::int64_t>(rows.size());
  if (count == 0) return 0.0;
  std::vector<float> factors(tree.nodes.size());
  for (std::size_t node = 0; node < factors.size(); ++node) factors[node] = static_cast<float>(std::exp(tree.nodes[node].value));
  const std::int64_t chunks = chunks_of(count);
  std::vector<double> sums(static_cast<std::size_t>(chunks), 0.0);
  team_.run(chunks, [&](std::int64_t chunk) {
    for (std::int64_t i = chunk * chunk_rows; i < std::min(count, (chunk + 1) * chunk_rows); ++i) {
      const std::uint32_t row = rows[i];
      float* cells = data_.expected.data() + data_.offset[row] - data_.first[row];
      leaves_of_row(tree, data_, row, 0, data_.first[row], data_.last[row], [&](const GrownNode& leaf, std::int32_t first, std::int32_t last) {
        const float factor = factors[static_cast<std::size_t>(&leaf - tree.nodes.data())];
        for (std::int32_t b = first; b <= last; ++b) cells[b] *= factor;
        if (data_.event[row] >= first && data_.event[row] <= last) sums[chunk] += data_.weight[row] * leaf.value;
      });
    }
  });
  double sum = 0.0;
  for (const double part : sums) sum += part;
  return sum;
}

// In each interval the leavers expected by the trees kept, of everybody, become those observed. The cells hold what all trees expect:
// what the trees after those kept have added is taken out again.
void Booster::calibrate() {
  const std::int64_t chunks = chunks_of(data_.rows), intervals = data_.intervals;
  const std::span<const GrownTree> dropped = std::span<const GrownTree>(out_.trees).subspan(static_cast<std::size_t>(out_.kept_trees));
  std::vector<double> expected(static_cast<std::size_t>(chunks * intervals), 0.0);
  team_.run(chunks, [&](std::int64_t chunk) {
    double* mine = expected.data() + chunk * intervals;
    double taken_out[256];
    for (std::int64_t i = chunk * chunk_rows; i < std::min(data_.rows, (chunk + 1) * chunk_rows); ++i) {
      const std::int32_t begin = data_.first[i], end = data_.last[i];
      const float* cells = data_.expected.data() + data_.offset[i] - begin;
      if (dropped.empty()) {
        for (std::int32_t b = begin; b <= end; ++b) mine[b] += data_.weight[i] * static_cast<double>(cells[b]);
        continue;
      }
      for (std::int32_t b = begin; b <= end; ++b) taken_out[b] = 0.0;
      for (const GrownTree& tree : dropped)
        leaves_of_row(tree, data_, i, 0, begin, end, [&](const GrownNode& leaf, std::int32_t first, std::int32_t last) {
          for (std::int32_t b = first; b <= last; ++b) taken_out[b] += leaf.value;
        });
      for (std::int32_t b = begin; b <= end; ++b) mine[b] += data_.weight[i] * static_cast<double>(cells[b]) * std::exp(-taken_out[b]);
    }
  });
  for (std::int64_t b = 0; b < intervals; ++b) {
    double sum = 0.0;
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) sum += expected[chunk * intervals + b];
    if (!(observed_[b] > 0.0 && sum > 0.0)) continue;
    out_.calibration[b] = observed_[b] / sum;
    out_.log_rate[b] += std::log(out_.calibration[b]);
  }
}

}  // namespace mainstay::inline v1::survival
