# Rewrites the JSON files beside it: Rscript tests/golden/performance/raters/generate.R
# Values of lme4::lmer by restricted maximum likelihood; errors of prediction from the inverse of Henderson's equations at lme4's variances.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(lme4)})
unlink(list.files(".", "\\.json$"))

save <- function(path, data) {
  data$person <- factor(data$person); data$rater <- factor(data$rater)
  items <- !is.null(data$item)
  if (items) data$item <- factor(data$item)
  formula <- if (items) rating ~ 1 + (1 | person) + (1 | rater) + (1 | item) else rating ~ 1 + (1 | person) + (1 | rater)
  fit <- lmer(formula, data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5), calc.derivs = FALSE))
  variances <- as.data.frame(VarCorr(fit)); s2 <- sigma(fit)^2
  names <- c("person", "rater", if (items) "item")
  variance <- sapply(names, function(name) variances$vcov[variances$grp == name])
  effects <- lapply(ranef(fit), function(table) column(table[, 1]))
  expect <- list(variance = column(unname(c(variance, s2))), mean = unname(fixef(fit)), log_likelihood = as.numeric(logLik(fit)))
  for (name in names) expect[[paste0(name, "_effect")]] <- effects[[name]]
  if (all(variance > 1e-6 * s2)) {
    Z <- do.call(cbind, lapply(names, function(name) model.matrix(~ 0 + data[[name]])))
    W <- cbind(1, Z); ridge <- c(0, unlist(lapply(names, function(name) rep(s2 / variance[[name]], nlevels(data[[name]])))))
    spread <- s2 * diag(solve(crossprod(W) + diag(ridge))); from <- 1
    for (name in names) { expect[[paste0(name, "_error")]] <- column(sqrt(unname(spread[from + seq_len(nlevels(data[[name]]))]))); from <- from + nlevels(data[[name]]) }
  }
  write_golden(path, paste("lme4::lmer(", deparse(formula), ")"), columns(lapply(as.list(data), function(x) if (is.factor(x)) as.character(x) else x)), expect, packages = "lme4")
}

save("penicillin.json", data.frame(person = lme4::Penicillin$sample, rater = lme4::Penicillin$plate, rating = lme4::Penicillin$diameter))
chosen <- subset(lme4::InstEval, as.integer(s) %% 40 == 0)
save("insteval.json", data.frame(person = paste0("d", chosen$d), rater = paste0("s", chosen$s), rating = chosen$y))
seeded(3)
rows <- expand.grid(person = 1:40, rater = 1:15, item = 1:4)
rows <- rows[runif(nrow(rows)) < 0.25, ]
rows$rating <- round(2 * (5 + rnorm(40)[rows$person] + 0.7 * rnorm(15)[rows$rater] + 0.4 * rnorm(4)[rows$item] + rnorm(nrow(rows)))) / 2
rows$person <- sprintf("p%02d", rows$person); rows$rater <- sprintf("r%02d", rows$rater); rows$item <- sprintf("i%d", rows$item)
save("items.json", rows)
seeded(5)
flat <- expand.grid(person = sprintf("p%02d", 1:25), rater = sprintf("r%d", 1:8))
flat$rating <- rnorm(nrow(flat)) + 2 * rnorm(25)[as.integer(flat$person)]
flat$rating <- flat$rating - ave(flat$rating, flat$rater)  # no rater differs
save("no_severity.json", flat)
