#include "reasons/text.hpp"

#include <algorithm>
#include <array>

#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr char32_t replacement = 0xFFFD;

// The next character of [p, end) and how many bytes it has; U+FFFD and one byte where there is none. `valid` is cleared then.
char32_t next_character(const unsigned char* p, const unsigned char* end, int& bytes, bool& valid) noexcept {
  const unsigned char lead = *p;
  bytes = 1;
  if (lead < 0x80) return lead;
  const int length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  bool whole = length > 0 && end - p >= length;
  char32_t c = length == 2 ? lead & 0x1Fu : length == 3 ? lead & 0x0Fu : lead & 0x07u;
  for (int i = 1; whole && i < length; ++i) {
    whole = (p[i] & 0xC0) == 0x80;
    c = c << 6 | (p[i] & 0x3Fu);
  }
  whole = whole && !(length == 3 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) && !(length == 4 && (c < 0x10000 || c > 0x10FFFF));
  if (!whole) {
    valid = false;
    return replacement;
  }
  bytes = length;
  return c;
}

// Pairs of a traditional character and its simplified form, of one meaning each.
constexpr std::u32string_view traditional =
    U"薪薪資资錢钱獎奖績绩領领導导經经壓压晉晋職职務务機机會会發发展展訓训練练業业標标責责罵骂評评鼓鼓勵励關关係系團团隊队問问題题環环離离開开遠远車车間间時时長长週周後后輪轮夜夜場场"
    U"學学習习鄉乡媽妈爸爸孩孩兒儿結结婚婚體体醫医療疗適适應应無无沒没從从來来這这裡里個个為为說说話话給给對对過过還还讓让實实真真當当點点節节條条親亲戚戚請请假假調调動动遲迟發发產产閉闭"
    U"裁裁員员緊紧張张簡简單单複复雜杂難难處处氣气氛氛圍围擠挤鬧闹爭争權权貴贵東东買买賣卖銷销額额達达標标漲涨減减獲获認认識识覺觉聽听見见們们嗎吗麼么樣样較较幾几萬万億亿號号電电腦脑網网"
    U"傳传統统組组織织級级別别參参與与興兴趣趣夢梦想想選选擇择變变換换熱热鬱郁累累傷伤損损總总罰罚懲惩遊游戲戏極极嚴严厲厉頭头腰腰痛痛髒脏亂乱餐餐飯饭飲饮衛卫廁厕陳陈舊旧設设備备";

struct Folding {
  std::array<char32_t, 0x5200> simplified{};  // U+4E00 … U+9FFF, 0: as it is
  Folding() {
    for (std::size_t i = 0; i + 1 < traditional.size(); i += 2)
      if (traditional[i] != traditional[i + 1]) simplified[traditional[i] - 0x4E00] = traditional[i + 1];
  }
};

const Folding& folding() {
  static const Folding table;
  return table;
}

bool is_direction_mark(char32_t c) noexcept {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
bool is_unseen(char32_t c) noexcept {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE007F);
}

char32_t folded(char32_t c, const Folding& table) noexcept {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0x4E00 && c <= 0x9FFF) {
    const char32_t simple = table.simplified[c - 0x4E00];
    return simple != 0 ? simple : c;
  }
  if (c >= 0xFF01 && c <= 0xFF5E) return folded(c - 0xFEE0, table);
  if (c >= 0x00C0 && c <= 0x00DE && c != 0x00D7) return c + 32;
  if (c >= 0x0391 && c <= 0x03A9) return c + 32;
  if (c >= 0x0410 && c <= 0x042F) return c + 32;
  if (c >= 0x0400 && c <= 0x040F) return c + 80;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC) return '\'';
  if (c >= 0x2010 && c <= 0x2013) return '-';
  if (c == 0x2026) return U'…';
  return c;
}

}  // namespace

bool is_word_letter(char32_t c) noexcept {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x300 && c <= 0x36F);
}
bool is_han(char32_t c) noexcept { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3134F) || c == 0x3007; }
bool is_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }

bool PlainText::blank() const noexcept {
  return std::all_of(at.begin(), at.end(), [](char32_t c) { return c == ' ' || c == '\n'; });
}

