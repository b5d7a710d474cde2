// What a scorecard is computed from, put in order: cards, sums by person and period, credits, the ledger.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "data/groups.hpp"
#include "mainstay/performance/scorecard.hpp"
#include "performance/pair_index.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::performance {

/// Sums that an indicator needs: of a numerator, or of a numerator and a denominator.
struct Measure {
  std::int64_t numerator = -1, denominator = -1;  ///< columns of actual; -1: none
};

/// What was added up of one measure of one source.
struct MeasuredSum {
  stats::LongSum numerator, denominator;
  std::int64_t rows = 0;  ///< that were measured
};

/// A share of the sums of one source (a person or team in one period).
struct Credit {
  std::int64_t source = -1;
  std::int64_t indicator = -1;  ///< place among all names of indicators; -1: of all that have no split of their own
  double share = 1.0;
};

struct LedgerEvent {
  std::int64_t row, day;
  std::int32_t rule;  ///< among all names of rules
  double points;      ///< NaN: those of the rule
};

class ScorecardData {
 public:
  ScorecardData(const ScorecardInput& input, const ScorecardOptions& options);

  std::int64_t cards() const noexcept { return input.person.size; }
  const Scorecard& scorecard(std::int64_t card) const { return options.scorecards[static_cast<std::size_t>(role[static_cast<std::size_t>(card)])]; }
  /// Credits of one indicator of a card, in order of the sources.
  void credits_of(std::int64_t card, std::int64_t indicator_name, std::vector<Credit>& out) const;
  std::string source_name(std::int64_t source) const;
  std::string card_name(std::int64_t card) const;
  double share_present(std::int64_t card) const;
  const MeasuredSum& sum_of(std::int64_t source, std::int64_t measure) const { return sums[static_cast<std::size_t>(source) * measures.size() + static_cast<std::size_t>(measure)]; }
  void find(const char* code, std::int64_t row);
  /// An event that counts on no card: refused, or a finding, where its day lies in the period of a card whose role does not know its rule; else a finding.
  void note_uncounted(const LedgerEvent& event, const std::vector<std::int64_t>& cards_of_person);

  const ScorecardInput& input;
  const ScorecardOptions& options;
  data::Groups person, period, actual_person, actual_period, events, rules_given;
  std::vector<std::int32_t> role;                            ///< scorecard of each card
  std::vector<std::int64_t> previous;                        ///< tier of the period before of each card; -1: none
  std::vector<Measure> measures;
  std::vector<std::vector<std::int64_t>> measure_of;         ///< scorecard, indicator: place among measures
  std::vector<std::string> indicator_names, rule_names;      ///< of all scorecards, each once
  std::vector<std::vector<std::int64_t>> name_of;            ///< scorecard, indicator: place among indicator_names
  std::vector<std::vector<std::int32_t>> rule_of;            ///< scorecard, name of rule: its place in the scorecard, or -1
  std::vector<std::vector<std::int64_t>> target_column;      ///< scorecard, indicator: column of target, or -1
  std::vector<MeasuredSum> sums;                             ///< source x measure
  std::vector<std::int64_t> own;                             ///< source of each card; -1: none
  std::vector<std::vector<LedgerEvent>> ledger;              ///< of each person, by day and id
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> findings;  ///< count, first row

 private:
  void read_definitions();
  void read_cards();
  void check_overlaps() const;
  void read_previous();
  void check_sums() const;
  void read_actual();
  void add_up(const std::vector<std::int64_t>& source);
  void read_splits();
  void place_sources(const std::vector<std::int64_t>& first_row);
  void read_ledger();
  bool split_for(std::int64_t source, std::int64_t indicator) const;
  std::int64_t column(const Table& table, const std::string& name) const;
  [[noreturn]] void no_card(const char* argument, std::int64_t row, const std::string& who, const std::string& rule) const;
  std::string label(const data::Groups& groups, std::int64_t code) const;

  PairIndex card_at_, source_at_;
  std::vector<std::pair<std::int32_t, std::int32_t>> source_key_;  // label of actual_person, of actual_period (0 without)
  std::vector<std::int32_t> person_of_actual_, period_of_actual_;  // among those of the cards, or -1
  std::vector<std::int64_t> card_of_source_;
  struct Split {
    std::vector<std::pair<std::int32_t, double>> to;  // person, share
    std::int64_t row = 0;
  };
  std::map<std::tuple<std::int64_t, std::int64_t>, Split> splits_;  // source, indicator (-1: all)
  std::vector<std::vector<Credit>> received_;                       // of each card, by splits
};

}  // namespace mainstay::inline v1::performance
