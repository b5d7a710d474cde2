#include "performance/rolling_evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <span>

#include "core/room.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "performance/rolling_kernel.hpp"
#include "performance/rolling_spread.hpp"
#include "stats/exact_sum.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

template <class T>
void append(std::vector<T>& list, const T* values, std::int64_t count) {
  list.insert(list.end(), values, values + count);
}

// One person's values of one column, in the order of their days.
class PersonValues {
 public:
  PersonValues(const Column& column, const PersonDays& days) : column_(column), days_(days), direct_(column.type == ColumnType::float64 && column.stride == 1 && column.validity == nullptr) {
    if (days.rows != nullptr && !direct_) {
      whole_.resize(static_cast<std::size_t>(column.size));
      constexpr std::int64_t block = 4096;
      double scratch[block];
      for (std::int64_t first = 0; first < column.size; first += block) {
        const std::int64_t count = std::min(block, column.size - first);
        const double* values = read_numbers(column, first, count, scratch);
        std::copy(values, values + count, whole_.begin() + first);
      }
    }
  }
  const double* of(std::int64_t person) {
    const auto p = static_cast<std::size_t>(person);
    const std::int64_t first = days_.begin[p], count = days_.begin[p + 1] - first;
    if (days_.rows == nullptr) {
      if (direct_) return static_cast<const double*>(column_.data) + first;
      if (static_cast<std::int64_t>(own_.size()) < count) own_.resize(static_cast<std::size_t>(count));
      return read_numbers(column_, first, count, own_.data());
    }
    if (static_cast<std::int64_t>(own_.size()) < count) own_.resize(static_cast<std::size_t>(count));
    const double* values = direct_ ? static_cast<const double*>(column_.data) : whole_.data();
    for (std::int64_t i = 0; i < count; ++i) {
      double& value = own_[static_cast<std::size_t>(i)];
      if (days_.part_begin == nullptr) {
        value = values[days_.rows[first + i]];
        continue;
      }
      const std::int64_t from = days_.part_begin[first + i], to = days_.part_begin[first + i + 1];
      if (to == from + 1) value = values[days_.rows[from]];
      else value = sum_of(values, from, to);
    }
    return own_.data();
  }
  /// Where days have several rows: the person's rows in the order of their days, and where those of each day begin (days + 1). Sums are taken over rows, so that they are rounded once.
  bool in_parts() const { return days_.part_begin != nullptr; }
  const std::vector<double>& rows_of(std::int64_t person, std::vector<std::int32_t>& begin) {
    const auto p = static_cast<std::size_t>(person);
    const std::int64_t first = days_.begin[p], last = days_.begin[p + 1], base = days_.part_begin[first];
    const double* values = direct_ ? static_cast<const double*>(column_.data) : whole_.data();
    rows_.clear();
    for (std::int64_t k = base; k < days_.part_begin[last]; ++k) rows_.push_back(values[days_.rows[k]]);
    begin.clear();
    for (std::int64_t i = first; i <= last; ++i) begin.push_back(static_cast<std::int32_t>(days_.part_begin[i] - base));
    return rows_;
  }

 private:
  double sum_of(const double* values, std::int64_t from, std::int64_t to) const {
    stats::ExactSum sum;
    bool any = false;
    for (std::int64_t k = from; k < to; ++k) {
      const double value = values[days_.rows[k]];
      if (value != value) continue;
      sum.add(value);
      any = true;
    }
    return any ? sum.value() : nothing;
  }
  const Column& column_;
  const PersonDays& days_;
  bool direct_;
  std::vector<double> whole_, own_, rows_;
};

// What all columns share.
struct Work {
  const Table& x;
  const PersonDays& days;
  const std::vector<std::int64_t>& told_begin;  // people + 1
  const std::int64_t* told;
  const std::vector<std::int64_t>& first_days;
  const WindowStarts& starts;
  const RollingOptions& options;
  std::span<std::int64_t> missing;  // of each column, where it is asked for
  std::int64_t size() const { return told_begin.back(); }
};

