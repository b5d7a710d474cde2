#include "performance/raters_feedback.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Ratings that are shown together.
struct Shown {
  double sum = 0.0;
  std::int64_t ratings = 0;
  std::vector<std::int32_t> raters;  // one for each rating
  void add(const RatingRow& row) {
    sum += row.rating;
    ++ratings;
    raters.push_back(row.rater);
  }
  double mean() const { return sum / static_cast<double>(ratings); }
  std::int64_t distinct() {
    std::sort(raters.begin(), raters.end());
    std::int64_t count = 0;
    for (std::size_t i = 0; i < raters.size(); ++i) count += i == 0 || raters[i] != raters[i - 1];
    return count;
  }
  // Of the mean, when the raters could have been others.
  double variance(double rater_variance, double residual_variance) {
    std::sort(raters.begin(), raters.end());
    double squares = 0.0;
    for (std::size_t i = 0; i < raters.size();) {
      std::size_t k = i;
      while (k < raters.size() && raters[k] == raters[i]) ++k;
      squares += static_cast<double>((k - i) * (k - i));
      i = k;
    }
    const double n = static_cast<double>(ratings);
    return rater_variance * squares / (n * n) + residual_variance / n;
  }
};

class Person {
 public:
  Person(const FeedbackRules& rules, RoleFeedback& feedback, SelfAgainstOthers& blind_spots) : rules_(rules), feedback_(feedback), blind_spots_(blind_spots) {}

  // Rows of one person, by item, role, rater. Returns what is not shown.
  std::int64_t tell(const RatingRow* first, const RatingRow* last) {
    person_ = first->person;
    std::vector<Shown> of_role(static_cast<std::size_t>(rules_.others) + 1);
    Shown all_self, all_others;
    std::int64_t hidden = 0;
    for (const RatingRow* item = first; item < last;) {
      const RatingRow* item_end = item;
      while (item_end < last && item_end->item == item->item) ++item_end;
      Shown pool, others, self;
      std::vector<std::pair<std::int32_t, Shown>> cells;
      for (const RatingRow* role = item; role < item_end;) {
        const RatingRow* role_end = role;
        std::int64_t raters = 0;
        while (role_end < item_end && role_end->role == role->role) {
          raters += role_end == role || role_end->rater != (role_end - 1)->rater;
          ++role_end;
        }
        const bool own = role->role == rules_.self;
        if (own || rules_.named[static_cast<std::size_t>(role->role)] || raters >= rules_.floor) {
          cells.emplace_back(role->role, Shown{});
          for (const RatingRow* row = role; row < role_end; ++row) cells.back().second.add(*row);
        } else {
          for (const RatingRow* row = role; row < role_end; ++row) pool.add(*row);
        }
        role = role_end;
      }
      if (pool.ratings > 0) {
        if (pool.distinct() >= rules_.floor) cells.emplace_back(rules_.pooled, std::move(pool));
        else hidden += pool.ratings;
      }
      for (auto& [role, cell] : cells) {
        Shown& into = role == rules_.self ? self : others;
        for (Shown* sum : {&into, &of_role[static_cast<std::size_t>(role)]}) {
          sum->sum += cell.sum;
          sum->ratings += cell.ratings;
          sum->raters.insert(sum->raters.end(), cell.raters.begin(), cell.raters.end());
        }
        if (rules_.items) give(item->item, role, cell);
      }
      if (rules_.items && others.ratings > 0) give(item->item, rules_.others, others);
      if (self.ratings > 0 && others.ratings > 0) {
        if (rules_.items) compare(item->item, self, others);
        for (const auto& [from, into] : {std::pair{&self, &all_self}, {&others, &all_others}}) {
          into->sum += from->sum;
          into->ratings += from->ratings;
          into->raters.insert(into->raters.end(), from->raters.begin(), from->raters.end());
        }
      }
      item = item_end;
    }
    Shown everybody;
    for (std::size_t role = 0; role < of_role.size(); ++role) {
      Shown& cell = of_role[role];
      if (cell.ratings == 0) continue;
      if (static_cast<std::int32_t>(role) != rules_.self) {
        everybody.sum += cell.sum;
        everybody.ratings += cell.ratings;
        everybody.raters.insert(everybody.raters.end(), cell.raters.begin(), cell.raters.end());
      }
      give(-1, static_cast<std::int32_t>(role), cell);
    }
    if (everybody.ratings > 0) give(-1, rules_.others, everybody);
    if (all_self.ratings > 0) compare(-1, all_self, all_others);
    return hidden;
  }

 private:
  void give(std::int32_t item, std::int32_t role, Shown& cell) {
    feedback_.person.codes.push_back(person_);
    feedback_.item.codes.push_back(item);
    feedback_.role.codes.push_back(role);
    feedback_.raters.push_back(cell.distinct());
    feedback_.mean.push_back(cell.mean());
  }
  void compare(std::int32_t item, const Shown& self, Shown& others) {
    const double difference = self.mean() - others.mean(), half = rules_.critical * std::sqrt(others.variance(rules_.rater_variance, rules_.residual_variance));
    const bool known = half == half;
    blind_spots_.person.codes.push_back(person_);
    blind_spots_.item.codes.push_back(item);
    blind_spots_.own.push_back(self.mean());
    blind_spots_.others.push_back(others.mean());
    blind_spots_.difference.push_back(difference);
    blind_spots_.lower.push_back(known ? difference - half : missing);
    blind_spots_.upper.push_back(known ? difference + half : missing);
    blind_spots_.kind.codes.push_back(!known ? -1 : static_cast<std::int32_t>(difference - half > 0.0 ? BlindSpot::blind_spot : difference + half < 0.0 ? BlindSpot::hidden_strength : BlindSpot::agreed));
  }

  const FeedbackRules& rules_;
  RoleFeedback& feedback_;
  SelfAgainstOthers& blind_spots_;
  std::int32_t person_ = 0;
};

}  // namespace

std::int64_t give_feedback(std::vector<RatingRow> rows, const FeedbackRules& rules, RoleFeedback& feedback, SelfAgainstOthers& blind_spots) {
  std::sort(rows.begin(), rows.end(), [](const RatingRow& a, const RatingRow& b) { return std::tie(a.person, a.item, a.role, a.rater, a.rating) < std::tie(b.person, b.item, b.role, b.rater, b.rating); });
  Person person(rules, feedback, blind_spots);
  std::int64_t hidden = 0;
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t last = first;
    while (last < rows.size() && rows[last].person == rows[first].person) ++last;
    hidden += person.tell(rows.data() + first, rows.data() + last);
    first = last;
  }
  return hidden;
}

}  // namespace mainstay::inline v1::performance
