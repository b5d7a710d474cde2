// The C API: handles around surface::Call and Object, and one guard that turns exceptions into codes.
#include "mainstay/mainstay.h"

#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>

#include "guard.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/arrow.hpp"
#include "mainstay/data/frame.hpp"
#include "mainstay/data/raw_texts.hpp"
#include "mainstay/surface/call.hpp"
#include "mainstay/surface/registry.hpp"

using namespace mainstay;
using namespace mainstay::c;

struct mainstay_context {
  RunContext context;
};

struct mainstay_frame {
  std::shared_ptr<data::Frame> frame = std::make_shared<data::Frame>();
};

struct mainstay_result {
  const Function* function;
  std::shared_ptr<const Object> object;
};

struct mainstay_state {
  const Function* function;
  Object object;
};

struct mainstay_bytes {
  std::string text;
};

struct mainstay_call {
  std::optional<surface::Call> call;
  std::optional<Error> failure;  // the first setter that failed
  bool raw_texts = false;        // invalid = replace was set: texts come in as the bytes that they are
  bool out_of_memory = false;    // it failed for lack of memory, so that there is no room for words
};

namespace {

// The same for a setter of a call, which keeps its first failure.
template <class Work>
int32_t set(mainstay_call* call, Work work) noexcept {
  if (call == nullptr) return MAINSTAY_INVALID_ARGUMENT;
  if (call->out_of_memory) return MAINSTAY_OUT_OF_MEMORY;
  if (call->failure) return static_cast<int32_t>(call->failure->code());
  try {
    try {
      work(*call->call);
      return MAINSTAY_OK;
    } catch (const Error& failure) {
      call->failure = failure;
    } catch (const std::exception& failure) {
      if (dynamic_cast<const std::bad_alloc*>(&failure) != nullptr) throw;
      call->failure = Error(ErrorCode::internal, "mainstay", failure.what());
    }
  } catch (...) {
    call->out_of_memory = true;
    return MAINSTAY_OUT_OF_MEMORY;
  }
  return static_cast<int32_t>(call->failure->code());
}

const RunContext& context_of(const mainstay_context* context) {
  static const RunContext defaults;
  return context == nullptr ? defaults : context->context;
}

// Throws what the setters of the call met first.
void ready(const mainstay_call* call) {
  if (given(call, "call").out_of_memory) throw std::bad_alloc();
  if (call->failure) throw *call->failure;
}

constexpr double no_values = 0;  // what an empty array points to: given, but empty

Column column_of(const mainstay_array* array) {
  given(array, "array");
  if (array->struct_size < sizeof(mainstay_array))
    throw Error(ErrorCode::invalid_argument, "mainstay", "array.struct_size", -1, std::to_string(array->struct_size),
                "sizeof(mainstay_array)");
  if (array->type < MAINSTAY_BIT || array->type > MAINSTAY_FLOAT64)
    throw Error(ErrorCode::invalid_argument, "mainstay", "array.type", -1, std::to_string(array->type), "between 0 and 10");
  if (array->size < 0)
    throw Error(ErrorCode::invalid_argument, "mainstay", "array.size", -1, std::to_string(array->size), ">= 0");
  if (array->data == nullptr && array->size > 0)
    throw Error(ErrorCode::invalid_argument, "mainstay", "array.data", -1, "NULL", "given");
  if (array->type == MAINSTAY_BIT && array->stride != 1)
    throw Error(ErrorCode::invalid_argument, "mainstay", "array.stride", -1, std::to_string(array->stride), "1 for bits");
  Column column;
  column.data = array->data != nullptr ? array->data : &no_values;
  column.type = static_cast<ColumnType>(array->type);
  column.size = array->size;
  column.stride = array->stride;
  column.validity = array->validity;
  column.validity_offset = array->validity_offset;
  return column;
}

// Days of rows, or one day for all of them.
When when_of(const mainstay_array* array) {
  const Column column = column_of(array);
  if (column.size != 1) return column;
  const double day = number_at(column, 0);
  if (!(std::abs(day) < 1e15) || day != std::floor(day))
    throw Error(ErrorCode::invalid_argument, "mainstay", "days", 0, std::to_string(day), "a whole number of days");
  return static_cast<std::int64_t>(day);
}

// C strings as views; NULL, a missing value, becomes a view without memory.
std::vector<std::string_view> views_of(const char* const* texts, std::int64_t size) {
  if (size < 0) throw Error(ErrorCode::invalid_argument, "mainstay", "size", -1, std::to_string(size), ">= 0");
  if (size > 0) given(texts, "texts");
  std::vector<std::string_view> views(static_cast<std::size_t>(size));
  for (std::int64_t i = 0; i < size; ++i)
    if (texts[i] != nullptr) views[static_cast<std::size_t>(i)] = texts[i];
  return views;
}

mainstay_array array_of(const Column& column) {
  return {sizeof(mainstay_array), static_cast<int32_t>(column.type), column.data, column.size, column.stride,
          column.validity, column.validity_offset};
}

// A list of the result as a view; throws when the row is no list of values.
Column values_of(const Row& row, std::string_view key, std::string_view path) {
  switch (row.type->kind) {
    case Kind::numbers: return Column(*static_cast<const std::vector<double>*>(row.address));
    case Kind::integers: return Column(*static_cast<const std::vector<std::int64_t>*>(row.address));
    case Kind::categories: return Column(static_cast<const Categories*>(row.address)->codes);
    default: throw Error(ErrorCode::wrong_type, key, path, -1, "not a list of numbers", "one, a list of whole numbers or categories");
  }
}

std::size_t place_of(std::int64_t index, std::size_t rows, std::string_view key, std::string_view path) {
  if (index < 0 || index >= static_cast<std::int64_t>(rows))
    throw Error(ErrorCode::invalid_argument, key, path, -1, "asked for row " + std::to_string(index),
                rows == 0 ? "left alone: it has no rows" : "asked for a row from 0 to " + std::to_string(rows - 1));
  return static_cast<std::size_t>(index);
}

std::string_view text_at(const Row& row, std::int64_t index, std::string_view key, std::string_view path) {
  switch (row.type->kind) {
    case Kind::text: return *static_cast<const std::string*>(row.address);
    case Kind::word: {
      const std::int32_t value = *static_cast<const std::int32_t*>(row.address);
      for (std::size_t i = 0; i < row.type->choice_count; ++i)
        if (row.type->choices[i].value == value) return row.type->choices[i].name;
      return "";
    }
    case Kind::texts: {
      const auto& texts = *static_cast<const std::vector<std::string>*>(row.address);
      return texts[place_of(index, texts.size(), key, path)];
    }
    case Kind::categories: {
      const Categories& categories = *static_cast<const Categories*>(row.address);
      const std::int32_t code = categories.codes[place_of(index, categories.codes.size(), key, path)];
      return code < 0 ? std::string_view() : std::string_view(categories.levels[static_cast<std::size_t>(code)]);
    }
    default: throw Error(ErrorCode::wrong_type, key, path, -1, "not text", "a word, text, a list of texts or categories");
  }
}

template <class Make>
mainstay_call* new_call(Make make) noexcept {
  try {
    auto call = std::make_unique<mainstay_call>();
    try {
      call->call.emplace(make());
    } catch (const Error& failure) {
      call->failure = failure;
    }
    return call.release();
  } catch (...) {
    return nullptr;
  }
}

void give_text(std::string_view text, const char** out, std::int64_t* length) {
  given(out, "text") = text.data();
  if (length != nullptr) *length = static_cast<std::int64_t>(text.size());
}

// The place is looked at before anything is made for it, and what was made without a place for it is not lost.
template <class Handle, class... Parts>
void give(Handle** out, std::string_view what, Parts&&... parts) {
  Handle*& place = given(out, what);
  place = new Handle{std::forward<Parts>(parts)...};
}

void give_bytes(std::string text, mainstay_bytes** out) { give(out, "bytes", std::move(text)); }

std::string_view document_of(const char* document, std::int64_t size) {
  if (size < 0) throw Error(ErrorCode::invalid_argument, "mainstay", "size", -1, std::to_string(size), ">= 0");
  return {&given(document, "document"), static_cast<std::size_t>(size)};
}

// The analysis and the kind that a loaded document must have.
surface::Document load(const char* document, std::int64_t size, bool state) {
  surface::Document loaded = surface::load(document_of(document, size));
  if (loaded.is_state != state)
    throw Error(ErrorCode::wrong_type, loaded.function->key,
                state ? "the document is a result, but must be a state" : "the document is a state, but must be a result");
  return loaded;
}

}  // namespace

