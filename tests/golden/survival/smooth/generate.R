# Rewrites the JSON files beside it: Rscript tests/golden/survival/smooth/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(mgcv))

unlink(list.files(".", "\\.json$"))

# mgcv's cox.ph has Breslow's ties; the event is its weight.
smooth_golden <- function(path, data, columns, size = 10, stratum = NULL, note = NULL) {
  frame <- cbind(data$x, duration = data$duration, event = data$event)
  pieces <- c(sprintf("s(%s, bs = \"ps\", k = %d, m = c(2, 2))", columns, size), setdiff(names(data$x), columns))
  response <- "duration"
  if (!is.null(data$strata)) {
    frame$strata <- data$strata
    response <- "cbind(duration, strata)"
  }
  formula <- as.formula(paste(response, "~", paste(pieces, collapse = " + ")))
  fitted_at <- function(sp = NULL) {
    fit <- gam(formula, family = cox.ph(), weights = event, data = frame, method = "REML", sp = sp, control = gam.control(epsilon = 1e-13, maxit = 500, newton = list(conv.tol = 1e-11, maxNstep = 5, maxHalf = 60)))
    if (!is.null(sp)) fit$sp <- sp
    fit
  }
  rows <- seq(1, nrow(frame), length.out = 30)
  of <- function(fit) {
    scale <- sapply(fit$smooth, function(s) s$S.scale)
    taken <- sum(sapply(seq_along(fit$smooth), function(k) {
      s <- fit$smooth[[k]]
      b <- coef(fit)[s$first.para:s$last.para]
      fit$sp[k] * drop(t(b) %*% s$S[[1]] %*% b)
    }))
    lines <- setdiff(names(data$x), columns)
    # The partial likelihood of the linear predictor, in survival's words: one step of none from an offset.
    eta <- drop(predict(fit))
    value <- coxph(as.formula(paste("Surv(duration, event) ~ offset(eta)", if (!is.null(data$strata)) "+ strata(strata)")), cbind(frame, eta = eta), ties = "breslow")$loglik[1]
    list(smoothing = column(fit$sp / scale), log_likelihood = value, penalised_log_likelihood = value - taken / 2, effective = column(sapply(fit$smooth, function(s) sum(fit$edf[s$first.para:s$last.para]))),
         coefficient = column(coef(fit)[lines]), std_error = column(sqrt(diag(fit$Vp))[match(lines, names(coef(fit)))]), reml = as.numeric(-fit$gcv.ubre),
         rows = column(rows %/% 1 - 1), linear_predictor = column(eta[rows %/% 1]))
  }
  chosen <- fitted_at()
  given <- fitted_at(3 * chosen$sp)
  kept <- list(duration = column(data$duration), event = column(data$event), strata = if (!is.null(data$strata)) column(data$strata), x = columns(data$x))
  kept <- Filter(Negate(is.null), kept)
  write_golden(path, paste("gam(", paste(deparse(formula), collapse = ""), ", cox.ph)"), kept, list(chosen = of(chosen), given = of(given)), options = list(smooth = column(columns), size = size), packages = "mgcv", note = note)
}
columns <- function(frame) lapply(as.list(frame), column)

seeded(99)
design <- function(n, whole, strata = FALSE) {
  x <- data.frame(age = round(runif(n, 20, 60), 1), pay = round(rnorm(n), 2), remote = rbinom(n, 1, 0.4))
  eta <- cos(x$age / 7) + 0.5 * x$pay^2 - 0.4 * x$remote
  time <- rexp(n) * exp(-eta) * 12
  end <- runif(n, 4, 30)
  duration <- pmin(time, end)
  if (whole) duration <- ceiling(duration)
  else duration <- round(duration, 4) + 1e-3
  list(duration = duration, event = as.numeric(time <= end), x = x, strata = if (strata) sample(1:3, n, TRUE))
}
smooth_golden("months.json", design(500, TRUE), c("age", "pay"))
smooth_golden("times.json", design(400, FALSE), "age", size = 14)
smooth_golden("strata.json", design(500, TRUE, TRUE), c("age", "pay"))