// The windows of one person: between which of its days each lies, as of each day told.
struct Stretch {
  std::int64_t person = 0, days = 0, told = 0;
  const std::int64_t *have = nullptr, *as_of = nullptr;
  std::vector<std::vector<std::int32_t>> from;  // of each window
  std::vector<std::int64_t> last;               // of each window: its length in days, where it is told as of every day and no day is left out; 0: elsewhere
  std::vector<std::int32_t> to;

  void set(const Work& work, std::int64_t which) {
    const auto p = static_cast<std::size_t>(which);
    person = which;
    have = work.days.days + work.days.begin[p];
    days = work.days.begin[p + 1] - work.days.begin[p];
    as_of = work.told + work.told_begin[p];
    told = work.told_begin[p + 1] - work.told_begin[p];
    from.resize(work.options.windows.size());
    last.assign(from.size(), 0);
    const bool every_day = as_of == have && days > 0 && have[days - 1] - have[0] == days - 1;
    for (std::size_t w = 0; w < from.size(); ++w) {
      if (every_day && work.options.windows[w].unit == RollingUnit::days) {
        last[w] = work.options.windows[w].length;
        place_last(from[w], last[w]);
      } else {
        place(from[w], [start = work.starts.starts(w) - work.starts.low()](std::int64_t day) { return start[day]; });
      }
    }
    if (as_of == have) {
      for (auto next = static_cast<std::int32_t>(to.size()) + 1; static_cast<std::int64_t>(to.size()) < told; ++next) to.push_back(next);
    } else {
      place(to, [](std::int64_t day) { return day + 1; });
    }
  }

 private:
  void place_last(std::vector<std::int32_t>& list, std::int64_t length) const {
    if (static_cast<std::int64_t>(list.size()) < told) list.resize(static_cast<std::size_t>(told));
    std::int32_t* const out = list.data();
    const auto short_ones = static_cast<std::int32_t>(std::min(length, told)), all = static_cast<std::int32_t>(told);
    std::fill(out, out + short_ones, 0);
    for (std::int32_t i = short_ones; i < all; ++i) out[i] = i - short_ones + 1;
  }
  template <class Bound>
  void place(std::vector<std::int32_t>& list, const Bound& bound) const {
    if (static_cast<std::int64_t>(list.size()) < told) list.resize(static_cast<std::size_t>(told));
    std::int32_t* const out = list.data();
    std::int64_t at = 0;
    for (std::int64_t i = 0; i < told; ++i) {
      const std::int64_t first = bound(as_of[i]);
      while (at < days && have[at] < first) ++at;
      out[i] = static_cast<std::int32_t>(at);
    }
  }
};

// Windows between days as windows between the rows of these days.
struct RowBounds {
  std::vector<std::int32_t> begin, from, to;
  std::int64_t longest = 0;
  void set(const std::int32_t* from_day, const std::int32_t* to_day, std::int64_t windows) {
    from.clear();
    to.clear();
    longest = 0;
    for (std::int64_t i = 0; i < windows; ++i) {
      from.push_back(begin[static_cast<std::size_t>(from_day[i])]);
      to.push_back(begin[static_cast<std::size_t>(to_day[i])]);
      longest = std::max<std::int64_t>(longest, to.back() - from.back());
    }
  }
};

template <class T>
T* room_for(std::vector<T>& list, std::int64_t count) {
  if (static_cast<std::int64_t>(list.size()) < count) list.resize(static_cast<std::size_t>(count));
  return list.data();
}

[[noreturn]] void too_large(const std::string& name) {
  throw Error(ErrorCode::invalid_argument, rolling_name, "x." + name, -1, "too large to be added", "small enough for sums below 1.8e308");
}

// A part of the result that is filled person by person.
class Filler {
 public:
  virtual ~Filler() = default;
  virtual void add(const Stretch& stretch) = 0;
  virtual void end() {}
};