extern "C" {

int32_t mainstay_abi_version(void) { return 1; }
const char* mainstay_version(void) { return MAINSTAY_VERSION; }
int32_t mainstay_describe(mainstay_bytes** description, mainstay_error* error) {
  return guard(error, [&] { give_bytes(surface::describe(), description); });
}

const char* mainstay_bytes_data(const mainstay_bytes* bytes) { return bytes == nullptr ? nullptr : bytes->text.c_str(); }
int64_t mainstay_bytes_size(const mainstay_bytes* bytes) { return bytes == nullptr ? 0 : static_cast<int64_t>(bytes->text.size()); }
void mainstay_bytes_free(mainstay_bytes* bytes) { delete bytes; }

mainstay_context* mainstay_context_new(void) { return new (std::nothrow) mainstay_context; }
void mainstay_context_free(mainstay_context* context) { delete context; }
void mainstay_context_set_threads(mainstay_context* context, int32_t threads) {
  if (context != nullptr) context->context.threads = threads;
}
void mainstay_context_set_seed(mainstay_context* context, uint64_t seed) {
  if (context != nullptr) context->context.seed = seed;
}
void mainstay_context_set_progress(mainstay_context* context, int32_t (*progress)(double, void*), void* payload) {
  if (context == nullptr) return;
  context->context.progress = nullptr;
  if (progress != nullptr) context->context.progress = [=](double share) { return progress(share, payload) == 0; };
}
void mainstay_context_set_log(mainstay_context* context, void (*log)(int32_t, const char*, void*), void* payload) {
  if (context == nullptr) return;
  context->context.log = nullptr;
  if (log != nullptr)
    context->context.log = [=](LogLevel level, std::string_view message) {
      log(static_cast<int32_t>(level), std::string(message).c_str(), payload);
    };
}

mainstay_frame* mainstay_frame_new(void) {
  try {
    return new mainstay_frame;
  } catch (...) {
    return nullptr;
  }
}
void mainstay_frame_free(mainstay_frame* frame) { delete frame; }
int32_t mainstay_frame_add(mainstay_frame* frame, const char* name, const mainstay_array* array, mainstay_error* error) {
  return guard(error, [&] { given(frame, "frame").frame->add_view(std::string(text_of(name, "name")), column_of(array), nullptr); });
}
int32_t mainstay_frame_add_column(mainstay_frame* frame, const mainstay_frame* from, const char* name, mainstay_error* error) {
  return guard(error, [&] {
    const data::Frame& source = *given(from, "from").frame;
    const std::string column(text_of(name, "name"));
    given(frame, "frame").frame->add_view(column, source[column], source.memory(column), source.time(column));
  });
}
int32_t mainstay_frame_add_texts(mainstay_frame* frame, const char* name, const char* const* texts, int64_t size,
                                 mainstay_error* error) {
  return guard(error, [&] { given(frame, "frame").frame->add_texts(std::string(text_of(name, "name")), views_of(texts, size)); });
}
int32_t mainstay_frame_from_stream(ArrowArrayStream* stream, mainstay_frame** frame, mainstay_error* error) {
  return guard(error, [&] {
    auto imported = std::make_unique<mainstay_frame>();
    *imported->frame = data::import_arrow(&given(stream, "stream"));
    mainstay_frame*& place = given(frame, "frame");
    place = imported.release();
  });
}
int32_t mainstay_frame_from_arrow(ArrowSchema* schema, ArrowArray* array, mainstay_frame** frame, mainstay_error* error) {
  return guard(error, [&] {
    if (schema == nullptr && array != nullptr && array->release != nullptr) array->release(array);
    given(schema, "schema");
    if (array == nullptr && schema->release != nullptr) schema->release(schema);
    given(array, "array");
    auto imported = std::make_unique<mainstay_frame>();
    *imported->frame = data::import_arrow(schema, array);
    mainstay_frame*& place = given(frame, "frame");
    place = imported.release();
  });
}
int64_t mainstay_frame_rows(const mainstay_frame* frame) { return frame == nullptr ? 0 : frame->frame->rows(); }
int32_t mainstay_frame_array(const mainstay_frame* frame, const char* name, mainstay_array* array, mainstay_error* error) {
  return guard(error, [&] { given(array, "array") = array_of((*given(frame, "frame").frame)[text_of(name, "name")]); });
}
int32_t mainstay_frame_text(const mainstay_frame* frame, const char* name, int64_t row, const char** text, int64_t* length,
                            mainstay_error* error) {
  return guard(error, [&] {
    const Column& column = (*given(frame, "frame").frame)[text_of(name, "name")];
    if (!column.categorical)
      throw Error(ErrorCode::wrong_type, "mainstay", name, -1, "numbers", "text");
    if (row < 0 || row >= column.size)
      throw Error(ErrorCode::invalid_argument, "mainstay", "row", -1, std::to_string(row), "below " + std::to_string(column.size));
    if (!column.present(row)) {
      given(text, "text") = nullptr;
      if (length != nullptr) *length = 0;
      return;
    }
    give_text(column.levels[static_cast<std::size_t>(number_at(column, row))], text, length);
  });
}

mainstay_call* mainstay_call_new(const char* key) {
  return new_call([&] { return surface::Call(surface::find_function(text_of(key, "key"))); });
}
mainstay_call* mainstay_call_method(const mainstay_result* fit, const char* method) {
  return new_call([&] {
    const std::string key = std::string(given(fit, "fit").function->key) + "." + std::string(text_of(method, "method"));
    return surface::Call(surface::find_function(key), *fit->object);
  });
}
void mainstay_call_free(mainstay_call* call) { delete call; }

int32_t mainstay_call_input(mainstay_call* call, const char* name, const mainstay_array* array) {
  return set(call, [&](surface::Call& c) { c.input(text_of(name, "name"), column_of(array)); });
}
int32_t mainstay_call_input_numbers(mainstay_call* call, const char* name, const double* values, int64_t size) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  array.data = values;
  array.size = size;
  return mainstay_call_input(call, name, &array);
}
int32_t mainstay_call_input_integers(mainstay_call* call, const char* name, const int64_t* values, int64_t size) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  array.type = MAINSTAY_INT64;
  array.data = values;
  array.size = size;
  return mainstay_call_input(call, name, &array);
}
int32_t mainstay_call_input_texts(mainstay_call* call, const char* name, const char* const* texts, int64_t size) {
  return set(call, [&](surface::Call& c) {
    if (call->raw_texts) {
      const auto raw = std::make_shared<data::RawTexts>();
      for (const std::string_view text : views_of(texts, size)) text.data() == nullptr ? raw->append_missing() : raw->append(text);
      return c.input(text_of(name, "name"), raw->column(), raw);
    }
    auto frame = std::make_shared<data::Frame>();
    data::TextBuilder builder(c.function().key, std::string(text_of(name, "name")));  // errors name the argument and the row
    builder.reserve(size);
    for (const std::string_view text : views_of(texts, size)) text.data() == nullptr ? builder.append_missing() : builder.append(text);
    frame->add("texts", std::move(builder));
    c.input(text_of(name, "name"), (*frame)["texts"], frame);
  });
}
int32_t mainstay_call_input_matrix(mainstay_call* call, const char* name, const double* values, int64_t rows, int64_t columns,
                                   int64_t row_stride, int64_t column_stride, const char* const* names) {
  return set(call, [&](surface::Call& c) {
    if (rows < 0 || columns < 0)
      throw Error(ErrorCode::invalid_argument, c.function().key, text_of(name, "name"), -1, "of negative size", "a table");
    constexpr std::int64_t most = std::int64_t{1} << 31;  // more is a mistake that would eat the memory before it is noticed
    if (columns > most)
      throw Error(ErrorCode::invalid_argument, c.function().key, text_of(name, "name"), -1, "of " + std::to_string(columns) + " columns",
                  "of " + std::to_string(most) + " at most");
    Table table = Table::matrix(rows > 0 && columns > 0 ? &given(values, "values") : &no_values, rows, columns, row_stride,
                                column_stride);
    if (names != nullptr)
      for (int64_t j = 0; j < columns; ++j) table.names[static_cast<std::size_t>(j)] = text_of(names[j], "names");
    c.input(text_of(name, "name"), table);
  });
}
int32_t mainstay_call_input_frame(mainstay_call* call, const char* name, const mainstay_frame* frame) {
  return set(call, [&](surface::Call& c) {
    const std::shared_ptr<data::Frame>& shared = given(frame, "frame").frame;
    c.input(text_of(name, "name"), shared->table(), shared);
  });
}
int32_t mainstay_call_input_frame_column(mainstay_call* call, const char* name, const mainstay_frame* frame, const char* column) {
  return set(call, [&](surface::Call& c) {
    const std::shared_ptr<data::Frame>& shared = given(frame, "frame").frame;
    c.input(text_of(name, "name"), (*shared)[text_of(column, "column")], shared);
  });
}