void read_plain(std::string_view text, PlainText& out) {
  out.at.clear();
  out.place.clear();
  out.byte.clear();
  out.invalid = out.marks = false;
  const Folding& table = folding();
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const begin = p;
  const auto* const end = p + text.size();
  std::int64_t number = 0;
  bool valid = true;
  for (int bytes = 0; p < end; p += bytes, ++number) {
    char32_t c = next_character(p, end, bytes, valid);
    if (is_direction_mark(c)) {
      out.marks = true;
      continue;
    }
    if (is_unseen(c)) continue;
    const bool line = c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85;
    const bool space = !line && (c < 0x20 || c == ' ' || c == 0x7F || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x1680);
    if (line || space) {
      if (!out.at.empty() && (out.at.back() == ' ' || out.at.back() == '\n')) {
        if (line) out.at.back() = '\n';
        continue;
      }
      c = line ? U'\n' : U' ';
    }
    out.at.push_back(folded(c, table));
    out.place.push_back(number);
    out.byte.push_back(static_cast<std::size_t>(p - begin));
  }
  out.place.push_back(number);
  out.invalid = !valid;
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  if (c < 0x80) byte(c);
  else if (c < 0x800) byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
  else if (c < 0x10000) byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
  else byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
}

std::string to_utf8(const char32_t* first, std::int64_t count) {
  std::string out;
  for (std::int64_t i = 0; i < count; ++i) append_utf8(out, first[i]);
  return out;
}

std::string original(std::string_view text, const PlainText& plain, std::int64_t start, std::int64_t end) {
  const auto first = static_cast<std::size_t>(start), last = static_cast<std::size_t>(end - 1);
  std::string out;
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const stop = p + text.size();
  p += plain.byte[first];
  bool valid = true;
  int bytes = 0;
  for (std::int64_t left = plain.place[last] + 1 - plain.place[first]; left > 0 && p < stop; --left, p += bytes) append_utf8(out, next_character(p, stop, bytes, valid));
  return out;
}

std::size_t end_of(std::string_view text, const PlainText& plain, std::int64_t i) noexcept {
  const auto* const begin = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t first = plain.byte[static_cast<std::size_t>(i)];
  bool valid = true;
  int bytes = 0;
  next_character(begin + first, begin + text.size(), bytes, valid);
  return first + static_cast<std::size_t>(bytes);
}

std::string valid_text(std::string_view text) {
  std::string out;
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = p + text.size();
  bool valid = true;
  for (int bytes = 0; p < end; p += bytes) append_utf8(out, next_character(p, end, bytes, valid));
  return out;
}

TextColumn::TextColumn(std::string_view analysis, std::string_view argument, const Column& column, InvalidText invalid) {
  if (column.size == 0) return;
  if (!column.categorical) throw Error(ErrorCode::wrong_type, analysis, argument, -1, "numbers", "text");
  code_.resize(static_cast<std::size_t>(column.size), -1);
  std::vector<std::int64_t> place(column.levels.size(), -1);
  constexpr std::int64_t block = 4096;
  std::vector<std::int64_t> scratch(block);
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* codes = read_integers(column, first, count, scratch.data(), -1);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t row = first + i;
      if (!column.present(row)) continue;
      const std::int64_t level = codes[i];
      if (level < 0 || level >= static_cast<std::int64_t>(place.size())) refuse(analysis, argument, row, static_cast<double>(level), "a place in the list of its texts");
      std::int64_t& known = place[static_cast<std::size_t>(level)];
      if (known < 0) {
        const std::string_view text = column.levels[static_cast<std::size_t>(level)];
        if (invalid == InvalidText::refuse && !data::is_utf8(text)) throw Error(ErrorCode::invalid_argument, analysis, argument, row, data::quoted(text), "text in UTF-8, unless invalid = replace");
        known = distinct();
        texts_.push_back(text);
      }
      code_[static_cast<std::size_t>(row)] = known;
    }
  }
}

TextNotes notes_of(const PlainText& text, std::int64_t long_text) noexcept {
  return {text.blank(), text.invalid, text.marks, text.place.back() > long_text};
}

void tell_findings(const TextColumn& texts, const std::vector<TextNotes>& notes, data::Findings& findings, data::FindingRows& rows, std::int64_t examples) {
  static constexpr const char* names[] = {"missing_text", "empty_text", "invalid_utf8", "direction_marks", "long_text"};
  data::FindingTally tally(names, examples);
  for (std::int64_t row = 0; row < texts.rows(); ++row) {
    const std::int64_t code = texts.code(row);
    if (code < 0) {
      tally.add(0, row, true);
      continue;
    }
    const TextNotes& note = notes[static_cast<std::size_t>(code)];
    if (note.blank) tally.add(1, row, true);
    if (note.invalid) tally.add(2, row, false);
    if (note.marks) tally.add(3, row, false);
    if (note.long_text) tally.add(4, row, false);
  }
  tally.write(findings, rows);
}

}  // namespace mainstay::inline v1::reasons
