// Described objects as text: options by JSON, and whole documents (models, states, results) that can be saved and loaded.
//
// A document is canonical JSON: {"mainstay":"survival.cox","version":1,"checksum":"…","content":{…}}. Saving, loading and
// saving again gives the same bytes. Numbers keep every bit; infinities and NaN are the words "Infinity", "-Infinity", "NaN".
// Loading checks size, depth, names, types and the checksum before anything is used; it never runs code.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1 {

/// What a reader accepts from bytes that it does not trust.
struct Limits {
  std::size_t bytes = std::size_t{1} << 30;
  int depth = 64;
};

/// The version of documents that this library writes; older ones stay readable.
inline constexpr int document_version = 1;

/// `object` as a document under `key` (the key of its analysis; a state's key ends in ".state").
std::string save_document(std::string_view key, const Object& object);

/// The key of a document, from its first bytes; throws Error{corrupt} when there is none.
std::string document_key(std::string_view text);

/// Fills a new object of `type` from a document saved under `key`.
/// Throws Error{corrupt} for damaged, foreign or truncated text and Error{unsupported} for a newer version.
Object load_document(std::string_view text, std::string_view key, const Type& type, const Limits& limits = {});

/// The described values of `object` as plain JSON without envelope.
std::string to_json(const Object& object);

/// Sets the field `row` (of the analysis `analysis`) from JSON text. Throws Error with the path of what is wrong,
/// "funnel.window: stages[1].within_dayz is unknown, but must be one of name, events, within_days".
void set_from_json(std::string_view analysis, const Row& row, std::string_view text, const Limits& limits = {});

}  // namespace mainstay::inline v1
