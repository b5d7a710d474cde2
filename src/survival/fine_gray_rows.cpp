#include "survival/fine_gray_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/gram.hpp"
#include "stats/long_sum.hpp"
#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

void add(std::vector<double>& to, const std::vector<double>& from) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}
// (high, low) += value, keeping what the addition rounds away.
void add_exactly(double& high, double& low, double value) {
  const double sum = high + value, back = sum - high;
  low += (high - (sum - back)) + (value - back);
  high = sum;
}
}  // namespace

FineGrayRows::FineGrayRows(Team& team, const CoxDesign& design, const FineGrayColumns& columns, const ObservationWeights& observation, const EventTimes& times,
                           const Leavers& leavers, std::vector<double> slot_weights, Ties ties, std::vector<double> shift, std::int64_t table_room,
                           std::int64_t copy_room)
    : design_(design), columns_(columns), times_(times), leavers_(leavers), ties_(ties), leaver_sums_(ties == Ties::efron && leavers.most > 1.0),
      entries_(columns.entry.given()), shift_(std::move(shift)), slot_weights_(std::move(slot_weights)) {
  const std::int64_t rows = columns.rows, slots = times.slots(), terms = design.terms(), width = design.width();
  const bool ordered = !entries_ && slots * width > table_room;
  const std::vector<std::uint32_t>& time = columns.durations.index;
  std::vector<std::int32_t> slot_of(columns.durations.values.size());
  for (std::size_t d = 0, k = 0; d < slot_of.size(); ++d) {
    while (static_cast<std::int64_t>(k) + 1 < slots && times.time(static_cast<std::int64_t>(k) + 1) <= columns.durations.values[d]) ++k;
    slot_of[d] = static_cast<std::int32_t>(k);
  }
  std::int64_t wanted = row_chunks(rows);
  if (!ordered) {
    constexpr std::int64_t room = 8 << 20;
    wanted = std::min(wanted, std::max<std::int64_t>(entries_ ? 1 : 2, room / std::max<std::int64_t>(1, slots * width)));
    for (std::int64_t chunk = 0; chunk < wanted; ++chunk) chunk_first_.push_back(span_of(rows, wanted, chunk).first);
  } else {
    std::vector<std::int64_t> next(columns.durations.values.size() + 1, 0);
    for (std::int64_t i = 0; i < rows; ++i) ++next[time[i] + 1];
    for (std::size_t d = 0; d + 1 < next.size(); ++d) next[d + 1] += next[d];
    std::vector<std::int64_t> first_of_slot(slots, rows);
    for (std::size_t d = slot_of.size(); d-- > 0;) first_of_slot[slot_of[d]] = next[d];
    for (std::int64_t k = slots - 1; k-- > 0;) first_of_slot[k] = std::min(first_of_slot[k], first_of_slot[k + 1]);
    chunk_first_.push_back(0);
    for (std::int64_t chunk = 1; chunk < wanted; ++chunk) {
      const auto at = std::lower_bound(first_of_slot.begin(), first_of_slot.end(), span_of(rows, wanted, chunk).first);
      if (at != first_of_slot.end() && *at > chunk_first_.back() && *at < rows) chunk_first_.push_back(*at);
    }
    order_.resize(rows);
    for (std::int64_t i = 0; i < rows; ++i) order_[next[time[i]]++] = static_cast<std::int32_t>(i);
  }
  chunk_first_.push_back(rows);
  const bool copied = ordered && rows * terms <= std::max(copy_room, design.numbers());
  bool others = false;
  for (std::int64_t i = 0; i < rows && !others; ++i) others = columns.fate[i] == Fate::left_otherwise;
  stop_.resize(rows);
  left_.resize(rows);
  hazard_.resize(rows);
  if (others) share_.resize(rows);
  if (entries_) start_.resize(rows);
  if (copied) copy_.resize(rows * terms);
  const std::vector<double> zero(terms, 0.0);
  team.run(chunks(), [&](std::int64_t chunk) {
    for (std::int64_t place = chunk_first_[chunk]; place < chunk_first_[chunk + 1]; ++place) {
      const std::int64_t i = row(place);
      const std::uint32_t d = time[i];
      const bool counts = weight(place) > 0.0;
      stop_[place] = slot_of[d];
      left_[place] = counts && columns.fate[i] == Fate::left;
      if (others) share_[place] = counts && columns.fate[i] == Fate::left_otherwise ? 1.0 / observation.before[d] : 0.0;
      if (entries_) start_[place] = times.slot(0, columns.entry[i]);
    }
    if (!copied) return;
    blocks(chunk, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      std::int64_t some[CoxDesign::most_block_rows] = {};
      for (std::int64_t i = 0; i < count; ++i) some[i] = order_[first + i];
      design.gather(some, count, zero.data(), block);
      for (std::int64_t i = 0; i < count; ++i) std::copy_n(block.rows + i * width, terms, copy_.data() + (first + i) * terms);
    });
  });
}

