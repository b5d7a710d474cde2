// What a lexicon must not contradict, and how the caller's lists come on top of the shipped ones.
#include <algorithm>
#include <map>
#include <set>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "reasons/lexicon_reader.hpp"

namespace mainstay::inline v1::reasons {

namespace {

std::string place(const std::string& list, std::size_t i) { return list + "[" + std::to_string(i) + "]"; }

std::string joined(const std::vector<PhrasePart>& parts) {
  std::string out;
  for (const PhrasePart& part : parts) out += (out.empty() ? "" : "…") + (part.slot ? "{" + part.text + "}" : part.text) + (part.open_end ? "*" : "");
  return out;
}

class LexiconRules {
 public:
  /// `beneath`: what the lists come on top of; null: nothing.
  LexiconRules(std::string_view analysis, const Lexicon& lexicon, const std::string& path, const Lexicon* beneath) : analysis_(analysis), lexicon_(lexicon), path_(path), beneath_(beneath) {}

  void all() {
    std::vector<std::string> reasons, slots;
    if (beneath_ != nullptr) stand_on(*beneath_, reasons, slots);
    else if (lexicon_.reasons.empty()) no("reasons", "empty", "a list of one reason or more");
    std::set<std::string> own_reasons, own_slots;
    for (std::size_t r = 0; r < lexicon_.reasons.size(); ++r) {
      once(own_reasons, lexicon_.reasons[r].name, place("reasons", r) + ".name");
      if (reason_names_.insert(lexicon_.reasons[r].name).second) reasons.push_back(lexicon_.reasons[r].name);
    }
    for (std::size_t s = 0; s < lexicon_.slots.size(); ++s) {
      const std::string name = slot_name(lexicon_.slots[s]);
      once(own_slots, name, place("slots", s) + ".name");
      if (slot_names_.insert(name).second) slots.push_back(name);
      words(lexicon_.slots[s].words, place("slots", s) + ".words");
    }
    for (std::size_t e = 0; e < lexicon_.entries.size(); ++e) entry(lexicon_.entries[e], place("entries", e), reasons, slots);
    for (std::size_t s = 0; s < lexicon_.shifters.size(); ++s) words(lexicon_.shifters[s].words, place("shifters", s) + ".words");
    for (std::size_t c = 0; c < lexicon_.contrasts.size(); ++c) {
      words({lexicon_.contrasts[c].opens}, place("contrasts", c) + ".opens");
      words({lexicon_.contrasts[c].closes}, place("contrasts", c) + ".closes");
    }
    words(lexicon_.uninformative, "uninformative");
    for (std::size_t u = 0; u < lexicon_.uninformative.size(); ++u) {
      const std::string phrase = joined(parts_of(analysis_, path_ + place("uninformative", u), lexicon_.uninformative[u], false));
      if (single_.count(phrase) != 0) no(place("uninformative", u), data::quoted(lexicon_.uninformative[u]), "a phrase of no reason; it is one of " + single_[phrase]);
    }
  }

 private:
  static std::string slot_name(const LexiconSlot& slot) {
    const std::u32string name = plain_word(slot.name);
    return to_utf8(name.data(), static_cast<std::int64_t>(name.size()));
  }

  // Takes in the names and phrases of the lists beneath, so that those on top are held against them, by their own places.
  void stand_on(const Lexicon& beneath, std::vector<std::string>& reasons, std::vector<std::string>& slots) {
    for (const LexiconReason& reason : beneath.reasons) reason_names_.insert(reason.name), reasons.push_back(reason.name);
    for (const LexiconSlot& slot : beneath.slots) slots.push_back(slot_name(slot)), slot_names_.insert(slots.back());
    for (const LexiconEntry& one : beneath.entries)
      for (const std::string& text : one.phrases) {
        const std::vector<PhrasePart> parts = parts_of(analysis_, "shipped", text, true);
        phrases_.insert((one.when == PhraseWhen::said ? "+" : "-") + joined(parts));
        if (parts.size() == 1 && !parts[0].slot) single_[joined(parts)] = one.reason;
      }
    for (const std::string& text : beneath.uninformative) uninformative_.insert(joined(parts_of(analysis_, "shipped", text, false)));
  }

  [[noreturn]] void no(const std::string& where, const std::string& value, const std::string& rule) const { refuse(analysis_, path_ + where, value, rule); }

  void once(std::set<std::string>& names, const std::string& name, const std::string& where) const {
    if (name.empty()) no(where, "empty", "a name");
    if (!names.insert(name).second) no(where, data::quoted(name), "a name that is there once");
  }

  void words(const std::vector<std::string>& list, const std::string& where) const {
    for (std::size_t i = 0; i < list.size(); ++i) parts_of(analysis_, path_ + (list.size() == 1 && where.back() == 's' && where.find("contrasts") != std::string::npos ? where : place(where, i)), list[i], false);
  }

