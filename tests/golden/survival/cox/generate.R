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
