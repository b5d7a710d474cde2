#include "reasons/lexicon_reader.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::reasons {

namespace {

// Where a clause ends at a mark of punctuation; `sentence` where the sentence does.
bool ends_clause(const std::vector<char32_t>& at, std::size_t i, bool& sentence) noexcept {
  const char32_t c = at[i];
  const char32_t after = i + 1 < at.size() ? at[i + 1] : U'\n', before = i > 0 ? at[i - 1] : U'\n';
  sentence = false;
  switch (c) {
    case U'。': case U'！': case U'？': case U'!': case U'?': case U'\n': sentence = true; return true;
    case U'.': sentence = after == ' ' || after == '\n' || is_han(after) || is_han(before); return sentence;
    case U',': case U':': return !(is_digit(before) && is_digit(after));
    case U';': case U'；': case U'，': case U'：': case U'…': case U'(': case U')': case U'[': case U']': case 0x2014: case 0x2015: case U'【': case U'】': case U'~': case U'|': return true;
    default: return false;
  }
}

}  // namespace

std::u32string plain_word(const std::string& word) {
  PlainText text;
  read_plain(word, text);
  std::size_t first = 0, last = text.at.size();
  while (first < last && text.at[first] == ' ') ++first;
  while (last > first && text.at[last - 1] == ' ') --last;
  return {text.at.begin() + static_cast<std::ptrdiff_t>(first), text.at.begin() + static_cast<std::ptrdiff_t>(last)};
}

std::vector<PhrasePart> parts_of(std::string_view analysis, const std::string& path, const std::string& phrase, bool with_slots) {
  std::vector<PhrasePart> parts;
  const auto no = [&](const char* rule) { refuse(analysis, path, data::quoted(phrase), rule); };
  if (!data::is_utf8(phrase)) no("text in UTF-8");
  std::u32string whole = plain_word(phrase);
  for (std::size_t dots; with_slots && (dots = whole.find(U"...")) != std::u32string::npos;) whole.replace(dots, 3, U"…");
  for (std::size_t first = 0; first <= whole.size();) {
    std::size_t last = with_slots ? whole.find(U'…', first) : whole.size();
    if (last == std::u32string::npos) last = whole.size();
    std::u32string part = plain_word(to_utf8(whole.data() + first, static_cast<std::int64_t>(last - first)));
    PhrasePart made;
    if (with_slots && !part.empty() && part.front() == '{') {
      if (part.back() != '}' || part.size() < 3) no("one whose braces hold the name of a slot");
      made.slot = true;
      part = part.substr(1, part.size() - 2);
    } else if (!part.empty() && part.back() == '*') {
      made.open_end = true;
      part.pop_back();
    }
    if (part.find(U'{') != std::u32string::npos || part.find(U'}') != std::u32string::npos) no("one whose slots are parts of their own, joined by …");
    if (part.empty()) no(with_slots ? "a phrase without empty parts" : "a word");
    made.text = to_utf8(part.data(), static_cast<std::int64_t>(part.size()));
    parts.push_back(std::move(made));
    first = last + 1;
  }
  return parts;
}

LexiconReader::Role& LexiconReader::role(std::int32_t word) {
  if (static_cast<std::size_t>(word) >= roles_.size()) roles_.resize(static_cast<std::size_t>(word) + 1);
  return roles_[static_cast<std::size_t>(word)];
}