class SumFiller : public Filler {
 public:
  SumFiller(const Work& work, std::size_t column, RollingSums* out, std::size_t stride) : work_(work), column_(column), out_(out), stride_(stride), values_(work.x.columns[column], work.days) {
    const RollingOptions& options = work.options;
    for (std::size_t w = 0; w < options.windows.size(); ++w) {
      RollingSums& sums = out_[w * stride_];
      make_room(sums.sum, work.size());
      if (options.counts) make_room(sums.count, work.size());
      if (options.means) make_room(sums.mean, work.size());
      if (options.extremes) make_room(sums.smallest, work.size()), make_room(sums.largest, work.size());
      if (!options.quantiles.empty()) make_room(sums.quantiles, work.size() * static_cast<std::int64_t>(options.quantiles.size()));
      if (options.half_life) make_room(sums.fading_mean, work.size());
    }
  }
  void add(const Stretch& stretch) override {
    const bool counts = work_.options.counts, means = work_.options.means, extremes = work_.options.extremes;
    const double* own = values_.of(stretch.person);
    const std::int64_t told = stretch.told;
    double* const numbers = room_for(numbers_, told);
    std::int64_t* const whole = room_for(whole_, told);
    std::int64_t longest = 0;
    for (std::size_t w = 0; w < stretch.from.size(); ++w) longest = std::max(longest, work_.starts.longest(w));
    running_.prepare(own, stretch.days, std::min(stretch.days, longest));
    missing_ += running_.missing();
    if (!work_.options.quantiles.empty()) spread_.prepare(own, stretch.days);
    for (std::size_t w = 0; w < stretch.from.size(); ++w) {
      RollingSums& out = out_[w * stride_];
      const std::int32_t *const from = stretch.from[w].data(), *const to = stretch.to.data();
      if (values_.in_parts()) {
        const std::vector<double>& rows = values_.rows_of(stretch.person, bounds_.begin);
        bounds_.set(from, to, told);
        by_rows_.prepare(rows.data(), static_cast<std::int64_t>(rows.size()), bounds_.longest);
        by_rows_.sums(bounds_.from.data(), bounds_.to.data(), told, numbers);
      } else if (stretch.last[w] == 0 || !running_.sums_of_last(stretch.last[w], told, numbers)) {
        running_.sums(from, to, told, numbers);
      }
      for (std::int64_t i = 0; i < told && (running_.may_be_infinite() || values_.in_parts()); ++i) infinite_ = infinite_ || std::isinf(numbers[i]);
      append(out.sum, numbers, told);
      if (counts || means) running_.counts(from, to, told, whole);
      if (counts) append(out.count, whole, told);
      if (means) {
        for (std::int64_t i = 0; i < told; ++i) numbers[i] = whole[i] == 0 ? nothing : numbers[i] / static_cast<double>(whole[i]);
        append(out.mean, numbers, told);
      }
      if (extremes) {
        window_extremes(own, from, to, told, 1.0, queue_, numbers);
        append(out.smallest, numbers, told);
        window_extremes(own, from, to, told, -1.0, queue_, numbers);
        append(out.largest, numbers, told);
      }
      tell_spread(own, stretch, from, to, out);
    }
  }
  void end() override {
    if (infinite_) too_large(work_.x.names[column_]);
    if (!work_.missing.empty()) work_.missing[column_] = missing_;
  }

 private:
  void tell_spread(const double* own, const Stretch& stretch, const std::int32_t* from, const std::int32_t* to, RollingSums& out) {
    const std::vector<double>& asked = work_.options.quantiles;
    if (!asked.empty()) {
      const auto count = stretch.told * static_cast<std::int64_t>(asked.size());
      double* const numbers = room_for(quantiles_, count);
      spread_.quantiles(from, to, stretch.told, asked, numbers);
      append(out.quantiles, numbers, count);
    }
    if (!work_.options.half_life) return;
    double* const numbers = room_for(quantiles_, stretch.told);
    window_fading_means(own, stretch.have, from, to, stretch.told, *work_.options.half_life, numbers);
    append(out.fading_mean, numbers, stretch.told);
  }

