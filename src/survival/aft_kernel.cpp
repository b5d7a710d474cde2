#include "survival/aft_kernel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "stats/distributions.hpp"
#include "stats/logistic.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double half_log_two_pi = 0.91893853320467274178;

// log(1 - exp(x)) for x <= 0.
double log_one_less(double x) noexcept { return x > -0.6931471805599453 ? std::log(-std::expm1(x)) : std::log1p(-std::exp(x)); }

// From log S to log(1 - S) with derivatives.
StandardValue complement(const StandardValue& s) noexcept {
  StandardValue c;
  c.v = log_one_less(s.v);
  const double odds = 1.0 / std::expm1(-s.v);  // S / (1 - S)
  if (!(odds > 0.0)) return c;
  const double bend = -odds * (1.0 + odds);
  c.w = -odds * s.w;
  c.q = -odds * s.q;
  c.ww = -odds * s.ww + bend * s.w * s.w;
  c.wq = -odds * s.wq + bend * s.w * s.q;
  c.qq = -odds * s.qq + bend * s.q * s.q;
  return c;
}

// ---- standard forms: W = (log T - location) / scale -----------------------------------------------------------------

struct Extreme {  // of minima: T is Weibull
  static constexpr bool shaped = false;
  static StandardValue density(double w, double) noexcept {
    const double e = std::exp(w);
    return {w - e, 1.0 - e, -e};
  }
  static StandardValue survival(double w, double) noexcept {
    const double e = std::exp(w);
    return {-e, -e, -e};
  }
  static StandardValue cdf(double w, double) noexcept {
    const double e = std::exp(w);
    if (e > 700.0) return {-std::exp(-e), 0.0, 0.0};
    if (e == 0.0) return {w, 1.0, 0.0};
    const double first = e / std::expm1(e);
    return {std::log(-std::expm1(-e)), first, first * (1.0 + e / std::expm1(-e))};
  }
};

struct Logistic {
  static constexpr bool shaped = false;
  static StandardValue density(double w, double) noexcept {
    const double p = 1.0 / (1.0 + std::exp(-w)), r = 1.0 / (1.0 + std::exp(w));
    return {w - 2.0 * stats::log_one_plus_exp(w), r - p, -2.0 * p * r};
  }
  static StandardValue survival(double w, double) noexcept {
    const double p = 1.0 / (1.0 + std::exp(-w)), r = 1.0 / (1.0 + std::exp(w));
    return {-stats::log_one_plus_exp(w), -p, -p * r};
  }
  static StandardValue cdf(double w, double) noexcept {
    const double p = 1.0 / (1.0 + std::exp(-w)), r = 1.0 / (1.0 + std::exp(w));
    return {-stats::log_one_plus_exp(-w), r, -p * r};
  }
};

struct Normal {
  static constexpr bool shaped = false;
  static StandardValue density(double w, double) noexcept { return {-0.5 * w * w - half_log_two_pi, -w, -1.0}; }
  static StandardValue survival(double w, double) noexcept {
    constexpr double far = 10.0;
    if (w > far) {  // Laplace's continued fraction: Mills' ratio is 1 / (w + rest)
      double rest = 0.0;
      for (int k = 40; k > 0; --k) rest = k / (w + rest);
      const double rate = w + rest;
      return {-0.5 * w * w - half_log_two_pi - std::log(rate), -rate, -rate * rest};
    }
    const double tail = 0.5 * std::erfc(w * 0.70710678118654752440);
    const double rate = std::exp(-0.5 * w * w - half_log_two_pi) / tail;
    return {w < -1.0 ? std::log1p(-0.5 * std::erfc(-w * 0.70710678118654752440)) : std::log(tail), -rate, -rate * (rate - w)};
  }
  static StandardValue cdf(double w, double) noexcept {
    const StandardValue s = survival(-w, 0.0);
    return {s.v, -s.w, s.ww};
  }
};

