// mainstay._core: the calls, objects and documents of the surface as Python sees them. It knows no analysis by name; functions,
// result classes and their documentation are built in Python from describe().
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/arrow.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/raw_texts.hpp"
#include "mainstay/surface/call.hpp"
#include "mainstay/surface/registry.hpp"

namespace py = pybind11;
using namespace mainstay;

namespace {

// ---- errors ----

PyObject* error_class = nullptr;  // mainstay.Error, set once at import

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::unknown_name: return "unknown_name";
    case ErrorCode::wrong_shape: return "wrong_shape";
    case ErrorCode::wrong_type: return "wrong_type";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::out_of_memory: return "out_of_memory";
    case ErrorCode::corrupt: return "corrupt";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::io: return "io";
    case ErrorCode::internal: return "internal";
  }
  return "internal";
}

py::object text_or_none(const std::string& text) { return text.empty() ? py::object(py::none()) : py::str(text); }

void translate(std::exception_ptr pointer) {
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const Error& error) {
    const py::handle type(error_class);
    py::object index = py::none();
    if (error.index() >= 0) index = py::int_(error.index());
    const py::object instance = type(error.what(), name_of(error.code()), text_or_none(error.analysis()), text_or_none(error.argument()),
                                     index, text_or_none(error.value()), text_or_none(error.rule()));
    PyErr_SetObject(type.ptr(), instance.ptr());
  }
}

// Keeps a Python object alive from C++; its last owner may be any thread.
std::shared_ptr<const void> keep(py::object object) {
  return {object.release().ptr(), [](const void* pointer) {
            const py::gil_scoped_acquire gil;
            Py_DECREF(static_cast<PyObject*>(const_cast<void*>(pointer)));
          }};
}

// ---- columns on their way in ----

// The columns of one argument: views on arrays of Python and on imported Arrow memory, which it keeps alive.
struct Columns {
  std::string analysis, argument;
  bool is_table = false;
  bool raw_texts = false;  // the analysis replaces what is not UTF-8
  Table table;
  std::vector<std::shared_ptr<const void>> memory;

  std::string path(const std::string& name) const { return is_table ? argument + "." + name : argument; }
  void add(const std::string& name, const Column& column, std::shared_ptr<const void> owner) {
    table.add(name, column);
    memory.push_back(std::move(owner));
  }
};

// Asked of numpy itself: pybind11 before 2.12 does not know where numpy 2 keeps it.
py::ssize_t width_of(const py::array& array) { return array.attr("itemsize").cast<py::ssize_t>(); }

ColumnType type_of_array(const py::array& array) {
  const char kind = array.attr("dtype").attr("kind").cast<char>();
  const auto width = width_of(array);
  if (kind == 'b') return ColumnType::uint8;
  if (kind == 'f') return width == 4 ? ColumnType::float32 : ColumnType::float64;
  const bool is_signed = kind == 'i';
  switch (width) {
    case 1: return is_signed ? ColumnType::int8 : ColumnType::uint8;
    case 2: return is_signed ? ColumnType::int16 : ColumnType::uint16;
    case 4: return is_signed ? ColumnType::int32 : ColumnType::uint32;
    default: return is_signed ? ColumnType::int64 : ColumnType::uint64;
  }
}

// A view on one column of an array of native, aligned numbers whose strides are whole elements (the caller sees to that).
Column view_of(const py::array& array, py::ssize_t axis_stride, const void* first, std::int64_t rows) {
  static const char empty = 0;  // given, but without rows
  Column column;
  column.data = first == nullptr || rows == 0 ? &empty : first;
  column.type = type_of_array(array);
  column.size = rows;
  column.stride = static_cast<std::int64_t>(axis_stride / width_of(array));
  return column;
}

void set_validity(Column& column, const py::object& validity) {
  if (!validity.is_none()) column.validity = static_cast<const std::uint8_t*>(validity.cast<py::array>().data());
}