int32_t mainstay_call_known_at(mainstay_call* call, const char* name, const char* column, const mainstay_array* days) {
  return set(call, [&](surface::Call& c) { c.known_at(text_of(name, "name"), column == nullptr ? "" : column, when_of(days)); });
}
int32_t mainstay_call_cut(mainstay_call* call, const char* name, const mainstay_array* days) {
  return set(call, [&](surface::Call& c) { c.cut(text_of(name, "name"), when_of(days)); });
}

int32_t mainstay_call_set_flag(mainstay_call* call, const char* name, int32_t value) {
  return set(call, [&](surface::Call& c) { c.set(text_of(name, "name"), value != 0); });
}
int32_t mainstay_call_set_integer(mainstay_call* call, const char* name, int64_t value) {
  return set(call, [&](surface::Call& c) { c.set(text_of(name, "name"), static_cast<std::int64_t>(value)); });
}
int32_t mainstay_call_set_number(mainstay_call* call, const char* name, double value) {
  return set(call, [&](surface::Call& c) { c.set(text_of(name, "name"), value); });
}
int32_t mainstay_call_set_text(mainstay_call* call, const char* name, const char* value) {
  return set(call, [&](surface::Call& c) {
    c.set(text_of(name, "name"), text_of(value, "value"));
    if (std::string_view(name) == "invalid") call->raw_texts = std::string_view(value) == "replace";
  });
}
int32_t mainstay_call_set_json(mainstay_call* call, const char* name, const char* json) {
  return set(call, [&](surface::Call& c) { c.set_json(text_of(name, "name"), text_of(json, "json")); });
}