LexiconReader::LexiconReader(const Lexicon& lexicon) : reach_(lexicon.reach), slot_begins_(lexicon.slots.size()) {
  const auto add = [&](const std::string& text) {
    const PhrasePart part = parts_of("", "", text, false).front();
    return finder_.add(plain_word(part.text), part.open_end);
  };
  std::map<std::string, std::int32_t> slots, reasons;
  for (std::size_t s = 0; s < lexicon.slots.size(); ++s) {
    const std::u32string name = plain_word(lexicon.slots[s].name);
    slots[to_utf8(name.data(), static_cast<std::int64_t>(name.size()))] = static_cast<std::int32_t>(s);
    for (const std::string& word : lexicon.slots[s].words) role(add(word)).slots.push_back(static_cast<std::int32_t>(s));
  }
  for (std::size_t r = 0; r < lexicon.reasons.size(); ++r) reasons[lexicon.reasons[r].name] = static_cast<std::int32_t>(r);
  for (const LexiconEntry& entry : lexicon.entries)
    for (const std::string& phrase : entry.phrases) {
      Phrase made{reasons.at(entry.reason), static_cast<std::int32_t>(phrases_.size()), entry.when, entry.weight, {}};
      phrases_.push_back(phrase);
      for (const PhrasePart& part : parts_of("", "", phrase, true)) {
        if (part.slot) made.parts.push_back({-1, slots.at(part.text)});
        else made.parts.push_back({finder_.add(plain_word(part.text), part.open_end), -1});
      }
      for (int turn = 0; turn < (entry.any_order && made.parts.size() > 1 ? 2 : 1); ++turn) {
        if (turn == 1) std::reverse(made.parts.begin(), made.parts.end());
        const auto number = static_cast<std::int32_t>(list_.size());
        if (made.parts[0].slot >= 0) slot_begins_[static_cast<std::size_t>(made.parts[0].slot)].push_back(number);
        else role(made.parts[0].word).begins.push_back(number);
        list_.push_back(made);
      }
    }
  for (const std::string& phrase : lexicon.uninformative) {
    role(add(phrase)).uninformative = static_cast<std::int32_t>(phrases_.size());
    phrases_.push_back(phrase);
  }
  for (const LexiconShifter& shifter : lexicon.shifters)
    for (const std::string& word : shifter.words) {
      Role& made = role(add(word));
      if (shifter.effect == ShifterEffect::negate) made.negates = true;
      if (shifter.effect == ShifterEffect::boundary) made.boundary = true;
      if (shifter.effect == ShifterEffect::cause) made.boundary = made.cause = true;
      if (shifter.effect == ShifterEffect::leaving) made.leaving = true;
      if (shifter.effect == ShifterEffect::retract) made.retracts = true;
      if (shifter.effect == ShifterEffect::deny_before) made.denies_before = true;
      if (shifter.effect == ShifterEffect::strengthen) made.factor *= shifter.factor;
    }
  for (std::size_t c = 0; c < lexicon.contrasts.size(); ++c) {
    role(add(lexicon.contrasts[c].opens)).opens.push_back(static_cast<std::int32_t>(c));
    role(add(lexicon.contrasts[c].closes)).closes.push_back(static_cast<std::int32_t>(c));
  }
  roles_.resize(static_cast<std::size_t>(finder_.words()));
  std::vector<double> of_slot(lexicon.slots.size(), 0.0);
  for (const Phrase& phrase : list_)
    for (const Part& part : phrase.parts) {
      double& strongest = part.slot >= 0 ? of_slot[static_cast<std::size_t>(part.slot)] : roles_[static_cast<std::size_t>(part.word)].strongest;
      strongest = std::max(strongest, phrase.weight);
      if (phrase.parts.size() == 1 && part.slot < 0) roles_[static_cast<std::size_t>(part.word)].whole = std::max(roles_[static_cast<std::size_t>(part.word)].whole, phrase.weight);
    }
  for (Role& role : roles_) {
    for (const std::int32_t slot : role.slots) role.strongest = std::max(role.strongest, of_slot[static_cast<std::size_t>(slot)]);
    role.phrase_only = role.whole > 0.0 && role.slots.empty() && role.opens.empty() && role.closes.empty() && role.uninformative < 0 && role.factor == 1.0 && !role.negates && !role.boundary && !role.leaving && !role.retracts && !role.denies_before;
  }
  finder_.build();
}

bool LexiconReader::is(const Part& part, std::int32_t word) const noexcept {
  if (part.slot < 0) return part.word == word;
  const std::vector<std::int32_t>& slots = roles_[static_cast<std::size_t>(word)].slots;
  return std::find(slots.begin(), slots.end(), part.slot) != slots.end();
}