void add_array(Columns& columns, const std::string& name, const py::array& array, const py::object& validity) {
  Column column = view_of(array, array.strides(0), array.data(), array.shape(0));
  set_validity(column, validity);
  columns.add(name, column, keep(py::make_tuple(array, validity)));
}

void add_matrix(Columns& columns, const py::array& array) {
  const std::shared_ptr<const void> owner = keep(array);
  for (py::ssize_t j = 0; j < array.shape(1); ++j)
    columns.add("x" + std::to_string(j),
                view_of(array, array.strides(0), static_cast<const char*>(array.data()) + j * array.strides(1), array.shape(0)), owner);
}

// Levels that a column of codes points into.
struct Levels {
  std::vector<std::string> texts;
  std::vector<std::string_view> views;
};

// The bytes of a str or of bytes. Half characters become the bytes that they stand for (surrogateescape), or three that are no UTF-8: what is
// handed in then says where it is broken.
std::string bytes_of(PyObject* value) {
  char* bytes = nullptr;
  Py_ssize_t size = 0;
  if (PyBytes_Check(value)) {
    if (PyBytes_AsStringAndSize(value, &bytes, &size) != 0) throw py::error_already_set();
    return {bytes, static_cast<std::size_t>(size)};
  }
  if (const char* text = PyUnicode_AsUTF8AndSize(value, &size)) return {text, static_cast<std::size_t>(size)};
  for (const char* errors : {"surrogateescape", "surrogatepass"}) {
    PyErr_Clear();
    const auto encoded = py::reinterpret_steal<py::object>(PyUnicode_AsEncodedString(value, "utf-8", errors));
    if (encoded) return bytes_of(encoded.ptr());
  }
  throw py::error_already_set();
}

void add_codes(Columns& columns, const std::string& name, const py::array& codes, const py::list& levels, const py::object& validity) {
  auto owned = std::make_shared<Levels>();
  for (std::size_t i = 0; i < levels.size(); ++i) {
    owned->texts.push_back(bytes_of(py::object(levels[i]).ptr()));
    if (!columns.raw_texts && !data::is_utf8(owned->texts.back()))
      throw Error(ErrorCode::invalid_argument, columns.analysis, columns.path(name) + ".levels", static_cast<std::int64_t>(i), data::quoted(owned->texts.back()), "text in UTF-8");
  }
  owned->views.assign(owned->texts.begin(), owned->texts.end());
  Column column = view_of(codes, codes.strides(0), codes.data(), codes.shape(0));
  set_validity(column, validity);
  column.categorical = true;
  column.levels = owned->views;
  columns.memory.push_back(owned);
  columns.add(name, column, keep(py::make_tuple(codes, validity)));
}

// One day for all rows, or an array of days in float64 with nan where there is none.
When when_of(Columns& columns, const py::object& days) {
  if (py::isinstance<py::int_>(days)) return days.cast<std::int64_t>();
  const auto array = days.cast<py::array_t<double>>();
  columns.memory.push_back(keep(array));
  return view_of(array, array.strides(0), array.data(), array.shape(0));
}

void set_known_at(Columns& columns, const std::string& name, const py::object& days) { columns.table.set_known_at(name, when_of(columns, days)); }

void set_cut(Columns& columns, const py::object& days) { columns.table.cut = when_of(columns, days); }

bool is_missing(PyObject* value) {
  if (value == Py_None) return true;
  const char* type = Py_TYPE(value)->tp_name;  // pandas.NA and pandas.NaT, without pandas
  for (const char* dot = type; *dot != '\0'; ++dot)
    if (*dot == '.') type = dot + 1;
  return std::string_view(type) == "NAType" || std::string_view(type) == "NaTType";
}

// A column of Python objects: texts become categories with sorted levels, numbers doubles, dates days since 1970-01-01.
class ObjectReader {
 public:
  ObjectReader(Columns& columns, const std::string& name, const py::array& array)
      : columns_(columns), name_(name), array_(array), rows_(array.shape(0)) {}

