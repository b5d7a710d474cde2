// How the special functions of Boost.Math are asked: nothing throws or sets errno; outside its domain a function answers NaN, at its end infinity.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace mainstay::inline v1::stats {

using Quiet = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>, boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>, boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>, boost::math::policies::promote_double<false>>;

}  // namespace mainstay::inline v1::stats
