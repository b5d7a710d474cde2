#include "survival/multinomial_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "survival/merging.hpp"
#include "survival/multinomial_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

[[noreturn]] void unlike(const std::string& what) { refuse_unlike(multinomial_key, what); }
}  // namespace

void MultinomialTally::reach(std::int64_t period, std::int64_t cause) {
  if (last() < period) {
    entered.resize(period + 1, 0.0);
    ended.resize(period + 1, 0.0);
  }
  if (static_cast<std::int64_t>(causes.size()) < cause) causes.resize(cause);
  if (cause > 0 && static_cast<std::int64_t>(causes[cause - 1].left.size()) <= period) causes[cause - 1].left.resize(period + 1, 0.0);
}

void MultinomialTally::add(const MultinomialTally& other) {
  reach(other.last(), static_cast<std::int64_t>(other.causes.size()));
  for (std::size_t t = 0; t < other.entered.size(); ++t) {
    entered[t] += other.entered[t];
    ended[t] += other.ended[t];
  }
  for (std::size_t j = 0; j < other.causes.size(); ++j) {
    std::vector<double>& to = causes[j].left;
    if (to.size() < other.causes[j].left.size()) to.resize(other.causes[j].left.size(), 0.0);
    for (std::size_t t = 0; t < other.causes[j].left.size(); ++t) to[t] += other.causes[j].left[t];
  }
}

void MultinomialSurvey::merge(const MultinomialSurvey& other) {
  if (!other.surveyed) return;
  if (!surveyed) {
    *this = other;
    return;
  }
  if (stratified != other.stratified || text_strata != other.text_strata) unlike("their strata differ");
  if (clustered != other.clustered) unlike("one has clusters");
  if (offsets != other.offsets) unlike("one has offsets");
  merge_columns(multinomial_key, columns, other.columns);
  for (const MultinomialTally& tally : other.strata) {
    const auto before = [this](const MultinomialTally& a, const MultinomialTally& b) { return text_strata ? a.label < b.label : a.number < b.number; };
    const auto place = std::lower_bound(strata.begin(), strata.end(), tally, before);
    if (place != strata.end() && !before(tally, *place)) place->add(tally);
    else strata.insert(place, tally);
  }
  rows += other.rows;
  events += other.events;
  highest = std::max(highest, other.highest);
  weight += other.weight;
  offset += other.offset;
}

MultinomialRows::MultinomialRows(const MultinomialInput& input) : count(input.duration.size), weights(input.weights), offset(input.offset) {
  const Numbers ends(input.duration), how(input.event), begins(input.entry);
  for (std::int64_t i = 0; i < count; ++i) {
    duration.push_back(static_cast<std::int64_t>(ends[i]));
    event.push_back(static_cast<std::int64_t>(how[i]));
    entry.push_back(begins.given() ? static_cast<std::int64_t>(begins[i]) : 0);
    if (entry[i] >= duration[i]) refuse(multinomial_key, "entry", i, begins[i], "below the row's duration");
  }
  stratum.assign(count, 0);
}

MultinomialSurvey survey_of(Team& team, const MultinomialInput& input, const MultinomialOptions& options, const MultinomialRows& rows, const data::Groups& strata) {
  MultinomialSurvey survey;
  survey.surveyed = true;
  survey.stratified = input.strata.given();
  survey.text_strata = strata.text;
  survey.clustered = input.cluster.given();
  survey.offsets = input.offset.given();
  survey.strata.resize(survey.stratified ? strata.count : 1);
  for (std::int64_t s = 0; survey.stratified && s < strata.count; ++s) {
    survey.strata[s].label = strata.name(s);
    if (!strata.text) survey.strata[s].number = strata.numbers[s];
  }
  for (MultinomialTally& tally : survey.strata) tally.reach(0, 0);
  const auto named = static_cast<std::int64_t>(options.causes.size());
  for (std::int64_t i = 0; i < rows.count; ++i) {
    if (named > 0 && rows.event[i] > named)
      refuse(multinomial_key, "event", i, static_cast<double>(rows.event[i]), "at most " + std::to_string(named) + ", the number of causes that are named");
    const double w = rows.weight(i);
    if (!(w > 0.0)) continue;
    MultinomialTally& tally = survey.strata[survey.stratified ? strata.codes[i] : 0];
    tally.reach(rows.duration[i], rows.event[i]);
    tally.entered[rows.entry[i]] += w;
    tally.ended[rows.duration[i]] += w;
    if (rows.event[i] > 0) tally.causes[rows.event[i] - 1].left[rows.duration[i]] += w;
    ++survey.rows;
    survey.weight += w;
    if (rows.offset.given()) survey.offset += w * rows.offset[i];
    survey.events += rows.event[i] > 0;
    survey.highest = std::max(survey.highest, rows.event[i]);
  }
  const auto columns = static_cast<std::int64_t>(input.x.columns.size());
  survey.columns.resize(columns);
  team.run(columns, [&](std::int64_t j) { survey.columns[j] = surveyed(input.x.names[j], input.x.columns[j], rows.weights); });
  return survey;
}

