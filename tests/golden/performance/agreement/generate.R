# Rewrites icc_*.json beside it: Rscript tests/golden/performance/agreement/generate.R
# Values of psych::ICC (analysis of variance) on whole tables, a row for each unit and a column for each rater.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages({library(psych)})
unlink(list.files(".", "^icc_.*\\.json$"))

save <- function(path, table, level = 0.95) {
  found <- suppressWarnings(psych::ICC(table, missing = FALSE, alpha = 1 - level, lmer = FALSE))$results
  long <- expand.grid(unit = sprintf("u%03d", seq_len(nrow(table))), rater = sprintf("r%d", seq_len(ncol(table))), stringsAsFactors = FALSE)
  long$rating <- as.vector(table)
  write_golden(path, "psych::ICC(table, lmer = FALSE)", columns(as.list(long)),
               list(value = column(found$ICC), lower = column(found$`lower bound`), upper = column(found$`upper bound`), statistic = column(found$F), degrees = column(found$df1), divisor_degrees = column(found$df2)),
               options = list(confidence_level = level), packages = "psych", note = "forms (1,1), (2,1), (3,1), (1,k), (2,k), (3,k)")
}

save("icc_shrout_fleiss.json", matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), ncol = 4, byrow = TRUE))
seeded(7)
save("icc_drawn.json", rnorm(30) + outer(rep(0, 30), rnorm(5), "+") + matrix(rnorm(150), 30), 0.9)
save("icc_two.json", rnorm(12) + matrix(rnorm(24, sd = 0.3), 12))
save("icc_none.json", matrix(round(rnorm(60), 1), 20))
