#include "competency/plain_number.hpp"

#include <charconv>

namespace mainstay::inline v1::competency {

std::string plain_number(double value, int decimals) {
  char room[400];
  std::string text(room, std::to_chars(room, room + sizeof room, value, std::chars_format::fixed, decimals).ptr);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace mainstay::inline v1::competency
