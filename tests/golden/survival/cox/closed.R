# Therneau's worked examples (vignette "validate" of R's survival), as exact expressions: numbers without a fitting program.
closed <- function(path, note, data, expect, options) {
  content <- list(source = paste0("closed forms of the vignette 'validate' of R's survival, evaluated in R ", getRversion()),
                  call = "none", note = note, options = options, data = data, expect = expect)
  connection <- file(path, "wb")
  writeLines(json(content), connection)
  close(connection)
}

test1 <- list(duration = column(c(1, 1, 6, 6, 8, 9)), event = column(c(1, 0, 1, 1, 0, 1)), x = list(x = column(c(1, 1, 1, 0, 0, 0))))

# Breslow: the maximum is at r = exp(beta) = (3 + sqrt(33)) / 2
breslow_loglik <- function(r) 2 * log(r) - log(3 * r + 3) - 2 * log(r + 3)
breslow_information <- function(r) r / (r + 1)^2 + 6 * r / (r + 3)^2
r <- (3 + sqrt(33)) / 2
stopifnot(abs(log(r) - 1.475285) < 5e-7)
cumulative <- c(1 / (3 * r + 3), 1 / (3 * r + 3) + 2 / (r + 3), 1 / (3 * r + 3) + 2 / (r + 3) + 1)
closed("closed_test1_breslow.json", "test1, Breslow: r = (3 + sqrt(33)) / 2, first Newton step 8/5", test1, list(
  coef = column(log(r)), loglik = column(c(breslow_loglik(1), breslow_loglik(r))),
  score_at_0 = 1, information_at_0 = 5 / 8, first_newton_step = 8 / 5,
  second_newton_step = 8 / 5 + (2 - 3 * exp(1.6) / (3 * exp(1.6) + 3) - 2 * exp(1.6) / (exp(1.6) + 3)) / breslow_information(exp(1.6)),
  information = column(breslow_information(r)), var = matrix(1 / breslow_information(r)),
  baseline_time = column(c(1, 6, 9)), baseline_cumulative_hazard = column(cumulative),
  at_beta_0 = list(cumulative_hazard = column(c(1 / 6, 2 / 3, 5 / 3)), variance_at_x_0 = column(c(7 / 180, 2 / 9, 11 / 9)),
                   martingale = column(c(5 / 6, -1 / 6, 1 / 3, 1 / 3, -2 / 3, -2 / 3)))),
  list(ties = "breslow", ridge = 0))

# Efron: 23 r = r^3 ... the maximum is at r = 2 sqrt(23 / 3) cos(phi / 3)
efron_loglik <- function(r) 2 * log(r) - log(3 * r + 3) - log(r + 3) - log((r + 5) / 2)
efron_information <- function(r) r / (r + 1)^2 + 3 * r / (r + 3)^2 + 5 * r / (r + 5)^2
efron_score <- function(r) 2 - (r / (r + 1) + r / (r + 3) + r / (r + 5))
phi <- acos((45 / 23) * sqrt(3 / 23))
r <- 2 * sqrt(23 / 3) * cos(phi / 3)
stopifnot(abs(log(r) - 1.676857) < 5e-7, abs(efron_score(r)) < 1e-15, abs(efron_loglik(r) + 3.358975) < 5e-7,
          abs(efron_information(r) - .612632) < 5e-7, abs(efron_information(1) - 83 / 144) < 1e-15, abs(efron_score(1) - 52 / 48) < 1e-15)
efron_cumulative <- function(r) cumsum(c(1 / (3 * r + 3), 1 / (r + 3) + 2 / (r + 5), 1))
closed("closed_test1_efron.json", "test1, Efron: r = 2 sqrt(23/3) cos(phi/3), phi = acos((45/23) sqrt(3/23))", test1, list(
  coef = column(log(r)), loglik = column(c(efron_loglik(1), efron_loglik(r))), score_at_0 = 52 / 48, information_at_0 = 83 / 144,
  score_test = (52 / 48)^2 / (83 / 144), information = column(efron_information(r)), var = matrix(1 / efron_information(r)),
  baseline_time = column(c(1, 6, 9)), baseline_cumulative_hazard = column(efron_cumulative(r)),
  at_beta_0 = list(variance_at_x_0 = column(c(119 / 2988, 1996 / 6225, 8221 / 6225)),
                   martingale = column(c(5 / 6, -1 / 6, 5 / 12, 5 / 12, -3 / 4, -3 / 4)),
                   score_residual = column(c(5 / 12, -1 / 12, 55 / 144, -5 / 144, 29 / 144, 29 / 144)))),
  list(ties = "efron", ridge = 0))

