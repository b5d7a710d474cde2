// Bytes of a declared encoding into UTF-8, by the C library's iconv. Nothing is guessed and nothing is replaced.
#pragma once

#include <iconv.h>

#include <string>
#include <string_view>

namespace mainstay::inline v1::csv {

/// Whether the name means UTF-8, which needs no decoder.
bool is_utf8_name(std::string_view encoding);

class Decoder {
 public:
  /// Throws Error{invalid_argument} beginning with `file` for a name that the C library does not know.
  Decoder(std::string file, std::string encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Appends the text of the next bytes. False when some are no text: `text` then ends before them and wrong() shows them.
  bool decode(std::string_view bytes, std::string& text);
  /// The same for the end of the file, where no character may be incomplete.
  bool finish(std::string& text);
  std::string_view wrong() const noexcept { return wrong_; }
  const std::string& encoding() const noexcept { return encoding_; }

 private:
  void open(const char* name);
  std::string file_, encoding_;
  iconv_t state_;
  bool is_open_ = false, needs_mark_ = false;
  std::string rest_;  // the beginning of a character whose end has not come yet
  std::string wrong_;
};

}  // namespace mainstay::inline v1::csv
