#include "reasons/word_finder.hpp"

#include <algorithm>
#include <numeric>

#include "reasons/text.hpp"

namespace mainstay::inline v1::reasons {

WordFinder::WordFinder() : nodes_(1) {}

std::int32_t WordFinder::child(std::int32_t node, char32_t letter) const noexcept {
  const std::vector<char32_t>& letters = nodes_[static_cast<std::size_t>(node)].letters;
  if (letters.size() <= 8) {
    for (std::size_t i = 0; i < letters.size(); ++i)
      if (letters[i] == letter) return nodes_[static_cast<std::size_t>(node)].next[i];
    return 0;
  }
  const auto at = std::lower_bound(letters.begin(), letters.end(), letter);
  return at != letters.end() && *at == letter ? nodes_[static_cast<std::size_t>(node)].next[static_cast<std::size_t>(at - letters.begin())] : 0;
}

std::int32_t WordFinder::step(std::int32_t node, char32_t letter) const noexcept {
  for (; node != 0; node = nodes_[static_cast<std::size_t>(node)].fail)
    if (const std::int32_t next = child(node, letter); next != 0) return next;
  return letter < root_.size() ? root_[letter] : child(0, letter);
}

std::int32_t WordFinder::add(std::u32string_view word, bool open_end) {
  std::int32_t node = 0;
  for (const char32_t letter : word) {
    Node& here = nodes_[static_cast<std::size_t>(node)];
    const auto at = std::find(here.letters.begin(), here.letters.end(), letter);
    if (at != here.letters.end()) {
      node = here.next[static_cast<std::size_t>(at - here.letters.begin())];
      continue;
    }
    const auto made = static_cast<std::int32_t>(nodes_.size());
    here.letters.push_back(letter);
    here.next.push_back(made);
    const std::int32_t depth = here.depth + 1;
    nodes_.emplace_back();
    nodes_.back().depth = depth;
    node = made;
  }
  Node& last = nodes_[static_cast<std::size_t>(node)];
  std::int32_t& number = open_end ? last.open : last.closed;
  if (number < 0) {
    number = words();
    length_.push_back(static_cast<std::int64_t>(word.size()));
  }
  return number;
}

void WordFinder::build() {
  for (Node& node : nodes_) {
    std::vector<std::size_t> order(node.letters.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return node.letters[a] < node.letters[b]; });
    Node sorted = node;
    for (std::size_t i = 0; i < order.size(); ++i) {
      node.letters[i] = sorted.letters[order[i]];
      node.next[i] = sorted.next[order[i]];
    }
  }
  root_.assign(0x10000, 0);
  for (std::size_t i = 0; i < nodes_[0].letters.size(); ++i)
    if (nodes_[0].letters[i] < 0x10000) root_[nodes_[0].letters[i]] = nodes_[0].next[i];
  std::vector<std::int32_t> queue{0};
  for (std::size_t head = 0; head < queue.size(); ++head) {
    const std::int32_t parent = queue[head];
    const auto count = nodes_[static_cast<std::size_t>(parent)].letters.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::int32_t node = nodes_[static_cast<std::size_t>(parent)].next[i];
      Node& here = nodes_[static_cast<std::size_t>(node)];
      here.fail = parent == 0 ? 0 : step(nodes_[static_cast<std::size_t>(parent)].fail, nodes_[static_cast<std::size_t>(parent)].letters[i]);
      const Node& fail = nodes_[static_cast<std::size_t>(here.fail)];
      here.shorter = fail.closed >= 0 || fail.open >= 0 ? here.fail : fail.shorter;
      queue.push_back(node);
    }
  }
}

void WordFinder::find(const std::vector<char32_t>& text, std::vector<Found>& found, Scratch& scratch) const {
  found.clear();
  const std::size_t n = text.size();
  scratch.end.assign(n, 0);  // of the longest word that starts here, 0: none
  scratch.word.resize(n);
  scratch.shorter_end.assign(n, 0);
  scratch.shorter_word.resize(n);
  std::int32_t node = 0;
  for (std::size_t i = 0; i < n; ++i) {
    node = step(node, text[i]);
    const Node& here = nodes_[static_cast<std::size_t>(node)];
    for (std::int32_t at = here.closed >= 0 || here.open >= 0 ? node : here.shorter; at != 0; at = nodes_[static_cast<std::size_t>(at)].shorter) {
      const Node& word = nodes_[static_cast<std::size_t>(at)];
      const std::size_t start = i + 1 - static_cast<std::size_t>(word.depth);
      if (start > 0 && is_word_letter(text[start]) && is_word_letter(text[start - 1])) continue;
      std::size_t end = i + 1;
      std::int32_t number = word.closed;
      if (is_word_letter(text[i])) {
        while (end < n && is_word_letter(text[end])) ++end;
        if (end > i + 1 || number < 0) {
          if (word.open < 0) continue;
          number = word.open;
        }
      } else if (number < 0) {
        number = word.open;
      }
      if (static_cast<std::int64_t>(end) > scratch.end[start]) {
        scratch.shorter_end[start] = scratch.end[start];
        scratch.shorter_word[start] = scratch.word[start];
        scratch.end[start] = static_cast<std::int64_t>(end);
        scratch.word[start] = number;
      }
    }
  }
  scratch.passed.assign(n, 0);
  choose(found, scratch);
}

void WordFinder::choose(std::vector<Found>& found, const Scratch& scratch) const {
  found.clear();
  for (std::size_t i = 0; i < scratch.end.size();) {
    const bool passed = scratch.passed[i] != 0;
    const std::int64_t end = passed ? scratch.shorter_end[i] : scratch.end[i];
    if (end == 0) {
      ++i;
      continue;
    }
    found.push_back({static_cast<std::int64_t>(i), end, passed ? scratch.shorter_word[i] : scratch.word[i]});
    i = static_cast<std::size_t>(end);
  }
}

}  // namespace mainstay::inline v1::reasons