// memory.clause: of each word found, its clause (even: the sentence goes on; the next sentence begins with the next multiple of 2 of a new count).
void LexiconReader::mark_clauses(Memory& memory) const {
  const std::vector<char32_t>& at = memory.text.at;
  std::vector<std::int64_t>& unit = memory.unit;
  unit.resize(at.size() + 1);
  memory.clause.assign(memory.found.size() + 1, 0);
  memory.cut.assign(memory.found.size(), 0);     // whether the word itself ended the clause before
  memory.opener.assign(memory.found.size(), 0);  // here: whether a sentence ended between the word before and this one
  std::size_t word = 0;
  std::int64_t clause = 0, words = 0;
  bool something = false, ended = false;  // something in the clause; a sentence ended since the last word
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (word < memory.found.size() && static_cast<std::size_t>(memory.found[word].start) == i) {
      if (roles_[static_cast<std::size_t>(memory.found[word].word)].boundary && something) {
        ++clause;
        something = false;
        memory.cut[word] = 1;
      }
      memory.clause[word] = clause;
      memory.opener[word] = ended ? 1 : 0;
      ended = false;
      something = true;
    }
    unit[i] = words;
    const bool letter = is_word_letter(at[i]);
    const bool inside = word < memory.found.size() && static_cast<std::int64_t>(i) >= memory.found[word].start;
    bool sentence = false;
    if (!inside && ends_clause(at, i, sentence)) {
      if (something) ++clause;
      something = false;
      ended = ended || sentence;
    } else if (letter ? i + 1 == at.size() || !is_word_letter(at[i + 1]) : at[i] != ' ' && at[i] != '\'' && at[i] != '\n' && at[i] != '-') {
      ++words;
      something = true;
    }
    if (inside && static_cast<std::int64_t>(i) + 1 == memory.found[word].end) ++word;
  }
  unit[at.size()] = words;
  memory.clause.back() = clause + (something ? 1 : 0);
}

// memory.denied: whether a contrast turns the word round. memory.opener: whether the word opened one (it was: whether a sentence ended before it).
void LexiconReader::mark_contrasts(Memory& memory) const {
  const std::size_t n = memory.found.size();
  memory.denied.assign(n, 0);
  const auto role_at = [&](std::size_t t) -> const Role& { return roles_[static_cast<std::size_t>(memory.found[t].word)]; };
  std::size_t first = 0;
  while (first < n) {
    std::size_t last = first + 1;
    while (last < n && memory.opener[last] == 0) ++last;
    for (std::size_t t = first; t < last; ++t) memory.opener[t] = 0;
    // From right to left: the nearest word that closes each contrast.
    std::map<std::int32_t, std::size_t> closes;
    std::vector<std::size_t> end(last - first, 0);
    for (std::size_t t = last; t-- > first;) {
      for (const std::int32_t contrast : role_at(t).opens)
        if (const auto close = closes.find(contrast); close != closes.end()) end[t - first] = end[t - first] == 0 ? close->second : std::min(end[t - first], close->second);
      for (const std::int32_t contrast : role_at(t).closes) closes[contrast] = t;
    }
    for (std::size_t t = first; t < last; ++t) {
      if (end[t - first] == 0) continue;
      const std::size_t stop = end[t - first];
      for (; t < stop; ++t) {
        if (end[t - first] != 0) memory.opener[t] = 1;
        memory.denied[t] = 1;
      }
      --t;
    }
    first = last;
  }
}

// A negation right before a cause word, or before a word of leaving before it, turns round the clause that the cause word opens: "did not leave because of".
void LexiconReader::mark_causes(Memory& memory) const {
  const std::size_t n = memory.found.size();
  const auto role_at = [&](std::size_t t) -> const Role& { return roles_[static_cast<std::size_t>(memory.found[t].word)]; };
  const auto starts = [&](std::size_t t) { return memory.unit[static_cast<std::size_t>(memory.found[t].start)]; };
  const auto ends = [&](std::size_t t) { return memory.unit[static_cast<std::size_t>(memory.found[t].end)]; };
  for (std::size_t t = 1; t < n; ++t) {
    if (!role_at(t).cause || memory.cut[t] == 0) continue;
    bool denied = false, leaving = false;
    std::int64_t from = starts(t);
    for (std::size_t u = t; u-- > 0 && memory.clause[u] + 1 == memory.clause[t] && starts(t) - ends(u) <= 2 * reach_;) {
      const Role& here = role_at(u);
      const std::int64_t gap = from - ends(u);
      if (here.leaving && gap <= reach_) {
        leaving = true;
        from = starts(u);
      } else if (here.negates && memory.opener[u] == 0) {
        if (gap > (leaving ? reach_ : 0)) break;
        denied = !denied;
        leaving = false;
        from = starts(u);
      } else if (here.factor != 1.0 && !here.told()) {
        if (!leaving && gap == 0) from = starts(u);
      } else if (here.told() && leaving) {
        break;
      }
    }
    if (!denied) continue;
    for (std::size_t u = t; u < n && memory.clause[u] == memory.clause[t]; ++u) memory.denied[u] ^= 1;
  }
}