void FineGrayRows::read(std::int64_t first, std::int64_t count, const double* beta, CoxDesign::Block& block) const {
  const std::int64_t terms = design_.terms(), width = design_.width();
  if (!copy_.empty()) {
    pack_rows(copy_.data() + first * terms, terms, count, terms, width, shift_.data(), nullptr, true, block.rows, nullptr);
  } else if (!order_.empty()) {
    std::int64_t some[CoxDesign::most_block_rows] = {};
    for (std::int64_t i = 0; i < count; ++i) some[i] = order_[first + i];
    design_.gather(some, count, shift_.data(), block);
  } else {
    return design_.read(first, count, shift_.data(), beta, block);
  }
  if (beta != nullptr) multiply_rows(block.rows, count, terms, width, beta, block.eta);
}

CoxMoments FineGrayRows::moments(Team& team) const {
  const std::int64_t width = design_.width(), terms = design_.terms();
  std::vector<CoxMoments> parts(chunks());
  team.run(chunks(), [&](std::int64_t chunk) {
    CoxMoments& mine = parts[chunk];
    for (std::vector<double>* list : {&mine.sum, &mine.squares, &mine.event_sum}) list->assign(width, 0.0);
    mine.lowest.assign(width, infinity);
    mine.highest.assign(width, -infinity);
    std::vector<double> weights(design_.block_rows()), event(design_.block_rows());
    blocks(chunk, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      read(first, count, nullptr, block);
      for (std::int64_t i = 0; i < count; ++i) {
        weights[i] = weight(first + i);
        event[i] = left_[first + i];
        mine.rows += weights[i] > 0.0;
        mine.events += event[i];
        mine.weight += weights[i];
      }
      add_moments(block.rows, weights.data(), event.data(), count, width, mine.sum.data(), mine.squares.data(), mine.event_sum.data(), mine.lowest.data(),
                  mine.highest.data());
    });
  });
  CoxMoments total = std::move(parts[0]);
  for (std::size_t chunk = 1; chunk < parts.size(); ++chunk) {
    const CoxMoments& part = parts[chunk];
    total.rows += part.rows;
    total.events += part.events;
    total.weight += part.weight;
    add(total.sum, part.sum);
    add(total.squares, part.squares);
    add(total.event_sum, part.event_sum);
    for (std::int64_t j = 0; j < width; ++j) {
      total.lowest[j] = std::min(total.lowest[j], part.lowest[j]);
      total.highest[j] = std::max(total.highest[j], part.highest[j]);
    }
  }
  for (std::vector<double>* list : {&total.sum, &total.squares, &total.event_sum, &total.lowest, &total.highest}) list->resize(terms);
  return total;
}

