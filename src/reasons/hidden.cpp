#include "mainstay/reasons/hidden.hpp"

#include <algorithm>
#include <numeric>

#include "core/words.hpp"
#include "data/groups.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* key = "reasons.hidden";

struct Piece {
  std::int32_t person, reason;
  std::int64_t row, evidence;
  double weight;
  bool form;
};

struct Sum {
  std::int32_t reason;
  std::size_t first, last;  // pieces
  double form = 0.0, weight = 0.0;
  std::int64_t utterances = 0;
};

bool reaches(double value, double line) noexcept { return value >= line - 1e-9 * std::max(1.0, line); }

// Sums of one person's pieces [first, last), which come by reason and row.
std::vector<Sum> sums_of(const std::vector<Piece>& pieces, std::size_t first, std::size_t last, double cap) {
  std::vector<Sum> sums;
  for (std::size_t i = first; i < last;) {
    Sum sum{pieces[i].reason, i, i};
    double form = 0.0;
    while (i < last && pieces[i].reason == sum.reason) {
      const std::int64_t row = pieces[i].row;
      const bool is_form = pieces[i].form;
      double weight = 0.0;
      for (; i < last && pieces[i].reason == sum.reason && pieces[i].row == row; ++i) weight += pieces[i].weight;
      if (is_form) form += weight;
      else sum.weight += std::min(cap, weight), ++sum.utterances;
    }
    sum.form = std::min(cap, form);
    sum.last = i;
    sums.push_back(sum);
  }
  return sums;
}

// The one with the greatest value; null where that is 0 or shared.
template <class Value>
const Sum* greatest(const std::vector<Sum>& sums, const Value& value) {
  const Sum* best = nullptr;
  for (const Sum& sum : sums)
    if (best == nullptr || value(sum) > value(*best)) best = &sum;
  if (best == nullptr || !(value(*best) > 0.0)) return nullptr;
  for (const Sum& sum : sums)
    if (&sum != best && reaches(value(sum), value(*best))) return nullptr;
  return best;
}

}  // namespace

HiddenResult hidden(const HiddenInput& input, const HiddenOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const data::Groups people = data::encode_groups(key, "person", input.person), reasons = data::encode_groups(key, "evidence_reason", input.evidence_reason);
  data::refuse_alike(key, "evidence_reason", reasons);  // "Pay" of the form and "pay" of the interview are no hidden reason
  HiddenResult result;
  std::vector<std::uint8_t> form(static_cast<std::size_t>(input.form.size));
  std::vector<std::int64_t> spoken(static_cast<std::size_t>(people.count), 0);
  for (std::int64_t i = 0; i < input.form.size; ++i) {
    form[static_cast<std::size_t>(i)] = number_at(input.form, i) != 0.0;
    if (form[static_cast<std::size_t>(i)] == 0) ++spoken[static_cast<std::size_t>(people.codes[static_cast<std::size_t>(i)])];
  }
  std::vector<Piece> pieces;
  for (std::int64_t e = 0; e < input.evidence_row.size; ++e) {
    const double row = number_at(input.evidence_row, e);
    if (row >= static_cast<double>(input.person.size)) refuse(key, "evidence_row", e, row, "below the rows of person, " + std::to_string(input.person.size));
    const double weight = number_at(input.evidence_weight, e);
    const std::int32_t reason = reasons.codes[static_cast<std::size_t>(e)];
    if (reason < 0 || weight == 0.0) {
      ++(reason < 0 ? result.without_reason : result.without_weight);
      continue;
    }
    const auto at = static_cast<std::size_t>(row);
    pieces.push_back({people.codes[at], reason, static_cast<std::int64_t>(row), e, weight, form[at] != 0});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.person != b.person ? a.person < b.person : a.reason != b.reason ? a.reason < b.reason : a.row != b.row ? a.row < b.row : a.evidence < b.evidence;
  });

  result.people.person.levels = result.reasons.person.levels = result.evidence.person.levels = people.names();
  result.people.stated.levels = result.people.reason.levels = result.reasons.reason.levels = reasons.names();
  result.people.status.levels = words_of(HiddenStatus{});
  std::size_t first = 0;
  for (std::int32_t person = 0; person < people.count; ++person) {
    std::size_t last = first;
    while (last < pieces.size() && pieces[last].person == person) ++last;
    const std::vector<Sum> sums = sums_of(pieces, first, last, options.utterance_cap);
    first = last;
    const Sum* stated = greatest(sums, [](const Sum& sum) { return sum.form; });
    const Sum* leading = greatest(sums, [](const Sum& sum) { return sum.weight; });
    const auto enough = [&](const Sum& sum) { return sum.utterances >= options.least_utterances && reaches(sum.weight, options.least_weight); };
    double next = 0.0;
    bool contested = false;
    for (const Sum& sum : sums) {
      if (&sum != leading) next = std::max(next, sum.weight + sum.form);
      contested = contested || (&sum != stated && enough(sum));
    }
    const bool firm = leading != nullptr && enough(*leading) && reaches(leading->weight, options.margin * next);
    const HiddenStatus status = firm ? leading == stated ? HiddenStatus::agreeing : HiddenStatus::hidden : stated != nullptr && !contested ? HiddenStatus::stated : HiddenStatus::undecided;
    const Sum* conclusion = firm ? leading : status == HiddenStatus::stated ? stated : nullptr;
    ++(status == HiddenStatus::hidden ? result.hidden : status == HiddenStatus::agreeing ? result.agreeing : status == HiddenStatus::stated ? result.stated : result.undecided);
    result.people.person.codes.push_back(person);
    result.people.status.codes.push_back(static_cast<std::int32_t>(status));
    result.people.stated.codes.push_back(stated != nullptr ? stated->reason : -1);
    result.people.reason.codes.push_back(conclusion != nullptr ? conclusion->reason : -1);
    result.people.spoken.push_back(spoken[static_cast<std::size_t>(person)]);
    result.people.utterances.push_back(leading != nullptr ? leading->utterances : 0);
    result.people.weight.push_back(leading != nullptr ? leading->weight : 0.0);
    result.people.next_weight.push_back(next);
    for (const Sum& sum : sums) {
      result.reasons.person.codes.push_back(person);
      result.reasons.reason.codes.push_back(sum.reason);
      result.reasons.form_weight.push_back(sum.form);
      result.reasons.weight.push_back(sum.weight);
      result.reasons.utterances.push_back(sum.utterances);
    }
    if (conclusion == nullptr) continue;
    for (std::size_t i = conclusion->first; i < conclusion->last; ++i) {
      result.evidence.person.codes.push_back(person);
      result.evidence.row.push_back(pieces[i].row);
      result.evidence.evidence.push_back(pieces[i].evidence);
      result.evidence.weight.push_back(pieces[i].weight);
    }
  }
  return result;
}

constinit const Function hidden_analysis = analysis<&hidden>(key, "Is the reason in the form the one that people talk about?");

}  // namespace mainstay::inline v1::reasons