// Stirling's remainder of log gamma(k) at k = 1/shape², with derivatives by shape.
struct Remainder {
  double v, q, qq;
};
Remainder stirling_remainder(double shape) {
  const double u = shape * shape;
  constexpr double series_below = 0.1;
  if (u < series_below) {
    constexpr double terms[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188};
    Remainder r{0.0, 0.0, 0.0};
    double power = 1.0;  // shape^(2 m - 2), m = 1, 3, 5, …
    for (int j = 0; j < 9; ++j) {
      const double degree = 2.0 * (2 * j + 1);
      r.v += terms[j] * power * u;
      r.q += terms[j] * power * shape * degree;
      r.qq += terms[j] * power * degree * (degree - 1.0);
      power *= u * u;
    }
    return r;
  }
  const double k = 1.0 / u, log_k = std::log(k);
  const double by_k = stats::digamma(k) - log_k + 0.5 / k, by_kk = stats::trigamma(k) - 1.0 / k - 0.5 / (k * k);
  const double k_q = -2.0 * k / shape, k_qq = 6.0 * k * k;
  return {stats::log_gamma(k) - (k - 0.5) * log_k + k - half_log_two_pi, by_k * k_q, by_kk * k_q * k_q + by_k * k_qq};
}

// (e^z - 1)/z, (e^z - 1 - z)/z² and derivatives.
struct Exponentials {
  double e, one, one1, two, two1, two2;
};
Exponentials exponentials(double z) noexcept {
  Exponentials x{};
  x.e = std::exp(z);
  if (std::fabs(z) < 0.7) {
    constexpr int terms = 18;
    // sum z^n / (n + 2)!, its derivatives by Horner's rule
    static constexpr auto inverse = [] {
      std::array<double, terms + 3> f{};
      f[0] = 1.0;
      for (int n = 1; n < terms + 3; ++n) f[n] = f[n - 1] / n;
      return f;
    }();
    for (int n = terms; n >= 0; --n) x.two = x.two * z + inverse[n + 2];
    for (int n = terms; n >= 1; --n) x.two1 = x.two1 * z + n * inverse[n + 2];
    for (int n = terms; n >= 2; --n) x.two2 = x.two2 * z + n * (n - 1) * inverse[n + 2];
    x.one = 1.0 + z * x.two;
    x.one1 = x.two + z * x.two1;
    return x;
  }
  x.one = (x.e - 1.0) / z;
  x.one1 = (x.e - x.one) / z;
  const double one2 = (x.e - 2.0 * x.one1) / z;
  x.two = (x.one - 1.0) / z;
  x.two1 = (x.one1 - x.two) / z;
  x.two2 = (one2 - 2.0 * x.two1) / z;
  return x;
}

StandardValue generalised_density(double w, double shape, const Remainder& remainder) noexcept {
  const Exponentials x = exponentials(shape * w);
  const double square = w * w;
  return {-half_log_two_pi - remainder.v - square * x.two,
          -w * x.one,
          -x.e,
          -remainder.q - square * w * x.two1,
          -square * x.one1,
          -remainder.qq - square * square * x.two2};
}

// Nodes and weights of Gauss and Legendre on (0, 1).
template <int count>
struct GaussLegendre {
  double node[count], weight[count];
  GaussLegendre() {
    for (int i = 0; i < count; ++i) {
      double x = std::cos(3.14159265358979323846 * (i + 0.75) / (count + 0.5)), slope = 0.0;
      for (int step = 0; step < 100; ++step) {
        double p = 1.0, before = 0.0;
        for (int k = 1; k <= count; ++k) {
          const double next = ((2.0 * k - 1.0) * x * p - (k - 1.0) * before) / k;
          before = p;
          p = next;
        }
        slope = count * (x * p - before) / (x * x - 1.0);
        const double change = p / slope;
        x -= change;
        if (std::fabs(change) < 1e-16) break;
      }
      node[i] = 0.5 * (1.0 - x);
      weight[i] = 1.0 / ((1.0 - x * x) * slope * slope);
    }
  }
};

