# Rewrites the JSON files beside it: Rscript tests/golden/survival/fine_gray/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
suppressPackageStartupMessages({library(survival); library(cmprsk)})
unlink(list.files(".", "\\.json$"))

# The model matrix with reference coding, as the library has it.
terms_of <- function(x) {
  parts <- lapply(names(x), function(name) {
    column <- x[[name]]
    if (!is.factor(column)) return(matrix(as.double(column), ncol = 1, dimnames = list(NULL, name)))
    levels <- sort(unique(as.character(column)))
    part <- sapply(levels[-1], function(level) as.double(column == level))
    colnames(part) <- paste0(name, "=", levels[-1])
    part
  })
  do.call(cbind, parts)
}

by_crr <- function(data, cause) {
  z <- terms_of(data$x)
  fit <- crr(data$duration, data$cause, z, failcode = cause, cencode = 0, gtol = 1e-15, maxiter = 60)
  list(by = "crr", ties = "breslow", censoring = "together", terms = I(colnames(z)), coef = column(unname(fit$coef)), var = unname(fit$var), model_var = unname(fit$invinf),
       loglik = c(fit$loglik.null, fit$loglik), baseline = list(time = column(fit$uftime), cumulative_hazard = column(cumsum(fit$bfitj))))
}

by_finegray <- function(data, cause, ties) {
  z <- terms_of(data$x)
  n <- length(data$duration)
  frame <- data.frame(stop = data$duration, state = factor(data$cause, 0:max(data$cause)), who = seq_len(n), z, check.names = FALSE)
  names(frame) <- c("stop", "state", "who", paste0("z", seq_len(ncol(z))))
  if (!is.null(data$entry)) frame$start <- data$entry
  copies <- if (is.null(data$weights)) rep(1, n) else data$weights
  frame <- frame[rep(seq_len(n), copies), ]
  frame$who <- seq_len(nrow(frame))
  long <- if (is.null(data$entry)) finegray(Surv(stop, state) ~ ., data = frame, etype = as.character(cause), id = who, timefix = FALSE)
          else finegray(Surv(start, stop, state) ~ ., data = frame, etype = as.character(cause), id = who, timefix = FALSE)
  model <- as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", paste0("z", seq_len(ncol(z)), collapse = " + ")))
  fit <- coxph(model, long, weights = fgwt, ties = ties, control = coxph.control(eps = 1e-11, iter.max = 60, toler.chol = 1e-13, timefix = FALSE))
  base <- basehaz(fit, centered = FALSE)
  jump <- c(TRUE, diff(base$hazard) > 0) & base$hazard > 0
  list(by = "finegray", ties = ties, censoring = "events_first", terms = I(colnames(z)), coef = column(unname(coef(fit))), model_var = unname(if (is.null(fit$naive.var)) fit$var else fit$naive.var),
       loglik = fit$loglik, baseline = list(time = column(base$time[jump]), cumulative_hazard = column(base$hazard[jump])))
}

golden <- function(path, data, fits, note = NULL) {
  kept <- data[intersect(c("entry", "duration", "cause", "weights", "x"), names(data))]
  kept <- kept[!vapply(kept, is.null, TRUE)]
  kept$x <- lapply(kept$x, function(column) if (is.factor(column)) as.character(column) else column)
  write_golden(path, "crr(duration, cause, x) and coxph(Surv(fgstart, fgstop, fgstatus) ~ x, finegray(…), weights = fgwt)", kept, list(fits = fits),
               packages = c("survival", "cmprsk"), note = note)
}

mgus <- with(mgus2, list(duration = ifelse(pstat == 1, ptime, futime), cause = ifelse(pstat == 1, 1, 2 * death), x = data.frame(age = age, sex = as.double(sex == "M"))))
golden("mgus2.json", mgus, list(c(by_crr(mgus, 1), cause = 1), c(by_finegray(mgus, 1, "efron"), cause = 1), c(by_finegray(mgus, 1, "breslow"), cause = 1), c(by_finegray(mgus, 2, "efron"), cause = 2)),
       "survival::mgus2; 1 = plasma cell malignancy, 2 = death without it; sex is 1 for men")

seeded(20251)
number <- 0
for (features in list("ties", character(), c("ties", "factor"), c("fractional_time", "factor"), "ties", character())) {
  number <- number + 1
  data <- random_design(sample(80:250, 1), features, covariates = sample(2:4, 1), causes = sample(2:3, 1))
  data$entry <- data$weights <- NULL
  golden(sprintf("random_%02d.json", number), data, list(c(by_crr(data, 1), cause = 1), c(by_finegray(data, 1, "efron"), cause = 1), c(by_finegray(data, 2, "breslow"), cause = 2)))
}
for (features in list(c("ties", "entry"), "entry", c("ties", "entry", "integer_weights"), c("ties", "integer_weights", "factor"))) {
  number <- number + 1
  data <- random_design(sample(150:250, 1), features, covariates = 3, causes = 2)
  # Who enters late is followed by others soon enough that somebody is always under observation.
  if (!is.null(data$entry)) data$entry[1:20] <- 0
  golden(sprintf("random_%02d.json", number), data, list(c(by_finegray(data, 1, if (is.null(data$weights)) "efron" else "breslow"), cause = 1), c(by_finegray(data, 2, "breslow"), cause = 2)),
         if (!is.null(data$weights)) "weights: R sees each row as often as its weight says")
}