MultinomialModel::MultinomialModel(const MultinomialSurvey& survey, const MultinomialOptions& wanted) : options(wanted), columns(columns_of(survey.columns)) {
  for (std::size_t k = 1; k < options.bands.size(); ++k)
    if (options.bands[k] <= options.bands[k - 1]) refuse(multinomial_key, "bands", static_cast<std::int64_t>(k), static_cast<double>(options.bands[k]), "above the one before it");
  choose_references(multinomial_key, columns, options.references);
  means = term_means(survey.columns, columns);
  for (std::size_t j = 0, t = 0; j < columns.size(); ++j)
    for (std::int64_t l = term_count({columns[j]}); l-- > 0; ++t) {
      const SurveyedColumn& part = survey.columns[j];
      reach.push_back(part.categorical ? 1.0 : std::max(part.high - means[t], means[t] - part.low));
    }
  names = term_names(columns);
  terms = static_cast<std::int64_t>(names.size());
  cause_names = options.causes;
  if (cause_names.empty())
    for (std::int64_t j = 0; j < std::max<std::int64_t>(survey.highest, 1); ++j) cause_names.push_back(std::to_string(j + 1));
  causes = static_cast<std::int64_t>(cause_names.size());
  rows = survey.rows;
  events = survey.events;
  weight = survey.weight;
  robust = options.robust || survey.clustered;
  offsets = survey.offsets;
  if (weight > 0.0) mean_offset = survey.offset / weight;
  by_cause.assign(causes, 0.0);
  for (std::size_t s = 0; s < survey.strata.size(); ++s) {
    const MultinomialTally& tally = survey.strata[s];
    strata.push_back(tally.label);
    follow_up.push_back(static_cast<double>(tally.last()));
    first_of.push_back(cells());
    std::vector<MultinomialCell> own;
    std::size_t band = 0;
    bool fresh = true;
    double there = 0.0;
    for (std::int64_t u = 1; u <= tally.last(); ++u) {
      there += tally.entered[u - 1] - tally.ended[u - 1];
      if (options.bands.empty()) fresh = true;
      for (; band < options.bands.size() && u > options.bands[band]; ++band) fresh = true;
      if (fresh) own.push_back({static_cast<std::int64_t>(s), u, u, 0.0, std::vector<double>(causes, 0.0), false});
      fresh = false;
      own.back().last = u;
      own.back().at_risk += there;
      for (std::size_t j = 0; j < tally.causes.size(); ++j)
        if (u < static_cast<std::int64_t>(tally.causes[j].left.size())) own.back().events[j] += tally.causes[j].left[u];
    }
    for (MultinomialCell& each : own) {
      double left = 0.0;
      for (std::int64_t j = 0; j < causes; ++j) {
        left += each.events[j];
        by_cause[j] += each.events[j];
      }
      if (!(left > 0.0)) continue;
      each.everybody = !(each.at_risk - left > 1e-12 * each.at_risk);
      cell.push_back(std::move(each));
    }
  }
  if (strata.empty()) {
    strata.emplace_back();
    follow_up.push_back(0.0);
    first_of.push_back(0);
  }
  first_of.push_back(cells());
}

std::string MultinomialModel::label(std::int64_t k) const { return cause_names[k / terms] + ": " + names[k % terms]; }

std::vector<double> MultinomialModel::start() const {
  std::vector<double> a(cells() * causes, -infinity);
  for (std::int64_t c = 0; c < cells(); ++c) {
    double left = 0.0;
    for (const double one : cell[c].events) left += one;
    const double stays = cell[c].at_risk - left;
    for (std::int64_t j = 0; j < causes; ++j)
      if (cell[c].events[j] > 0.0) a[c * causes + j] = cell[c].everybody ? infinity : std::log(cell[c].events[j] / stays) - mean_offset;
  }
  return a;
}