// Right tail from w >= 0, where the density falls: its integral relative to the density at w.
StandardValue tail(double w, double shape, const Remainder& remainder) noexcept {
  static const GaussLegendre<16> rule;
  const StandardValue at = generalised_density(w, shape, remainder);
  if (!std::isfinite(at.v) || !(at.w > -1e150)) return {-infinity, -infinity, -infinity, 0.0, 0.0, 0.0};
  constexpr double nothing = 42.0;  // exp(-42) is below rounding
  // How far until the density has fallen so: the log density is concave.
  const double fall = -at.w, bend = -at.ww;
  double reach = 2.0 * nothing / (fall + std::sqrt(fall * fall + 2.0 * bend * nothing));
  for (int step = 0; step < 4; ++step) {
    const Exponentials x = exponentials(shape * (w + reach));
    const double drop = at.v - (-half_log_two_pi - remainder.v - (w + reach) * (w + reach) * x.two), slope = (w + reach) * x.one;
    if (!std::isfinite(drop)) {
      reach *= 0.5;
      continue;
    }
    reach = std::max(0.25 * reach, reach + (nothing - drop) / slope);
  }
  double sum = 0.0, first = 0.0, second = 0.0, steeper = 0.0;  // steeper: how much the log density's slope falls beyond w
  const int panels = 6 + (std::fabs(shape) > 1.0 ? 2 * static_cast<int>(std::ceil(std::log2(std::fabs(shape)))) : 0);
  double from = 0.0, to = std::ldexp(reach, 1 - panels);
  for (int panel = 0; panel < panels; ++panel) {
    for (int i = 0; i < 16; ++i) {
      const double beyond = from + (to - from) * rule.node[i];
      const StandardValue f = generalised_density(w + beyond, shape, remainder);
      const double mass = (to - from) * rule.weight[i] * std::exp(f.v - at.v);
      if (!(mass > 0.0)) continue;
      sum += mass;
      steeper += mass * bend * (shape == 0.0 ? beyond : std::expm1(shape * beyond) / shape);
      first += mass * f.q;
      second += mass * (f.qq + f.q * f.q);
    }
    from = to;
    to *= 2.0;
  }
  const double rate = 1.0 / sum, mean = first * rate;
  return {at.v + std::log(sum), -rate, -rate * (steeper * rate), mean, -rate * (at.q - mean), second * rate - mean * mean};
}

StandardValue generalised_survival(double w, double shape, const Remainder& remainder) noexcept;
StandardValue generalised_cdf(double w, double shape, const Remainder& remainder) noexcept {
  const StandardValue s = generalised_survival(-w, -shape, {remainder.v, -remainder.q, remainder.qq});
  return {s.v, -s.w, s.ww, -s.q, s.wq, s.qq};
}
StandardValue generalised_survival(double w, double shape, const Remainder& remainder) noexcept {
  if (w >= 0.0) return tail(w, shape, remainder);
  const StandardValue left = tail(-w, -shape, {remainder.v, -remainder.q, remainder.qq});
  return complement({left.v, -left.w, left.ww, -left.q, left.wq, left.qq});
}

// ---- likelihoods by channel ------------------------------------------------------------------------------------------

// Channels in use: location, scale, then shape and cure where there are any.
template <int N>
struct Jet {
  double v = 0.0;
  double g[N] = {};
  double h[N * (N + 1) / 2] = {};
};
template <int N>
constexpr int pair_of(int i, int j) noexcept { return i * N - i * (i - 1) / 2 + (j - i); }

struct At {
  double location, scale, inverse_scale, shape, cure;
  Remainder remainder;
};

