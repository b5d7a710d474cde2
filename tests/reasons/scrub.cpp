#include "mainstay/reasons/scrub.hpp"

#include <doctest/doctest.h>

#include "golden.hpp"
#include "labels.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

ScrubResult scrubbed(const std::vector<std::string>& texts, const std::vector<std::string>& names = {}, ScrubOptions options = {}) {
  std::vector<std::string_view> levels(texts.begin(), texts.end());
  std::vector<std::int32_t> codes;
  for (std::size_t i = 0; i < texts.size(); ++i) codes.push_back(static_cast<std::int32_t>(i));
  ScrubInput input;
  input.text = Column(codes);
  input.text.levels = levels;
  input.text.categorical = true;
  Labels given;
  if (!names.empty()) input.name = given.column(names);
  return scrub(input, options, {});
}

}  // namespace

TEST_CASE("scrub: sentences worked out by hand") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"打我电话13812345678，谢谢", "打我电话[phone]，谢谢"},
      {"打１３８ １２３４ ５６７８", "打[phone]"},
      {"+86 138-1234-5678.", "[phone]."},
      {"办公室(010) 6552-9988", "办公室[phone]"},
      {"call (415) 555-2671 now", "call [phone] now"},
      {"mail li.wei@example.com.cn, please", "mail [email], please"},
      {"见https://a.example/b?c=1 吧", "见[url] 吧"},
      {"身份证11010519491231002X", "身份证[id_number]"},
      {"身份证110105194912310021。", "身份证[id_number]。"},
      {"卡号6222 0212 3456 7890", "卡号[digits]"},
      {"卡号6222021234567890123", "卡号[digits]"},
      {"工号 48213", "工号 48213"},
      {"工号 482139", "工号 [digits]"},
      {"2024-01-15 开始，8000 元，3.5 倍", "2024-01-15 开始，8000 元，3.5 倍"},
      {"一三八一二三四五六七八", "[digits]"},
      {"二〇二四年", "二〇二四年"},
      {"王小明和王小明说，Li Wei's desk, Liwei", "[name]和[name]说，[name]'s desk, Liwei"},
      {"李\u200B雷", "[name]"},
      {"a@b", "a@b"},
      {"加我微信zhang_san88吧", "加我微信[account]吧"},
      {"微信号：lovelyday", "微信号：[account]"},
      {"微信是 lovelyday 的人", "微信是 [account] 的人"},
      {"vx: abc123def，QQ 12345，qq号是 987654321", "vx: [account]，QQ [account]，qq号是 [account]"},
      {"微信13812345678", "微信[phone]"},
      {"My WeChat ID is li-wei_2020.", "My WeChat ID is [account]."},
      {"wechat messages at night, QQ群里骂人，微信上说", "wechat messages at night, QQ群里骂人，微信上说"},
      {"@@@@ @", "@@@@ @"},
  };
  std::vector<std::string> texts;
  for (const auto& [text, expected] : cases) texts.push_back(text);
  const ScrubResult result = scrubbed(texts, {"王小明", "li wei", "李雷"});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(cases[i].first);
    CHECK(result.text[i] == cases[i].second);
  }
  const ScrubResult twice = scrubbed(result.text, {"王小明", "li wei", "李雷"});
  CHECK(twice.text == result.text);
}

TEST_CASE("scrub: every number that phonenumbers finds") {
  const auto document = golden::load_golden("reasons/scrub/phones.json");
  const auto texts = document["data"]["text"].get<std::vector<std::string>>();
  REQUIRE(texts.size() > 100);
  const ScrubResult result = scrubbed(texts);
  REQUIRE(result.spans.row.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(texts[i]);
    CHECK(word(result.spans.kind, i) == "phone");
    CHECK(result.spans.start[i] == document["expect"]["span"][i][0].get<std::int64_t>());
    CHECK(result.spans.end[i] == document["expect"]["span"][i][1].get<std::int64_t>());
  }
}

TEST_CASE("scrub: bytes of no character, megabytes, nothing left behind") {
  ScrubOptions options;
  options.invalid = InvalidText::replace;
  CHECK(scrubbed({"\xFF tel 13812345678\xE4\xB8"}, {}, options).text[0] == "\uFFFD tel [phone]\uFFFD\uFFFD");
  CHECK(sentence([&] { scrubbed({"\xFF"}); }) == "reasons.scrub: text[0] is \"\\xFF\", but must be text in UTF-8, unless invalid = replace");
  CHECK(scrubbed({std::string(1000000, '7')}).text[0] == "[digits]");
  CHECK(scrubbed({std::string(1000000, '@')}).replaced[0] == 0);
  std::string dots;
  for (int i = 0; i < 300000; ++i) dots += "1.";
  CHECK(scrubbed({dots}).findings.finding[0] == "long_text");
  // Whatever surrounds a number, it goes.
  for (const std::string before : {"", "a", "电", "-", "+", "(", ".", "9 ", "x1 "})
    for (const std::string after : {"", "a", "话", "-", ")", ".", " 2"}) {
      const std::string out = scrubbed({before + "13812345678" + after}).text[0];
      CAPTURE(before + "|" + after);
      CHECK(out.find("12345678") == std::string::npos);
    }
}