int32_t mainstay_call_run(const mainstay_call* call, const mainstay_context* context, mainstay_result** result,
                          mainstay_error* error) {
  return guard(error, [&] {
    ready(call);
    given(result, "result");
    auto object = std::make_shared<const Object>(call->call->run(context_of(context)));
    *result = new mainstay_result{&call->call->function(), std::move(object)};
  });
}

void mainstay_result_free(mainstay_result* result) { delete result; }
const char* mainstay_result_key(const mainstay_result* result) { return result == nullptr ? nullptr : result->function->key; }
int32_t mainstay_result_number(const mainstay_result* result, const char* path, double* value, mainstay_error* error) {
  return guard(error, [&] {
    const char* key = given(result, "result").function->key;
    const Row row = surface::find_row(key, *result->object, text_of(path, "path"));
    double& out = given(value, "value");
    switch (row.type->kind) {
      case Kind::flag: out = *static_cast<const bool*>(row.address) ? 1 : 0; return;
      case Kind::integer: out = static_cast<double>(*static_cast<const std::int64_t*>(row.address)); return;
      case Kind::number: out = *static_cast<const double*>(row.address); return;
      case Kind::maybe_integer: {
        const auto& maybe = *static_cast<const std::optional<std::int64_t>*>(row.address);
        out = maybe ? static_cast<double>(*maybe) : std::nan("");
        return;
      }
      case Kind::maybe_number: out = static_cast<const std::optional<double>*>(row.address)->value_or(std::nan("")); return;
      default: throw Error(ErrorCode::wrong_type, result->function->key, path, -1, "not one number", "one");
    }
  });
}
int32_t mainstay_result_array(const mainstay_result* result, const char* path, mainstay_array* array, mainstay_error* error) {
  return guard(error, [&] {
    const char* key = given(result, "result").function->key;
    given(array, "array") = array_of(values_of(surface::find_row(key, *result->object, text_of(path, "path")), key, path));
  });
}
int32_t mainstay_result_text(const mainstay_result* result, const char* path, int64_t row, const char** text, int64_t* length,
                             mainstay_error* error) {
  return guard(error, [&] {
    const char* key = given(result, "result").function->key;
    give_text(text_at(surface::find_row(key, *result->object, text_of(path, "path")), row, key, path), text, length);
  });
}
int32_t mainstay_result_stream(const mainstay_result* result, const char* path, ArrowArrayStream* stream, mainstay_error* error) {
  return guard(error, [&] {
    const char* key = given(result, "result").function->key;
    data::export_arrow(surface::table_of(key, *result->object, text_of(path, "path")), &given(stream, "stream"));
  });
}
int32_t mainstay_result_json(const mainstay_result* result, mainstay_bytes** json, mainstay_error* error) {
  return guard(error, [&] { give_bytes(to_json(*given(result, "result").object), json); });
}
int32_t mainstay_result_save(const mainstay_result* result, mainstay_bytes** document, mainstay_error* error) {
  return guard(error, [&] {
    const Function& function = *given(result, "result").function;
    give_bytes(surface::save(function, *result->object), document);
  });
}
int32_t mainstay_result_load(const char* document, int64_t size, mainstay_result** result, mainstay_error* error) {
  return guard(error, [&] {
    surface::Document loaded = load(document, size, false);
    give(result, "result", loaded.function, std::make_shared<const Object>(std::move(loaded.object)));
  });
}