// log(a e^A + b e^B) with the shares p = a e^A / sum, r = 1 - p; where a share is 0 its part is not looked at.
template <int N>
Jet<N> mixed(double value, double p, const Jet<N>& a, double r, const Jet<N>& b) noexcept {
  if (r == 0.0) {
    Jet<N> result = a;
    result.v = value;
    return result;
  }
  if (p == 0.0) {
    Jet<N> result = b;
    result.v = value;
    return result;
  }
  Jet<N> result;
  result.v = value;
  for (int i = 0; i < N; ++i) {
    result.g[i] = p * a.g[i] + r * b.g[i];
    for (int j = i; j < N; ++j)
      result.h[pair_of<N>(i, j)] = p * a.h[pair_of<N>(i, j)] + r * b.h[pair_of<N>(i, j)] + p * r * (a.g[i] - b.g[i]) * (a.g[j] - b.g[j]);
  }
  return result;
}

template <int N, bool shaped>
Jet<N> by_channel(const StandardValue& s, double w, double inverse_scale) noexcept {
  Jet<N> jet;
  jet.v = s.v;
  jet.g[0] = -inverse_scale * s.w;
  jet.g[1] = -w * s.w;
  jet.h[pair_of<N>(0, 0)] = inverse_scale * inverse_scale * s.ww;
  jet.h[pair_of<N>(0, 1)] = inverse_scale * (w * s.ww + s.w);
  jet.h[pair_of<N>(1, 1)] = w * (w * s.ww + s.w);
  if constexpr (shaped) {
    jet.g[2] = s.q;
    jet.h[pair_of<N>(0, 2)] = -inverse_scale * s.wq;
    jet.h[pair_of<N>(1, 2)] = -w * s.wq;
    jet.h[pair_of<N>(2, 2)] = s.qq;
  }
  return jet;
}

template <class Form>
struct Scaled {
  static constexpr bool shaped = Form::shaped;
  template <int N>
  static Jet<N> density(const At& at, double y) noexcept {  // of log time
    const double w = (y - at.location) * at.inverse_scale;
    Jet<N> jet = by_channel<N, shaped>(Form::density(w, at.shape), w, at.inverse_scale);
    jet.v -= at.scale;
    jet.g[1] -= 1.0;
    return jet;
  }
  template <int N>
  static Jet<N> survival(const At& at, double y) noexcept {
    const double w = (y - at.location) * at.inverse_scale;
    return by_channel<N, shaped>(Form::survival(w, at.shape), w, at.inverse_scale);
  }
  template <int N>
  static Jet<N> cdf(const At& at, double y) noexcept {
    const double w = (y - at.location) * at.inverse_scale;
    return by_channel<N, shaped>(Form::cdf(w, at.shape), w, at.inverse_scale);
  }
  static bool narrow(const At& at, double from, double to) noexcept { return (to - from) * at.inverse_scale <= 1.0; }
};

struct Generalised {
  static constexpr bool shaped = true;
  template <int N>
  static Jet<N> density(const At& at, double y) noexcept {
    const double w = (y - at.location) * at.inverse_scale;
    Jet<N> jet = by_channel<N, true>(generalised_density(w, at.shape, at.remainder), w, at.inverse_scale);
    jet.v -= at.scale;
    jet.g[1] -= 1.0;
    return jet;
  }
  template <int N>
  static Jet<N> survival(const At& at, double y) noexcept {
    const double w = (y - at.location) * at.inverse_scale;
    return by_channel<N, true>(generalised_survival(w, at.shape, at.remainder), w, at.inverse_scale);
  }
  template <int N>
  static Jet<N> cdf(const At& at, double y) noexcept {
    const double w = (y - at.location) * at.inverse_scale;
    return by_channel<N, true>(generalised_cdf(w, at.shape, at.remainder), w, at.inverse_scale);
  }
  static bool narrow(const At& at, double from, double to) noexcept { return (to - from) * at.inverse_scale * std::max(1.0, std::fabs(at.shape)) <= 1.0; }
};

