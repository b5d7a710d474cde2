# Rewrites the JSON files beside it: Rscript tests/golden/competency/reliability/generate.R
# Values of psych::alpha, psych::guttman (lambda 2 and 6) and lavaan::cfa with omega as a defined parameter.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(psych); library(lavaan)})
unlink(list.files(".", "\\.json$"))

save <- function(path, data, reversed = character()) {
  keyed <- data
  for (name in reversed) keyed[[name]] <- -keyed[[name]]
  whole <- keyed[stats::complete.cases(keyed), ]
  a <- suppressWarnings(psych::alpha(whole, check.keys = FALSE, n.iter = 1))
  items <- names(keyed); k <- length(items)
  n <- nrow(whole); C <- stats::cov(whole)
  alpha <- k / (k - 1) * (1 - sum(diag(C)) / sum(C))
  model <- paste0("f =~ NA*", items[1], " + ", paste(sprintf("l%d*%s", seq_len(k), items), collapse = " + "), "\nf ~~ 1*f\n",
                  paste(sprintf("%s ~~ e%d*%s", items, seq_len(k), items), collapse = "\n"), "\n",
                  "omega := (", paste0("l", seq_len(k), collapse = "+"), ")^2 / ((", paste0("l", seq_len(k), collapse = "+"), ")^2 + ", paste0("e", seq_len(k), collapse = "+"), ")")
  model <- sub(paste0("NA*", items[1], " + l1*", items[1]), paste0("NA*", items[1], " + l1*", items[1]), model, fixed = TRUE)
  fit <- cfa(model, whole, std.lv = TRUE)
  table <- parameterEstimates(fit)
  omega <- table[table$label == "omega", ]
  loadings <- table$est[table$op == "=~"]; errors <- table$est[table$op == "~~" & table$lhs == table$rhs & table$lhs != "f"]
  if (sum(loadings) < 0) loadings <- -loadings
  R <- stats::cov2cor(C); smc <- psych::smc(C, covar = TRUE)
  off <- C; diag(off) <- 0
  expect <- list(alpha = a$total$raw_alpha, standardised_alpha = a$total$std.alpha,
    feldt_lower = a$feldt$lower.ci[[1]], feldt_upper = a$feldt$upper.ci[[1]],
    item_rest = column(a$item.stats$r.drop), item_total = column(a$item.stats$raw.r), alpha_if_dropped = column(a$alpha.drop$raw_alpha),
    mean = column(unname(colMeans(data[stats::complete.cases(data), ]))), deviation = column(a$item.stats$sd),
    lambda_2 = (sum(off) + sqrt(k / (k - 1) * sum(off^2))) / sum(C), lambda_6 = 1 - sum(diag(C) - smc) / sum(C),
    omega = omega$est, omega_std_error = omega$se, loading = column(loadings), error_variance = column(errors), people = n)
  write_golden(path, "psych::alpha(data); lavaan::cfa(model, data, std.lv = TRUE)", columns(as.list(data)), expect, options = list(reversed = column(reversed)), packages = c("psych", "lavaan"))
}

save("attitude.json", datasets::attitude)
lsat <- ltm::LSAT
names(lsat) <- paste0("item", 1:5)
save("lsat.json", lsat)
science <- as.data.frame(lapply(ltm::Science, as.integer))
save("science.json", science)
set.seed(77)
for (number in 1:4) {
  n <- 60 * number; k <- 3 + number
  f <- rnorm(n)
  data <- as.data.frame(lapply(seq_len(k), function(j) round(50 + 4 * f * runif(1, 0.4, 1.2) + rnorm(n, 0, 4), 1)))
  names(data) <- paste0("q", seq_len(k))
  data$q2 <- 100 - data$q2
  for (j in seq_len(k)) data[runif(n) < 0.02, j] <- NA
  save(sprintf("random_%d.json", number), data, "q2")
}