// Where a weak phrase covers the beginning of a stronger one (因为工资 in 因为工资太低): reads the text with it and without it, and marks it as passed over where what is found without it is stronger.
void LexiconReader::pass_over(Memory& memory, std::vector<Evidence>& evidence) const {
  memory.weak.clear();
  const WordFinder::Scratch& scratch = memory.scratch;
  const auto stronger = [&](std::int32_t word, double than) { return roles_[static_cast<std::size_t>(word)].strongest > than; };
  for (const WordFinder::Found& found : memory.found) {
    const Role& here = roles_[static_cast<std::size_t>(found.word)];
    if (!here.phrase_only) continue;
    bool covers = scratch.shorter_end[static_cast<std::size_t>(found.start)] > 0 && stronger(scratch.shorter_word[static_cast<std::size_t>(found.start)], here.whole);
    for (std::int64_t i = found.start + 1; i < found.end && !covers; ++i) covers = scratch.end[static_cast<std::size_t>(i)] > 0 && stronger(scratch.word[static_cast<std::size_t>(i)], here.whole);
    if (covers) memory.weak.push_back(found);
  }
  if (memory.weak.empty()) return;
  std::vector<double> best[2];
  for (int turn = 0; turn < 2; ++turn) {
    read_found(memory, evidence);
    best[turn].assign(memory.weak.size(), 0.0);
    for (const Evidence& found : evidence) {
      auto at = std::partition_point(memory.weak.begin(), memory.weak.end(), [&](const WordFinder::Found& weak) { return weak.end <= found.start; });
      for (; at != memory.weak.end() && at->start < found.end; ++at) {
        double& most = best[turn][static_cast<std::size_t>(at - memory.weak.begin())];
        most = std::max(most, found.strength);
      }
    }
    for (std::size_t w = 0; w < memory.weak.size(); ++w) memory.scratch.passed[static_cast<std::size_t>(memory.weak[w].start)] = turn == 0 || best[1][w] > best[0][w] ? 1 : 0;
    finder_.choose(memory.found, memory.scratch);
  }
}

// What was said so far is not the main reason: takes the weight from the nearest clause before the word. `settled`: evidence that was looked at already.
void LexiconReader::retract(const Memory& memory, std::size_t first, std::size_t last, std::size_t before, std::size_t& settled, std::vector<Evidence>& evidence) const {
  std::size_t end = before;
  for (std::size_t t = first; t < last; ++t) {
    if (!roles_[static_cast<std::size_t>(memory.found[t].word)].retracts) continue;
    while (end < evidence.size() && evidence[end].start < memory.found[t].start) ++end;
    std::int64_t clause = -1;
    for (std::size_t e = end; e-- > settled && (clause < 0 || evidence[e].clause == clause) && evidence[e].clause + 2 >= memory.clause[t];) {
      if (evidence[e].effect != PhraseEffect::counted) continue;
      clause = evidence[e].clause;
      evidence[e].effect = PhraseEffect::denied;
      evidence[e].weight = 0.0;
    }
    settled = std::max(settled, end);
  }
}

std::int64_t LexiconReader::read(Memory& memory, std::vector<Evidence>& evidence) const {
  finder_.find(memory.text.at, memory.found, memory.scratch);
  pass_over(memory, evidence);
  return read_found(memory, evidence);
}

std::int64_t LexiconReader::read_found(Memory& memory, std::vector<Evidence>& evidence) const {
  evidence.clear();
  mark_clauses(memory);
  mark_contrasts(memory);
  mark_causes(memory);
  std::size_t settled = 0;
  for (std::size_t first = 0; first < memory.found.size();) {
    std::size_t last = first + 1;
    while (last < memory.found.size() && memory.clause[last] == memory.clause[first]) ++last;
    const std::size_t before = evidence.size();
    read_clause(memory, first, last, evidence);
    // A clause counts once for a reason.
    std::map<std::int32_t, std::size_t> strongest;
    for (std::size_t e = before; e < evidence.size(); ++e) {
      if (evidence[e].effect != PhraseEffect::counted) continue;
      const auto [place, is_new] = strongest.try_emplace(evidence[e].reason, e);
      if (is_new) continue;
      std::size_t loser = e;
      if (evidence[e].weight > evidence[place->second].weight) std::swap(loser, place->second);
      evidence[loser].effect = PhraseEffect::repeated;
      evidence[loser].weight = 0.0;
    }
    std::stable_sort(evidence.begin() + static_cast<std::ptrdiff_t>(before), evidence.end(), [](const Evidence& a, const Evidence& b) { return a.start != b.start ? a.start < b.start : a.end < b.end; });
    retract(memory, first, last, before, settled, evidence);
    first = last;
  }
  return memory.clause.back();
}