  const Work& work_;
  std::size_t column_;
  RollingSums* out_;  // of the first window; the next one's is `stride` further
  std::size_t stride_;
  PersonValues values_;
  RunningSums running_, by_rows_;
  RowBounds bounds_;
  std::vector<double> numbers_;
  std::vector<std::int64_t> whole_;
  std::vector<std::int32_t> queue_;
  WindowQuantiles spread_;
  std::vector<double> quantiles_;
  bool infinite_ = false;
  std::int64_t missing_ = 0;
};

class RatioFiller : public Filler {
 public:
  RatioFiller(const Work& work, std::size_t above, std::size_t below, RollingRatios* out, std::size_t stride)
      : work_(work), above_(above), below_(below), out_(out), stride_(stride), tops_(work.x.columns[above], work.days), bottoms_(work.x.columns[below], work.days) {
    for (std::size_t w = 0; w < work.options.windows.size(); ++w)
      for (auto* list : {&out_[w * stride_].value, &out_[w * stride_].numerator, &out_[w * stride_].denominator}) make_room(*list, work.size());
  }
  void add(const Stretch& stretch) override {
    const std::int64_t days = stretch.days, told = stretch.told;
    const double *const of_top = tops_.of(stretch.person), *const of_bottom = bottoms_.of(stretch.person);
    double *const top = room_for(top_, days), *const bottom = room_for(bottom_, days);
    double *const above = room_for(sums_above_, told), *const below = room_for(sums_below_, told);
    for (std::int64_t i = 0; i < days; ++i) {  // a day counts where both are given
      const bool both = of_top[i] == of_top[i] && of_bottom[i] == of_bottom[i];
      top[i] = both ? of_top[i] : nothing;
      bottom[i] = both ? of_bottom[i] : nothing;
    }
    std::int64_t longest = 0;
    for (std::size_t w = 0; w < stretch.from.size(); ++w) longest = std::max(longest, work_.starts.longest(w));
    running_above_.prepare(top, days, std::min(days, longest));
    running_below_.prepare(bottom, days, std::min(days, longest));
    for (std::size_t w = 0; w < stretch.from.size(); ++w) {
      RollingRatios& out = out_[w * stride_];
      if (tops_.in_parts()) {
        sums_by_rows(tops_, top, stretch, w, above);
        sums_by_rows(bottoms_, bottom, stretch, w, below);
      } else {
        running_above_.sums(stretch.from[w].data(), stretch.to.data(), told, above);
        running_below_.sums(stretch.from[w].data(), stretch.to.data(), told, below);
      }
      append(out.numerator, above, told);
      append(out.denominator, below, told);
      for (std::int64_t i = 0; i < told; ++i) {
        infinite_ = infinite_ || std::isinf(above[i]) || std::isinf(below[i]);
        above[i] = below[i] == 0 ? nothing : above[i] / below[i];
      }
      append(out.value, above, told);
    }
  }
  void end() override {
    if (infinite_) too_large(work_.x.names[above_] + " or x." + work_.x.names[below_]);
  }

 private:
  // Rows of days that count, by the values of the days.
  void sums_by_rows(PersonValues& values, const double* of_days, const Stretch& stretch, std::size_t window, double* out) {
    rows_ = values.rows_of(stretch.person, bounds_.begin);
    for (std::int64_t i = 0; i < stretch.days; ++i)
      if (of_days[i] != of_days[i]) std::fill(rows_.begin() + bounds_.begin[static_cast<std::size_t>(i)], rows_.begin() + bounds_.begin[static_cast<std::size_t>(i) + 1], nothing);
    bounds_.set(stretch.from[window].data(), stretch.to.data(), stretch.told);
    by_rows_.prepare(rows_.data(), static_cast<std::int64_t>(rows_.size()), bounds_.longest);
    by_rows_.sums(bounds_.from.data(), bounds_.to.data(), stretch.told, out);
  }
  const Work& work_;
  std::size_t above_, below_;
  RollingRatios* out_;
  std::size_t stride_;
  PersonValues tops_, bottoms_;
  RunningSums running_above_, running_below_, by_rows_;
  RowBounds bounds_;
  std::vector<double> rows_, top_, bottom_, sums_above_, sums_below_;
  bool infinite_ = false;
};

