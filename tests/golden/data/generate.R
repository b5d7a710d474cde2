# Rewrites job_retention.json from the CSV of the PyPI package peopleanalyticsdata (MIT licence, Keith McNulty):
#   Rscript tests/golden/data/generate.R path/to/site-packages/peopleanalyticsdata/job_retention.csv
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
table <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = FALSE)
setwd(dirname(normalizePath(file)))
source("../golden.R")
content <- list(source = "job_retention of the package peopleanalyticsdata (R and PyPI), MIT licence, Keith McNulty",
                note = "3,770 people, followed for up to 12 months: left = 1 at month, otherwise still employed at month",
                data = columns(table))
connection <- file("job_retention.json", "wb")
writeLines(json(content), connection)
close(connection)
