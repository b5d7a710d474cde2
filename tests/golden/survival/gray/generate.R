# Rewrites the JSON files beside it: Rscript tests/golden/survival/gray/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
suppressPackageStartupMessages(library(cmprsk))
unlink(list.files(".", "\\.json$"))

gray_golden <- function(path, data, rho, note = NULL) {
  kept <- data[!vapply(data, is.null, TRUE)]
  strata <- if (is.null(kept$strata)) rep(1, length(kept$duration)) else kept$strata
  fit <- cuminc(kept$duration, kept$cause, kept$group, strata, rho = rho, cencode = 0)
  causes <- seq_len(max(kept$cause))
  tests <- lapply(causes, function(cause) list(cause = cause, chi_square = fit$Tests[cause, "stat"],
    degrees_of_freedom = fit$Tests[cause, "df"], p_value = pchisq(fit$Tests[cause, "stat"], fit$Tests[cause, "df"], lower.tail = FALSE)))
  groups <- sort(unique(as.character(kept$group)))
  estimates <- list()
  for (group in groups) for (cause in causes) {
    part <- fit[[paste(group, cause)]]
    last <- !duplicated(part$time, fromLast = TRUE)
    keep <- last & part$time > 0
    estimates[[length(estimates) + 1]] <- list(group = group, cause = cause, time = column(part$time[keep]),
      incidence = column(part$est[keep]), variance = column(part$var[keep]))
  }
  call <- paste0("cuminc(duration, cause, group", if (!is.null(kept$strata)) ", strata", ", rho = ", rho, ", cencode = 0)")
  write_golden(path, call, columns(kept), list(tests = tests, estimates = estimates), options = list(rho = rho),
               packages = c("survival", "cmprsk"), note = note)
}

mgus <- with(mgus2, list(duration = ifelse(pstat == 1, ptime, futime), cause = ifelse(pstat == 1, 1, 2 * death), group = as.character(sex)))
for (rho in c(0, 1)) {
  suffix <- if (rho == 0) "" else "_rho_one"
  gray_golden(paste0("mgus2", suffix, ".json"), mgus, rho, "survival::mgus2 by sex; 1 = plasma cell malignancy, 2 = death without it; variance is cmprsk's own estimator")
}
seeded(20244)
number <- 0
for (features in list("ties", c("ties", "strata"), character(), c("strata", "fractional_time"))) for (rho in c(0, 1)) for (groups in c(2, 4)) {
  number <- number + 1
  design <- random_design(sample(80:200, 1), features, groups = groups, causes = sample(2:3, 1))
  gray_golden(sprintf("random_%02d.json", number), design[c("duration", "cause", "group", if ("strata" %in% features) "strata")], rho,
              paste(c("random:", features), collapse = " "))
}
