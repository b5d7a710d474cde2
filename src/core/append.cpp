#include "core/append.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace mainstay::inline v1 {

namespace {

template <class T>
void append(std::vector<T>& from, std::vector<T>& to, bool taking) {
  if (!taking) {
    to.insert(to.end(), from.begin(), from.end());
    return;
  }
  if (to.empty()) to.swap(from);
  else to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  std::vector<T>().swap(from);
}

template <class List>
List& list_at(const Row& row) { return *static_cast<List*>(row.address); }

}  // namespace

void append_rows(const Fields& from, const Fields& to, bool taking) {
  for (const Row& source : from.rows()) {
    const auto target = std::find_if(to.rows().begin(), to.rows().end(), [&](const Row& row) { return std::strcmp(row.name, source.name) == 0; });
    if (target == to.rows().end() || target->type->kind != source.type->kind) continue;
    switch (source.type->kind) {
      case Kind::integers: append(list_at<std::vector<std::int64_t>>(source), list_at<std::vector<std::int64_t>>(*target), taking); break;
      case Kind::numbers: append(list_at<std::vector<double>>(source), list_at<std::vector<double>>(*target), taking); break;
      case Kind::texts: append(list_at<std::vector<std::string>>(source), list_at<std::vector<std::string>>(*target), taking); break;
      case Kind::categories: append(list_at<Categories>(source).codes, list_at<Categories>(*target).codes, taking); break;
      default: break;
    }
  }
}

}  // namespace mainstay::inline v1