  void read() {
    for (std::int64_t i = 0; i < rows_; ++i) {
      PyObject* value = at(i);
      if (is_missing(value) || (PyFloat_Check(value) && PyFloat_AS_DOUBLE(value) != PyFloat_AS_DOUBLE(value))) continue;
      if (!PyUnicode_Check(value) && !PyBytes_Check(value)) return numbers();
      return columns_.raw_texts ? raw_texts() : texts();
    }
    return rows_ == 0 ? texts() : numbers();  // an array of objects without any was to hold texts, most likely
  }

 private:
  PyObject* at(std::int64_t row) const { return *static_cast<PyObject* const*>(array_.data(row)); }

  void missing(std::vector<std::uint8_t>& validity, std::int64_t row) const {
    if (validity.empty()) validity.assign(static_cast<std::size_t>(rows_ + 7) / 8, 0xff);
    validity[static_cast<std::size_t>(row >> 3)] &= static_cast<std::uint8_t>(~(1u << (row & 7)));
  }

  [[noreturn]] void refuse_value(std::int64_t row, const char* rule) const {
    const py::handle value(at(row));
    std::string shown = PyUnicode_Check(value.ptr()) ? data::quoted(bytes_of(value.ptr()))
                                                     : "of type " + py::type::handle_of(value).attr("__name__").cast<std::string>();
    throw Error(ErrorCode::wrong_type, columns_.analysis, columns_.path(name_), row, shown, rule);
  }

  void texts() {
    data::TextBuilder builder(columns_.analysis, columns_.path(name_));
    builder.reserve(rows_);
    for (std::int64_t i = 0; i < rows_; ++i) {
      PyObject* value = at(i);
      if (PyUnicode_Check(value)) {
        Py_ssize_t size = 0;
        const char* text = PyUnicode_AsUTF8AndSize(value, &size);
        if (text == nullptr) builder.append(bytes_of(value));  // refused by its row
        else builder.append({text, static_cast<std::size_t>(size)});
      } else if (PyBytes_Check(value)) {
        builder.append(bytes_of(value));
      } else if (is_missing(value) || PyFloat_Check(value)) {
        builder.append_missing();
      } else {
        refuse_value(i, "text, like the rows above it");
      }
    }
    const auto owned = std::make_shared<data::TextBuilder::Finished>(std::move(builder).finish());
    Column column(owned->codes);
    column.categorical = true;
    column.levels = owned->levels->names;
    if (!owned->validity.empty()) column.validity = owned->validity.data();
    columns_.add(name_, column, owned);
  }

  void raw_texts() {
    const auto owned = std::make_shared<data::RawTexts>();
    for (std::int64_t i = 0; i < rows_; ++i) {
      PyObject* value = at(i);
      if (PyUnicode_Check(value) || PyBytes_Check(value)) owned->append(bytes_of(value));
      else if (is_missing(value) || PyFloat_Check(value)) owned->append_missing();
      else refuse_value(i, "text, like the rows above it");
    }
    columns_.add(name_, owned->column(), owned);
  }

  void numbers() {
    struct Numbers {
      std::vector<double> values;
      std::vector<std::uint8_t> validity;
    };
    auto owned = std::make_shared<Numbers>();
    owned->values.resize(static_cast<std::size_t>(rows_));
    for (std::int64_t i = 0; i < rows_; ++i) {
      PyObject* value = at(i);
      if (is_missing(value)) {
        missing(owned->validity, i);
        continue;
      }
      if (PyUnicode_Check(value) || PyBytes_Check(value) || PyComplex_Check(value)) refuse_value(i, "a number");
      double number;
      if (PyObject_HasAttrString(value, "toordinal")) {  // datetime.date and what derives from it
        constexpr double epoch = 719163;                  // its ordinal of 1970-01-01
        number = py::handle(value).attr("toordinal")().cast<double>() - epoch;
      } else {
        number = PyFloat_AsDouble(value);
        if (number == -1.0 && PyErr_Occurred() != nullptr) {
          PyErr_Clear();
          refuse_value(i, "a number or text");
        }
      }
      owned->values[static_cast<std::size_t>(i)] = number;
    }
    Column column(owned->values);
    if (!owned->validity.empty()) column.validity = owned->validity.data();
    columns_.add(name_, column, owned);
  }

