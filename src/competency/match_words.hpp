// The sentences of a match, in English and Chinese, from its numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/competency/match.hpp"

namespace mainstay::inline v1::competency {

/// What the sentences tell of one person.
struct MatchStory {
  const Profile* profile = nullptr;
  MatchStatus status = MatchStatus::scored;
  double score = 0.0, lower = 0.0, upper = 0.0, core = 0.0, ceiling = 1.0, factor = 1.0, coverage = 1.0, confidence_level = 0.9;
  bool uncertain = false;         ///< measured with error
  std::vector<std::size_t> failed{}, unknown{}, lacking{};  ///< dimensions
  const double* x = nullptr;
  const double* gain = nullptr;
  std::vector<double> score_at_floor{}, clearing{};  ///< of those that failed
  double bar = 0.0;
  MatchReach reach = MatchReach::not_asked;
  double changed_score = 0.0;
  std::vector<std::size_t> changed{};
  std::vector<double> changed_to{};
};

struct MatchSentences {
  std::string en, zh;
};

MatchSentences match_sentences(const MatchStory& story);

}  // namespace mainstay::inline v1::competency