void MultinomialSums::begin(std::int64_t cells, std::int64_t causes, std::int64_t terms) {
  value = 0.0;
  slope_a.assign(cells * causes, 0.0);
  slope_b.assign(causes * terms, 0.0);
  own.assign(cells * causes * causes, 0.0);
  border.assign(cells * causes * causes * terms, 0.0);
  shared.assign(causes * terms * causes * terms, 0.0);
}

void MultinomialSums::add(const MultinomialSums& other) {
  value += other.value;
  add_sums(multinomial_key, slope_a, other.slope_a);
  add_sums(multinomial_key, slope_b, other.slope_b);
  add_sums(multinomial_key, own, other.own);
  add_sums(multinomial_key, border, other.border);
  add_sums(multinomial_key, shared, other.shared);
}

bool MultinomialSums::fits(const MultinomialModel& model) const noexcept {
  const auto is = [](const std::vector<double>& list, std::int64_t size) { return static_cast<std::int64_t>(list.size()) == size; };
  const std::int64_t cells = model.cells(), causes = model.causes, wide = model.wide();
  return is(slope_a, cells * causes) && is(slope_b, wide) && is(own, cells * causes * causes) && is(border, cells * causes * wide) && is(shared, wide * wide);
}

// work(row, weight, x, cell, periods, hazards of these, log of staying, cause or -1) for each row and cell that it is at risk in.
template <class Work>
void MultinomialLikelihood::visit(const Span& span, const std::vector<double>& a, const std::vector<double>& b, const Work& work) const {
  const std::vector<MultinomialCell>& cells_ = model_.cell;
  const std::vector<std::int64_t>& first_of_ = model_.first_of;
  const std::int64_t causes_ = model_.causes, terms_ = model_.terms;
  std::vector<double> eta(causes_), hazards(causes_);
  design_.blocks(span, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
    design_.read(first, count, model_.means.data(), nullptr, block);
    for (std::int64_t k = 0; k < count; ++k) {
      const std::int64_t i = first + k;
      const double w = rows_.weight(i);
      if (!(w > 0.0)) continue;
      const double* x = block.rows + k * design_.width();
      for (std::int64_t j = 0; j < causes_; ++j) {
        double sum = rows_.offset.given() ? rows_.offset[i] : 0.0;
        for (std::int64_t t = 0; t < terms_; ++t) sum += x[t] * b[j * terms_ + t];
        eta[j] = sum;
      }
      const std::int64_t s = rows_.stratum[i];
      auto c = std::lower_bound(cells_.begin() + first_of_[s], cells_.begin() + first_of_[s + 1], rows_.entry[i] + 1, [](const MultinomialCell& cell, std::int64_t period) { return cell.last < period; }) -
               cells_.begin();
      for (; c < first_of_[s + 1] && cells_[c].first <= rows_.duration[i]; ++c) {
        if (cells_[c].everybody) continue;
        const double periods = static_cast<double>(std::min(cells_[c].last, rows_.duration[i]) - std::max(cells_[c].first, rows_.entry[i] + 1) + 1);
        const double stays = multinomial_hazards(a.data() + c * causes_, eta.data(), causes_, hazards.data());
        const std::int64_t cause = rows_.event[i] > 0 && rows_.duration[i] <= cells_[c].last ? rows_.event[i] - 1 : -1;
        work(i, w, x, c, periods, hazards.data(), stays, cause, eta.data());
      }
    }
  });
}