void LexiconReader::read_clause(const Memory& memory, std::size_t first, std::size_t last, std::vector<Evidence>& evidence) const {
  std::vector<std::size_t> tokens;
  for (std::size_t t = first; t < last; ++t) {
    const Role& here = roles_[static_cast<std::size_t>(memory.found[t].word)];
    if (here.uninformative >= 0) {
      evidence.push_back({memory.clause[t], memory.found[t].start, memory.found[t].end, -1, here.uninformative, PhraseEffect::uninformative, 0.0, 0.0});
      continue;
    }
    const auto follow = [&](std::int32_t number) {
      const Phrase& phrase = list_[static_cast<std::size_t>(number)];
      tokens.assign(1, t);
      for (std::size_t part = 1; part < phrase.parts.size(); ++part) {
        const std::int64_t from = memory.unit[static_cast<std::size_t>(memory.found[tokens.back()].end)];
        std::size_t next = tokens.back() + 1;
        while (next < last && memory.unit[static_cast<std::size_t>(memory.found[next].start)] - from <= reach_ && !is(phrase.parts[part], memory.found[next].word)) ++next;
        if (next >= last || memory.unit[static_cast<std::size_t>(memory.found[next].start)] - from > reach_) return;
        tokens.push_back(next);
      }
      weigh(memory, first, last, phrase, tokens, evidence);
    };
    for (const std::int32_t number : here.begins) follow(number);
    for (const std::int32_t slot : here.slots)
      for (const std::int32_t number : slot_begins_[static_cast<std::size_t>(slot)]) follow(number);
  }
}

void LexiconReader::weigh(const Memory& memory, std::size_t first, std::size_t last, const Phrase& phrase, const std::vector<std::size_t>& tokens, std::vector<Evidence>& evidence) const {
  const std::size_t final_token = tokens.back();
  const std::int64_t here = memory.unit[static_cast<std::size_t>(memory.found[final_token].start)];
  bool denied = memory.denied[final_token] != 0;
  double stronger = 1.0, weaker = 1.0;  // the greatest factor and the least: one strengthener counts
  for (std::size_t t = final_token; t-- > first;) {
    if (here - memory.unit[static_cast<std::size_t>(memory.found[t].end)] > reach_) break;
    if (std::find(tokens.begin(), tokens.end(), t) != tokens.end()) continue;
    const Role& role = roles_[static_cast<std::size_t>(memory.found[t].word)];
    if (role.negates && memory.opener[t] == 0) denied = !denied;
    stronger = std::max(stronger, role.factor);
    weaker = std::min(weaker, role.factor);
  }
  // 加班很少: what denies the phrase before it, unless another phrase follows that it governs.
  bool before = false;
  for (std::size_t t = final_token + 1; t < last && memory.unit[static_cast<std::size_t>(memory.found[t].start)] - memory.unit[static_cast<std::size_t>(memory.found[final_token].end)] <= (before ? reach_ : 2); ++t) {
    const Role& role = roles_[static_cast<std::size_t>(memory.found[t].word)];
    if (!before && role.denies_before) before = true;
    else if (role.told() || role.uninformative >= 0) {
      before = false;
      break;
    }
  }
  if (before) denied = !denied;
  const bool counts = denied == (phrase.when == PhraseWhen::denied);
  if (!counts && phrase.when == PhraseWhen::denied) return;
  evidence.push_back({memory.clause[final_token], memory.found[tokens.front()].start, memory.found[final_token].end, phrase.reason, phrase.name, counts ? PhraseEffect::counted : PhraseEffect::denied, counts ? phrase.weight * stronger * weaker : 0.0, phrase.weight});
}

}  // namespace mainstay::inline v1::reasons