class CoverageFiller : public Filler {
 public:
  CoverageFiller(const Work& work, std::size_t window, RollingCoverage& out) : work_(work), window_(window), out_(out) {
    for (auto* list : {&out.first_day, &out.with_row, &out.before_first, &out.without_row}) make_room(*list, work.size());
  }
  void add(const Stretch& stretch) override {
    const bool worked = work_.options.windows[window_].unit == RollingUnit::working_days;
    const std::int64_t first_day = work_.first_days[static_cast<std::size_t>(stretch.person)];
    if (worked) {  // days of the window's calendar among the person's days before each
      counted_.assign(1, 0);
      for (std::int64_t i = 0; i < stretch.days; ++i) counted_.push_back(counted_.back() + work_.starts.counts(window_, stretch.have[i]));
    }
    for (std::int64_t i = 0; i < stretch.told; ++i) {
      const std::int64_t day = stretch.as_of[i], start = work_.starts.of(window_, day);
      const auto from = static_cast<std::size_t>(stretch.from[window_][static_cast<std::size_t>(i)]), to = static_cast<std::size_t>(stretch.to[static_cast<std::size_t>(i)]);
      const std::int64_t rows = worked ? counted_[to] - counted_[from] : static_cast<std::int64_t>(to - from);
      out_.first_day.push_back(start);
      out_.with_row.push_back(rows);
      out_.before_first.push_back(work_.starts.days_of(window_, start, std::min(first_day - 1, day)));
      out_.without_row.push_back(work_.starts.days_of(window_, std::max(start, first_day), day) - rows);
    }
  }

 private:
  const Work& work_;
  std::size_t window_;
  RollingCoverage& out_;
  std::vector<std::int64_t> counted_;
};

class PersonFiller : public Filler {
 public:
  PersonFiller(const Work& work, std::vector<std::int32_t>& out) : out_(out) { make_room(out, work.size()); }
  void add(const Stretch& stretch) override { out_.insert(out_.end(), static_cast<std::size_t>(stretch.told), static_cast<std::int32_t>(stretch.person)); }

 private:
  std::vector<std::int32_t>& out_;
};

class DayFiller : public Filler {
 public:
  DayFiller(const Work& work, std::vector<std::int64_t>& out) : out_(out) { make_room(out, work.size()); }
  void add(const Stretch& stretch) override { append(out_, stretch.as_of, stretch.told); }

 private:
  std::vector<std::int64_t>& out_;
};

std::size_t place_of(const Table& x, const std::string& name, const std::string& argument) {
  const auto at = std::find(x.names.begin(), x.names.end(), name);
  if (at == x.names.end()) throw Error(ErrorCode::unknown_name, rolling_name, argument, -1, std::string("\"") + name + "\"", "one of the columns of x, " + list_of(x.names));
  return static_cast<std::size_t>(at - x.names.begin());
}

}  // namespace