// The cumulative hazard is exp(location) (exp(slope t) - 1) / slope, with the slope in the place of the log scale.
struct Growing {
  static constexpr bool shaped = false;
  // Logarithm of the cumulative hazard; a[0], a[1]: by slope.
  static double log_cumulative(const At& at, double y, double* by) noexcept {
    const double t = std::exp(y), z = at.scale * t;
    double log_mean, first, second;  // of (e^z - 1)/z
    if (std::fabs(z) < 0.5) {
      const double u = z * z;
      log_mean = z == 0.0 ? 0.0 : std::log(std::expm1(z) / z);
      first = 0.5 + z * (1.0 / 12 + u * (-1.0 / 720 + u * (1.0 / 30240 + u * (-1.0 / 1209600 + u * (1.0 / 47900160 - u * 691.0 / 1307674368000.0)))));
      second = 1.0 / 12 + u * (-1.0 / 240 + u * (1.0 / 6048 + u * (-1.0 / 172800 + u * (1.0 / 5322240 - u * 691.0 * 11.0 / 1307674368000.0))));
    } else {
      // 1/(1 - e^-z) and its derivative
      const double share = -1.0 / std::expm1(-z);
      log_mean = z > 0.0 ? z + std::log1p(-std::exp(-z)) - std::log(z) : std::log(-std::expm1(z)) - std::log(-z);
      first = share - 1.0 / z;
      second = 1.0 / (z * z) - (std::fabs(z) > 700.0 ? 0.0 : share * share * std::exp(-z));
      if (z < -700.0) first = -1.0 / z;
    }
    by[0] = t * first;
    by[1] = t * t * second;
    return at.location + y + log_mean;
  }
  template <int N>
  static Jet<N> density(const At& at, double y) noexcept {
    Jet<N> jet = survival<N>(at, y);
    jet.v += at.location + at.scale * std::exp(y) + y;
    jet.g[0] += 1.0;
    jet.g[1] += std::exp(y);
    return jet;
  }
  // A function c of the log cumulative hazard with first and second derivative.
  template <int N>
  static Jet<N> chained(double value, double first, double second, const double* by) noexcept {
    Jet<N> jet;
    jet.v = value;
    jet.g[0] = first;
    jet.g[1] = first * by[0];
    jet.h[pair_of<N>(0, 0)] = second;
    jet.h[pair_of<N>(0, 1)] = second * by[0];
    jet.h[pair_of<N>(1, 1)] = second * by[0] * by[0] + first * by[1];
    return jet;
  }
  template <int N>
  static Jet<N> survival(const At& at, double y) noexcept {
    double by[2];
    const double h = std::exp(log_cumulative(at, y, by));
    return chained<N>(-h, -h, -h, by);
  }
  template <int N>
  static Jet<N> cdf(const At& at, double y) noexcept {
    double by[2];
    const StandardValue s = Extreme::cdf(log_cumulative(at, y, by), 0.0);
    return chained<N>(s.v, s.w, s.ww, by);
  }
  static bool narrow(const At& at, double from, double to) noexcept {
    return to - from <= 1.0 && std::fabs(at.scale) * (std::exp(to) - std::exp(from)) <= 1.0;
  }
};

template <class Family, bool cured>
struct Likelihood {
  static constexpr int N = 2 + (Family::shaped ? 1 : 0) + (cured ? 1 : 0);
  using J = Jet<N>;