MultinomialSums MultinomialLikelihood::at(const std::vector<double>& a, const std::vector<double>& b) const {
  const std::int64_t chunks = row_chunks(rows_.count), wide = model_.wide(), causes_ = model_.causes, terms_ = model_.terms;
  std::vector<MultinomialSums> parts(chunks);
  team_.run(chunks, [&](std::int64_t chunk) {
    MultinomialSums& sums = parts[chunk];
    sums.begin(model_.cells(), causes_, terms_);
    std::vector<double> residual(causes_), spread(causes_ * causes_), last(terms_);
    std::int64_t row = -1;
    double weight = 0.0;
    const auto close = [&] {  // what a row's periods share: x
      if (row < 0) return;
      for (std::int64_t j = 0; j < causes_; ++j) {
        for (std::int64_t t = 0; t < terms_; ++t) sums.slope_b[j * terms_ + t] += residual[j] * last[t];
        for (std::int64_t l = j; l < causes_; ++l) {
          const double factor = spread[j * causes_ + l];
          if (factor == 0.0) continue;
          for (std::int64_t t = 0; t < terms_; ++t) {
            const double scaled = factor * last[t];
            double* to = sums.shared.data() + (j * terms_ + t) * wide + l * terms_;
            for (std::int64_t r = 0; r < terms_; ++r) to[r] += scaled * last[r];
          }
        }
      }
    };
    visit(span_of(rows_.count, chunks, chunk), a, b,
          [&](std::int64_t i, double w, const double* x, std::int64_t c, double periods, const double* hazards, double stays, std::int64_t cause, const double* eta) {
            if (i != row) {
              close();
              row = i;
              weight = w;
              std::copy_n(x, terms_, last.begin());
              std::fill(residual.begin(), residual.end(), 0.0);
              std::fill(spread.begin(), spread.end(), 0.0);
            }
            sums.value += weight * periods * stays;
            if (cause >= 0) sums.value += weight * (a[c * causes_ + cause] + eta[cause]);
            for (std::int64_t j = 0; j < causes_; ++j) {
              if (hazards[j] == 0.0 && cause != j) continue;
              const double r = weight * ((cause == j ? 1.0 : 0.0) - periods * hazards[j]);
              sums.slope_a[c * causes_ + j] += r;
              residual[j] += r;
              for (std::int64_t l = 0; l < causes_; ++l) {
                const double v = weight * periods * hazards[j] * ((j == l ? 1.0 : 0.0) - hazards[l]);
                if (v == 0.0) continue;
                sums.own[(c * causes_ + j) * causes_ + l] += v;
                if (l >= j) spread[j * causes_ + l] += v;
                double* to = sums.border.data() + (c * causes_ + j) * wide + l * terms_;
                for (std::int64_t t = 0; t < terms_; ++t) to[t] += v * x[t];
              }
            }
          });
    close();
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) parts[0].add(parts[chunk]);
  for (std::int64_t i = 0; i < wide; ++i)
    for (std::int64_t l = 0; l < i; ++l) parts[0].shared[i * wide + l] = parts[0].shared[l * wide + i];
  return std::move(parts[0]);
}

std::vector<double> MultinomialLikelihood::scores(const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& way, const std::int32_t* cluster, std::int64_t clusters) const {
  const std::int64_t wide = model_.wide(), causes_ = model_.causes, terms_ = model_.terms, chunks = cluster == nullptr ? row_chunks(rows_.count) : 1;
  std::vector<std::vector<double>> parts(chunks);
  std::vector<double> by_cluster(cluster != nullptr ? clusters * wide : 0, 0.0);
  team_.run(chunks, [&](std::int64_t chunk) {
    std::vector<double>& product = parts[chunk];
    product.assign(wide * wide, 0.0);
    std::vector<double> score(wide, 0.0);
    std::int64_t row = -1;
    const auto close = [&] {
      if (row < 0) return;
      if (cluster != nullptr) {
        for (std::int64_t j = 0; j < wide; ++j) by_cluster[cluster[row] * wide + j] += score[j];
      } else {
        for (std::int64_t j = 0; j < wide; ++j)
          for (std::int64_t l = 0; l < wide; ++l) product[j * wide + l] += score[j] * score[l];
      }
      std::fill(score.begin(), score.end(), 0.0);
    };
    visit(span_of(rows_.count, chunks, chunk), a, b,
          [&](std::int64_t i, double w, const double* x, std::int64_t c, double periods, const double* hazards, double, std::int64_t cause, const double*) {
            if (i != row) {
              close();
              row = i;
            }
            for (std::int64_t j = 0; j < causes_; ++j) {
              const double r = w * ((cause == j ? 1.0 : 0.0) - periods * hazards[j]);
              if (r == 0.0) continue;
              for (std::int64_t t = 0; t < terms_; ++t) score[j * terms_ + t] += r * x[t];
              const double* less = way.data() + (c * causes_ + j) * wide;
              for (std::int64_t l = 0; l < wide; ++l) score[l] -= r * less[l];
            }
          });
    close();
  });
  if (cluster != nullptr) return by_cluster;
  std::vector<double> result(wide * wide, 0.0);
  for (const std::vector<double>& part : parts)
    for (std::size_t i = 0; i < result.size(); ++i) result[i] += part[i];
  return result;
}

}  // namespace mainstay::inline v1::survival
