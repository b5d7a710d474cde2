// All analyses, one line each, and what they are: the only place where everything is known at once.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "mainstay/core/document.hpp"
#include "mainstay/core/function.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::surface {

/// Every analysis, in the order of its room.
std::span<const Function* const> registry() noexcept;

/// The analysis "room.word" or the method "room.word.method".
/// Throws Error{unknown_name} that lists the candidates.
const Function& find_function(std::string_view key);

/// All analyses, methods, fields, words, bounds and sentences as JSON (docs/c-api.md gives its form). Bindings, stubs and
/// reference pages derive from it.
std::string describe();

/// A saved model, state or result and the analysis that it belongs to.
struct Document {
  const Function* function = nullptr;
  bool is_state = false;
  Object object;
};

/// A result or a fit of `function` as a document.
std::string save(const Function& function, const Object& result);
/// A state of `function` as a document.
std::string save_state(const Function& function, const Object& state);
/// Reads a document written by save or save_state; safe on bytes that nobody vouches for.
Document load(std::string_view text, const Limits& limits = {});

/// The row of `object` at a dotted path, "stages.rate"; throws Error{unknown_name} that lists the candidates.
Row find_row(std::string_view analysis, const Object& object, std::string_view path);

/// The lists among `fields` that have the length of the first one, as a Frame; `keep` keeps alive what they point into. Lists of
/// numbers are lent, not copied; days since 1970-01-01 are dates. A list that was not asked for, empty beside others, is left out. No column when there is no list.
data::Frame table_of(const Fields& fields, const std::shared_ptr<const void>& keep);
/// A table of `object` at a dotted path ("stages"; "" for the lists of its top level), in the same way; keeps the object alive.
/// Error{wrong_type} when there is no table at the path.
data::Frame table_of(std::string_view analysis, const Object& object, std::string_view path);

}  // namespace mainstay::inline v1::surface
