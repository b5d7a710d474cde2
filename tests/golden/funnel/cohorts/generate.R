# Rewrites the JSON files beside it: Rscript tests/golden/funnel/cohorts/generate.R
# The share still there on the first day of each period by survival's survfit, on ages: who left k periods and less after entry has left by age k.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(survival))
unlink(list.files(".", "\\.json$"))

seeded(20263)
for (number in 1:6) {
  n <- sample(60:200, 1)
  width <- c(1, 7, 30)[1 + number %% 3]
  end <- 20000 + 12 * width
  entry <- 20000 + sample(0:(8 * width), n, TRUE)
  stay <- ceiling(rexp(n, 1 / (5 * width)))
  exit <- ifelse(entry + stay <= end, entry + stay, NA)
  until <- ifelse(runif(n) < 0.2, pmin(end, entry + sample(0:(6 * width), n, TRUE)), end)  # some are lost from sight
  until <- ifelse(!is.na(exit) & exit <= until, end, until)
  exit[!is.na(exit) & exit > until] <- NA
  cohort <- sample(c("A", "B"), n, TRUE)
  left <- ceiling((exit - entry) / width)
  seen <- floor((until - entry) / width)
  event <- !is.na(left) & left <= seen
  time <- ifelse(event, left, seen)
  cells <- list()
  for (group in c("total", "A", "B")) {
    rows <- group == "total" | cohort == group
    ages <- 0:max(seen[rows])
    fit <- summary(survfit(Surv(time[rows], event[rows]) ~ 1), times = ages, extend = TRUE)
    observed <- sapply(ages, function(age) sum(seen[rows] >= age))
    retained <- sapply(ages, function(age) sum(seen[rows] >= age & (is.na(left[rows]) | left[rows] > age)))
    cells[[length(cells) + 1]] <- list(cohort = group, age = column(ages), observed = column(observed), retained = column(retained), estimate = column(fit$surv))
  }
  write_golden(sprintf("random_%02d.json", number), "summary(survfit(Surv(age, event) ~ 1), times = ages, extend = TRUE)",
               columns(list(entry = entry, exit_time = exit, observed_until = until, cohort = cohort)), list(cells = cells),
               options = list(width_days = width, follow_up_end = end), packages = "survival", note = "random")
}