// Hazards of the rows and their sums by slot; returns the largest |eta|.
double FineGrayRows::make_hazards(Team& team, const double* beta, double& event_eta, double& highest) {
  const std::int64_t width = design_.width(), slots = times_.slots(), size = slots * width, parts = chunks();
  const bool direct = !order_.empty() || parts == 1;  // each chunk has slots of its own
  std::vector<std::vector<double>> sums(direct ? 0 : parts), leaver_sums(direct ? 0 : parts), beyond(direct ? 0 : parts);
  std::vector<double> rest(entries_ ? size : 0, 0.0);
  sums_.assign(size, 0.0);
  leaver_sums_table_.assign(leaver_sums_ ? size : 0, 0.0);
  beyond_.assign(share_.empty() ? 0 : size, 0.0);
  std::vector<double> part_eta(parts, 0.0), largest(parts, 0.0), most(parts, -infinity);
  team.run(parts, [&](std::int64_t chunk) {
    std::vector<double>& table = direct ? sums_ : sums[chunk];
    std::vector<double>& leaver_table = direct ? leaver_sums_table_ : leaver_sums[chunk];
    std::vector<double>& beyond_table = direct ? beyond_ : beyond[chunk];
    if (!direct) {
      table.assign(size, 0.0);
      leaver_table.assign(leaver_sums_table_.size(), 0.0);
      beyond_table.assign(beyond_.size(), 0.0);
    }
    std::vector<double> weights(design_.block_rows());
    std::vector<std::int32_t> which(design_.block_rows()), slot(design_.block_rows());
    blocks(chunk, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      read(first, count, beta, block);
      double* eta = block.eta;
      if (design_.terms() == 0) std::fill_n(eta, count, 0.0);
      double events = 0.0;
      for (std::int64_t i = 0; i < count; ++i) {
        if (columns_.offset.given()) eta[i] += columns_.offset[row(first + i)];
        eta[i] -= eta_shift_;
        weights[i] = weight(first + i);
        if (weights[i] > 0.0 && !(eta[i] <= most[chunk])) most[chunk] = eta[i];
        events += weights[i] * (static_cast<double>(left_[first + i]) * eta[i]);
      }
      part_eta[chunk] += events;
      double* hazard = hazard_.data() + first;
      largest[chunk] = std::max(largest[chunk], weighted_exp(eta, weights.data(), count, hazard));
      if (!entries_) {
        add_to_slots(block.rows, hazard, nullptr, stop_.data() + first, count, width, table.data());
      } else {
        for (std::int64_t i = 0; i < count; ++i) {
          const std::int64_t stop = stop_[first + i], start = start_[first + i];
          if (stop == start) continue;
          for (std::int64_t j = 0; j <= design_.terms(); ++j) {
            const double value = hazard[i] * block.rows[i * width + j];
            add_exactly(table[stop * width + j], rest[stop * width + j], value);
            add_exactly(table[start * width + j], rest[start * width + j], -value);
          }
        }
      }
      std::int64_t some = 0;
      for (std::int64_t i = 0; leaver_sums_ && i < count; ++i) {
        which[some] = static_cast<std::int32_t>(i);
        slot[some] = stop_[first + i];
        some += left_[first + i];
      }
      if (some > 0) add_to_slots(block.rows, hazard, which.data(), slot.data(), some, width, leaver_table.data());
      if (share_.empty()) return;
      some = 0;
      for (std::int64_t i = 0; i < count; ++i) {
        block.values[i] = hazard[i] * share_[first + i];
        which[some] = static_cast<std::int32_t>(i);
        slot[some] = stop_[first + i];
        some += share_[first + i] > 0.0;
      }
      add_to_slots(block.rows, block.values, which.data(), slot.data(), some, width, beyond_table.data());
    });
  });
  if (!direct)
    for (std::int64_t chunk = 0; chunk < parts; ++chunk) {
      add(sums_, sums[chunk]);
      add(leaver_sums_table_, leaver_sums[chunk]);
      add(beyond_, beyond[chunk]);
    }
  if (entries_) {  // the risk sets, while both halves of the sums are at hand
    std::vector<double> high(width, 0.0), low(width, 0.0);
    for (std::int64_t k = slots; k-- > 0;)
      for (std::int64_t j = 0; j < width; ++j) {
        add_exactly(high[j], low[j], sums_[k * width + j]);
        low[j] += rest[k * width + j];
        sums_[k * width + j] = high[j] + low[j];
      }
  }
  event_eta = 0.0;
  highest = -infinity;
  double result = 0.0;
  for (std::int64_t chunk = 0; chunk < parts; ++chunk) {
    event_eta += part_eta[chunk];
    if (!(most[chunk] <= highest)) highest = most[chunk];
    result = std::max(result, largest[chunk]);
  }
  return result;
}

