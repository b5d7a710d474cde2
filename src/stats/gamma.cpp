#include "stats/gamma.hpp"

#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace mainstay::inline v1::stats {

namespace {
using Quiet = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::promote_double<false>>;
}  // namespace

double log_gamma(double x) noexcept { return boost::math::lgamma(x, Quiet()); }
double digamma(double x) noexcept { return boost::math::digamma(x, Quiet()); }
double trigamma(double x) noexcept { return boost::math::trigamma(x, Quiet()); }

}  // namespace mainstay::inline v1::stats