  Columns& columns_;
  const std::string& name_;
  const py::array& array_;
  std::int64_t rows_;
};

void add_objects(Columns& columns, const std::string& name, const py::array& array) { ObjectReader(columns, name, array).read(); }

// Arrow capsules: a stream, or a pair (schema, array). Dates and timestamps come in as whole days.
void add_frame(Columns& columns, data::Frame frame, const std::string& name) {
  for (const std::string& column : std::vector<std::string>(frame.names()))
    if (const data::TimeUnit unit = frame.time(column).unit; unit != data::TimeUnit::none && unit != data::TimeUnit::day) frame.to_days(column);
  auto owned = std::make_shared<const data::Frame>(std::move(frame));
  const Table& table = owned->table();
  for (std::size_t j = 0; j < table.columns.size(); ++j)
    columns.add(table.columns.size() == 1 && !name.empty() ? name : table.names[j], table.columns[j], owned);
}

template <class T>
T* from_capsule(const py::object& capsule, const char* name) {
  void* pointer = PyCapsule_GetPointer(capsule.ptr(), name);
  if (pointer == nullptr) throw py::error_already_set();
  return static_cast<T*>(pointer);
}

data::ImportOptions import_options(const Columns& columns, const std::string& name) {
  data::ImportOptions options;
  options.analysis = columns.analysis;
  options.name = name;
  options.raw_texts = columns.raw_texts;
  return options;
}

void add_stream(Columns& columns, const std::string& name, const py::object& capsule) {
  add_frame(columns, data::import_arrow(from_capsule<ArrowArrayStream>(capsule, "arrow_array_stream"), import_options(columns, columns.argument)), name);
}

void add_arrow_array(Columns& columns, const std::string& name, const py::object& schema, const py::object& array) {
  add_frame(columns, data::import_arrow(from_capsule<ArrowSchema>(schema, "arrow_schema"), from_capsule<ArrowArray>(array, "arrow_array"), import_options(columns, columns.argument)), name);
}

// ---- running ----

// What a call knows about Python while it runs without the GIL: it asks for signals (Ctrl-C) and calls `progress` on the
// calling thread. A Python exception raised there ends the call and comes out as itself.
class Hooks {
 public:
  Hooks(std::int32_t threads, std::uint64_t seed, py::object progress) : progress_(std::move(progress)) {
    context.threads = threads;
    context.seed = seed;
    context.progress = [this](double share) { return report(share); };
  }

  template <class Work>
  void run(Work work) {
    try {
      const py::gil_scoped_release release;
      work(context);
    } catch (const Error&) {
      if (failure_) throw *failure_;
      throw;
    }
    if (!progress_.is_none() && !report(1.0) && failure_) throw *failure_;
  }

 private:
  bool report(double share) {
    const py::gil_scoped_acquire gil;
    try {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      return progress_.is_none() || !progress_(share).is(py::bool_(false));
    } catch (py::error_already_set& error) {
      failure_.emplace(std::move(error));
      return false;
    }
  }

  RunContext context;
  py::object progress_;
  std::optional<py::error_already_set> failure_;
};

// ---- objects on their way out ----

struct Held {
  const Function* function;
  bool is_state;
  Object object;
};

// A result, a fitted object or a state; or a record inside one, which shares in owning it.
struct Value {
  std::shared_ptr<Held> held;
  const Type* type;
  void* address;