// Sums by slot become sums over risk sets; hazards and products of the risk sets on the way.
void FineGrayRows::resolve(Team& team, Hazards& hazards, RiskParts& parts) {
  const std::int64_t width = design_.width(), terms = design_.terms(), slots = times_.slots();
  const std::int64_t spans = std::clamp<std::int64_t>(slots / 256, 1, 32);
  const bool beyond = !beyond_.empty();
  std::vector<double> behind((spans + 1) * width, 0.0), before((spans + 1) * width, 0.0);  // of later and of earlier spans
  if (spans > 1) {
    team.run(spans, [&](std::int64_t s) {
      const Span span = span_of(slots, spans, s);
      for (std::int64_t k = span.first; k < span.last; ++k)
        for (std::int64_t j = 0; j < width; ++j) {
          if (!entries_) behind[s * width + j] += sums_[k * width + j];
          if (beyond) before[(s + 1) * width + j] += beyond_[k * width + j];
        }
    });
    for (std::int64_t s = spans; s-- > 0;)
      for (std::int64_t j = 0; j < width; ++j) behind[s * width + j] += behind[(s + 1) * width + j];
    for (std::int64_t s = 0; s < spans; ++s)
      for (std::int64_t j = 0; j < width; ++j) before[(s + 1) * width + j] += before[s * width + j];
  }
  hazards.begin(slots, entries_);
  std::vector<RiskParts> partial(spans);
  team.run(spans, [&](std::int64_t s) {
    const Span span = span_of(slots, spans, s);
    std::vector<double> later(behind.begin() + (s + 1) * width, behind.begin() + (s + 2) * width);
    std::vector<double> earlier(before.begin() + s * width, before.begin() + (s + 1) * width);
    if (!entries_)
      for (std::int64_t k = span.last; k-- > span.first;)
        for (std::int64_t j = 0; j < width; ++j) sums_[k * width + j] = later[j] += sums_[k * width + j];
    for (std::int64_t k = span.first; k < span.last; ++k) {
      double* sum = sums_.data() + k * width;
      if (beyond) {
        const double* own = beyond_.data() + k * width;
        for (std::int64_t j = 0; j < width; ++j) {
          sum[j] += slot_weights_[k] * earlier[j];
          earlier[j] += own[j];
        }
      }
      hazards.fill(k, leavers_.count[k], leavers_.weight[k], ties_, sum[terms], leaver_sums_ ? leaver_sums_table_[k * width + terms] : 0.0);
    }
    partial[s] = RiskParts(width);
    add_risk_sets(hazards, sums_.data() + span.first * width, leaver_sums_ ? leaver_sums_table_.data() + span.first * width : nullptr, span.first,
                  span.last - span.first, width, partial[s]);
  });
  parts = RiskParts(width);
  for (const RiskParts& part : partial) parts.add(part);
  hazards.accumulate(times_);
}

double FineGrayRows::measure(Team& team, const std::vector<double>& beta, Hazards& hazards, RiskParts& parts) {
  constexpr double largest_plain_eta = 300.0;  // exp() of it can be squared
  double event_eta = 0.0, highest = 0.0;
  eta_shift_ = 0.0;
  if (!(make_hazards(team, beta.data(), event_eta, highest) <= largest_plain_eta)) {
    eta_shift_ = std::isfinite(highest) ? highest : 0.0;
    make_hazards(team, beta.data(), event_eta, highest);
  }
  resolve(team, hazards, parts);
  return event_eta;
}

namespace {
// Sum over the slots after each of weight · jump: expected events, for a share of 1, of who has left otherwise.
std::vector<double> expected_after(const Hazards& hazards, const std::vector<double>& slot_weights) {
  std::vector<double> after(slot_weights.size(), 0.0);
  stats::LongSum sum;
  for (std::size_t k = after.size(); k-- > 0;) {
    after[k] = sum.value();
    sum.add(slot_weights[k] * hazards.jump[k]);
  }
  return after;
}
}  // namespace

