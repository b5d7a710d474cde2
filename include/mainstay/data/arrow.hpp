// Arrow in and out, through the C Data and C Stream interface: plain C structs that pandas, polars, pyarrow, duckdb, Spark and
// every Arrow library can fill and read without linking each other. The specification is at
// https://arrow.apache.org/docs/format/CDataInterface.html; the formats taken are listed in docs/data/arrow.md.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "mainstay/data/frame.hpp"

// The structs of the specification, under the guards that it prescribes, so that a host may bring its own.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
}
#endif  // ARROW_C_DATA_INTERFACE

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
extern "C" {
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
}
#endif  // ARROW_C_STREAM_INTERFACE

namespace mainstay::inline v1::data {

struct ImportOptions {
  /// Only these columns, in this order; the others are not looked at, whatever their type. Empty: all.
  std::span<const std::string> columns{};
  /// The first word of error sentences.
  std::string_view analysis = "data.arrow";
  /// Name of the column when a single array without a name comes in.
  std::string_view name = "value";
  /// Texts as the bytes that they are, binary columns among them, for analyses that replace what is not UTF-8. False: an error names the row.
  bool raw_texts = false;
};

/// A struct array as a Frame of its children, any other array as a Frame of one column.
///
/// Takes both structs over: they read as released afterwards, and their release functions are called exactly once, whatever
/// happens: the schema's before this returns, the array's with the last Frame that still points into it (before this returns
/// when none does, or when it throws).
///
/// Numbers, booleans, dates and dictionary codes keep their memory (zero-copy); texts become categories with sorted levels;
/// dictionaries of texts keep the order of their levels. A row that is missing in the struct is missing in every column.
/// Error{wrong_type} names a column of another type and its format; Error{corrupt} one whose sizes, offsets or codes do not fit
/// (the memory behind a pointer cannot be checked); Error{invalid_argument} a text that is not UTF-8, with its row.
Frame import_arrow(ArrowSchema* schema, ArrowArray* array, const ImportOptions& options = {});

/// A stream of struct arrays, or of arrays of one type, as a Frame. One chunk is taken as above; several are copied together,
/// and their dictionaries united by the names of the levels. The stream is taken over and released exactly once; what it
/// reports as its own failure is Error{io} with its words.
Frame import_arrow(ArrowArrayStream* stream, const ImportOptions& options = {});

struct ExportOptions {
  /// Categories leave as plain utf8 texts instead of dictionary<codes, utf8>.
  bool plain_texts = false;
};

/// A Frame as a struct array. Columns that lie as Arrow wants them are lent, not copied: the array shares in owning the Frame's
/// memory until its release function is called. `schema` and `array` are written only on success.
void export_arrow(const Frame& frame, ArrowSchema* schema, ArrowArray* array, const ExportOptions& options = {});
/// A table of somebody else's memory, which `memory` keeps alive.
void export_arrow(const Table& table, std::shared_ptr<const void> memory, ArrowSchema* schema, ArrowArray* array,
                  const ExportOptions& options = {});
/// A Frame as a stream of one chunk (of none when it has no rows).
void export_arrow(const Frame& frame, ArrowArrayStream* stream, const ExportOptions& options = {});

}  // namespace mainstay::inline v1::data
