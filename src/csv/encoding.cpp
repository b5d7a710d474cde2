#include "csv/encoding.hpp"

#include <array>
#include <cerrno>
#include <new>

#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::csv {

namespace {

// Letters large, as lists of encodings write them.
std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (c == '_') c = '-';
  }
  return text;
}

bool is_name(std::string_view name) {
  for (const char c : name)
    if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == ':' || c == '+')) return false;
  return !name.empty() && name.size() <= 40;  // no "//TRANSLIT", which would replace what it cannot write
}

}  // namespace

bool is_utf8_name(std::string_view encoding) {
  const std::string name = upper(encoding);
  return name == "UTF-8" || name == "UTF8";
}

Decoder::Decoder(std::string file, std::string encoding) : file_(std::move(file)), encoding_(std::move(encoding)) {
  const std::string name = upper(encoding_);
  needs_mark_ = name == "UTF-16" || name == "UTF-32";
  if (needs_mark_) return;
  // The two names of one family that C libraries write in several ways.
  if (name == "LATIN-1") open("ISO-8859-1");
  else if (name == "SHIFT-JIS") open("SHIFT_JIS");
  else if (is_name(name)) open(name.c_str());
  if (!is_open_)
    throw Error(ErrorCode::invalid_argument, file_, "encoding", -1, data::quoted(encoding_),
                "utf-8, or a name that the C library knows, such as gb18030, gbk, big5, utf-16, latin-1, windows-1252");
}

Decoder::~Decoder() {
  if (is_open_) iconv_close(state_);
}

void Decoder::open(const char* name) {
  state_ = iconv_open("UTF-8", name);
  if (state_ != reinterpret_cast<iconv_t>(-1)) is_open_ = true;
  else if (errno == ENOMEM) throw std::bad_alloc();
}

bool Decoder::decode(std::string_view bytes, std::string& text) {
  rest_.append(bytes);
  if (needs_mark_) {
    const std::string name = upper(encoding_);
    const std::size_t size = name == "UTF-16" ? 2 : 4;
    if (rest_.size() < size) return true;
    const std::string_view little("\xFF\xFE\0\0", size), big(size == 2 ? "\xFE\xFF" : "\0\0\xFE\xFF", size);
    if (rest_.starts_with(little)) open((name + "LE").c_str());
    else if (rest_.starts_with(big)) open((name + "BE").c_str());
    if (!is_open_)
      throw Error(ErrorCode::wrong_type, file_, "encoding", -1, name + " without a byte order mark",
                  "declared with its byte order, " + name + "LE or " + name + "BE");
    needs_mark_ = false;
    rest_.erase(0, size);
  }
  std::array<char, 1 << 14> out;
  char* next = rest_.data();
  std::size_t left = rest_.size();
  bool good = true;
  while (left > 0) {
    char* to = out.data();
    std::size_t room = out.size();
    const std::size_t done = iconv(state_, &next, &left, &to, &room);
    text.append(out.data(), out.size() - room);
    if (done != static_cast<std::size_t>(-1)) break;
    if (errno == E2BIG) continue;
    if (errno == EINVAL) break;  // an incomplete character: its end comes with the next bytes
    wrong_.assign(next, std::min<std::size_t>(left, 4));
    good = false;
    break;
  }
  rest_.erase(0, rest_.size() - left);
  return good;
}

bool Decoder::finish(std::string& text) {
  if (!decode({}, text)) return false;
  wrong_ = rest_;
  return rest_.empty();
}

}  // namespace mainstay::inline v1::csv
