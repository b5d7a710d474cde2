// What mergeable states share: labels looked up in the survey, sums that are added, sums by cluster, and the refusal of unlike ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/groups.hpp"
#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::survival {

/// Sums of the scores of whole clusters; labels in rising order.
struct ClusterSums {
  static constexpr const char* record = "ClusterSums";
  bool text = false;
  std::vector<std::string> label;
  std::vector<std::int64_t> number;
  std::vector<double> sum;
  void describe(Fields& f) {
    f("text", text, "Whether the labels are texts.");
    f("label", label, "Labels that are texts, in rising order.").per("text_labels");
    f("number", number, "Labels that are whole numbers, in rising order.").per("number_labels");
    f("sum", sum, "Sums of each label's rows, one for each coefficient.").per("cluster_sums").may_be_infinite().may_be_missing();
  }
  std::size_t size() const noexcept { return label.size() + number.size(); }
  /// Adds those of other rows, by label. Refuses others, and as many for each as here there are not, with Error{unsupported}.
  void merge(std::string_view analysis, const ClusterSums& other);
  /// products_of them. Refuses what came as bytes and does not fit.
  std::vector<double> products(std::string_view analysis) const;
};

/// `sum`: of each label, one after the other.
ClusterSums sums_by_cluster(const data::Groups& labels, std::vector<double> sum);

/// The sum over clusters of L L', row by row, of the scores L of each: (clusters, terms).
std::vector<double> products_of(const std::vector<double>& scores, std::int64_t clusters, std::int64_t terms);

/// Codes of the rows among the labels of the survey. Refuses a `what` that it did not meet.
std::vector<std::int32_t> places_among(std::string_view analysis, const data::Groups& found, const std::vector<std::string>& known, const char* what);

/// States of unlike definitions meet: Error{unsupported}.
[[noreturn]] void refuse_unlike(std::string_view analysis, const std::string& what);

/// Adds, number by number; an empty list is one of zeros.
void add_sums(std::string_view analysis, std::vector<double>& to, const std::vector<double>& from);

}  // namespace mainstay::inline v1::survival