  static Value of(const Function& function, Object object, bool is_state) {
    auto held = std::make_shared<Held>(Held{&function, is_state, std::move(object)});
    const Type& type = held->object.type();
    void* address = held->object.data();
    return {std::move(held), &type, address};
  }
  Fields fields() const {
    Fields fields;
    type->describe(address, fields);
    return fields;
  }
  bool whole() const { return address == held->object.data(); }
};

// The number of elements of a list with this shape letter, in the record itself or in a table of it; -1 when there is none.
std::int64_t letter_size(const Fields& fields, std::string_view letter) {
  for (const Row& row : fields.rows()) {
    std::int64_t size = -1;
    if (row.type->kind == Kind::record) {
      Fields nested;
      row.type->describe(row.address, nested);
      size = letter_size(nested, letter);
    } else if (row.shape[0] != nullptr && row.shape[1] == nullptr && letter == row.shape[0]) {
      const void* at = row.address;
      if (row.type->kind == Kind::numbers) size = static_cast<std::int64_t>(static_cast<const std::vector<double>*>(at)->size());
      if (row.type->kind == Kind::integers) size = static_cast<std::int64_t>(static_cast<const std::vector<std::int64_t>*>(at)->size());
      if (row.type->kind == Kind::texts) size = static_cast<std::int64_t>(static_cast<const std::vector<std::string>*>(at)->size());
      if (row.type->kind == Kind::categories) size = static_cast<std::int64_t>(static_cast<const Categories*>(at)->codes.size());
      if (row.type->kind == Kind::records) size = static_cast<std::int64_t>(row.type->size(at));
    }
    if (size >= 0) return size;
  }
  return -1;
}

