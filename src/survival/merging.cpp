#include "survival/merging.hpp"

#include <map>
#include <utility>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::survival {

namespace {
// Two lists of labels in rising order, with as many numbers for each, become one; numbers of equal labels are added.
template <class Label>
void join(std::vector<Label>& labels, std::vector<double>& sums, const std::vector<Label>& more_labels, const std::vector<double>& more_sums, std::size_t numbers) {
  std::vector<Label> all;
  std::vector<double> both;
  for (std::size_t a = 0, b = 0; a < labels.size() || b < more_labels.size();) {
    const bool from_a = a < labels.size() && (b == more_labels.size() || !(more_labels[b] < labels[a]));
    const bool from_b = b < more_labels.size() && (a == labels.size() || !(labels[a] < more_labels[b]));
    all.push_back(from_a ? labels[a] : more_labels[b]);
    for (std::size_t j = 0; j < numbers; ++j) both.push_back((from_a ? sums[a * numbers + j] : 0.0) + (from_b ? more_sums[b * numbers + j] : 0.0));
    a += from_a;
    b += from_b;
  }
  labels.swap(all);
  sums.swap(both);
}
}  // namespace

void refuse_unlike(std::string_view analysis, const std::string& what) {
  throw Error(ErrorCode::unsupported, analysis, "states of unlike definitions cannot be merged: " + what);
}

void add_sums(std::string_view analysis, std::vector<double>& to, const std::vector<double>& from) {
  if (from.empty()) return;
  if (to.empty()) {
    to = from;
    return;
  }
  if (to.size() != from.size()) refuse_unlike(analysis, "their sums are of different size");
  for (std::size_t j = 0; j < to.size(); ++j) to[j] += from[j];
}

ClusterSums sums_by_cluster(const data::Groups& labels, std::vector<double> sum) {
  return {labels.text, {labels.texts.begin(), labels.texts.end()}, labels.numbers, std::move(sum)};
}

void ClusterSums::merge(std::string_view analysis, const ClusterSums& other) {
  if (other.size() == 0) return;
  const std::size_t numbers = other.sum.size() / other.size();
  if (size() == 0) text = other.text;
  else if (text != other.text) refuse_unlike(analysis, "clusters are texts in one and numbers in the other");
  if (sum.size() != size() * numbers || other.sum.size() != other.size() * numbers) refuse_unlike(analysis, "their clusters are of different size");
  if (text) join(label, sum, other.label, other.sum, numbers);
  else join(number, sum, other.number, other.sum, numbers);
}

std::vector<double> ClusterSums::products(std::string_view analysis) const {
  const std::size_t terms = size() > 0 ? sum.size() / size() : 0;
  if (sum.size() != size() * terms) refuse_unlike(analysis, "its parts do not fit each other");
  return products_of(sum, static_cast<std::int64_t>(size()), static_cast<std::int64_t>(terms));
}

std::vector<double> products_of(const std::vector<double>& scores, std::int64_t clusters, std::int64_t terms) {
  std::vector<double> result(at(terms * terms), 0.0);
  for (std::int64_t c = 0; c < clusters; ++c)
    for (std::int64_t j = 0; j < terms; ++j)
      for (std::int64_t l = 0; l < terms; ++l) result[at(j * terms + l)] += scores[at(c * terms + j)] * scores[at(c * terms + l)];
  return result;
}

std::vector<std::int32_t> places_among(std::string_view analysis, const data::Groups& found, const std::vector<std::string>& known, const char* what) {
  std::map<std::string_view, std::int32_t> places;
  for (std::size_t k = 0; k < known.size(); ++k) places.emplace(known[k], static_cast<std::int32_t>(k));
  std::vector<std::int32_t> place(at(found.count)), codes(found.codes.size());
  for (std::int64_t g = 0; g < found.count; ++g) {
    const std::string name = found.name(g);
    const auto known_place = places.find(name);
    if (known_place == places.end()) refuse_unlike(analysis, std::string(what) + " " + name + " was not in the survey");
    place[at(g)] = known_place->second;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = place[at(found.codes[i])];
  return codes;
}

}  // namespace mainstay::inline v1::survival
