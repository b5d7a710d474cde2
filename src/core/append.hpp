// Tables put below each other, by their descriptions.
#pragma once

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1 {

/// Appends each list of `from` to the list of the same name in `to`, where there is one; of categories the codes, which keep the
/// levels of `to`. `taking`: the values are moved, and the memory of `from` is given back list by list.
void append_rows(const Fields& from, const Fields& to, bool taking);

/// The rows of `from` below those of `to`, which may be tables of different records.
template <class From, class To>
void append_rows(const From& from, To& to) {
  append_rows(fields_of(from), fields_of(to), false);
}

/// The same; nothing of `from` stays in memory.
template <class From, class To>
void take_rows(From& from, To& to) {
  append_rows(fields_of(from), fields_of(to), true);
}

}  // namespace mainstay::inline v1
