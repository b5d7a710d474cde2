# Rewrites the JSON files beside it: Rscript tests/golden/survival/causes/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
suppressPackageStartupMessages({library(survival); library(riskRegression); library(prodlim)})
unlink(list.files(".", "\\.json$"))

# Numbers only; new rows are the first four.
golden <- function(path, data, ties, times, limit = TRUE, note = NULL) {
  z <- as.matrix(as.data.frame(lapply(data$x, as.double)))
  colnames(z) <- paste0("z", seq_len(ncol(z)))
  frame <- data.frame(stop = data$duration, cause = data$cause, z)
  frame$state <- factor(frame$cause, 0:max(frame$cause), c("here", paste0("cause", seq_len(max(frame$cause)))))
  frame$id <- seq_len(nrow(frame))
  causes <- seq_len(max(frame$cause))
  delayed <- !is.null(data$entry)
  if (delayed) frame$start <- data$entry
  terms <- paste(colnames(z), collapse = " + ")
  control <- coxph.control(eps = 1e-11, iter.max = 60, toler.chol = 1e-13, timefix = FALSE)
  left <- if (delayed) "Surv(start, stop, " else "Surv(stop, "
  fits <- lapply(causes, function(j) {
    frame$left <- frame$cause == j
    fit <- coxph(as.formula(paste0(left, "left) ~ ", terms)), frame, ties = ties, control = control)
    list(coef = column(unname(coef(fit))), var = unname(vcov(fit)), loglik = fit$loglik)
  })
  new <- frame[1:4, ]
  # All causes in one call; its curve takes the exponential of the hazards at each time. It knows Breslow's ties only, whatever it is told: with Efron's the hazards of
  # the causes' own fits are put together in the same way.
  if (ties == "breslow") {
    all <- coxph(as.formula(paste0(left, "state) ~ ", terms)), frame, id = id, ties = ties, control = control)
    curves <- survfit(all, newdata = new, se.fit = FALSE)
    at <- sapply(times, function(time) sum(curves$time <= time))
    exponential <- lapply(seq_len(4), function(i)
      unname(sapply(seq_along(curves$states), function(s) ifelse(at == 0, as.numeric(s == 1), curves$pstate[pmax(at, 1), i, s]))))  # (times, states), the first is the one without a cause
  } else {
    grid <- sort(unique(frame$stop[frame$cause > 0]))
    hazards <- lapply(causes, function(j) {
      frame$left <- frame$cause == j
      curve <- survfit(coxph(as.formula(paste0(left, "left) ~ ", terms)), frame, ties = ties, control = control), newdata = new, se.fit = FALSE)
      sums <- rbind(0, as.matrix(curve$cumhaz))[1 + findInterval(grid, curve$time), , drop = FALSE]
      rbind(sums[1, ], diff(sums))  # (grid, new rows)
    })
    exponential <- lapply(seq_len(4), function(i) {
      own <- sapply(hazards, function(h) h[, i])
      sum <- rowSums(own)
      before <- exp(-c(0, cumsum(sum)[-length(sum)]))
      gain <- before * (1 - exp(-sum)) * own / sum
      until <- findInterval(times, grid)
      cbind(c(1, exp(-cumsum(sum)))[until + 1], apply(gain, 2, function(g) c(0, cumsum(g))[until + 1]))
    })
  }
  expect <- list(fits = fits, times = times, exponential = exponential)
  if (limit && !delayed) {
    csc <- CSC(as.formula(paste("Hist(stop, cause) ~", terms)), frame, method = ties, eps = 1e-11, iter.max = 60)
    expect$product_limit <- lapply(causes, function(j) unname(predict(csc, newdata = new, times = times, cause = j, product.limit = TRUE)$absRisk))
  }
  kept <- data[intersect(c("entry", "duration", "cause", "x"), names(data))]
  kept <- kept[!vapply(kept, is.null, TRUE)]
  write_golden(path, "survfit(coxph(Surv(…, state) ~ x, id), newdata = x[1:4, ]); predict(CSC(Hist(duration, cause) ~ x), x[1:4, ], times, cause)", kept, expect, options = list(ties = ties),
               packages = c("survival", "riskRegression"), note = note)
}

mgus <- with(mgus2, list(duration = ifelse(pstat == 1, ptime, futime), cause = ifelse(pstat == 1, 1, 2 * death), x = data.frame(age = age, sex = as.double(sex == "M"))))
golden("mgus2.json", mgus, "efron", c(0, 30, 60, 120, 240), limit = FALSE, note = "survival::mgus2; 1 = plasma cell malignancy, 2 = death without it")
golden("mgus2_breslow.json", mgus, "breslow", c(0, 30, 60, 120, 240), note = "survival::mgus2; 1 = plasma cell malignancy, 2 = death without it")
seeded(20271)
number <- 0
for (design in list(list("ties", "efron"), list(character(), "breslow"), list("ties", "breslow"), list(c("ties", "entry"), "efron"), list("entry", "breslow"))) {
  number <- number + 1
  data <- random_design(sample(150:300, 1), design[[1]], covariates = sample(2:3, 1), causes = sample(2:3, 1))
  data$weights <- NULL
  golden(sprintf("random_%02d.json", number), data, design[[2]], quantile(data$duration, c(0, 0.2, 0.5, 0.8, 0.95), names = FALSE, type = 1))
}