  static At at(const AftPoint& point) {
    At result{point.location, point.scale, std::exp(-point.scale), point.shape, point.cure, {0.0, 0.0, 0.0}};
    if constexpr (Family::shaped) result.remainder = stirling_remainder(point.shape);
    return result;
  }
  static void add_leaving(const At& at, J& jet) noexcept {  // log(1 - never)
    if constexpr (cured) {
      const double never = 1.0 / (1.0 + std::exp(-at.cure));
      jet.v -= stats::log_one_plus_exp(at.cure);
      jet.g[N - 1] -= never;
      jet.h[pair_of<N>(N - 1, N - 1)] -= never / (1.0 + std::exp(at.cure));
    }
  }
  static J survival(const At& at, double y) noexcept {
    if (y == -infinity) return {};
    J leaving = Family::template survival<N>(at, y);
    if constexpr (cured) {
      add_leaving(at, leaving);
      J never;
      const double share = 1.0 / (1.0 + std::exp(-at.cure));
      never.v = -stats::log_one_plus_exp(-at.cure);
      never.g[N - 1] = 1.0 - share;
      never.h[pair_of<N>(N - 1, N - 1)] = -share * (1.0 - share);
      const double gap = leaving.v - never.v, value = never.v + stats::log_one_plus_exp(gap);
      const double p = 1.0 / (1.0 + std::exp(-gap));
      return mixed<N>(value, p, leaving, p == 0.0 ? 1.0 : 1.0 / (1.0 + std::exp(gap)), never);
    }
    return leaving;
  }
  static J density(const At& at, double y) noexcept {  // of log time
    J jet = Family::template density<N>(at, y);
    add_leaving(at, jet);
    return jet;
  }
  static J left(const At& at, double y) noexcept {
    J jet = Family::template cdf<N>(at, y);
    add_leaving(at, jet);
    return jet;
  }
  static J interval(const At& at, double from, double to) noexcept {
    const J above = Family::template survival<N>(at, from), beyond = Family::template survival<N>(at, to);
    const J before = Family::template cdf<N>(at, from), until = Family::template cdf<N>(at, to);
    const double right_gap = above.v - beyond.v, left_gap = until.v - before.v;
    J jet;
    if (Family::narrow(at, from, to) && !(std::min(right_gap, left_gap) >= 1.0)) {
      // The density hardly changes: an integral has no cancellation.
      static const GaussLegendre<12> rule;
      J node[12];
      double largest = -infinity, total = 0.0, share[12];
      for (int i = 0; i < 12; ++i) {
        node[i] = Family::template density<N>(at, from + (to - from) * rule.node[i]);
        largest = std::max(largest, node[i].v);
      }
      for (int i = 0; i < 12; ++i) total += share[i] = rule.weight[i] * std::exp(node[i].v - largest);
      jet.v = largest + std::log(total) + std::log(to - from);
      for (int i = 0; i < 12; ++i) {
        share[i] /= total;
        for (int a = 0; a < N; ++a) jet.g[a] += share[i] * node[i].g[a];
      }
      for (int i = 0; i < 12; ++i)
        for (int a = 0; a < N; ++a)
          for (int b = a; b < N; ++b)
            jet.h[pair_of<N>(a, b)] += share[i] * (node[i].h[pair_of<N>(a, b)] + (node[i].g[a] - jet.g[a]) * (node[i].g[b] - jet.g[b]));
    } else if (right_gap >= left_gap) {
      const double r = std::isfinite(right_gap) ? -1.0 / std::expm1(right_gap) : 0.0;
      jet = mixed<N>(above.v + log_one_less(-right_gap), 1.0 - r, above, r, beyond);
    } else {
      const double r = std::isfinite(left_gap) ? -1.0 / std::expm1(left_gap) : 0.0;
      jet = mixed<N>(until.v + log_one_less(-left_gap), 1.0 - r, until, r, before);
    }
    add_leaving(at, jet);
    return jet;
  }
  static constexpr std::int32_t channel(int i) noexcept {
    if (i < 2) return i;
    if (Family::shaped && i == 2) return at_shape;
    return at_cure;
  }
  static AftValue widened(const J& jet) noexcept {
    AftValue value;
    value.value = jet.v;
    for (int i = 0; i < N; ++i) {
      value.slope[channel(i)] = jet.g[i];
      for (int j = i; j < N; ++j) value.curve[aft_pair(channel(i), channel(j))] = jet.h[pair_of<N>(i, j)];
    }
    return value;
  }

