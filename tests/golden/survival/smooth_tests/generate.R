# Rewrites the JSON files beside it: Rscript tests/golden/survival/smooth_tests/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(mgcv))
unlink(list.files(".", "\\.json$"))

# summary.gam asks for two digits more or less of the mixture's tail: here for ten.
tail_of <- mgcv::psum.chisq
formals(tail_of)$tol <- 1e-10
formals(tail_of)$nlim <- 1000000
assignInNamespace("psum.chisq", tail_of, ns = "mgcv")
sharp <- gam.control(epsilon = 1e-13, maxit = 500, newton = list(conv.tol = 1e-11, maxNstep = 5, maxHalf = 60), outer = list())

design <- function(n, strength) {
  x <- data.frame(age = round(runif(n, 20, 60), 1), pay = round(rnorm(n), 2), hours = round(runif(n, 20, 45), 1), remote = rbinom(n, 1, 0.4))
  eta <- strength * cos(x$age / 7) + strength * 0.4 * x$pay - 0.4 * x$remote
  time <- rexp(n) * exp(-eta) * 12
  end <- runif(n, 4, 30)
  list(duration = ceiling(pmin(time, end)), event = as.numeric(time <= end), x = x, cluster = sample(n %/% 5, n, TRUE))
}
lines_of <- c("remote")
smooth <- c("age", "pay", "hours")
pieces <- paste(c(sprintf("s(%s, bs = \"ps\", k = 9, m = c(2, 2))", smooth), lines_of), collapse = " + ")

# At given smoothing parameters: p-values of summary.gam, and the sandwich with the score residuals of the same linear predictor.
tests_golden <- function(path, data, sp, note) {
  frame <- cbind(data$x, duration = data$duration, event = data$event)
  fit <- gam(as.formula(paste("duration ~", pieces)), family = cox.ph(), weights = event, data = frame, sp = sp, control = sharp)
  table <- summary(fit)$s.table
  x <- predict(fit, type = "lpmatrix")
  colnames(x) <- paste0("v", seq_len(ncol(x)))
  beta <- coef(fit)
  plain <- suppressWarnings(coxph(as.formula(paste("Surv(duration, event) ~", paste(colnames(x), collapse = " + "))), cbind(frame, x), ties = "breslow", init = beta,
                 control = coxph.control(iter.max = 0)))
  score <- as.matrix(residuals(plain, "score"))
  by_cluster <- rowsum(score, data$cluster)
  at <- match(lines_of, names(beta))
  error <- function(s) sqrt(diag(fit$Vp %*% crossprod(s) %*% fit$Vp))[at]
  scale <- sapply(fit$smooth, function(s) s$S.scale)
  write_golden(path, "summary(gam(duration ~ s(age) + s(pay) + s(hours) + remote, cox.ph))",
    list(duration = column(data$duration), event = column(data$event), cluster = column(data$cluster), x = columns(data$x)),
    list(smoothing = column(sp / scale), effective = column(table[, "edf"]), rank = column(table[, "Ref.df"]), p_value = column(table[, "p-value"]),
         coefficient = column(beta[at]), std_error = column(sqrt(diag(fit$Vp))[at]), robust_std_error = column(error(score)), cluster_std_error = column(error(by_cluster))),
    options = list(smooth = column(smooth), size = 9), packages = "mgcv", note = note)
}

# Chosen by UBRE: the partial likelihood as a Poisson regression with a parameter for each time of leaving.
chosen_golden <- function(path, data, note) {
  frame <- cbind(data$x, duration = data$duration, event = data$event)
  times <- sort(unique(frame$duration[frame$event == 1]))
  long <- do.call(rbind, lapply(times, function(t) {
    at_risk <- frame[frame$duration >= t, ]
    at_risk$left <- as.numeric(at_risk$duration == t & at_risk$event == 1)
    at_risk$time <- t
    at_risk
  }))
  long$time <- factor(long$time)
  # The basis is that of the people, not of their periods: its knots and its constraint.
  setup <- gam(as.formula(paste("duration ~", pieces)), family = cox.ph(), weights = event, data = frame, fit = FALSE)
  blocks <- lapply(setup$smooth, function(s) PredictMat(s, long))
  names(blocks) <- c("sage", "spay", "shours")
  penalties <- setNames(lapply(setup$smooth, function(s) list(s$S[[1]])), names(blocks))
  for (name in names(blocks)) long[[name]] <- blocks[[name]]
  fit <- gam(left ~ time - 1 + remote + sage + spay + shours, family = poisson(), data = long, paraPen = penalties, method = "GCV.Cp", scale = 1, control = gam.control(epsilon = 1e-11, maxit = 500, newton = list(conv.tol = 1e-11, maxNstep = 5, maxHalf = 60)))
  scale <- sapply(setup$smooth, function(s) s$S.scale)
  effective <- sapply(c("sage", "spay", "shours"), function(name) sum(fit$edf[grepl(paste0("^", name), names(coef(fit)))]))
  write_golden(path, "gam(left ~ time + remote + s(age) + s(pay) + s(hours), poisson, method = \"GCV.Cp\")",
    list(duration = column(data$duration), event = column(data$event), x = columns(data$x)),
    list(smoothing = column(fit$sp / scale), effective = column(effective), coefficient = column(coef(fit)[["remote"]]), std_error = column(sqrt(diag(fit$Vp))[match("remote", names(coef(fit)))])),
    options = list(smooth = column(smooth), size = 9), packages = "mgcv", note = note)
}

set.seed(31)
tests_golden("tests_1.json", design(300, 0.3), c(5, 40, 3), "weak effects")
tests_golden("tests_2.json", design(300, 0.15), c(0.5, 2, 100), "weaker ones")
tests_golden("tests_3.json", design(250, 0.8), c(1, 1, 1), "strong ones")
chosen_golden("chosen_1.json", design(200, 0.8), "strong effects")
chosen_golden("chosen_2.json", design(200, 0.5), "weaker ones")
