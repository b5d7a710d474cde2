// Words that the judges of predictions share.
#pragma once

#include <array>
#include <cstdint>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::survival {

enum class PredictedWhat : std::int32_t { survival, incidence };
constexpr auto choices(PredictedWhat) {
  return std::array{choice(PredictedWhat::survival, "survival", "Probability of still being here (with a cause: of not having left for it)."),
                    choice(PredictedWhat::incidence, "incidence", "Probability of having left (with a cause: for it).")};
}

enum class CensoringTime : std::int32_t { before, at };
constexpr auto choices(CensoringTime) {
  return std::array{choice(CensoringTime::before, "before", "Just before they left: G(T-), as Graf's definition and R's riskRegression and pec."),
                    choice(CensoringTime::at, "at", "At the time when they left: G(T), as scikit-survival. Differs where others are censored at that time.")};
}

enum class JudgingStatus : std::int32_t { judged, truncated, no_events, beyond_follow_up };
constexpr auto choices(JudgingStatus) {
  return std::array{choice(JudgingStatus::judged, "judged", "Everything that was asked could be judged."),
                    choice(JudgingStatus::truncated, "truncated", "Some times lie beyond the follow-up; their values are missing, and integrals end before them."),
                    choice(JudgingStatus::no_events, "no_events", "Nobody left for the cause by the last time: what compares those who left with others is missing."),
                    choice(JudgingStatus::beyond_follow_up, "beyond_follow_up", "No time can be judged: all lie beyond the follow-up, or there are no rows. All values are missing.")};
}

}  // namespace mainstay::inline v1::survival