  void entry(const LexiconEntry& entry, const std::string& where, const std::vector<std::string>& reasons, const std::vector<std::string>& slots) {
    if (reason_names_.count(entry.reason) == 0) throw Error(ErrorCode::unknown_name, analysis_, path_ + where + ".reason", -1, data::quoted(entry.reason), "one of " + list_of(reasons, 40));
    for (std::size_t p = 0; p < entry.phrases.size(); ++p) {
      const std::string at = place(where + ".phrases", p);
      const std::vector<PhrasePart> parts = parts_of(analysis_, path_ + at, entry.phrases[p], true);
      for (const PhrasePart& part : parts)
        if (part.slot && slot_names_.count(part.text) == 0) throw Error(ErrorCode::unknown_name, analysis_, path_ + at, -1, data::quoted(entry.phrases[p]), "made of slots among " + list_of(slots, 40));
      const std::string phrase = joined(parts);
      if (!phrases_.insert((entry.when == PhraseWhen::said ? "+" : "-") + phrase).second) no(at, data::quoted(entry.phrases[p]), "a phrase that is there once with the same `when`");
      if (uninformative_.count(phrase) != 0) no(at, data::quoted(entry.phrases[p]), "a phrase that says something: it is one of the shipped uninformative ones, unless `without` names it");
      if (parts.size() == 1 && !parts[0].slot) single_[phrase] = entry.reason;
    }
  }

  std::string_view analysis_;
  const Lexicon& lexicon_;
  std::string path_;
  const Lexicon* beneath_;
  std::set<std::string> reason_names_, slot_names_, phrases_, uninformative_;
  std::map<std::string, std::string> single_;
};

// Takes the texts of `without` out of a list; notes which were there.
void drop(std::vector<std::string>& list, const std::set<std::string>& without, std::set<std::string>& met) {
  std::erase_if(list, [&](const std::string& text) {
    if (without.count(text) == 0) return false;
    met.insert(text);
    return true;
  });
}

}  // namespace

void check_lexicon(std::string_view analysis, const Lexicon& lexicon, const std::string& path) { LexiconRules(analysis, lexicon, path, nullptr).all(); }

void Lexicon::validate() const { check_lexicon("reasons.lexicon", *this, "lexicon."); }

Lexicon whole_lexicon(std::string_view analysis, const Lexicon& lexicon) {
  if (!lexicon.shipped) {
    if (!lexicon.without.empty()) refuse(analysis, "without", "given", "left out with shipped = false");
    check_lexicon(analysis, lexicon, "");
    return lexicon;
  }
  Lexicon whole = shipped_lexicon();
  if (!lexicon.name.empty()) whole.name = lexicon.name;
  if (!lexicon.version.empty()) whole.version = lexicon.version;
  whole.reach = lexicon.reach;
  const std::set<std::string> without(lexicon.without.begin(), lexicon.without.end());
  std::set<std::string> met;
  for (LexiconSlot& slot : whole.slots) drop(slot.words, without, met);
  for (LexiconEntry& entry : whole.entries) drop(entry.phrases, without, met);
  for (LexiconShifter& shifter : whole.shifters) drop(shifter.words, without, met);
  drop(whole.uninformative, without, met);
  for (std::size_t i = 0; i < lexicon.without.size(); ++i)
    if (met.count(lexicon.without[i]) == 0) refuse(analysis, place("without", i), data::quoted(lexicon.without[i]), "a phrase or word of the shipped lexicon");
  LexiconRules(analysis, lexicon, "", &whole).all();
  for (const LexiconReason& reason : lexicon.reasons) {
    const auto known = std::find_if(whole.reasons.begin(), whole.reasons.end(), [&](const LexiconReason& one) { return one.name == reason.name; });
    if (known == whole.reasons.end()) whole.reasons.push_back(reason);
    else known->name_zh = reason.name_zh;
  }
  for (const LexiconSlot& slot : lexicon.slots) {
    const auto known = std::find_if(whole.slots.begin(), whole.slots.end(), [&](const LexiconSlot& one) { return one.name == slot.name; });
    if (known == whole.slots.end()) whole.slots.push_back(slot);
    else known->words.insert(known->words.end(), slot.words.begin(), slot.words.end());
  }
  whole.entries.insert(whole.entries.end(), lexicon.entries.begin(), lexicon.entries.end());
  whole.shifters.insert(whole.shifters.end(), lexicon.shifters.begin(), lexicon.shifters.end());
  whole.contrasts.insert(whole.contrasts.end(), lexicon.contrasts.begin(), lexicon.contrasts.end());
  whole.uninformative.insert(whole.uninformative.end(), lexicon.uninformative.begin(), lexicon.uninformative.end());
  return whole;
}

}  // namespace mainstay::inline v1::reasons
