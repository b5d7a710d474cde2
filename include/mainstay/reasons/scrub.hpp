// Personal data out of texts before anybody quotes them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/reasons/texts.hpp"

namespace mainstay::inline v1::reasons {

enum class PersonalData : std::int32_t { email, url, id_number, phone, digits, name, account };
constexpr auto choices(PersonalData) {
  return std::array{choice(PersonalData::email, "email", "An e-mail address."),
                    choice(PersonalData::url, "url", "A web address."),
                    choice(PersonalData::id_number, "id_number", "A Chinese identity number: 18 characters, the last a digit or X, with a date of birth in it."),
                    choice(PersonalData::phone, "phone", "A telephone number: mobile and landline of China, + and a country code, three groups of 3, 3 and 4 digits; spaces, hyphens and brackets between."),
                    choice(PersonalData::digits, "digits", "A run of so many digits, spaces or hyphens between groups of three or more; Chinese numerals written one by one too."),
                    choice(PersonalData::name, "name", "A name that the caller gave."),
                    choice(PersonalData::account, "account", "What a messenger knows somebody by: the id after 微信, WeChat, wx, vx, QQ and the like.")};
}

struct ScrubInput {
  static constexpr const char* record = "ScrubInput";
  Column text{}, name{};
  void describe(Fields& f) {
    f("text", text, "Texts.").per("n").category().may_be_missing();
    f("name", name, "Names to take out: people, customers, nicknames; each as it may be written. Case, width and traditional forms do not matter.").per("names").category().optional().may_be_missing();
  }
};

struct ScrubOptions {
  static constexpr const char* record = "ScrubOptions";
  std::int64_t least_digits = 6;
  std::string before = "[", after = "]";
  InvalidText invalid = InvalidText::refuse;
  std::int64_t long_text = 100000, examples = 5;
  void describe(Fields& f) {
    f("least_digits", least_digits, "Digits in a row that are taken out, whatever they are.").between(3, 100);
    f("before", before, "What stands before the kind in the place of what was taken out.");
    f("after", after, "What stands after it.");
    f("invalid", invalid, "What happens to a text that is not UTF-8.");
    f("long_text", long_text, "Texts of more characters are counted in the findings. They are scrubbed in full.").at_least(1);
    f("examples", examples, "Rows listed for each finding.").between(0, 1000);
  }
};

struct ScrubSpans {
  static constexpr const char* record = "ScrubSpans";
  std::vector<std::int64_t> row{}, start{}, end{};
  Categories kind{};
  void describe(Fields& f) {
    f("row", row, "Row of the text, from 0.").per("i");
    f("start", start, "First character taken out, from 0, in Unicode characters of the text as it was given.").per("i");
    f("end", end, "First character after it.").per("i");
    f("kind", kind, "What it was.").per("i");
  }
};

struct ScrubResult {
  static constexpr const char* record = "ScrubResult";
  std::vector<std::string> text{};
  std::vector<std::int64_t> replaced{};
  ScrubSpans spans{};
  data::Findings findings{};
  data::FindingRows finding_rows{};
  void describe(Fields& f) {
    f("text", text, "The texts with [kind] in place of what was taken out; empty where missing.").per("n");
    f("replaced", replaced, "How much was taken out of each.").per("n").at_least(0);
    f("spans", spans, "Where, and what it was; never the words themselves.");
    f("findings", findings, "What was met on the way.");
    f("finding_rows", finding_rows, "First rows of each finding.");
  }
};

/// Takes personal data out of texts by rules that are stated with each kind; where they overlap the leftmost goes first, then the longest, then the order of the kinds. Looks through full-width characters, zero-width characters
/// and marks of direction. Finds what the rules say and no more: a name that was not given stays. O(characters). Nothing personal is in the result but the scrubbed texts.
ScrubResult scrub(const ScrubInput& input, const ScrubOptions& options = {}, const RunContext& context = {});

extern const Function scrub_analysis;

}  // namespace mainstay::inline v1::reasons
