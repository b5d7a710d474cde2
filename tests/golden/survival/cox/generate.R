# Rewrites the JSON files beside it: Rscript tests/golden/survival/cox/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("cox.R")

unlink(list.files(".", "\\.json$"))

# --- data of the books ---------------------------------------------------------------------------------------------
efron <- list(ties = "efron", ridge = 0)
breslow <- list(ties = "breslow", ridge = 0)

lung_data <- with(lung, list(duration = time, event = status - 1, x = data.frame(age = age, sex = sex)))
cox_golden("lung.json", lung_data, efron, rows = c(1, 2, 8), note = "survival::lung, status 2 is an event")
cox_golden("lung_breslow.json", lung_data, breslow, rows = c(1, 2, 8), note = "survival::lung, status 2 is an event")

veteran_data <- with(veteran, list(duration = time, event = status,
  x = data.frame(trt = trt, karno = karno, age = age, diagtime = diagtime, prior = prior, celltype = celltype)))
cox_golden("veteran.json", veteran_data, efron, rows = c(1, 40, 100), note = "survival::veteran")
cox_golden("veteran_breslow.json", veteran_data, breslow, rows = c(1, 40, 100), note = "survival::veteran")

heart_data <- with(heart, list(entry = start, duration = stop, event = event,
  x = data.frame(age = age, year = year, surgery = surgery, transplant = as.numeric(transplant == "1"))))
cox_golden("heart.json", heart_data, efron, rows = c(1, 4, 50), note = "survival::heart, (start, stop] rows, every row its own cluster")
cox_golden("heart_cluster.json", c(heart_data, list(cluster = heart$id)), efron, rows = c(1, 4, 50),
           note = "survival::heart, (start, stop] rows, cluster(id)")
cox_golden("heart_cluster_breslow.json", c(heart_data, list(cluster = heart$id)), breslow, rows = c(1, 4, 50),
           note = "survival::heart, (start, stop] rows, cluster(id)")
source("closed.R")

# --- job_retention -------------------------------------------------------------------------------------------------
job <- jsonlite::fromJSON("../../data/job_retention.json")$data
job_data <- list(duration = job$month, event = job$left, x = data.frame(gender = factor(job$gender), field = factor(job$field),
  level = factor(job$level), sentiment = job$sentiment))
stored_columns <- function(data) list(file = "job_retention.json", duration = "month", event = "left", x = column(names(data$x)),
  levels = lapply(Filter(is.factor, as.list(data$x)), function(f) column(levels(f))))
for (ties in c("efron", "breslow"))
  cox_golden(paste0("job_retention", if (ties == "breslow") "_breslow", ".json"), job_data, list(ties = ties, ridge = 0), rows = c(1, 2, 3),
             ahead = c(1, 3, 6), stored = stored_columns(job_data),
             note = "duration = month, event = left; text columns with their levels in alphabetical order, the first is the reference")
job_data$x$intention <- job$intention
cox_golden("job_retention_intention.json", job_data, rows = c(1, 2, 3), ahead = c(1, 3, 6), stored = stored_columns(job_data),
           note = "as job_retention.json, and intention")

# --- random designs: ties x weights x strata x delayed entry, and offset, ridge, cluster, factors in turn ----------
source("../designs.R")
seeded(20240)
number <- 0
for (weights in c("", "integer_weights", "fractional_weights")) for (strata in c("", "strata")) for (entry in c("", "entry")) for (tied in c("ties", "")) {
  for (ties in c("efron", "breslow")) {
    number <- number + 1
    extra <- list(c(), "offset", "cluster", c("factor", "cluster"), c("offset", "factor"), "fractional_time")[[number %% 6 + 1]]
    features <- c(weights, strata, entry, tied, extra)
    features <- features[features != ""]
    ridge <- if (number %% 7 == 0 && !("factor" %in% features)) c(0.5, 3)[number %% 2 + 1] else 0
    covariates <- 1 + number %% 4
    if (ridge > 0) covariates <- max(covariates, 2)
    design <- random_design(sample(50:180, 1), features, covariates = covariates)
    cox_golden(sprintf("random_%02d.json", number), design, list(ties = ties, ridge = ridge), rows = sample(length(design$duration), 2), points = 6,
               note = paste(c("random:", features, if (ridge > 0) paste("ridge", ridge)), collapse = " "))
  }
}
