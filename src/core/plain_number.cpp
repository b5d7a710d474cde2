#include "core/plain_number.hpp"

#include <charconv>
#include <cmath>

namespace mainstay::inline v1 {

std::string plain_number(double value, int decimals) {
  char room[400];
  std::string text(room, std::to_chars(room, room + sizeof room, value, std::chars_format::fixed, decimals).ptr);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string exact_number(double value) {
  char room[64];
  const double size = std::fabs(value);
  const bool plain = value == 0.0 || (size >= 1e-6 && size < 1e15);
  return std::string(room, (plain ? std::to_chars(room, room + sizeof room, value, std::chars_format::fixed) : std::to_chars(room, room + sizeof room, value)).ptr);
}

}  // namespace mainstay::inline v1
