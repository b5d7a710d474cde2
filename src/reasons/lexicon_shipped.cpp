// The shipped lexicon. What separates phrases here is a slash; the words were written for this library.
#include <algorithm>
#include <string_view>

#include "mainstay/reasons/lexicon.hpp"

namespace mainstay::inline v1::reasons {

namespace {

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> out;
  for (std::size_t first = 0; first <= list.size();) {
    const std::size_t last = std::min(list.find('/', first), list.size());
    if (last > first) out.emplace_back(list.substr(first, last - first));
    first = last + 1;
  }
  return out;
}

struct Reason {
  const char *name, *name_zh;
};
constexpr Reason reason_list[] = {{"pay", "薪酬待遇"},      {"promotion", "晋升发展"}, {"leadership", "领导方式"}, {"workload", "工作强度"}, {"targets", "业绩压力"},  {"training", "培训支持"}, {"colleagues", "同事关系"},
                                  {"conditions", "工作环境"}, {"commute", "通勤距离"},   {"family_health", "家庭健康"}, {"fit", "岗位不适应"},   {"outlook", "公司前景"}, {"offer", "外部机会"}};

struct Slot {
  const char *name, *words;
};
constexpr Slot slot_list[] = {
    {"boss", "主管/领导/经理/上司/老板/组长/店长/上级/总监/班长/部门负责人/直属领导/manager/managers/boss/bosses/supervisor/supervisors/team lead/team leader/leadership/management/management style"},
    {"scolds", "批评/骂/骂人/训人/训斥/指责/责骂/挑刺/找茬/刁难/针对/打压/发脾气/发火/吼/偏心/偏袒/不公平/不公正/甩锅/抢功/画饼/挑毛病/贬低/羞辱/嘲讽/脸色/blames/blamed/criticise*/criticize*/criticis*/criticiz*/yells/yelled/shouts/"
               "shouted/shouting/scolds/scolded/bullies/bullied/bullying/micromanage*/humiliate*/insults/insulted/belittle*/unfair/favourites/favorites/favouritism/favoritism/toxic/rude/disrespectful/controlling"},
    {"pay", "工资/薪资/薪水/薪酬/底薪/收入/待遇/提成/奖金/年终奖/福利/绩效工资/加班费/补贴/工资待遇/薪资待遇/福利待遇/pay/salary/salaries/wage/wages/bonus/bonuses/compensation/commission/commissions/benefits"},
    {"little", "低/少/很少/极少/太少/偏低/很低/不够/不够花/不高/不多/不涨/没涨/没有涨/不合理/不公平/缩水/拖欠/克扣/延迟/养不起/跟不上/降/降了/扣/扣了/扣光/差/太差/low/lower/too low/poor/unfair/below/underpaid/bad/terrible/late/cut/not enough/isn't enough/"
               "wasn't enough/not competitive/isn't competitive/stagnant/never rose/hasn't gone up"},
    {"rise", "涨工资/涨薪/加薪/调薪/加工资/提薪/pay rise/pay raise/raise/raises/salary increase/pay increase"},
    {"promotion", "晋升/升职/提拔/升迁/上升空间/发展空间/发展前途/晋升空间/晋升机会/晋升通道/发展机会/成长空间/成长/前途/职业发展/上升通道/提升空间/奔头/promotion/promotions/promoted/career path/career progression/career development/career "
                  "growth/advancement/room to grow/growth opportunities/opportunities to grow/room for growth/chance to grow/prospects/move up/moving up"},
    {"little_chance", "慢/太慢/渺茫/有限/受限/无望/难/太难/堵死/封顶/天花板/不透明/靠关系/看关系/slow/limited/blocked/unclear/stalled/impossible/hard to get/dead end/capped/politics"},
    {"praise", "鼓励/表扬/肯定/认可/尊重/关心/重视/信任/praise/praised/encouragement/encouraged/recognition/recognised/recognized/appreciated/appreciation/respect/respected/valued/listened/listen/listens/trust/trusted/acknowledged"},
    {"targets", "业绩/指标/任务/目标/考核/KPI/绩效/销售额/业绩指标/考核指标/销售任务/target/targets/quota/quotas/kpi/kpis/sales goals"},
    {"too_high", "高/太高/过高/很高/压力/压力大/压力太大/太重/太大/完不成/达不到/做不到/完成不了/达不成/翻倍/加码/不切实际/不合理/喘不过气/吓人/too high/unrealistic/unreachable/impossible/unattainable/pressure/stress/stressful/crushing/kept rising/keep "
                 "rising/doubled/missed/missing"},
    {"training", "培训/带教/师傅带/师傅/指导/辅导/入职培训/岗前培训/人教/人带/上手指导/training/mentor/mentoring/coaching/onboarding/guidance/support/supervision"},
    {"bad_training", "没用/走过场/形式/太短/不足/不到位/不系统/跟不上/听不懂/学不会/敷衍/useless/too short/poor/bad/inadequate/insufficient/rushed/chaotic/nonexistent/lacking"},
    {"hours", "加班/熬夜/夜班/倒班/连轴转/值班/通宵/overtime/long hours/night shifts/weekend work/working weekends/extra shifts/late nights/double shifts"},
    {"rest", "休息/双休/周末/假期/调休/休假/私人时间/自己的时间/下班/time off/days off/weekend off/a weekend off/a day off/day off/rest/weekends off/free time/breaks/work-life balance/work life balance/holidays"},
    {"work", "工作/活/事情/工作量/任务量/班/work/workload/job/hours/shifts"},
    {"too_much", "太累/很累/太忙/太多/太大/很大/做不完/干不完/忙不过来/强度大/强度太大/繁重/超负荷/吃不消/受不了/太长/too much/too heavy/heavy/exhausting/overwhelming/too long/tiring/never ends/unmanageable/unsustainable/brutal/endless"},
    {"colleagues", "同事/同事关系/团队氛围/人际关系/办公室政治/团队/氛围/工作氛围/老员工/同事之间/colleagues/colleague/coworkers/coworker/co-workers/co-worker/team/teammates/peers/atmosphere"},
    {"bad_company", "排挤/孤立/勾心斗角/复杂/不好相处/难相处/合不来/冷漠/不合/压抑/说闲话/拉帮结派/抱团/欺负/抢单/抢客户/不团结/差/太差/吵架/矛盾/excluded/exclude/bully/bullied/gossip/gossiped/gossiping/cliques/clique/hostile/unfriendly/"
                    "toxic/conflict/conflicts/arguing/backstabbing/ignored/cold/stole my/steal/stealing"},
    {"place", "办公室/办公环境/工作环境/车间/宿舍/食堂/现场/厂里/环境/门店/工位/电脑/设备/系统/空调/office/workplace/shop floor/canteen/dormitory/equipment/computers/computer/premises/warehouse/break room/air conditioning"},
    {"bad_place", "脏/太差/很差/差/吵/太吵/嘈杂/闷/太热/太冷/噪音/噪音大/拥挤/简陋/老旧/破/味道/不安全/危险/发霉/坏/卡/dirty/noisy/noise/cold/freezing/hot/unsafe/cramped/crowded/old/broken/outdated/filthy/smelly/mouldy/dangerous/uncomfortable"},
    {"way", "上班/通勤/路上/单位/公司/路程/来回/距离/commute/commuting/office/journey/drive/travel"},
    {"far", "太远/很远/远/堵车/两个小时/两小时/三个小时/三小时/一个半小时/不方便/太久/搬家/搬了/too far/far away/far/hours each way/an hour each way/too long/two hours/long distance/traffic/moved across/relocated"},
    {"family", "孩子/小孩/父母/家人/老人/父亲/母亲/爸爸/妈妈/我妈/我爸/老公/老婆/丈夫/妻子/配偶/对象/家里/宝宝/奶奶/爷爷/child/children/kids/son/daughter/mother/father/parents/parent/wife/husband/spouse/partner/family/baby/grandmother"},
    {"cares", "照顾/照看/带娃/陪/陪读/生病/住院/看病/上学/结婚/生孩子/团聚/两地/异地/回老家/没人带/care for/caring for/look after/looking after/take care/ill/sick/hospital/surgery/school/closer to/be with/be near/relocating/diagnosed"},
    {"job", "岗位/工作内容/销售/电话销售/这种工作/这份工作/打电话/推销/这个行业/工作性质/role/job/sales/selling/cold calls/cold calling/this kind of work/this line of work"},
    {"suits", "适合/喜欢/擅长/感兴趣/兴趣/对口/匹配/适应/习惯/热爱/suit/suits/suited/suit me/enjoy/enjoyed/like/liked/good at/interested/interest/passion/fit/match/matched/right for me"},
    {"company", "公司/企业/行业/公司业务/业务/生意/部门/分公司/门店/company/business/industry/firm/department/branch"},
    {"bad_outlook", "前景/效益/倒闭/裁员/关门/撤销/合并/不稳定/不景气/亏损/没落/走下坡路/转型/萎缩/资金链/动荡/layoffs/laying off/redundancies/bankrupt/bankruptcy/unstable/uncertain/closing/closing down/shrinking/failing/losing money/restructuring/"
                    "sinking/declining/in trouble"},
    {"rival", "别的公司/其他公司/同行/竞争对手/竞品/对手公司/对家/隔壁公司/另一家/另一家公司/猎头/competitor/competitors/rival/another company/another firm/other company/headhunter/recruiter/new employer"},
    {"draws", "挖/挖我/挖走/高薪/给得更多/给的更多/开出/邀请/录用/录取/条件更好/更好/offer/offered/offers/hired me/approached/approached me/came after me/called me/better/pays more/poached"},
};

struct Entry {
  const char* reason;
  PhraseWhen when;
  double weight;
  const char* phrases;
};
constexpr auto said = PhraseWhen::said, denied = PhraseWhen::denied;
constexpr Entry entry_list[] = {
    {"pay", said, 1.0, "{pay}…{little}/{little}…{pay}/工资低/薪资低/待遇差/待遇不好/待遇低/收入低/收入不稳定/钱少/钱太少/钱不够/给的钱少/挣不到钱/赚不到钱/挣得少/赚得少/拖欠工资/克扣工资/同工不同酬/入不敷出/活不下去/不成正比/加班费…不给/奖金…没发/工资…没发/性价比低/underpaid/under-paid/earn more than me/earns more than me/paid less/paid too little/pays badly/paid badly/"
                    "could not live on/can't live on/can't make ends meet/cannot make ends meet/not paid enough/unpaid/money was too/paid late"},
    {"pay", said, 0.7, "因为钱/为了钱/钱的问题/薪资问题/工资问题/待遇问题/薪酬问题/because of the money/about the money/because of the pay/about the pay/because of the salary/about the salary/for more money/higher salary/better pay/better paid/是钱/嫌钱少/pay was the/因为工资/因为薪资/因为待遇"},
    {"pay", denied, 1.0, "{rise}/{pay}…满意/{pay}…理想/{pay}…高/{pay}…涨/{pay}…fair/{pay}…competitive/happy with…{pay}/satisfied with…{pay}/paid fairly/paid enough/{pay}…enough/{pay}…on time/按时发工资/准时发工资"},
    {"promotion", said, 1.0, "{promotion}…{little_chance}/{little_chance}…{promotion}/原地踏步/停滞不前/看不到未来/看不到希望/没前途/没有前途/没盼头/没奔头/学不到东西/学不到新东西/天花板/升不上去/轮不到我/论资排辈/dead end/dead-end/stuck in the same/passed over/who you know/stopped learning/hit a ceiling/glass "
                         "ceiling/going nowhere/stagnating/nothing left to learn/nothing more to learn"},
    {"promotion", said, 0.7, "想学新东西/想要更大的平台/更大的平台/更好的发展/职业规划/发展问题/晋升问题/因为晋升/因为发展/想有更好的发展/better career/career reasons/next step in my career/grow professionally/bigger role/more responsibility/the lack of growth"},
    {"promotion", denied, 1.0, "{promotion}/学到东西/学到新东西/learn anything new/learning anything/learn new/grow here/future here/develop here/career here"},
    {"leadership", said, 1.0, "{boss}…{scolds}/{scolds}…{boss}/{praise}…都没有/官僚/瞎指挥/外行领导内行/朝令夕改/一言堂/穿小鞋/不近人情/独断专行/只看结果不管/当众骂/骂哭/micromanag*/breathing down my neck/plays favourites/plays favorites/power trip/treated like a child/treats us like children"},
    {"leadership", said, 0.9, "{boss}…受不了/受不了…{boss}/{boss}…合不来/{boss}…矛盾/{boss}…处不来/{boss}…有问题/{boss}…的问题/{boss}…能力/{boss}…脾气/{boss}…态度/{boss}…管理方式/管理混乱/管理太严/管理方式有问题/管理问题/领导方式/管理方式/受够了…{boss}/{boss}…never/{boss}…impossible/{boss}…difficult/"
                              "clash with…{boss}/clashed with…{boss}/argued with…{boss}/get along with…{boss}/problems with…{boss}/because of…{boss}/因为…{boss}/是因为…{boss}/由于…{boss}/fed up with…{boss}/bad…{boss}/poor…{boss}/terrible…{boss}/{boss}…style/my boss is the/{boss}…terrible/"
                              "{boss}…awful/{boss}…problem/hated…{boss}"},
    {"leadership", denied, 1.0, "{praise}/{boss}…支持/{boss}…{praise}/{boss}…沟通/{boss}…讲道理/{boss}…公平/{boss}…trust/{boss}…support/{boss}…supported/{boss}…care/{boss}…cared/{boss}…fair/{boss}…listen"},
    {"workload", said, 1.0, "{hours}/{work}…{too_much}/{too_much}…{work}/累死/太累/好累/很累/身心俱疲/精疲力尽/筋疲力尽/996/单休/大小周/全年无休/随叫随到/一个人干/一个人当/人手不够/人手不足/工作强度/强度大/burned out/burnt out/burnout/burn out/exhausted/exhausting/overworked/understaffed/short-staffed/short "
                            "staffed/worked to death/always on call/seven days a week/six days a week/work life balance was/worn out/drained"},
    {"workload", said, 0.7, "work-life balance/生活和工作失衡/没有生活/because of the hours/about the hours/because of the workload/about the workload/too busy/太忙/因为加班"},
    {"workload", said, 1.5, "加班太多/加班过多/加班太晚/加班太严重/加班很多/加班特别多/too much overtime/so much overtime/endless overtime"},
    {"workload", denied, 1.0, "{rest}/准时下班/按时下班/能休息/休息好/time for my family/time with my family/time for anything/陪家人的时间/life outside work/see my family"},
    {"targets", said, 1.0, "{targets}…{too_high}/{too_high}…{targets}/压力大/压力太大/压力很大/压力山大/业绩压力/考核压力/销售压力/业绩不好/没业绩/没有业绩/业绩上不去/开不了单/催业绩/催单/喘不过气/出不了单/不开单/零业绩/末位淘汰/逼单/pressure to sell/sales pressure/constant pressure/pressure of the…{targets}/hit my "
                           "numbers/missed my numbers/make my numbers/couldn't close/could not close/numbers every day/under pressure/so much pressure/too much pressure/about the pressure/because of the pressure"},
    {"targets", denied, 1.0, "{targets}…完成/{targets}…达到/{targets}…合理/开单/出单/{targets}…realistic/{targets}…reachable/meet…{targets}/reach…{targets}/hit…{targets}/make…quota"},
    {"training", said, 1.0, "{training}…{bad_training}/{bad_training}…{training}/什么都要自己摸索/全靠自己/自己摸索/摸着石头过河/一问三不知/考不过证/证书…没过/考试…没过/{training}…都没有/考证太难/证书太难/学不会/跟不上课程/考试不及格/考不过/thrown in at the deep end/thrown in the deep end/left to figure it out/left on my own/sink or swim/failed the "
                            "certificate/failed the exam/couldn't follow the course/could not follow the course"},
    {"training", denied, 1.0, "{training}/有人教/有人带/教我/教过我/带我/人教我/人带我/taught me/showed me how/show me how/explained anything/trained me/trained/taught/teach me/taught us"},
    {"colleagues", said, 1.0, "{colleagues}…{bad_company}/{bad_company}…{colleagues}/勾心斗角/办公室政治/拉帮结派/小团体/被排挤/被孤立/人际关系复杂/人际关系差/融不进/融入不了/office politics/cliques/backstabbing/didn't belong/never belonged/left out by/felt left out/everyone gossiped/everybody gossiped/drama in the team"},
    {"colleagues", denied, 1.0, "{colleagues}…相处/{colleagues}…融洽/{colleagues}…和睦/{colleagues}…配合/{colleagues}…帮/融入/人理我/人和我说话/get along with…{colleagues}/got along with…{colleagues}/get on with…{colleagues}/got on with…{colleagues}/{colleagues}…friendly/{colleagues}…helpful/team spirit/teamwork/"
                                "fit in with…{colleagues}/talked to me/spoke to me/part of the group/part of the team/one of them"},
    {"conditions", said, 1.0, "{place}…{bad_place}/{bad_place}…{place}/环境差/环境太差/环境恶劣/环境不好/粉尘/甲醛/噪音太大/设备老旧/系统老是崩/住宿条件/条件艰苦/吃得差/working conditions/unsafe conditions/poor conditions"},
    {"conditions", denied, 1.0, "空调/暖气/{place}…干净/{place}…安全/{place}…舒服/{place}…舒适/{place}…好/heating/{place}…clean/{place}…safe/{place}…comfortable/{place}…work properly/{place}…worked"},
    {"commute", said, 1.0, "{way}…{far}/{far}…{way}/离家远/离家太远/离家很远/路太远/太远了/通勤时间长/通勤时间太长/堵车/来回…小时/单程…小时/上班不方便/交通不便/交通不方便/公司搬了/搬家了/搬到…去了/异地/too far from home/far from home/hours on the bus/hours on the train/hours each way/office moved/moved "
                           "to another city/moved away/live too far"},
    {"commute", denied, 1.0, "离家近/近一点/离家近一点/closer to home/near home/班车/public transport/直达/parking"},
    {"family_health", said, 1.0, "{cares}…{family}/{family}…{cares}/带孩子/生孩子/怀孕/备孕/产假/结婚/照顾家庭/家庭原因/回老家/身体不好/身体原因/身体吃不消/生病/住院/手术/颈椎/腰椎/失眠/抑郁/胃病/嗓子/看病/养病/pregnant/pregnancy/health reasons/my health/health problems/illness/surgery/insomnia/depression/back pain/getting "
                                 "married/maternity/doctor told me/family reasons/relocating with/medical"},
    {"fit", said, 1.0, "不适合我/不适合做/专业不对口/不对口/和想的不一样/跟想的不一样/和预期不一样/与预期不符/和面试说的不一样/跟面试说的不一样/性格内向/张不开嘴/开不了口/拉不下脸/抵触/not for me/is not for me/are not for me/was not for me/not cut out/am not cut out/wasn't for me/isn't for me/aren't for me/not what I expected/not what i was told/different from what I was told/not what was "
                       "promised/wrong job for me/mismatch/not my thing/不是我想做的/不是我想要的/转行/换行业/换个行业/change of career/change careers/career change/changing careers"},
    {"fit", denied, 1.0, "{job}…{suits}/{suits}…{job}/适合我/适应…工作/喜欢…工作/适应…节奏/适应…方式/开口/用到专业/我的性格/made for this/right for me/suited to/use my degree/use my skills/enjoy what/enjoyed the work/enjoy the work/enjoy selling/like selling/like calling/suit me/interested in…{job}"},
    {"outlook", said, 1.0, "{company}…{bad_outlook}/{bad_outlook}…{company}/裁员/倒闭/快倒闭/公司不行/公司不稳定/没有前景/没前景/前景不好/前景不明/行业不景气/效益不好/效益差/资金链断/部门解散/部门撤销/要关店/要关门/layoffs/redundancies/going under/going bankrupt/no future for the company/losing customers/lost faith in the "
                           "company/sinking ship/job security"},
    {"outlook", denied, 1.0, "{company}…前景/{company}…前途/{company}…稳定/{company}…希望/看好…{company}/看好公司/{company}…stable/{company}…future/believe in…{company}/confidence in…{company}/trust…{company}/feel secure/secure here"},
    {"offer", said, 1.0, "{rival}…{draws}/{draws}…{rival}/挖走/挖墙脚/被挖/挖我/跳槽/找到更好的工作/找到新工作/找到了新工作/拿到offer/拿了offer/有个offer/offer/猎头/接到…邀请/考上公务员/考公/创业/自己开店/自己做生意/读研/考研/出国/poached/headhunted/accepted a position/accepted a job/better offer/found a better job/found "
                         "another job/found a new job/new job elsewhere/start my own business/started my own business/own business/going back to school/back to university/masters degree/job elsewhere"},
};

struct Shifter {
  ShifterEffect effect;
  double factor;
  const char* words;
};
constexpr Shifter shifter_list[] = {
    {ShifterEffect::negate, 1.0,
     "不/没/没有/没什么/无/未/非/别/不是/不是因为/并不是因为/并非因为/没有因为/没想过/没有想过/从没想过/从来没想过/不是由于/不是说/并不是说/并不是/并不/并非/并没有/不在于/不会/不能/不要/不给/不让/不太/不够/从不/从来不/从来没/从来没有/从没/毫无/缺乏/缺少/缺/看不到/看不见/得不到/拿不到/找不到/谈不上/没能/没法/无法/很难/难以/不再/很少/几乎没有/希望/应该/要是/如果/但愿/"
     "no/not/never/without/nobody/no one/none/nothing/neither/nor/cannot/can't/can not/couldn't/could not/don't/do not/doesn't/does not/didn't/did not/isn't/is not/wasn't/was not/aren't/weren't/were not/won't/wouldn't/would not/haven't/hasn't/hadn't/"
     "dont/doesnt/didnt/wasnt/isnt/cant/couldnt/wouldnt/lack of/lacked/lacking any/lack/lacks/little/hardly/hardly any/rarely/seldom/barely/zero/if/if only/wish/wished/should have/would have liked/hoped for/nothing to do with/far from/instead of/not because of/not because"},
    {ShifterEffect::strengthen, 1.5,
     "很/太/非常/特别/十分/极其/实在/真的/真/总是/老是/一直/天天/每天/经常/动不动/完全/根本/简直/严重/超/好/最/长期/最主要/主要/very/too/so/really/extremely/always/constantly/every day/all the time/completely/totally/absolutely/mainly/mostly/at all/"
     "incredibly/terribly/far too/way too/again and again/the main reason/main reason"},
    {ShifterEffect::strengthen, 0.5, "有点/有些/稍微/偶尔/一点点/可能/好像/也许/或许/以前/之前/曾经/a bit/a little/slightly/somewhat/sometimes/occasionally/maybe/perhaps/possibly/might/used to/kind of/sort of"},
    {ShifterEffect::boundary, 1.0,
     "但/但是/可是/不过/然而/而是/而且/并且/只是/就是/所以/因此/其实/虽然/尽管/结果/还/还有/又/也/另外/同时/主要是/关键是/真正/真正的原因/真正原因/倒是/反而/却/but/however/although/though/while/and/also/so that/yet/since/actually/rather/in fact/"
     "the real reason/real reason/plus/then/still/it was/it's/it is/which/who"},
    {ShifterEffect::none, 1.0,
     "不断/不停/不同/不错/不仅/不但/不只/不光/不止/不得不/不管/不论/不如/不久/不少/不知不觉/不好意思/不知道/不想/不用说/差不多/对不起/说不定/没想到/没办法/没事/没问题/没关系/无论/无数/无聊/非要/别人/别的/别处/未来/未必/不由得/好不容易/非得/好多/好几/好像是/最近/最后/最终/最初/太阳/真实/"
     "not only/not just/no matter/no doubt/nothing but/can't wait/couldn't help/not to mention/no longer/if not/little by little/for a while/so far/so long/as well/no option/no choice/no other choice/could not wait/couldn't wait/if i leave/if i left/if i quit/every day of/sooner or later/too many years/还不如/也许是/又一次/还是/还好/也好/别无选择/不单/不单单/不仅仅/如果离职/如果辞职/如果走/如果离开"},
    {ShifterEffect::cause, 1.0, "因为/由于/是因为/是由于/because/because of/due to/owing to"},
    {ShifterEffect::leaving, 1.0, "离职/离开/辞职/走人/走/leave/leaving/left/go/going/quit/quits/quitting/resign/resigned/resigning/resignation"},
    {ShifterEffect::retract, 1.0,
     "不是主要原因/不是主因/不是最主要的原因/不是主要的原因/不是真正的原因/不是真正原因/不是根本原因/不是关键原因/不算主要原因/并不是主要原因/并不是主因/并不是真正的原因/并非主要原因/并非主因/不是我离职的原因/不是我离开的原因/不是离职的原因/不是离职原因/"
     "not the main reason/not my main reason/not the real reason/not the reason/not why i left/not why i quit/not why i am leaving/not why i'm leaving/is not the main reason/is not my main reason/is not the real reason/is not the reason/is not why i left/is not why i quit/is not why i am leaving/is not why i'm leaving/"
     "was not the main reason/was not my main reason/was not the real reason/was not the reason/was not why i left/was not why i quit/was not why i am leaving/was not why i'm leaving/isn't the main reason/isn't my main reason/isn't the real reason/isn't the reason/isn't why i left/isn't why i quit/isn't why i am leaving/isn't why i'm leaving/"
     "wasn't the main reason/wasn't my main reason/wasn't the real reason/wasn't the reason/wasn't why i left/wasn't why i quit/wasn't why i am leaving/wasn't why i'm leaving/are not the main reason/are not my main reason/are not the real reason/are not the reason/are not why i left/are not why i quit/are not why i am leaving/are not why i'm leaving/"
     "aren't the main reason/aren't my main reason/aren't the real reason/aren't the reason/aren't why i left/aren't why i quit/aren't why i am leaving/aren't why i'm leaving/were not the main reason/were not my main reason/were not the real reason/were not the reason/were not why i left/were not why i quit/were not why i am leaving/were not why i'm leaving/"
     "weren't the main reason/weren't my main reason/weren't the real reason/weren't the reason/weren't why i left/weren't why i quit/weren't why i am leaving/weren't why i'm leaving"},
    {ShifterEffect::deny_before, 1.0, "很少/极少/较少/比较少/不多/并不多/不太多/不算多/没多少/很少见/rare/minimal/hardly existed/hardly happened/hardly ever happened/rarely happened/barely existed/nothing to do with/nothing to do with it/not an issue/not a problem/was not the problem"},
};

struct Contrast {
  const char *opens, *closes;
};
constexpr Contrast contrast_list[] = {{"不是", "而是"},   {"并不是", "而是"}, {"不是因为", "而是"}, {"并非", "而是"}, {"不是", "是因为"}, {"不是因为", "是因为"}, {"并不是", "是因为"}, {"与其说是", "不如说是"}, {"与其说", "不如说"}, {"不在于", "而在于"}, {"not", "but"},
                                      {"not", "it was"}, {"not", "it's"},     {"not because of", "but"}, {"not because", "but"}, {"wasn't", "but"}, {"isn't", "but"}, {"wasn't", "it was"}, {"isn't", "it's"}, {"less about", "more about"}};

constexpr const char* uninformative_list =
    "想换个环境/换个环境/换一个环境/换换环境/换环境/想换环境/个人原因/个人因素/个人发展/个人规划/个人问题/私人原因/自身原因/家里有事/家中有事/有事/有点事/想休息/想休息一下/休息一段时间/想歇一歇/不想干了/不想做了/做腻了/另有打算/有别的打算/有其他安排/其他原因/其它原因/没什么原因/没有原因/无/"
    "不方便说/不想说/不便透露/世界那么大/寻求新的挑战/新的挑战/挑战自我/personal reasons/personal reason/personal circumstances/personal matters/private reasons/a change of scenery/change of scenery/change of scene/a change/need a change/wanted a change/new challenge/"
    "new challenges/a fresh start/fresh start/try something new/try something different/time to move on/moving on/time for a change/various reasons/other reasons/no particular reason/no specific reason/no comment/prefer not to say/rather not say/take a break/taking a break";

}  // namespace

Lexicon shipped_lexicon() {
  Lexicon lexicon;
  lexicon.name = "mainstay";
  lexicon.version = "2";
  lexicon.shipped = false;
  for (const Reason& reason : reason_list) lexicon.reasons.push_back({reason.name, reason.name_zh});
  for (const Slot& slot : slot_list) lexicon.slots.push_back({slot.name, split(slot.words)});
  for (const Entry& entry : entry_list) lexicon.entries.push_back({entry.reason, entry.when, entry.weight, false, split(entry.phrases)});
  for (const Shifter& shifter : shifter_list) lexicon.shifters.push_back({shifter.effect, shifter.factor, split(shifter.words)});
  for (const Contrast& contrast : contrast_list) lexicon.contrasts.push_back({contrast.opens, contrast.closes});
  lexicon.uninformative = split(uninformative_list);
  return lexicon;
}

}  // namespace mainstay::inline v1::reasons
