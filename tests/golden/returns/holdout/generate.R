# Golden values of returns.holdout: power.prop.test of R for arms of equal size. Run: Rscript generate.R (needs jsonlite).
library(jsonlite)
cases <- expand.grid(n = c(40, 120, 700), base = c(0.05, 0.15, 0.4), significance = c(0.05, 0.01))
cases$power_of_10_points <- mapply(function(n, p, a) power.prop.test(n = n, p1 = p, p2 = p + 0.1, sig.level = a)$power, cases$n, cases$base, cases$significance)
cases$detectable <- mapply(function(n, p, a) power.prop.test(n = n, p1 = p, power = 0.8, sig.level = a, tol = 1e-12)$p2 - p, cases$n, cases$base, cases$significance)
cases$needed <- mapply(function(n, p, a) 2 * power.prop.test(p1 = p, p2 = p + 0.1, power = 0.8, sig.level = a, tol = 1e-12)$n, cases$n, cases$base, cases$significance)
write(toJSON(list(cases = cases), digits = 15, dataframe = "columns"), "power.json")
