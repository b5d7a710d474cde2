// What a care plan rests on, read and checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/findings.hpp"
#include "data/groups.hpp"
#include "returns/care_kernel.hpp"

namespace mainstay::inline v1::returns {

inline constexpr std::string_view care_key = "returns.care";

/// Codes of the findings, in the order in which they are told.
enum class CareFinding : std::size_t { unknown_people, other_stages, repeated, without_consent, after_end, without_reason, without_owner, changes_of_nobody, themes_of_nobody, caps_of_nobody };
inline constexpr const char* care_findings[] = {"contacts_of_unknown_people", "contacts_of_other_stages", "repeated_contacts", "contacts_without_consent", "contacts_after_end", "people_without_reason", "people_without_owner",
                                               "changes_of_other_reasons", "themes_of_other_reasons", "caps_of_other_owners"};

/// The stages that are meant by the options; refuses what they leave open or contradict.
std::vector<CareStage> checked_stages(const CareOptions& options);
/// Days on which calls may be made.
CareCalendar calendar_of(const CareInput& input, const CareOptions& options);

/// A change in the company, as far as it concerns a reason.
struct CareChange {
  std::string name;
  std::int32_t reason = -1;  ///< -1: all; -2: nobody's
  std::int64_t from = 0, until = no_day;
  bool holds(std::int32_t whose, std::int64_t day) const noexcept { return (reason == -1 || (reason >= 0 && reason == whose)) && from <= day && day < until; }
};

/// People by row, contacts by person and stage.
struct CareRecords {
  CareRecords(const CareInput& input, const CareOptions& options, const std::vector<CareStage>& stages);

  std::int64_t rows = 0;
  data::Groups people, reasons;                  ///< reasons.codes is empty when no reason is given
  std::vector<std::int64_t> exit, end;           ///< end: first day on which nothing is planned any more
  std::vector<CareSkip> end_reason;
  std::vector<std::uint8_t> contactable;
  std::vector<double> priority, customers;
  std::vector<std::string> owners;               ///< names; one without a name when no owners are given
  bool owned = false;
  std::vector<std::vector<std::int32_t>> owner;  ///< by stage and row; -1: nobody
  std::vector<CareChange> changes;               ///< by first day, then name
  std::vector<std::vector<std::int64_t>> done;   ///< by stage and row: day of the first call; no_day
  std::vector<std::int64_t> last_contact;        ///< by row; INT64_MIN: none
  std::vector<std::int64_t> made_today;          ///< by owner
  data::FindingTally findings{care_findings, 5};

  std::int32_t reason_of(std::int64_t row) const { return reasons.codes.empty() ? -3 : reasons.codes[static_cast<std::size_t>(row)] < 0 ? -3 : reasons.codes[static_cast<std::size_t>(row)]; }

 private:
  void read_people(const CareInput& input, const CareOptions& options);
  void read_owners(const CareInput& input, const std::vector<CareStage>& stages);
  void read_changes(const CareInput& input, const CareOptions& options);
  void check_words(const CareInput& input, const CareOptions& options);
  void read_contacts(const CareInput& input, const CareOptions& options, const std::vector<CareStage>& stages);
};

/// Which theme a call is about.
class CareThemes {
 public:
  CareThemes(const CareOptions& options, const std::vector<CareStage>& stages, const CareRecords& records);
  /// Place in the list, -1 for none, -2 where the stage needs one.
  std::int32_t of(std::int64_t row, std::int32_t stage, std::int64_t day) const;

 private:
  struct Theme {
    std::vector<std::uint8_t> stages, reasons;  // which it speaks to; reasons empty: all
    std::vector<CareChange> changes;
    bool needs_change = false;
    std::int64_t customers = 0;
  };
  const CareRecords& records_;
  std::vector<Theme> themes_;
  std::vector<std::uint8_t> needed_;
};

}  // namespace mainstay::inline v1::returns
