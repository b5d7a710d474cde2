#include "survival/states_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "stats/long_sum.hpp"

namespace mainstay::inline v1::survival {

namespace {

using stats::LongSum;

struct StepView {
  const Move* begin_;
  const Move* end_;
  const Move* begin() const { return begin_; }
  const Move* end() const { return end_; }
};
StepView moves_at(const Steps& steps, std::int64_t k) {
  return {steps.moves.data() + steps.first_move[k], steps.moves.data() + steps.first_move[k + 1]};
}
double rate(const Steps& steps, std::int64_t k, const Move& move) { return move.weight / steps.at_risk[k * steps.states + move.from]; }

// u ← u M of step k. room: one vector.
void advance(const Steps& steps, std::int64_t k, double* u, double* room) {
  std::copy_n(u, steps.states, room);
  for (const Move& move : moves_at(steps, k)) {
    const double flow = room[move.from] * rate(steps, k, move);
    u[move.from] -= flow;
    u[move.to] += flow;
  }
}
// B ← M B for a matrix (states, states).
void advance_back(const Steps& steps, std::int64_t k, std::vector<double>& b, std::vector<double>& room) {
  const std::int64_t s = steps.states;
  room = b;
  for (const Move& move : moves_at(steps, k))
    for (std::int64_t j = 0; j < s; ++j) b[move.from * s + j] += rate(steps, k, move) * (room[move.to * s + j] - room[move.from * s + j]);
}

// What those at risk share at a step: out += w · (p_a / Y_a) (e_a − e_a M).
void add_common(const Steps& steps, std::int64_t k, std::int32_t a, double w, const double* before, double* out) {
  const double share = before[a] / steps.at_risk[k * steps.states + a];
  for (const Move& move : moves_at(steps, k)) {
    if (move.from != a) continue;
    const double part = w * share * rate(steps, k, move);
    out[move.to] -= part;
    out[a] += part;
  }
}

// Products of steps and what is gained on the way in each state, so that a person's influence goes over a stretch of steps at once.
class Stretches {
 public:
  static constexpr std::int64_t block = 32;
  Stretches(const Steps& steps, const std::vector<double>& probability, const std::vector<double>& initial) : steps_(steps), s_(steps.states) {
    before_.resize((steps.size() + 1) * s_);
    std::copy(initial.begin(), initial.end(), before_.begin());
    std::copy(probability.begin(), probability.end(), before_.begin() + s_);
    const std::int64_t blocks = steps.size() / block;
    if (blocks == 0) return;
    std::vector<double> room(s_);
    levels_.emplace_back(blocks * 2 * s_ * s_, 0.0);
    for (std::int64_t n = 0; n < blocks; ++n) {
      double* product = levels_[0].data() + n * 2 * s_ * s_;
      double* gained = product + s_ * s_;
      for (std::int64_t a = 0; a < s_; ++a) product[a * s_ + a] = 1.0;
      for (std::int64_t k = n * block; k < (n + 1) * block; ++k)
        for (std::int64_t a = 0; a < s_; ++a) {
          advance(steps, k, product + a * s_, room.data());
          advance(steps, k, gained + a * s_, room.data());
          add_common(steps, k, static_cast<std::int32_t>(a), 1.0, before(k), gained + a * s_);
        }
    }
    for (std::int64_t size = blocks / 2; size > 0; size /= 2) {
      const std::vector<double>& lower = levels_.back();
      std::vector<double> upper(size * 2 * s_ * s_, 0.0);
      for (std::int64_t n = 0; n < size; ++n) {
        const double* first = lower.data() + 2 * n * 2 * s_ * s_;
        const double* second = first + 2 * s_ * s_;
        double* to = upper.data() + n * 2 * s_ * s_;
        for (std::int64_t a = 0; a < 2 * s_; ++a)  // the product, then what is gained
          for (std::int64_t b = 0; b < s_; ++b)
            for (std::int64_t c = 0; c < s_; ++c) to[a * s_ + c] += first[a * s_ + b] * second[b * s_ + c];
        for (std::int64_t i = s_ * s_; i < 2 * s_ * s_; ++i) to[i] += second[i];
      }
      levels_.push_back(std::move(upper));
    }
  }
  const double* before(std::int64_t k) const { return before_.data() + k * s_; }
  // u over steps [low, high), at risk in state a with weight w; a -1: not at risk.
  void go(std::int64_t low, std::int64_t high, std::int32_t a, double w, std::vector<double>& u, std::vector<double>& room) const {
    while (low < high) {
      std::int64_t level = -1;
      for (std::int64_t size = block; low % size == 0 && low + size <= high && level + 1 < static_cast<std::int64_t>(levels_.size()) &&
                                      (low / size + 1) * 2 * s_ * s_ <= static_cast<std::int64_t>(levels_[level + 1].size());
           size *= 2)
        ++level;
      if (level < 0) {
        advance(steps_, low, u.data(), room.data());
        if (a >= 0) add_common(steps_, low, a, w, before(low), u.data());
        ++low;
        continue;
      }
      const std::int64_t size = block << level;
      const double* product = levels_[level].data() + low / size * 2 * s_ * s_;
      std::copy(u.begin(), u.end(), room.begin());
      for (std::int64_t j = 0; j < s_; ++j) {
        double sum = a >= 0 ? w * product[s_ * s_ + a * s_ + j] : 0.0;
        for (std::int64_t b = 0; b < s_; ++b) sum += room[b] * product[b * s_ + j];
        u[j] = sum;
      }
      low += size;
    }
  }