void FineGrayRows::weigh(Team& team, const Hazards& hazards, std::vector<double>& gram) const {
  const std::int64_t width = design_.width(), parts = chunks();
  const std::vector<double> after = share_.empty() ? std::vector<double>() : expected_after(hazards, slot_weights_);
  std::vector<std::vector<double>> grams(parts);
  team.run(parts, [&](std::int64_t chunk) {
    grams[chunk].assign(width * width, 0.0);
    blocks(chunk, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      read(first, count, nullptr, block);
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int32_t stop = stop_[first + i];
        double expected = hazards.cumulative[stop];
        if (entries_) {
          const std::int32_t start = start_[first + i];
          expected = (expected - hazards.cumulative[start]) + (hazards.cumulative_rest[stop] - hazards.cumulative_rest[start]);
        }
        if (left_[first + i] != 0) expected -= hazards.tied[stop];
        if (!share_.empty()) expected += share_[first + i] * after[stop];
        block.values[i] = hazard_[first + i] * expected;
      }
      solve::add_weighted_gram(block.rows, block.values, count, width, grams[chunk].data(), {}, design_.terms());
    });
  });
  gram = std::move(grams[0]);
  for (std::int64_t chunk = 1; chunk < parts; ++chunk) add(gram, grams[chunk]);
}

// With S and E the sums of a slot, m = aS - bE: what a hazard of 1 at risk in it takes from the score is x·jump - m.
struct FineGrayRows::Tables {
  std::vector<double> upto;       // (slots, terms): sum of m up to and with each slot
  std::vector<double> after;      // (slots, terms): sum of W m over the slots after each
  std::vector<double> expected;   // per slot: sum of W jump over the slots after each
};

struct FineGrayRows::Influence {
  const std::vector<std::int64_t>& until;
  std::vector<double>& products;        // (size, size)
  std::int64_t size = 0;                // terms and times
  std::vector<double> by_cluster, row;  // (clusters, size); of one row
  // Per place of `until`: what the steps of W before each time take from the hazard there, as q and spent of the score do.
  std::vector<double> q, spent, q_entry, spent_entry;
};

void FineGrayRows::score_products(const Hazards& hazards, const ObservationWeights& observation, CensoringTies ties, const std::int32_t* cluster, std::int64_t clusters,
                                  std::vector<double>& products) {
  add_scores(hazards, observation, ties, cluster, clusters, &products, nullptr);
}

void FineGrayRows::influence_products(const Hazards& hazards, const ObservationWeights& observation, CensoringTies ties, const std::int32_t* cluster, std::int64_t clusters,
                                      const std::vector<std::int64_t>& until, std::vector<double>& products, std::vector<double>& slopes) {
  const std::int64_t width = design_.width(), terms = design_.terms(), slots = times_.slots();
  Influence influence{until, products, terms + static_cast<std::int64_t>(until.size()), {}, {}, {}, {}, {}, {}};
  products.assign(influence.size * influence.size, 0.0);
  influence.by_cluster.assign(cluster != nullptr ? clusters * influence.size : 0, 0.0);
  influence.row.assign(influence.size, 0.0);
  add_scores(hazards, observation, ties, cluster, clusters, nullptr, &influence);
  for (std::int64_t g = 0; cluster != nullptr && g < clusters; ++g)
    for (std::int64_t j = 0; j < influence.size; ++j)
      for (std::int64_t l = 0; l < influence.size; ++l) products[j * influence.size + l] += influence.by_cluster[g * influence.size + j] * influence.by_cluster[g * influence.size + l];
  slopes.clear();
  std::vector<double> sum(terms, 0.0);
  std::size_t next = 0;
  for (std::int64_t k = 0; k < slots && next < until.size(); ++k) {
    for (std::int64_t j = 0; j < terms && k > 0; ++j)
      sum[j] += hazards.a[k] * sums_[k * width + j] - (leaver_sums_ ? hazards.b[k] * leaver_sums_table_[k * width + j] : 0.0);
    for (; next < until.size() && until[next] == k; ++next) slopes.insert(slopes.end(), sum.begin(), sum.end());
  }
}

