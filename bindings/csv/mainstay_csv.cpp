// The C function around csv::read_file.
#include "mainstay/mainstay_csv.h"

#include "c/guard.hpp"
#include "mainstay/csv/reader.hpp"
#include "mainstay/data/arrow.hpp"

using namespace mainstay;
using namespace mainstay::c;

extern "C" int32_t mainstay_csv_read(const char* path, const char* texts, mainstay_frame** frame, mainstay_error* error) {
  int32_t taken = MAINSTAY_OK;
  const int32_t read = guard(error, [&] {
    given(frame, "frame");
    csv::ReadOptions options;
    for (std::string_view rest = texts == nullptr ? "" : texts; !rest.empty();) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      options.columns.push_back({.name = std::string(rest.substr(0, comma)), .kind = csv::Kind::text, .required = false});
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    ArrowArrayStream stream;  // the two libraries share nothing but C
    data::export_arrow(csv::read_file(std::string(text_of(path, "path")), options), &stream);
    taken = mainstay_frame_from_stream(&stream, frame, error);
  });
  return read != MAINSTAY_OK ? read : taken;
}