int32_t mainstay_state_begin(const mainstay_call* call, mainstay_state** state, mainstay_error* error) {
  return guard(error, [&] {
    ready(call);
    give(state, "state", &call->call->function(), call->call->begin_state());
  });
}
int32_t mainstay_state_update(mainstay_state* state, const mainstay_call* call, const mainstay_context* context,
                              mainstay_error* error) {
  return guard(error, [&] {
    ready(call);
    call->call->update_state(given(state, "state").object, context_of(context));
  });
}
int32_t mainstay_state_merge(mainstay_state* state, const mainstay_state* other, mainstay_error* error) {
  return guard(error, [&] {
    if (given(state, "state").function != given(other, "other").function)
      throw Error(ErrorCode::unsupported, state->function->key, "the states belong to different analyses");
    state->function->state->merge(state->object.data(), other->object.data());
  });
}
int32_t mainstay_state_advance(mainstay_state* state, const mainstay_context* context, mainstay_error* error) {
  return guard(error, [&] { given(state, "state").function->state->advance(state->object.data(), context_of(context)); });
}
int32_t mainstay_state_done(const mainstay_state* state) {
  return state != nullptr && state->function->state->done(state->object.data()) ? 1 : 0;
}
int32_t mainstay_state_finish(const mainstay_state* state, const mainstay_context* context, mainstay_result** result,
                              mainstay_error* error) {
  return guard(error, [&] {
    const StateFunctions& functions = *given(state, "state").function->state;
    Object object(*functions.result);
    functions.finish(state->object.data(), context_of(context), object.data());
    give(result, "result", state->function, std::make_shared<const Object>(std::move(object)));
  });
}
int32_t mainstay_state_save(const mainstay_state* state, mainstay_bytes** document, mainstay_error* error) {
  return guard(error, [&] {
    const Function& function = *given(state, "state").function;
    give_bytes(surface::save_state(function, state->object), document);
  });
}
int32_t mainstay_state_load(const char* document, int64_t size, mainstay_state** state, mainstay_error* error) {
  return guard(error, [&] {
    surface::Document loaded = load(document, size, true);
    give(state, "state", loaded.function, std::move(loaded.object));
  });
}
void mainstay_state_free(mainstay_state* state) { delete state; }

}  // extern "C"
