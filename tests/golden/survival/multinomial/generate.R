# Rewrites the JSON files beside it: Rscript tests/golden/survival/multinomial/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(VGAM))
unlink(list.files(".", "\\.json$"))

# A row for each person and period, and the multinomial logit of them with staying as the base.
multinomial_golden <- function(path, seed, n, periods, causes, bands = NULL, weights = FALSE, entry = FALSE, strata = FALSE, site = FALSE, offset = FALSE) {
  set.seed(seed)
  x <- data.frame(x1 = round(rnorm(n), 2), x2 = as.double(rbinom(n, 1, 0.4)))
  if (site) x$site <- factor(sample(c("a", "b", "c"), n, TRUE))
  frame <- cbind(x, entry = if (entry) sample(0:2, n, TRUE) else 0, weights = if (weights) sample(1:3, n, TRUE) else 1, strata = if (strata) sample(1:2, n, TRUE) else 1)
  frame$duration <- frame$entry + sample(2:periods, n, TRUE)
  frame$event <- 0
  frame$known <- if (offset) round(rnorm(n, 0, 0.5), 2) else 0
  for (i in seq_len(n)) for (u in seq(frame$entry[i] + 1, frame$duration[i])) {
    odds <- exp(frame$known[i] - 2.6 + 0.1 * seq_len(causes) + 0.4 * x$x1[i] * c(1, -1, 0.5)[seq_len(causes)] + 0.5 * x$x2[i] * c(-1, 1, 0)[seq_len(causes)])
    to <- sample(0:causes, 1, prob = c(1, odds))
    if (to > 0) { frame$duration[i] <- u; frame$event[i] <- to; break }
  }
  long <- do.call(rbind, lapply(seq_len(n), function(i) {
    at <- seq(frame$entry[i] + 1, frame$duration[i])
    cbind(frame[rep(i, length(at)), ], period = at, y = ifelse(at == frame$duration[i], frame$event[i], 0))
  }))
  long$y <- factor(long$y, 0:causes)
  if (!is.null(bands)) long$period <- findInterval(long$period, bands, left.open = TRUE)
  long$cell <- interaction(long$strata, long$period, drop = TRUE)
  every <- table(long$cell, long$y)
  stopifnot(all(every > 0))  # a cause that nobody left for in a period has no finite estimate
  names <- c("x1", "x2", if (site) "site")
  long$both <- matrix(long$known, nrow(long), causes)
  fit <- vglm(as.formula(paste("y ~ cell - 1 + offset(both) +", paste(names, collapse = " + "))), multinomial(refLevel = 1), data = long, weights = weights, epsilon = 1e-12, maxit = 60)
  null <- vglm(y ~ cell - 1 + offset(both), multinomial(refLevel = 1), data = long, weights = weights, epsilon = 1e-12, maxit = 60)
  beta <- coef(fit, matrix = TRUE)
  kept <- !grepl("^cell", rownames(beta))
  wanted <- as.vector(outer(rownames(beta)[kept], seq_len(causes), paste, sep = ":"))
  data <- list(duration = column(frame$duration), event = column(frame$event), entry = column(frame$entry), weights = column(frame$weights), strata = column(frame$strata), x = columns(x))
  if (offset) data$offset <- column(frame$known)
  if (site) data$levels <- list(site = column(levels(x$site)))
  write_golden(path, "vglm(y ~ cell - 1 + x, multinomial(refLevel = 1)) of a row for each person and period", data,
    list(coef = column(as.vector(beta[kept, ])), var = vcov(fit)[wanted, wanted], baseline = column(as.vector(t(beta[!kept, , drop = FALSE][levels(long$cell) |> (\(l) paste0("cell", l))(), ]))),
         log_likelihood = logLik(fit), log_likelihood_null = logLik(null)),
    options = list(causes = causes, bands = column(as.double(bands))), packages = "VGAM")
}
multinomial_golden("two_causes.json", 1, 400, 6, 2)
multinomial_golden("three_causes.json", 2, 500, 6, 3, bands = c(1, 2, 4), weights = TRUE, site = TRUE)
multinomial_golden("bands.json", 3, 400, 12, 2, bands = c(3, 7), entry = TRUE)
multinomial_golden("strata.json", 4, 500, 5, 2, bands = c(1, 3, 4), strata = TRUE, entry = TRUE, weights = TRUE)
multinomial_golden("offset.json", 6, 600, 6, 2, bands = c(2, 4), weights = TRUE, offset = TRUE)
