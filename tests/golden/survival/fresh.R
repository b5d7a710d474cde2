# New random designs that no checked-in file holds: Rscript tests/golden/survival/fresh.R SEED COUNT FOLDER
# writes FOLDER/cox_0001.json, curve_0001.json, causes_0001.json, …; compare_fresh.py gives them to Mainstay.
options(warn = -1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
arguments <- commandArgs(TRUE)
if (length(arguments) != 3) stop("usage: Rscript fresh.R SEED COUNT FOLDER")
seed <- as.integer(arguments[1])
count <- as.integer(arguments[2])
dir.create(arguments[3], showWarnings = FALSE, recursive = TRUE)
folder <- normalizePath(arguments[3])
setwd(dirname(normalizePath(file)))
source("../golden.R")
source("designs.R")
source("cox/cox.R")
source("curve/curve.R")

any_of <- function(...) {
  words <- c(...)
  words[runif(length(words)) < 0.4]
}
weights_kind <- function() sample(list(NULL, "integer_weights", "fractional_weights"), 1)[[1]]
# Each file has its own seed, so that a failing one can be made again alone.
for (number in seq_len(count)) {
  set.seed((seed * 100003 + number) %% .Machine$integer.max)
  features <- c(any_of("ties", "strata", "entry", "offset", "cluster", "factor", "fractional_time"), weights_kind())
  ridge <- if (runif(1) < 0.25 && !("factor" %in% features)) round(rexp(1), 2) else 0
  covariates <- sample(if (ridge > 0) 2:5 else 1:5, 1)
  design <- random_design(sample(c(40:120, 300, 800), 1), features, covariates = covariates)
  path <- file.path(folder, sprintf("cox_%04d.json", number))
  note <- paste(c("fresh:", seed, number, features, if (ridge > 0) paste("ridge", ridge)), collapse = " ")
  made <- try(cox_golden(path, design, list(ties = sample(c("efron", "breslow"), 1), ridge = ridge), rows = sample(length(design$duration), 3),
                         points = 6, note = note), silent = TRUE)
  if (inherits(made, "try-error")) {
    unlink(path)
    cat(sprintf("cox_%04d left out: %s", number, attr(made, "condition")$message), "\n")  # R did not reach an optimum, or no event
  }

  features <- c(any_of("ties", "entry", "fractional_time"), weights_kind())
  groups <- sample(5, 1)
  design <- random_design(sample(c(20:200, 600), 1), features, groups = groups, causes = sample(4, 1))
  note <- paste(c("fresh:", seed, number, features), collapse = " ")
  tau <- min(tapply(design$duration, design$group, max)) * 0.8
  shared <- design[c("entry", "weights", if (groups > 1) "group", "duration")]
  made <- try(curve_golden(file.path(folder, sprintf("curve_%04d.json", number)), c(shared, design["event"]), tau = tau, note = note), silent = TRUE)
  if (inherits(made, "try-error")) cat(sprintf("curve_%04d left out: %s", number, attr(made, "condition")$message), "\n")
  if (max(design$cause) > 1) {
    made <- try(aalen_johansen_golden(file.path(folder, sprintf("causes_%04d.json", number)), c(shared, design["cause"]), at = 1, tau = tau, note = note), silent = TRUE)
    if (inherits(made, "try-error")) cat(sprintf("causes_%04d left out: %s", number, attr(made, "condition")$message), "\n")
  }
}