 private:
  const Steps& steps_;
  std::int64_t s_;
  std::vector<double> before_;               // (steps + 1, states)
  std::vector<std::vector<double>> levels_;  // of 32, 64, … steps: products and gains, each (states, states)
};

}  // namespace

Steps steps_of(const Stays& stays, std::int64_t states, double since) {
  Steps steps;
  steps.states = states;
  const std::int64_t rows = stays.rows();
  for (std::int64_t i = 0; i < rows; ++i)
    if (stays.next[i] >= 0 && stays.stop[i] > since) steps.time.push_back(stays.stop[i]);
  std::sort(steps.time.begin(), steps.time.end());
  steps.time.erase(std::unique(steps.time.begin(), steps.time.end()), steps.time.end());
  const std::int64_t size = steps.size();
  const auto upto = [&](double time) { return static_cast<std::int32_t>(std::upper_bound(steps.time.begin(), steps.time.end(), time) - steps.time.begin()); };
  steps.low.resize(rows);
  steps.high.resize(rows);
  struct Change {
    double in = 0.0, out = 0.0, in_squares = 0.0, out_squares = 0.0;
    std::int64_t count_in = 0, count_out = 0;
  };
  std::vector<Change> changes((size + 1) * states);
  std::vector<std::int64_t> moving;
  for (std::int64_t i = 0; i < rows; ++i) {
    steps.low[i] = upto(stays.start[i]);
    steps.high[i] = upto(stays.stop[i]);
    const double w = stays.weight[i];
    Change& in = changes[steps.low[i] * states + stays.state[i]];
    in.in += w;
    in.in_squares += stays.squares[i];
    in.count_in += stays.count[i];
    Change& out = changes[steps.high[i] * states + stays.state[i]];
    out.out += w;
    out.out_squares += stays.squares[i];
    out.count_out += stays.count[i];
    if (stays.next[i] >= 0 && steps.high[i] > steps.low[i] && steps.time[steps.high[i] - 1] == stays.stop[i]) moving.push_back(i);
  }
  steps.at_risk.assign(size * states, 0.0);
  steps.squares.assign(size * states, 0.0);
  steps.count.assign(size * states, 0);
  for (std::int64_t a = 0; a < states; ++a) {
    LongSum there, squares;
    std::int64_t count = 0;
    for (std::int64_t k = 0; k < size; ++k) {
      const Change& change = changes[k * states + a];
      there.add(change.in);
      there.add(-change.out);
      squares.add(change.in_squares);
      squares.add(-change.out_squares);
      count += change.count_in - change.count_out;
      if (count == 0) there = squares = {};
      steps.at_risk[k * states + a] = there.value();
      steps.squares[k * states + a] = squares.value();
      steps.count[k * states + a] = count;
    }
  }
  std::sort(moving.begin(), moving.end(), [&](std::int64_t x, std::int64_t y) {
    if (steps.high[x] != steps.high[y]) return steps.high[x] < steps.high[y];
    if (stays.state[x] != stays.state[y]) return stays.state[x] < stays.state[y];
    return stays.next[x] != stays.next[y] ? stays.next[x] < stays.next[y] : x < y;
  });
  std::int64_t step = -1;
  for (const std::int64_t i : moving) {
    const bool same = step == steps.high[i] - 1 && steps.moves.back().from == stays.state[i] && steps.moves.back().to == stays.next[i];
    for (; step < steps.high[i] - 1; ++step) steps.first_move.push_back(static_cast<std::int64_t>(steps.moves.size()));
    if (!same) steps.moves.push_back({stays.state[i], stays.next[i], 0, 0.0, 0.0});
    Move& move = steps.moves.back();
    move.count += stays.count[i];
    move.weight += stays.weight[i];
    move.squares += stays.squares[i];
  }
  for (; step < size; ++step) steps.first_move.push_back(static_cast<std::int64_t>(steps.moves.size()));
  return steps;
}

std::vector<double> occupation(const Steps& steps, const std::vector<double>& initial) {
  const std::int64_t s = steps.states;
  std::vector<double> result(steps.size() * s);
  std::vector<LongSum> p(s);
  std::vector<double> before(s);
  for (std::int64_t a = 0; a < s; ++a) p[a].add(initial[a]);
  for (std::int64_t k = 0; k < steps.size(); ++k) {
    for (std::int64_t a = 0; a < s; ++a) before[a] = p[a].value();
    std::int64_t moved = 0;
    const StepView moves = moves_at(steps, k);
    for (const Move* move = moves.begin(); move != moves.end(); ++move) {
      const double flow = before[move->from] * rate(steps, k, *move);
      moved = move != moves.begin() && move[-1].from == move->from ? moved + move->count : move->count;
      p[move->from].add(-flow);
      p[move->to].add(flow);
      if (moved != steps.count[k * s + move->from]) continue;
      // Everybody has left the state: what rounding leaves behind goes with the last move. Who moves in at this step comes later or is back before.
      double into = 0.0;
      for (const Move& other : moves)
        if (other.to == move->from && &other < move) into += before[other.from] * rate(steps, k, other);
      const double rest = p[move->from].value() - into;
      p[move->from].add(-rest);
      p[move->to].add(rest);
    }
    for (std::int64_t a = 0; a < s; ++a) result[k * s + a] = std::clamp(p[a].value(), 0.0, 1.0);
  }
  return result;
}

Beginning beginning_of(const Stays& stays, const Steps& steps, double since, bool robust) {
  Beginning result;
  const std::int64_t s = steps.states;
  result.probability.assign(s, 0.0);
  double first = since;
  if (steps.size() > 0) first = steps.time[0];
  else
    for (std::int64_t i = 0; i < stays.rows(); ++i) first = std::max(first, stays.stop[i]);
  const auto there = [&](std::int64_t i) { return stays.start[i] < first && stays.stop[i] >= first; };
  std::vector<LongSum> sums(s);
  LongSum total;
  for (std::int64_t i = 0; i < stays.rows(); ++i)
    if (there(i)) {
      sums[stays.state[i]].add(stays.weight[i]);
      total.add(stays.weight[i]);
    }
  if (!(total.value() > 0.0)) return result;
  bool spread = false;
  for (std::int64_t a = 0; a < s; ++a) {
    result.probability[a] = sums[a].value() / total.value();
    spread = spread || (result.probability[a] > 0.0 && result.probability[a] < 1.0);
  }
  if (!spread) return result;
  result.covariance.assign(s * s, 0.0);
  for (std::int64_t i = 0; i < stays.rows(); ++i) {
    if (!there(i)) continue;
    const double share = (robust ? stays.squares[i] : stays.weight[i]) / total.value() / total.value();
    for (std::int64_t a = 0; a < s; ++a)
      for (std::int64_t b = 0; b < s; ++b)
        result.covariance[a * s + b] += share * ((stays.state[i] == a ? 1.0 : 0.0) - result.probability[a]) * ((stays.state[i] == b ? 1.0 : 0.0) - result.probability[b]);
  }
  if (!robust) return result;
  result.influence.assign(stays.people() * s, 0.0);
  for (std::int64_t person = 0; person < stays.people(); ++person)
    for (std::int64_t i = stays.first_row[person]; i < stays.first_row[person + 1]; ++i) {
      if (!there(i)) continue;
      for (std::int64_t a = 0; a < s; ++a)
        result.influence[person * s + a] += stays.weight[i] * ((stays.state[i] == a ? 1.0 : 0.0) - result.probability[a]) / total.value();
    }
  return result;
}

std::vector<double> robust_variance(const Stays& stays, const Steps& steps, const Beginning& beginning, const std::vector<double>& probability) {
  const std::int64_t s = steps.states, size = steps.size();
  std::vector<double> result(size * s, 0.0);
  if (size == 0) return result;
  const Stretches stretches(steps, probability, beginning.probability);
  // Sums of w U: of the rows that begin to be at risk before a step, whose stay ends after it, and that move at it.
  std::vector<double> enter(size * s * s, 0.0), leave(size * s * s, 0.0), moving(steps.moves.size() * s, 0.0);
  std::vector<double> v = beginning.covariance.empty() ? std::vector<double>(s * s, 0.0) : beginning.covariance, u(s), room(s);
  const auto place_of = [&](std::int64_t k, std::int32_t from, std::int32_t to) {
    const StepView moves = moves_at(steps, k);
    const Move* found = std::lower_bound(moves.begin(), moves.end(), std::pair(from, to),
                                         [](const Move& move, const std::pair<std::int32_t, std::int32_t>& key) { return std::pair(move.from, move.to) < key; });
    return found - steps.moves.data();
  };
  for (std::int64_t person = 0; person < stays.people(); ++person) {
    std::fill(u.begin(), u.end(), 0.0);
    if (!beginning.influence.empty()) {
      std::copy_n(beginning.influence.data() + person * s, s, u.data());
    }
    std::int64_t at = 0;
    bool anything = !beginning.influence.empty();
    for (std::int64_t i = stays.first_row[person]; i < stays.first_row[person + 1]; ++i) {
      const std::int64_t low = steps.low[i], high = steps.high[i];
      if (low >= high) continue;
      const std::int32_t a = stays.state[i];
      const double w = stays.weight[i];
      if (anything) stretches.go(at, low, -1, 0.0, u, room);
      anything = true;
      for (std::int64_t j = 0; j < s; ++j) enter[(low * s + a) * s + j] += w * u[j];
      const bool moves = stays.next[i] >= 0;
      stretches.go(low, moves ? high - 1 : high, a, w, u, room);
      if (moves) {
        const std::int64_t k = high - 1, place = place_of(k, a, stays.next[i]);
        for (std::int64_t j = 0; j < s; ++j) moving[place * s + j] += w * u[j];
        stretches.go(k, high, a, w, u, room);
        const double jump = w * stretches.before(k)[a] / steps.at_risk[k * s + a];
        u[stays.next[i]] += jump;
        u[a] -= jump;
      }
      for (std::int64_t j = 0; j < s; ++j) leave[((high - 1) * s + a) * s + j] += w * u[j];
      at = high;
    }
  }
  std::vector<double> among(s * s, 0.0), own(s), common(s), gained(s);  // among: sums of w U over those at risk in each state
  for (std::int64_t k = 0; k < size; ++k) {
    for (std::int64_t i = 0; i < s * s; ++i) among[i] += enter[k * s * s + i];
    for (std::int64_t a = 0; a < s; ++a) advance(steps, k, among.data() + a * s, room.data());
    for (std::int64_t a = 0; a < s; ++a) advance(steps, k, v.data() + a * s, room.data());
    for (std::int64_t b = 0; b < s; ++b) {  // the columns, which are rows of a symmetric matrix
      for (std::int64_t a = 0; a < s; ++a) own[a] = v[a * s + b];
      advance(steps, k, own.data(), room.data());
      for (std::int64_t a = 0; a < s; ++a) v[a * s + b] = own[a];
    }
    const auto add_outer = [&](const double* x, const double* y, double times) {
      for (std::int64_t a = 0; a < s; ++a)
        for (std::int64_t b = 0; b < s; ++b) v[a * s + b] += times * (x[a] * y[b] + y[a] * x[b]);
    };
    for (std::int32_t a = 0; a < s; ++a) {
      const StepView moves = moves_at(steps, k);
      if (std::none_of(moves.begin(), moves.end(), [&](const Move& move) { return move.from == a; })) continue;
      std::fill(common.begin(), common.end(), 0.0);
      add_common(steps, k, a, 1.0, stretches.before(k), common.data());
      const double squares = steps.squares[k * s + a], share = stretches.before(k)[a] / steps.at_risk[k * s + a];
      add_outer(among.data() + a * s, common.data(), 1.0);
      add_outer(common.data(), common.data(), 0.5 * squares);
      for (std::int64_t j = 0; j < s; ++j) gained[j] = squares * common[j];
      for (const Move& move : moves) {
        if (move.from != a) continue;
        std::fill(own.begin(), own.end(), 0.0);
        own[move.to] = share;
        own[a] = -share;
        std::vector<double> theirs(moving.begin() + (&move - steps.moves.data()) * s, moving.begin() + (&move - steps.moves.data() + 1) * s);
        advance(steps, k, theirs.data(), room.data());
        add_outer(theirs.data(), own.data(), 1.0);
        add_outer(common.data(), own.data(), move.squares);
        add_outer(own.data(), own.data(), 0.5 * move.squares);
        for (std::int64_t j = 0; j < s; ++j) gained[j] += move.squares * own[j];
      }
      for (std::int64_t j = 0; j < s; ++j) among[a * s + j] += gained[j];
    }
    for (std::int64_t i = 0; i < s * s; ++i) among[i] -= leave[k * s * s + i];
    for (std::int64_t a = 0; a < s; ++a) result[k * s + a] = std::max(0.0, v[a * s + a]);
  }
  return result;
}

std::vector<double> greenwood_variance(const Steps& steps, const Beginning& beginning, const std::vector<double>& probability) {
  const std::int64_t s = steps.states, size = steps.size();
  std::vector<double> result(size * s, 0.0), v = beginning.covariance.empty() ? std::vector<double>(s * s, 0.0) : beginning.covariance, own(s), room(s), to(s);
  for (std::int64_t k = 0; k < size; ++k) {
    for (std::int64_t a = 0; a < s; ++a) advance(steps, k, v.data() + a * s, room.data());
    for (std::int64_t b = 0; b < s; ++b) {
      for (std::int64_t a = 0; a < s; ++a) own[a] = v[a * s + b];
      advance(steps, k, own.data(), room.data());
      for (std::int64_t a = 0; a < s; ++a) v[a * s + b] = own[a];
    }
    for (std::int64_t a = 0; a < s; ++a) {
      const StepView moves = moves_at(steps, k);
      if (std::none_of(moves.begin(), moves.end(), [&](const Move& move) { return move.from == a; })) continue;
      const double before = k == 0 ? beginning.probability[a] : probability[(k - 1) * s + a];
      std::fill(to.begin(), to.end(), 0.0);
      to[a] = 1.0;
      advance(steps, k, to.data(), room.data());
      const double scale = before * before / steps.at_risk[k * s + a];
      for (std::int64_t b = 0; b < s; ++b) {
        v[b * s + b] += scale * to[b];
        for (std::int64_t c = 0; c < s; ++c) v[b * s + c] -= scale * to[b] * to[c];
      }
    }
    for (std::int64_t a = 0; a < s; ++a) result[k * s + a] = std::max(0.0, v[a * s + a]);
  }
  return result;
}

Sojourn sojourn(const Stays& stays, const Steps& steps, const Beginning& beginning, const std::vector<double>& probability, double from, double until, bool robust) {
  const std::int64_t s = steps.states, size = steps.size();
  Sojourn result{std::vector<double>(s, 0.0), std::vector<double>(s, 0.0)};
  if (!(until > from)) return result;
  const auto clipped = [&](std::int64_t k) { return k < size ? std::clamp(steps.time[k], from, until) : until; };
  for (std::int64_t a = 0; a < s; ++a) {
    LongSum sum;
    sum.add(beginning.probability[a] * (clipped(0) - from));
    for (std::int64_t k = 0; k < size; ++k) sum.add(probability[k * s + a] * (clipped(k + 1) - clipped(k)));
    result.time[a] = sum.value();
  }
  // What a probability that is gained after a step is worth in time spent, by state: backwards over the steps. With it, sums over steps of what those at risk share.
  std::vector<double> worth(s * s, 0.0), room, shared(robust ? (size + 1) * s * s : 0, 0.0), to(s), vector_room(s), jumps(robust ? steps.moves.size() * s : 0, 0.0);
  for (std::int64_t k = size; k-- > 0;) {
    for (std::int64_t a = 0; a < s; ++a) worth[a * s + a] += clipped(k + 1) - clipped(k);
    if (!(steps.time[k] < until)) std::fill(worth.begin(), worth.end(), 0.0);
    const double* before = k == 0 ? beginning.probability.data() : probability.data() + (k - 1) * s;
    if (robust) std::copy_n(shared.data() + (k + 1) * s * s, s * s, shared.data() + k * s * s);
    for (std::int64_t a = 0; a < s; ++a) {
      const StepView moves = moves_at(steps, k);
      if (std::none_of(moves.begin(), moves.end(), [&](const Move& move) { return move.from == a; })) continue;
      const double share = before[a] / steps.at_risk[k * s + a];
      if (robust) {
        for (const Move& move : moves) {
          if (move.from != a) continue;
          double* jump = jumps.data() + (&move - steps.moves.data()) * s;
          for (std::int64_t j = 0; j < s; ++j) {
            jump[j] = share * (worth[move.to * s + j] - worth[a * s + j]);
            shared[(k * s + a) * s + j] -= rate(steps, k, move) * jump[j];
          }
        }
        continue;
      }
      std::fill(to.begin(), to.end(), 0.0);
      to[a] = 1.0;
      advance(steps, k, to.data(), vector_room.data());
      for (std::int64_t j = 0; j < s; ++j) {
        double mean = 0.0, square = 0.0;
        for (std::int64_t b = 0; b < s; ++b) {
          mean += to[b] * worth[b * s + j];
          square += to[b] * worth[b * s + j] * worth[b * s + j];
        }
        result.variance[j] += share * before[a] * std::max(0.0, square - mean * mean);
      }
    }
    advance_back(steps, k, worth, room);
  }
  for (std::int64_t a = 0; a < s; ++a) worth[a * s + a] += clipped(0) - from;
  if (!robust) {
    for (std::int64_t j = 0; j < s && !beginning.covariance.empty(); ++j)
      for (std::int64_t a = 0; a < s; ++a)
        for (std::int64_t b = 0; b < s; ++b) result.variance[j] += worth[a * s + j] * beginning.covariance[a * s + b] * worth[b * s + j];
    return result;
  }
  std::vector<double> sum(s);
  for (std::int64_t person = 0; person < stays.people(); ++person) {
    std::fill(sum.begin(), sum.end(), 0.0);
    if (!beginning.influence.empty())
      for (std::int64_t a = 0; a < s; ++a)
        for (std::int64_t j = 0; j < s; ++j) sum[j] += beginning.influence[person * s + a] * worth[a * s + j];
    for (std::int64_t i = stays.first_row[person]; i < stays.first_row[person + 1]; ++i) {
      const std::int64_t low = steps.low[i], high = steps.high[i], a = stays.state[i];
      if (low >= high) continue;
      const double w = stays.weight[i];
      for (std::int64_t j = 0; j < s; ++j) sum[j] += w * (shared[(low * s + a) * s + j] - shared[(high * s + a) * s + j]);
      if (stays.next[i] < 0) continue;
      for (const Move& move : moves_at(steps, high - 1))
        if (move.from == a && move.to == stays.next[i])
          for (std::int64_t j = 0; j < s; ++j) sum[j] += w * jumps[(&move - steps.moves.data()) * s + j];
    }
    for (std::int64_t j = 0; j < s; ++j) result.variance[j] += sum[j] * sum[j];
  }
  return result;
}

}  // namespace mainstay::inline v1::survival