void FineGrayRows::add_scores(const Hazards& hazards, const ObservationWeights& observation, CensoringTies ties, const std::int32_t* cluster, std::int64_t clusters,
                              std::vector<double>* products, Influence* influence) {
  const std::int64_t width = design_.width(), terms = design_.terms(), slots = times_.slots();
  const auto places = static_cast<std::int64_t>(columns_.durations.values.size());
  const std::vector<std::uint32_t>& time = columns_.durations.index;
  const bool others = !share_.empty();
  Tables tables;
  tables.upto.assign(slots * terms, 0.0);
  for (std::int64_t k = 1; k < slots; ++k)
    for (std::int64_t j = 0; j < terms; ++j)
      tables.upto[k * terms + j] = tables.upto[(k - 1) * terms + j] + hazards.a[k] * sums_[k * width + j] -
                                   (leaver_sums_ ? hazards.b[k] * leaver_sums_table_[k * width + j] : 0.0);
  // What the weights' estimation adds: with q(u) the part of the score that hangs on W's step at u, a row has
  //   at a censoring time u: +q(u)/Y(u) (dN - Y dN/Y), at an entry time the same with the sign turned.
  std::vector<double> q, spent, q_entry, spent_entry;
  std::vector<std::int64_t> entered_upto;  // per distinct duration: distinct entries before it
  const bool events_first = ties == CensoringTies::events_first;
  if (others) {
    tables.expected = expected_after(hazards, slot_weights_);
    tables.after.assign(slots * terms, 0.0);
    for (std::int64_t k = slots - 1; k-- > 0;)
      for (std::int64_t j = 0; j < terms; ++j)
        tables.after[k * terms + j] = tables.after[(k + 1) * terms + j] +
                                      slot_weights_[k + 1] * (hazards.a[k + 1] * sums_[(k + 1) * width + j] -
                                                              (leaver_sums_ ? hazards.b[k + 1] * leaver_sums_table_[(k + 1) * width + j] : 0.0));
    std::vector<double> sum((places + 1) * width, 0.0);  // over who left otherwise before each time: hazard · share · x
    for (std::int64_t chunk = 0; chunk < chunks(); ++chunk)
      blocks(chunk, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        read(first, count, nullptr, block);
        for (std::int64_t i = 0; i < count; ++i) {
          if (!(share_[first + i] > 0.0)) continue;
          double* to = sum.data() + (static_cast<std::int64_t>(time[row(first + i)]) + 1) * width;
          const double value = hazard_[first + i] * share_[first + i];
          for (std::int64_t j = 0; j <= terms; ++j) to[j] += value * block.rows[i * width + j];
        }
      });
    for (std::int64_t d = 0; d < places; ++d)
      for (std::int64_t j = 0; j <= terms; ++j) sum[(d + 1) * width + j] += sum[d * width + j];
    const auto put = [&](const double* begun, std::int64_t slot, double* out) {
      for (std::int64_t j = 0; j < terms; ++j) out[j] = begun[j] * tables.expected[slot] - begun[terms] * tables.after[slot * terms + j];
    };
    const auto size = influence != nullptr ? static_cast<std::int64_t>(influence->until.size()) : 0;
    std::vector<double> pulled(slots, 0.0);  // sum of W a up to and with each slot: how a share at risk pulls the hazards down
    for (std::int64_t k = 1; k < slots; ++k) pulled[k] = pulled[k - 1] + slot_weights_[k] * hazards.a[k];
    const auto put_hazards = [&](double begun, std::int64_t slot, double* out) {
      for (std::int64_t m = 0; m < size; ++m) out[m] = influence->until[m] > slot ? begun * (pulled[influence->until[m]] - pulled[slot]) : 0.0;
    };
    if (influence != nullptr) {
      influence->q.assign(places * size, 0.0);
      influence->spent.assign((places + 1) * size, 0.0);
    }
    q.assign(places * terms, 0.0);
    spent.assign((places + 1) * terms, 0.0);
    std::int64_t slot = 0;
    for (std::int64_t d = 0; d < places; ++d) {
      const std::int64_t earlier = slot;
      while (slot + 1 < slots && times_.time(slot + 1) <= columns_.durations.values[d]) ++slot;
      std::copy_n(spent.data() + d * terms, terms, spent.data() + (d + 1) * terms);
      if (influence != nullptr) std::copy_n(influence->spent.data() + d * size, size, influence->spent.data() + (d + 1) * size);
      if (!(observation.censored[d] > 0.0)) continue;
      put(sum.data() + (events_first ? d + 1 : d) * width, events_first ? slot : earlier, q.data() + d * terms);
      const double rate = observation.censored[d] / observation.at_risk[d] / observation.at_risk[d];
      for (std::int64_t j = 0; j < terms; ++j) {
        spent[(d + 1) * terms + j] += q[d * terms + j] * rate;
        q[d * terms + j] /= observation.at_risk[d];
      }
      if (influence == nullptr) continue;
      put_hazards(sum[(events_first ? d + 1 : d) * width + terms], events_first ? slot : earlier, influence->q.data() + d * size);
      for (std::int64_t m = 0; m < size; ++m) {
        influence->spent[(d + 1) * size + m] += influence->q[d * size + m] * rate;
        influence->q[d * size + m] /= observation.at_risk[d];
      }
    }
    if (entries_) {
      const auto count = static_cast<std::int64_t>(observation.entry_time.size());
      q_entry.assign(count * terms, 0.0);
      spent_entry.assign((count + 1) * terms, 0.0);
      if (influence != nullptr) {
        influence->q_entry.assign(count * size, 0.0);
        influence->spent_entry.assign((count + 1) * size, 0.0);
      }
      std::int64_t d = 0;
      for (std::int64_t e = 0; e < count; ++e) {
        while (d < places && columns_.durations.values[d] <= observation.entry_time[e]) ++d;
        std::copy_n(spent_entry.data() + e * terms, terms, spent_entry.data() + (e + 1) * terms);
        if (influence != nullptr) std::copy_n(influence->spent_entry.data() + e * size, size, influence->spent_entry.data() + (e + 1) * size);
        if (!(observation.entered[e] > 0.0)) continue;
        put(sum.data() + d * width, times_.slot(0, observation.entry_time[e]), q_entry.data() + e * terms);
        const double rate = observation.entered[e] / observation.among[e] / observation.among[e];
        for (std::int64_t j = 0; j < terms; ++j) {
          spent_entry[(e + 1) * terms + j] += q_entry[e * terms + j] * rate;
          q_entry[e * terms + j] /= observation.among[e];
        }
        if (influence == nullptr) continue;
        put_hazards(sum[d * width + terms], times_.slot(0, observation.entry_time[e]), influence->q_entry.data() + e * size);
        for (std::int64_t m = 0; m < size; ++m) {
          influence->spent_entry[(e + 1) * size + m] += influence->q_entry[e * size + m] * rate;
          influence->q_entry[e * size + m] /= observation.among[e];
        }
      }
      entered_upto.resize(places);
      std::int64_t e = 0;
      for (std::int64_t at = 0; at < places; ++at) {
        while (e < count && observation.entry_time[e] < columns_.durations.values[at]) ++e;
        entered_upto[at] = e;
      }
    }
  }
  if (products != nullptr) products->assign(width * width, 0.0);
  // Sums of a and of b up to each slot: what a hazard of 1 that is at risk takes from the cumulative hazard.
  std::vector<double> weighed(influence != nullptr ? slots : 0, 0.0), pulled(weighed.size(), 0.0);
  for (std::size_t k = 1; k < weighed.size(); ++k) {
    weighed[k] = weighed[k - 1] + hazards.a[k];
    pulled[k] = pulled[k - 1] + slot_weights_[k] * hazards.a[k];
  }
  std::vector<double> by_cluster(products != nullptr && cluster != nullptr ? clusters * terms : 0, 0.0);
  const auto place_of = [](const std::vector<double>& values, double value) {  // how many are at most `value`
    return static_cast<std::int64_t>(std::upper_bound(values.begin(), values.end(), value) - values.begin());
  };
  for (std::int64_t chunk = 0; chunk < chunks(); ++chunk)
    blocks(chunk, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      read(first, count, nullptr, block);
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t place = first + i, r = row(place), d = time[r], stop = stop_[place], start = entries_ ? start_[place] : 0;
        const double hazard = hazard_[place], w = weight(place), share = others ? hazard * share_[place] : 0.0;
        const double staying = !entries_ ? hazards.cumulative[stop]
                                         : (hazards.cumulative[stop] - hazards.cumulative[start]) + (hazards.cumulative_rest[stop] - hazards.cumulative_rest[start]);
        double* values = block.rows + i * width;
        const double* total = sums_.data() + stop * width;
        const double* left = leaver_sums_ ? leaver_sums_table_.data() + stop * width : nullptr;
        // Places of W's steps that the row was at risk of.
        const std::int64_t last = others ? (events_first && columns_.fate[r] != Fate::censored ? d : d + 1) : 0;
        const std::int64_t from = others && entries_ ? std::min(last, place_of(columns_.durations.values, columns_.entry[r])) : 0;
        const std::int64_t entered = others && entries_ ? place_of(observation.entry_time, columns_.entry[r]) - 1 : 0;
        for (std::int64_t j = 0; j < terms; ++j) {
          const double x = values[j];
          double value = -hazard * (x * staying - tables.upto[stop * terms + j] + tables.upto[start * terms + j]);
          if (left_[place] != 0) {
            const double leaving = left != nullptr ? left[j] : 0.0;
            const double average = (hazards.jump[stop] * total[j] - hazards.tied[stop] * leaving) / leavers_.weight[stop];
            value += w * (x - average) + hazard * (hazards.tied[stop] * x - (hazards.b[stop] * total[j] - hazards.c[stop] * leaving));
          }
          if (others) {
            value -= share * (x * tables.expected[stop] - tables.after[stop * terms + j]);
            value -= w * (spent[last * terms + j] - spent[from * terms + j]);
            if (columns_.fate[r] == Fate::censored) value += w * q[d * terms + j];
            if (entries_)
              value += w * (spent_entry[entered_upto[d] * terms + j] - spent_entry[entered * terms + j]) - w * q_entry[entered * terms + j];
          }
          values[j] = w > 0.0 ? value : 0.0;
        }
        values[terms] = 0.0;
        block.values[i] = 1.0;
        if (influence != nullptr) {
          std::vector<double>& own = influence->row;
          const auto size = static_cast<std::int64_t>(influence->until.size());
          std::copy_n(values, terms, own.begin());
          for (std::int64_t m = 0; m < size; ++m) {
            const std::int64_t until = influence->until[m], here = std::min(stop, until);
            double value = start < here ? -hazard * (weighed[here] - weighed[start]) : 0.0;
            if (left_[place] != 0 && stop <= until) value += w * hazards.jump[stop] / leavers_.weight[stop] + hazard * (leaver_sums_ ? hazards.b[stop] : 0.0);
            if (others) {
              if (until > stop) value -= share * (pulled[until] - pulled[stop]);
              value -= w * (influence->spent[last * size + m] - influence->spent[from * size + m]);
              if (columns_.fate[r] == Fate::censored) value += w * influence->q[d * size + m];
              if (entries_)
                value += w * (influence->spent_entry[entered_upto[d] * size + m] - influence->spent_entry[entered * size + m]) - w * influence->q_entry[entered * size + m];
            }
            own[terms + m] = w > 0.0 ? value : 0.0;
          }
          if (cluster != nullptr) {
            for (std::int64_t j = 0; j < influence->size; ++j) influence->by_cluster[static_cast<std::int64_t>(cluster[r]) * influence->size + j] += own[j];
          } else {
            for (std::int64_t j = 0; j < influence->size; ++j)
              for (std::int64_t l = 0; l < influence->size; ++l) influence->products[j * influence->size + l] += own[j] * own[l];
          }
          continue;
        }
        if (cluster == nullptr) continue;
        double* to = by_cluster.data() + static_cast<std::int64_t>(cluster[r]) * terms;
        for (std::int64_t j = 0; j < terms; ++j) to[j] += values[j];
      }
      if (cluster == nullptr && products != nullptr) solve::add_weighted_gram(block.rows, block.values, count, width, products->data());
      for (std::int64_t i = 0; i < count; ++i) block.rows[i * width + terms] = 1.0;
    });
  if (cluster != nullptr && products != nullptr) add_cluster_products(by_cluster.data(), clusters, terms, width, *products);
}

}  // namespace mainstay::inline v1::survival