# test2, (start, stop] rows, Breslow: the score as a function of r has its root found in closed intervals, to the last digit
test2 <- data.frame(start = c(1, 2, 5, 2, 1, 7, 3, 4, 8, 8), stop = c(2, 3, 6, 7, 8, 9, 9, 9, 14, 17),
                    event = c(1, 1, 1, 1, 1, 1, 1, 0, 0, 0), x = c(1, 0, 0, 1, 0, 1, 1, 1, 0, 0))
test2_loglik <- function(b) {
  r <- exp(b)
  4 * log(r) - log(r + 1) - log(r + 2) - log(3 * r + 2) - 2 * log(3 * r + 1) - 2 * log(3 * r + 2)
}
test2_score <- function(b) {
  r <- exp(b)
  4 - r / (r + 1) - r / (r + 2) - 3 * r / (3 * r + 2) - 6 * r / (3 * r + 1) - 6 * r / (3 * r + 2)
}
test2_information <- function(b) {
  r <- exp(b)
  part <- function(a, c) a * c * r / (a * r + c)^2
  part(1, 1) + part(1, 2) + part(3, 2) + 2 * part(3, 1) + 2 * part(3, 2)
}
b <- uniroot(test2_score, c(-1, 1), tol = 1e-15)$root
for (i in 1:5) b <- b + test2_score(b) / test2_information(b)
stopifnot(abs(exp(b) - .9189477) < 5e-8, abs(b + .084526) < 1e-6, abs(test2_score(0) + 2 / 15) < 1e-15,
          abs(test2_information(0) - 2821 / 1800) < 1e-15)
closed("closed_test2_breslow.json", "test2, (start, stop] rows, Breslow", with(test2, list(entry = column(start), duration = column(stop),
  event = column(event), x = list(x = column(x)))), list(coef = column(b), loglik = column(c(test2_loglik(0), test2_loglik(b))),
  score_at_0 = -2 / 15, information_at_0 = 2821 / 1800, score_test = (2 / 15)^2 / (2821 / 1800),
  information = column(test2_information(b)), var = matrix(1 / test2_information(b))), list(ties = "breslow", ridge = 0))

# testw1: weights equal copied rows under Breslow; the copies are given so that a test can compare both
testw1 <- data.frame(time = c(1, 1, 2, 2, 2, 2, 3, 4, 5), status = c(1, 0, 1, 1, 1, 0, 0, 1, 0), x = c(2, 0, 1, 1, 0, 1, 0, 1, 0),
                     wt = c(1, 2, 3, 4, 3, 2, 1, 2, 1))
copied <- testw1[rep(seq_len(9), testw1$wt), ]
w <- coxph(Surv(time, status) ~ x, testw1, weights = wt, ties = "breslow", control = tight, robust = FALSE)
v <- coxph(Surv(time, status) ~ x, copied, ties = "breslow", control = tight)
stopifnot(abs(coef(w) - coef(v)) < 1e-12)
write_golden("closed_testw1_breslow.json", "coxph(Surv(duration, event) ~ x, weights = weights, ties = \"breslow\")",
  with(testw1, list(duration = column(time), event = column(status), weights = column(wt), x = list(x = column(x)))),
  list(coef = column(coef(w)), loglik = column(w$loglik), var = w$var, coef_of_copied_rows = column(coef(v)), loglik_of_copied_rows = column(v$loglik)),
  options = list(ties = "breslow", ridge = 0), note = "testw1: weights equal copied rows under Breslow")
