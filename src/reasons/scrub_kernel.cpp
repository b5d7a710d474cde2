#include "reasons/scrub_kernel.hpp"

#include <algorithm>
#include <string_view>

#include "reasons/text.hpp"

namespace mainstay::inline v1::reasons {

namespace {

using Text = std::vector<char32_t>;

bool plain_letter(char32_t c) noexcept { return (c >= 'a' && c <= 'z') || is_digit(c); }
bool local_letter(char32_t c) noexcept { return plain_letter(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; }
bool web_letter(char32_t c) noexcept { return c > 0x20 && c < 0x7F && c != '"' && c != '<' && c != '>'; }
bool numeral(char32_t c) noexcept {
  constexpr std::u32string_view all = U"零〇一二三四五六七八九幺";
  return all.find(c) != std::u32string_view::npos;
}
bool between_groups(char32_t c) noexcept { return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.'; }

bool starts_with(const Text& text, std::size_t at, std::string_view word) noexcept {
  if (at + word.size() > text.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (text[at + i] != static_cast<char32_t>(word[i])) return false;
  return true;
}

// name@host.part around the @.
bool email(const Text& text, std::size_t at, std::size_t floor, PersonalSpan& span) {
  std::size_t first = at;
  while (first > floor && local_letter(text[first - 1])) --first;
  while (first < at && (text[first] == '.' || text[first] == '-')) ++first;
  std::size_t last = at + 1, dot = 0;
  while (last < text.size() && (plain_letter(text[last]) || text[last] == '.' || text[last] == '-')) {
    if (text[last] == '.') dot = last;
    ++last;
  }
  while (last > at + 1 && (text[last - 1] == '.' || text[last - 1] == '-')) --last;
  while (dot >= last && dot > at) {
    --dot;
    while (dot > at && text[dot] != '.') --dot;
  }
  if (first == at || dot <= at + 1 || last - dot < 3) return false;
  span = {static_cast<std::int64_t>(first), static_cast<std::int64_t>(last), PersonalData::email};
  return true;
}

// The id after the word of a messenger: 微信号：zhang_san88, vx abc123, QQ 12345.
bool account(const Text& text, std::size_t at, PersonalSpan& span) {
  static constexpr std::u32string_view words[] = {U"微信", U"威信", U"薇信", U"v信", U"企鹅号", U"扣扣", U"抖音", U"wechat", U"weixin", U"whatsapp", U"telegram", U"qq", U"vx", U"wx"};
  if (text[at] < 0x80 && at > 0 && plain_letter(text[at - 1])) return false;
  std::size_t next = 0;
  bool latin = false;
  for (const std::u32string_view word : words) {
    if (at + word.size() > text.size() || !std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at))) continue;
    next = at + word.size();
    latin = word.back() < 0x80;
    break;
  }
  if (next == 0) return false;
  bool said = false;   // by a mark or a word that an id comes now
  const std::size_t direct = next;
  for (; next < text.size(); ++next) {
    const char32_t c = text[next];
    if (c == ':' || c == '=' || c == U'号' || c == U'码' || c == U'是' || c == U'为' || c == U'账' || c == U'帐') said = true;
    else if (c == 'i' && starts_with(text, next, "id") && (next + 2 >= text.size() || !plain_letter(text[next + 2]))) said = true, ++next;
    else if (c == 'i' && starts_with(text, next, "is ")) ++next;
    else if (c != ' ' && c != '(') break;
  }
  std::size_t last = next;
  bool letter = false, other = false;
  while (last < text.size() && last - next < 32 && (plain_letter(text[last]) || text[last] == '_' || text[last] == '-')) {
    (text[last] >= 'a' && text[last] <= 'z' ? letter : other) = true;
    ++last;
  }
  while (last > next && text[last - 1] == '-') --last;
  const std::size_t length = last - next;
  if (latin && next == direct && letter) return false;  // a longer word, not an id
  if (!letter ? length < 5 || length > 12 : length < 6 || length > 20 || !(said || other)) return false;
  if (!letter && length == 11 && text[next] == '1') return false;  // a telephone number says more
  span = {static_cast<std::int64_t>(next), static_cast<std::int64_t>(last), PersonalData::account};
  return true;
}

// A number that begins at `first`, a digit or +: digits, and single separators between them.
struct Run {
  std::vector<int> digits{};          // values
  std::vector<std::size_t> at{};      // of each digit
  std::vector<std::size_t> groups{};  // digits in each group
  bool plus = false;
};

void read_run(const Text& text, std::size_t first, Run& run) {
  run.digits.clear(), run.at.clear(), run.groups.assign(1, 0);
  run.plus = text[first] == '+';
  std::size_t i = first + (run.plus ? 1 : 0);
  while (i < text.size() && run.digits.size() < 64) {
    if (is_digit(text[i])) {
      run.digits.push_back(static_cast<int>(text[i] - '0'));
      run.at.push_back(i++);
      ++run.groups.back();
      continue;
    }
    std::size_t next = i;  // at most two separators, as in ") "
    while (next < text.size() && next < i + 2 && between_groups(text[next])) ++next;
    if (next == i || next >= text.size() || !is_digit(text[next]) || (text[i] == '.' && next > i + 1)) break;
    run.groups.push_back(0);
    i = next;
  }
}

int value(const Run& run, std::size_t first, std::size_t count) noexcept {
  int sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum = sum * 10 + run.digits[i];
  return sum;
}

// Digits [from, to) of a run end at a group's end.
bool whole_groups(const Run& run, std::size_t from, std::size_t to) noexcept {
  std::size_t sum = 0;
  bool begins = from == 0, ends = false;
  for (const std::size_t group : run.groups) {
    sum += group;
    begins = begins || sum == from;
    ends = ends || sum == to;
  }
  return begins && ends;
}

// How many digits from the beginning of the run are a telephone number; 0: none.
std::size_t phone(const Run& run) {
  const std::size_t n = run.digits.size();
  const auto ends = [&](std::size_t count) { return n >= count && whole_groups(run, 0, count); };
  if (run.plus) {
    std::size_t sum = 0, best = 0;
    for (const std::size_t group : run.groups) {
      sum += group;
      if (sum >= 7 && sum <= 15) best = sum;
    }
    return best;
  }
  const std::size_t country = n >= 13 && value(run, 0, 2) == 86 && ends(13) ? 2 : n >= 15 && value(run, 0, 4) == 86 && run.digits[0] == 0 && ends(15) ? 4 : 0;
  const auto mobile = [&](std::size_t from) { return n >= from + 11 && run.digits[from] == 1 && run.digits[from + 1] >= 3 && ends(from + 11); };
  if (mobile(country)) return country + 11;
  if (mobile(0)) return 11;
  if (n >= 10 && run.digits[0] == 0 && run.digits[1] != 0)  // an area code of 3 or 4 digits, then 7 or 8
    for (const std::size_t count : {std::size_t{12}, std::size_t{11}, std::size_t{10}})
      if (ends(count)) return count;
  if (run.groups.size() >= 3 && run.groups[0] == 3 && run.groups[1] == 3 && run.groups[2] == 4) return 10;
  if (run.groups.size() >= 4 && run.groups[0] == 1 && run.groups[1] == 3 && run.groups[2] == 3 && run.groups[3] == 4 && run.digits[0] == 1) return 11;
  if (run.groups.size() >= 3 && run.groups[0] == 3 && run.groups[1] + run.groups[2] == 7 && run.digits[0] >= 4 && run.digits[0] <= 8) return 10;  // 400 and 800 lines
  return 0;
}

// 17 digits and a digit or X in one group, the date of birth possible.
bool id_number(const Text& text, const Run& run, PersonalSpan& span) {
  if (run.plus || run.groups[0] < 17 || run.groups[0] > 18) return false;
  const std::size_t last = run.at[16] + 1;
  if (last >= text.size() || !(is_digit(text[last]) || text[last] == 'x') || (last + 1 < text.size() && plain_letter(text[last + 1]))) return false;
  const int year = value(run, 6, 4), month = value(run, 10, 2), day = value(run, 12, 2);
  if (year < 1800 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  span = {static_cast<std::int64_t>(run.at[0]), static_cast<std::int64_t>(last + 1), PersonalData::id_number};
  return true;
}

// Digits in groups of three or more, or in one group.
std::size_t long_run(const Run& run, std::int64_t least) {
  std::size_t sum = 0, best = 0;
  for (const std::size_t group : run.groups) {
    if (group < 3) break;
    sum += group;
    best = sum;
  }
  if (best == 0 && static_cast<std::int64_t>(run.groups[0]) >= least) best = run.groups[0];
  return static_cast<std::int64_t>(best) >= least ? best : 0;
}

}  // namespace

void find_personal(const std::vector<char32_t>& text, std::int64_t least_digits, const std::vector<WordFinder::Found>& names, std::vector<PersonalSpan>& spans) {
  spans.clear();
  std::vector<PersonalSpan> found;
  Run run;
  std::size_t floor = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    PersonalSpan span{};
    if (text[i] == '@') {
      if (email(text, i, floor, span)) {
        found.push_back(span);
        floor = static_cast<std::size_t>(span.end);
      } else {
        floor = i + 1;
      }
      continue;
    }
    if (starts_with(text, i, "http://") || starts_with(text, i, "https://") || (starts_with(text, i, "www.") && (i == 0 || !plain_letter(text[i - 1])))) {
      std::size_t last = i;
      while (last < text.size() && web_letter(text[last])) ++last;
      found.push_back({static_cast<std::int64_t>(i), static_cast<std::int64_t>(last), PersonalData::url});
      i = last - 1;
      floor = last;
      continue;
    }
    if (account(text, i, span)) {
      found.push_back(span);
      i = static_cast<std::size_t>(span.end) - 1;
      continue;
    }
    if (numeral(text[i])) {
      std::size_t last = i;
      while (last < text.size() && numeral(text[last])) ++last;
      if (static_cast<std::int64_t>(last - i) >= std::max<std::int64_t>(least_digits, 6)) found.push_back({static_cast<std::int64_t>(i), static_cast<std::int64_t>(last), PersonalData::digits});
      i = last - 1;
      continue;
    }
    const bool plus = text[i] == '+' && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!plus && !is_digit(text[i])) continue;
    if (i > 0 && is_digit(text[i - 1])) continue;
    read_run(text, i, run);
    std::size_t digits = 0;
    const auto start = static_cast<std::int64_t>(i);
    if (id_number(text, run, span)) {
      found.push_back(span);
      i = static_cast<std::size_t>(span.end) - 1;
    } else if ((digits = phone(run)) > 0) {
      const bool bracket = i > 0 && text[i - 1] == '(';
      found.push_back({start - (bracket ? 1 : 0), static_cast<std::int64_t>(run.at[digits - 1]) + 1, PersonalData::phone});
      i = run.at[digits - 1];
    } else if ((digits = long_run(run, least_digits)) > 0) {
      std::size_t last = run.at[digits - 1] + 1;
      while (last < text.size() && is_digit(text[last])) ++last;  // a run longer than what is read at once
      found.push_back({start, static_cast<std::int64_t>(last), PersonalData::digits});
      i = last - 1;
    } else {
      i = run.at[run.groups[0] - 1];
    }
  }
  for (const WordFinder::Found& name : names) found.push_back({name.start, name.end, PersonalData::name});
  std::sort(found.begin(), found.end(), [](const PersonalSpan& a, const PersonalSpan& b) { return a.start != b.start ? a.start < b.start : a.end != b.end ? a.end > b.end : a.kind < b.kind; });
  for (const PersonalSpan& span : found) {
    if (!spans.empty() && span.start < spans.back().end) {
      spans.back().end = std::max(spans.back().end, span.end);  // what overlaps goes together, so that no piece stays behind
      continue;
    }
    spans.push_back(span);
  }
}

}  // namespace mainstay::inline v1::reasons
