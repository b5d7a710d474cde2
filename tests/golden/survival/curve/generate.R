# Rewrites the JSON files beside it: Rscript tests/golden/survival/curve/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
source("curve.R")
unlink(list.files(".", "\\.json$"))

# --- one cause -----------------------------------------------------------------------------------------------------
curve_golden("lung.json", with(lung, list(duration = time, event = status - 1)), tau = 365, note = "survival::lung, status 2 is an event")
curve_golden("lung_sex.json", with(lung, list(duration = time, event = status - 1, group = sex)), tau = 365, note = "survival::lung by sex")
curve_golden("veteran_celltype.json", with(veteran, list(duration = time, event = status, group = as.character(celltype))), tau = 200,
             note = "survival::veteran by celltype; the curves of small cell, adeno and squamous reach 0")
curve_golden("heart_transplant.json", with(heart, list(entry = start, duration = stop, event = event, group = as.character(transplant))), tau = 365,
             note = "survival::heart, (start, stop] rows by transplant")
job <- jsonlite::fromJSON("../../data/job_retention.json")$data
curve_golden("job_retention.json", list(duration = job$month, event = job$left), tau = 12, note = "job_retention",
             stored = list(file = "job_retention.json", duration = "month", event = "left"))
curve_golden("job_retention_field.json", list(duration = job$month, event = job$left, group = job$field), tau = 12,
             note = "job_retention by field", stored = list(file = "job_retention.json", duration = "month", event = "left", group = "field"))

# the six rows of test1 and a curve on which quantiles fall on a step of exactly one half
curve_golden("test1.json", list(duration = c(1, 1, 6, 6, 8, 9), event = c(1, 0, 1, 1, 0, 1)), tau = 9, note = "test1 of the vignette 'validate'")
curve_golden("exact_half.json", list(duration = c(1, 2, 3, 4, 5, 6, 7, 8), event = c(1, 1, 1, 1, 0, 0, 1, 1)), tau = 8,
             note = "survival is exactly 0.5 from 4 to 7: R takes the middle of the step as the median, 5.5")
curve_golden("no_event.json", list(duration = c(3, 5, 5), event = c(0, 0, 0)), tau = 5)
curve_golden("one_row.json", list(duration = 3, event = 1), tau = 3)

seeded(20241)
number <- 0
for (features in list("ties", c("ties", "integer_weights"), c("ties", "fractional_weights"), c("ties", "entry"),
                      c("entry", "fractional_weights"), c("fractional_time"), c("ties", "fractional_time", "entry", "integer_weights"),
                      character())) {
  for (groups in c(1, 4)) {
    number <- number + 1
    design <- random_design(sample(60:160, 1), features, groups = groups)
    data <- design[c("entry", "duration", "event", "weights", if (groups > 1) "group")]
    tau <- floor(min(tapply(data$duration, design$group, max)) * 0.8)
    curve_golden(sprintf("random_%02d.json", number), data, tau = tau, note = paste(c("random:", features), collapse = " "))
  }
}

# --- several causes ------------------------------------------------------------------------------------------------
mgus <- with(mgus2, {
  time <- ifelse(pstat == 1, ptime, futime)
  list(duration = time, cause = ifelse(pstat == 1, 1, 2 * death))
})
aalen_johansen_golden("causes_mgus2.json", mgus, at = c(60, 120, 240), tau = 240,
                      note = "survival::mgus2: 1 = plasma cell malignancy, 2 = death without it; columns futime, ptime, pstat, death")
aalen_johansen_golden("causes_mgus2_sex.json", c(mgus, list(group = as.character(mgus2$sex))), at = c(60, 120, 240), tau = 240,
                      note = "survival::mgus2 by sex")
seeded(20242)
number <- 0
for (features in list("ties", c("ties", "integer_weights"), c("ties", "fractional_weights"), c("ties", "entry"),
                      c("ties", "entry", "fractional_weights"), character())) {
  for (groups in c(1, 3)) {
    number <- number + 1
    design <- random_design(sample(60:140, 1), features, groups = groups, causes = 3)
    data <- design[c("entry", "duration", "cause", "weights", if (groups > 1) "group")]
    aalen_johansen_golden(sprintf("causes_random_%02d.json", number), data, at = c(3, 6, 50),
                          tau = floor(min(tapply(data$duration, design$group, max)) * 0.8),
                          note = paste(c("random, three causes:", features), collapse = " "))
  }
}