  static double rows(const AftRows& rows, const AftSlopes& out) {
    double total = 0.0;
    AftPoint point{0.0, rows.scale[0], rows.shape, 0.0};
    At at = Likelihood::at(point);
    std::int32_t stratum = 0;
    for (std::int64_t i = 0; i < rows.count; ++i) {
      J jet;
      const double weight = rows.weight != nullptr ? rows.weight[i] : 1.0;
      const AftKind kind = weight > 0.0 ? rows.kind[i] : AftKind::none;
      if (kind != AftKind::none) {
        if (rows.stratum != nullptr && rows.stratum[i] != stratum) {
          stratum = rows.stratum[i];
          at.scale = rows.scale[stratum];
          at.inverse_scale = std::exp(-at.scale);
        }
        at.location = rows.location[i];
        if constexpr (cured) at.cure = rows.cure[i];
        switch (kind) {
          case AftKind::exact:
            jet = density(at, rows.low[i]);
            jet.v -= rows.low[i];
            break;
          case AftKind::right: jet = survival(at, rows.low[i]); break;
          case AftKind::left: jet = left(at, rows.high[i]); break;
          case AftKind::interval: jet = interval(at, rows.low[i], rows.high[i]); break;
          case AftKind::none: break;
        }
        if (rows.entry != nullptr && rows.entry[i] > -infinity) {
          const J entered = survival(at, rows.entry[i]);
          jet.v -= entered.v;
          for (int a = 0; a < N; ++a) jet.g[a] -= entered.g[a];
          for (int a = 0; a < N * (N + 1) / 2; ++a) jet.h[a] -= entered.h[a];
        }
        total += weight * jet.v;
      }
      for (int a = 0; a < N; ++a) {
        out.slope[channel(a)][i] = weight * jet.g[a];
        for (int b = a; b < N; ++b) out.curve[aft_pair(channel(a), channel(b))][i] = weight * jet.h[pair_of<N>(a, b)];
      }
    }
    return total;
  }
};

template <class Work>
auto with_likelihood(AftDistribution distribution, bool cured, const Work& work) {
  const auto choose = [&]<class Family>(Family) {
    return cured ? work(Likelihood<Family, true>{}) : work(Likelihood<Family, false>{});
  };
  switch (distribution) {
    case AftDistribution::log_normal: return choose(Scaled<Normal>{});
    case AftDistribution::log_logistic: return choose(Scaled<Logistic>{});
    case AftDistribution::generalised_gamma: return choose(Generalised{});
    case AftDistribution::gompertz: return choose(Growing{});
    case AftDistribution::exponential:
    case AftDistribution::weibull: break;
  }
  return choose(Scaled<Extreme>{});
}

}  // namespace

AftValue aft_log_survival(AftDistribution distribution, bool cured, const AftPoint& at, double log_time) {
  return with_likelihood(distribution, cured, [&]<class L>(L) { return L::widened(L::survival(L::at(at), log_time)); });
}

AftValue aft_log_hazard(AftDistribution distribution, bool cured, const AftPoint& at, double log_time) {
  return with_likelihood(distribution, cured, [&]<class L>(L) {
    const At known = L::at(at);
    auto jet = L::density(known, log_time);
    const auto survived = L::survival(known, log_time);
    jet.v -= survived.v + log_time;
    for (int i = 0; i < L::N; ++i) jet.g[i] -= survived.g[i];
    for (int i = 0; i < L::N * (L::N + 1) / 2; ++i) jet.h[i] -= survived.h[i];
    return L::widened(jet);
  });
}

double aft_log_survival_only(AftDistribution distribution, const AftPoint& at, double log_time) {
  return with_likelihood(distribution, false, [&]<class L>(L) { return L::survival(L::at(at), log_time).v; });
}

double aft_rows(AftDistribution distribution, const AftRows& rows, const AftSlopes& out) {
  return with_likelihood(distribution, rows.cure != nullptr, [&]<class L>(L) { return L::rows(rows, out); });
}

StandardValue generalised_gamma_log_density(double w, double shape) { return generalised_density(w, shape, stirling_remainder(shape)); }
StandardValue generalised_gamma_log_survival(double w, double shape) { return generalised_survival(w, shape, stirling_remainder(shape)); }

}  // namespace mainstay::inline v1::survival
