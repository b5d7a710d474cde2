// What a rubric must not contradict, and what its items' values are worth.
#pragma once

#include <string_view>
#include <vector>

#include "mainstay/competency/dialogue.hpp"

namespace mainstay::inline v1::competency {

/// Refuses a rubric that contradicts itself.
void check_rubric(std::string_view analysis, const DialogueRubric& rubric);

/// 0 at the worst value, 1 at the best; NaN for NaN.
double level_of(const DialogueItem& item, double value) noexcept;

/// What training can bring a value to; never worse than the value.
double target_of(const DialogueItem& item, double value) noexcept;

/// The rubric's weights as shares.
std::vector<double> rubric_shares(const DialogueRubric& rubric);

/// Columns of the items, in their order; refuses a missing one and text.
std::vector<const Column*> columns_of(std::string_view analysis, const DialogueRubric& rubric, const Table& x);

}  // namespace mainstay::inline v1::competency
