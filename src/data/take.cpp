#include "data/take.hpp"

#include <memory>
#include <string>
#include <utility>

namespace mainstay::inline v1::data {

namespace {

template <class T>
struct Values {
  std::vector<T> values;
  std::vector<std::uint8_t> validity;
};

template <class T>
void put(Frame& frame, const std::string& name, const Column& column, const std::vector<std::int64_t>& rows) {
  auto owned = std::make_shared<Values<T>>();
  owned->values.reserve(rows.size());
  Presence presence;
  for (const std::int64_t row : rows) {
    const bool present = column.present(row);
    presence.push(present);
    T value{};
    if (present) {
      if constexpr (std::is_same_v<T, double>) value = number_at(column, row);
      else {
        std::int64_t scratch = 0;
        value = static_cast<T>(*read_integers(column, row, 1, &scratch));
      }
    }
    owned->values.push_back(value);
  }
  owned->validity = std::move(presence).take();
  Column view(owned->values);
  if (!owned->validity.empty()) view.validity = owned->validity.data();
  view.levels = column.levels;
  view.categorical = column.categorical;
  frame.add_view(name, view, owned);
}

}  // namespace

void take(Frame& frame, const char* name, const Column& column, const std::vector<std::int64_t>& rows) {
  if (!column.given()) return;
  const bool real = column.type == ColumnType::float64 || column.type == ColumnType::float32 || column.type == ColumnType::uint64;
  if (column.categorical) put<std::int32_t>(frame, name, column, rows);
  else if (real) put<double>(frame, name, column, rows);
  else put<std::int64_t>(frame, name, column, rows);
}

Frame take(const Table& table, const std::vector<std::int64_t>& rows) {
  Frame frame;
  for (std::size_t c = 0; c < table.columns.size(); ++c) take(frame, table.names[c].c_str(), table.columns[c], rows);
  if (table.columns.empty()) frame.set_rows(static_cast<std::int64_t>(rows.size()));
  return frame;
}

}  // namespace mainstay::inline v1::data