template <class T>
py::array lend(const std::vector<T>& values, std::vector<py::ssize_t> shape, py::handle owner) {
  std::vector<py::ssize_t> strides(shape.size(), sizeof(T));
  if (shape.size() == 2) strides[0] *= shape[1];
  py::array array(py::dtype::of<T>(), std::move(shape), std::move(strides), values.data(), owner);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

std::vector<py::ssize_t> shape_of(const Value& value, const Row& row, std::size_t size) {
  const auto count = static_cast<py::ssize_t>(size);
  if (row.shape[0] == nullptr || row.shape[1] == nullptr) return {count};
  py::ssize_t sides[2];
  for (int k = 0; k < 2; ++k) {
    sides[k] = letter_size(value.fields(), row.shape[k]);
    if (sides[k] < 0) sides[k] = letter_size(value.held->object.fields(), row.shape[k]);
  }
  for (int k = 0; k < 2; ++k)
    if (sides[k] < 0) sides[k] = sides[1 - k] > 0 ? count / sides[1 - k] : 0;
  return sides[0] * sides[1] == count ? std::vector<py::ssize_t>{sides[0], sides[1]} : std::vector<py::ssize_t>{count};
}

py::list text_list(const std::vector<std::string>& texts) {
  py::list list(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) list[i] = py::str(texts[i]);
  return list;
}

// A field as Python has it. Lists of numbers are views that own the object they lie in.
py::object get(const py::object& self, const std::string& name) {
  const Value& value = self.cast<const Value&>();
  Fields fields = value.fields();
  const Row* row = fields.find(name);
  if (row == nullptr) throw py::key_error(name);
  const void* at = row->address;
  switch (row->type->kind) {
    case Kind::flag: return py::bool_(*static_cast<const bool*>(at));
    case Kind::integer: return py::int_(*static_cast<const std::int64_t*>(at));
    case Kind::number: return py::float_(*static_cast<const double*>(at));
    case Kind::text: return py::str(*static_cast<const std::string*>(at));
    case Kind::word:
      for (std::size_t i = 0; i < row->type->choice_count; ++i)
        if (row->type->choices[i].value == *static_cast<const std::int32_t*>(at)) return py::str(row->type->choices[i].name);
      return py::none();
    case Kind::maybe_integer: return py::cast(*static_cast<const std::optional<std::int64_t>*>(at));
    case Kind::maybe_number: return py::cast(*static_cast<const std::optional<double>*>(at));
    case Kind::integers: {
      const auto& values = *static_cast<const std::vector<std::int64_t>*>(at);
      return lend(values, shape_of(value, *row, values.size()), self);
    }
    case Kind::numbers: {
      const auto& values = *static_cast<const std::vector<double>*>(at);
      return lend(values, shape_of(value, *row, values.size()), self);
    }
    case Kind::texts: return text_list(*static_cast<const std::vector<std::string>*>(at));
    case Kind::categories: {
      const auto& values = *static_cast<const Categories*>(at);
      return py::make_tuple(lend(values.codes, {static_cast<py::ssize_t>(values.codes.size())}, self), text_list(values.levels));
    }
    case Kind::record: return py::cast(Value{value.held, row->type, row->address});
    case Kind::records: {
      py::list list;
      for (std::size_t i = 0; i < row->type->size(at); ++i)
        list.append(Value{value.held, row->type->element, row->type->at(row->address, i)});
      return list;
    }
    case Kind::column:
    case Kind::table: break;
  }
  throw py::key_error(name);
}

// A table of a result as an Arrow stream; numbers are lent, not copied.
py::capsule arrow_stream(const Value& value) {
  const data::Frame frame = surface::table_of(value.fields(), value.held);
  auto stream = std::make_unique<ArrowArrayStream>();
  data::export_arrow(frame, stream.get());
  return py::capsule(stream.release(), "arrow_array_stream", [](PyObject* capsule) {
    auto* pointer = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
    if (pointer->release != nullptr) pointer->release(pointer);
    delete pointer;
  });
}

const StateFunctions& state_functions(const Value& value) { return *value.held->function->state; }

void merge(Value& state, const Value& other) {
  if (other.held->function != state.held->function || !other.held->is_state)
    throw Error(ErrorCode::unsupported, state.held->function->key, "the other state belongs to another analysis");
  state_functions(state).merge(state.address, other.address);
}

surface::Call new_call(const std::string& key, const py::object& self) {
  const Function& function = surface::find_function(key);
  return self.is_none() ? surface::Call(function) : surface::Call(function, self.cast<const Value&>().held->object);
}

void add_input(surface::Call& call, const std::string& name, const Columns& columns) {
  const auto owner = std::make_shared<Columns>(columns);
  if (columns.is_table) return call.input(name, columns.table, owner);
  if (columns.table.columns.size() != 1)
    throw Error(ErrorCode::wrong_shape, call.function().key, name, -1, "a table of " + std::to_string(columns.table.columns.size()) + " columns", "one column");
  call.input(name, columns.table.columns[0], owner);
}

void define(py::module_& module) {
  py::register_exception_translator(&translate);
  module.def("set_error_class", [](const py::object& type) { error_class = py::object(type).release().ptr(); });
  module.def("describe", &surface::describe);
  module.def("about", [] {
    py::dict about;
    about["version"] = MAINSTAY_VERSION;
    about["document_version"] = document_version;
    about["compiler"] = __VERSION__;
    about["pybind11"] = PYBIND11_TOSTRING(PYBIND11_VERSION_MAJOR) "." PYBIND11_TOSTRING(PYBIND11_VERSION_MINOR);
    return about;
  });
  module.def("refuse", [](const std::string& analysis, const std::string& argument, const std::string& value, const std::string& rule) {
    throw Error(ErrorCode::wrong_type, analysis, argument, -1, value, rule);
  });
  module.def("load", [](const py::bytes& document) {
    surface::Document loaded = surface::load(static_cast<std::string_view>(document));
    return Value::of(*loaded.function, std::move(loaded.object), loaded.is_state);
  });

  py::class_<Columns>(module, "Columns")
      .def(py::init([](std::string analysis, std::string argument, bool is_table, bool raw_texts) {
             return Columns{std::move(analysis), std::move(argument), is_table, raw_texts, {}, {}};
           }),
           py::arg("analysis"), py::arg("argument"), py::arg("is_table"), py::arg("raw_texts") = false)
      .def("add_array", &add_array)
      .def("add_matrix", &add_matrix)
      .def("add_codes", &add_codes)
      .def("add_objects", &add_objects)
      .def("add_stream", &add_stream)
      .def("add_arrow_array", &add_arrow_array)
      .def("set_known_at", &set_known_at)
      .def("set_cut", &set_cut);
  module.def("check_known", [](const Columns& columns) { check_known(columns.analysis, columns.argument, columns.table); });

  py::class_<Value>(module, "Value")
      .def("get", &get)
      .def_property_readonly("record", [](const Value& value) { return value.type->record; })
      .def_property_readonly("key", [](const Value& value) { return value.held->function->key; })
      .def_property_readonly("is_state", [](const Value& value) { return value.held->is_state; })
      .def("save", [](const Value& value) {
        const Held& held = *value.held;
        return py::bytes(held.is_state ? surface::save_state(*held.function, held.object) : surface::save(*held.function, held.object));
      })
      .def("json", [](const Value& value) { return to_json(value.held->object); })
      .def("arrow_stream", &arrow_stream)
      .def("merge", &merge)
      .def("advance", [](Value& state, std::int32_t threads, std::uint64_t seed, const py::object& progress) {
        Hooks(threads, seed, progress).run([&](const RunContext& context) { state_functions(state).advance(state.address, context); });
      })
      .def("done", [](const Value& state) { return state_functions(state).done(state.address); })
      .def("finish", [](const Value& state, std::int32_t threads, std::uint64_t seed, const py::object& progress) {
        Object result(*state_functions(state).result);
        Hooks(threads, seed, progress).run([&](const RunContext& context) { state_functions(state).finish(state.address, context, result.data()); });
        return Value::of(*state.held->function, std::move(result), false);
      });

  py::class_<surface::Call>(module, "Call")
      .def(py::init(&new_call))
      .def("input", &add_input)
      .def("set", [](surface::Call& call, const std::string& name, bool value) { call.set(name, value); }, py::arg("name"), py::arg("value").noconvert())
      .def("set", [](surface::Call& call, const std::string& name, std::int64_t value) { call.set(name, value); }, py::arg("name"), py::arg("value").noconvert())
      .def("set", [](surface::Call& call, const std::string& name, double value) { call.set(name, value); }, py::arg("name"), py::arg("value").noconvert())
      .def("set", [](surface::Call& call, const std::string& name, const std::string& value) { call.set(name, value); })
      .def("set_json", [](surface::Call& call, const std::string& name, const std::string& json) { call.set_json(name, json); })
      .def("run", [](const surface::Call& call, std::int32_t threads, std::uint64_t seed, const py::object& progress) {
        Object result;
        Hooks(threads, seed, progress).run([&](const RunContext& context) { result = call.run(context); });
        return Value::of(call.function(), std::move(result), false);
      })
      .def("begin", [](const surface::Call& call) { return Value::of(call.function(), call.begin_state(), true); })
      .def("update", [](const surface::Call& call, Value& state, std::int32_t threads, std::uint64_t seed, const py::object& progress) {
        Hooks(threads, seed, progress).run([&](const RunContext& context) { call.update_state(state.held->object, context); });
      });
}

}  // namespace

#if PYBIND11_VERSION_HEX >= 0x020D0000
PYBIND11_MODULE(_core, module, py::mod_gil_not_used()) {
#else
PYBIND11_MODULE(_core, module) {
#endif
  module.doc() = "The compiled core of Mainstay.";
  define(module);
}
