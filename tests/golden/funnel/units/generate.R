# Rewrites the JSON files beside it: Rscript tests/golden/funnel/units/generate.R
# Limits by qbinom and pbinom, p-values by pbinom, dispersion by quantile(type = 7), heterogeneity by prop.test, between_std by metafor's DerSimonian-Laird (not winsorised),
# spreads by VGAM's betabinomial and metafor's Paule-Mandel and maximum likelihood, ranks by integrate over the beta posteriors at VGAM's spread.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(VGAM); library(metafor)})
unlink(list.files(".", "\\.json$"))

lower_limit <- function(n, rate, tail) {
  r <- qbinom(tail, n, rate)
  at <- pbinom(r, n, rate)
  pmax(0, r - (at - tail) / (at - pbinom(r - 1, n, rate)))
}

seeded(20268)
number <- 0
while (number < 8) {
  units <- sample(5:14, 1)
  total <- sample(8:90, units, TRUE)
  true <- rbeta(units, 6, 5)
  count <- rbinom(units, total, true)
  centre <- sum(count) / sum(total)
  # The marginal likelihood has to have its maximum inside.
  if (sum((count - total * centre)^2 / (centre * (1 - centre)) - total) <= 0.5 * sum(total)) next
  number <- number + 1
  fit <- vglm(cbind(count, total - count) ~ 1, betabinomial(lrho = "loglink"), epsilon = 1e-13, maxit = 200)
  mean <- unname(plogis(coef(fit)[1]))
  rho <- unname(exp(coef(fit)[2]))
  strength <- 1 / rho - 1
  # VGAM stops early; Newton's last steps by optim on its own density.
  height <- function(p) -sum(dbetabinom.ab(count, total, exp(p[1]), exp(p[2]), log = TRUE))
  best <- optim(log(c(mean, 1 - mean) * strength), height, method = "BFGS", control = list(reltol = 1e-16, maxit = 2000))
  best <- nlm(height, best$par, gradtol = 1e-12, steptol = 1e-14, iterlim = 1000)
  a <- exp(best$estimate[1]); b <- exp(best$estimate[2])
  std_error <- sqrt(centre * (1 - centre) / total)
  z <- (count / total - centre) / std_error
  bounds <- quantile(z, c(0.1, 0.9), type = 7)
  winsorised <- pmin(pmax(z, bounds[1]), bounds[2])
  p <- pmin(1, 2 * pmin(pbinom(count, total, centre), pbinom(count - 1, total, centre, lower.tail = FALSE)))
  posterior_a <- a + count; posterior_b <- b + total - count
  worst <- sapply(seq_len(units), function(i) integrate(function(x) sapply(x, function(t) dbeta(t, posterior_a[i], posterior_b[i]) * prod(pbeta(t, posterior_a[-i], posterior_b[-i], lower.tail = FALSE))), 0, 1, rel.tol = 1e-10, subdivisions = 2000)$value)
  rank <- sapply(seq_len(units), function(i) 1 + sum(sapply(setdiff(seq_len(units), i), function(j) integrate(function(x) dbeta(x, posterior_a[i], posterior_b[i]) * pbeta(x, posterior_a[j], posterior_b[j], lower.tail = FALSE), 0, 1, rel.tol = 1e-10, subdivisions = 2000)$value)))
  write_golden(sprintf("random_%02d.json", number), "qbinom, pbinom, prop.test, rma.uni, betabinomial, integrate",
    columns(list(unit = sprintf("u%02d", seq_len(units)), count = count, total = total)),
    list(heterogeneity = unname(suppressWarnings(prop.test(count, total, correct = FALSE))$statistic), heterogeneity_p = suppressWarnings(prop.test(count, total, correct = FALSE))$p.value,
         dispersion = mean(winsorised^2), between_std = sqrt(rma.uni(count / total, std_error^2, method = "DL")$tau2), mean = a / (a + b), strength = a + b, log_likelihood = -best$minimum,
         estimate = column(posterior_a / (posterior_a + posterior_b)), estimate_lower = column(qbeta(0.025, posterior_a, posterior_b)), estimate_upper = column(qbeta(0.975, posterior_a, posterior_b)),
         inner_lower = column(lower_limit(total, centre, 0.025) / total), inner_upper = column(1 - lower_limit(total, 1 - centre, 0.025) / total),
         outer_lower = column(lower_limit(total, centre, 0.001) / total), outer_upper = column(1 - lower_limit(total, 1 - centre, 0.001) / total),
         p_value = column(p), hochberg = column(p.adjust(p, "BH")), yekutieli = column(p.adjust(p, "BY")), holm = column(p.adjust(p, "holm")), bonferroni = column(p.adjust(p, "bonferroni")),
         worst_probability = column(worst), expected_rank = column(rank)),
    packages = c("VGAM", "metafor"), note = "better = higher")
}

# Adjusted: known normal errors, spreads by metafor.
for (number in 1:4) {
  units <- sample(6:12, 1)
  unit <- rep(seq_len(units), each = 2)
  stratum <- rep(c("campus", "agency"), units)
  total <- sample(15:80, 2 * units, TRUE)
  count <- rbinom(2 * units, total, plogis(ifelse(stratum == "campus", -1, 0.6) + rep(rnorm(units, 0, 0.5), each = 2)))
  rates <- tapply(count, stratum, sum) / tapply(total, stratum, sum)
  expected <- as.vector(tapply(total * rates[stratum], unit, sum))
  variance <- as.vector(tapply(total * rates[stratum] * (1 - rates[stratum]), unit, sum))
  observed <- as.vector(tapply(count, unit, sum))
  centre <- sum(observed) / sum(total)
  adjusted <- observed / expected * centre
  error <- sqrt(variance) / expected * centre
  control <- list(threshold = 1e-13, tol = 1e-13, maxiter = 10000)
  moments <- rma.uni(adjusted, error^2, method = "PM", control = list(tol = 1e-13, maxiter = 10000))
  likelihood <- rma.uni(adjusted, error^2, method = "ML", control = control)
  lower <- sapply(seq_len(units), function(u) {  # the sum of two binomial counts, added up one by one
    n <- total[unit == u]; p <- rates[stratum[unit == u]]
    mass <- rep(0, sum(n) + 1)
    for (i in 0:n[1]) mass[i + 1:(n[2] + 1)] <- mass[i + 1:(n[2] + 1)] + dbinom(i, n[1], p[1]) * dbinom(0:n[2], n[2], p[2])
    c(sum(mass[1:(observed[u] + 1)]), sum(mass[(observed[u] + 1):length(mass)]))
  })
  write_golden(sprintf("adjusted_%02d.json", number), "rma.uni(method = PM, ML)", columns(list(unit = unit, stratum = stratum, count = count, total = total)),
    list(expected = column(expected), adjusted_rate = column(adjusted), heterogeneity = sum((observed - expected)^2 / variance), p_value = column(pmin(1, 2 * pmin(lower[1, ], lower[2, ]))),
         moments_std = sqrt(moments$tau2), moments_mean = as.vector(moments$beta), likelihood_std = sqrt(likelihood$tau2), likelihood_mean = as.vector(likelihood$beta)),
    packages = "metafor", note = "better = lower")
}