void evaluate(const Table& x, const PersonDays& days, const AsOf* as_of, const std::vector<std::int64_t>& first_days, const WindowStarts& starts, const RollingOptions& options,
              Team& team, RollingResult& result, std::span<std::int64_t> missing) {
  const std::int64_t people = days.people();
  for (std::int64_t p = 0; p < people; ++p)
    if (days.begin[static_cast<std::size_t>(p) + 1] - days.begin[static_cast<std::size_t>(p)] >= INT32_MAX) throw Error(ErrorCode::unsupported, rolling_name, "a person has more than 2^31 days");
  const std::vector<std::int64_t>& told_begin = as_of != nullptr ? as_of->begin : days.begin;
  const std::int64_t* told = as_of != nullptr ? as_of->days.data() : days.days;
  const std::size_t windows = options.windows.size(), columns = x.columns.size();
  std::vector<std::pair<std::size_t, std::size_t>> ratios;
  for (std::size_t i = 0; i < options.ratios.size(); ++i)
    ratios.emplace_back(place_of(x, options.ratios[i].numerator, "ratios[" + std::to_string(i) + "].numerator"), place_of(x, options.ratios[i].denominator, "ratios[" + std::to_string(i) + "].denominator"));
  const Work work{x, days, told_begin, told, first_days, starts, options, missing};

  // Every part of the result is filled front to back by one thread, so that its memory is touched once; the threads share the parts.
  using Make = std::function<std::unique_ptr<Filler>()>;
  std::vector<Make> parts;
  const bool codes = static_cast<std::int64_t>(result.rows.person.codes.size()) != work.size();
  if (codes) result.rows.person.codes.clear();
  if (codes) parts.push_back([&] { return std::make_unique<PersonFiller>(work, result.rows.person.codes); });
  parts.push_back([&] { return std::make_unique<DayFiller>(work, result.rows.day); });
  result.sums.resize(windows * columns);
  result.ratios.resize(windows * ratios.size());
  result.coverage.resize(options.coverage ? windows : 0);
  for (std::size_t w = 0; w < windows; ++w) {
    const std::string name = window_name(options.windows[w]);
    for (std::size_t j = 0; j < columns; ++j) {
      result.sums[w * columns + j].window = name;
      result.sums[w * columns + j].indicator = x.names[j];
    }
    for (std::size_t r = 0; r < ratios.size(); ++r) {
      result.ratios[w * ratios.size() + r].window = name;
      result.ratios[w * ratios.size() + r].ratio = options.ratios[r].name;
    }
    if (!options.coverage) continue;
    result.coverage[w].window = name;
    parts.push_back([&, w] { return std::make_unique<CoverageFiller>(work, w, result.coverage[w]); });
  }
  for (std::size_t j = 0; j < columns; ++j) parts.push_back([&, j] { return std::make_unique<SumFiller>(work, j, &result.sums[j], columns); });
  for (std::size_t r = 0; r < ratios.size(); ++r)
    parts.push_back([&, r] { return std::make_unique<RatioFiller>(work, ratios[r].first, ratios[r].second, &result.ratios[r], ratios.size()); });
  const auto groups = std::min<std::int64_t>(static_cast<std::int64_t>(parts.size()), team.threads());
  team.report(0.5, 1.0);
  team.run(groups, [&](std::int64_t group) {
    std::vector<std::unique_ptr<Filler>> fillers;
    for (std::size_t i = static_cast<std::size_t>(group); i < parts.size(); i += static_cast<std::size_t>(groups)) fillers.push_back(parts[i]());
    // Some people at a time, so that each list is read and written in long stretches.
    constexpr std::int64_t enough = 16384;
    std::vector<Stretch> stretches(64);
    std::size_t held = 0;
    std::int64_t rows = 0;
    const auto fill = [&] {
      for (const auto& filler : fillers)
        for (std::size_t k = 0; k < held; ++k) filler->add(stretches[k]);
      held = 0;
      rows = 0;
    };
    for (std::int64_t person = 0; person < people; ++person) {
      if (told_begin[static_cast<std::size_t>(person)] == told_begin[static_cast<std::size_t>(person) + 1]) continue;
      stretches[held].set(work, person);
      rows += stretches[held].told;
      if (++held == stretches.size() || rows >= enough) fill();
    }
    fill();
    for (const auto& filler : fillers) filler->end();
  });
}

}  // namespace mainstay::inline v1::performance
