# Rewrites the JSON files beside it: Rscript tests/golden/competency/irt/generate.R
# ltm comes from CRAN (1.2-0); its data sets LSAT (Bock and Lieberman 1970), Science (Consumer Protection and Perceptions of Science and
# Technology, Eurobarometer 38.1) and Environment (British Social Attitudes 1990) are among the data here.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(ltm))
unlink(list.files(".", "\\.json$"))

codes <- function(data) lapply(data, function(x) if (is.factor(x)) as.integer(x) else x)
control <- list(GHk = 61, iter.qN = 2000, iter.em = 60)

# one row for each item: discrimination and locations
shape <- function(fit) {
  table <- coef(fit)
  if (is.matrix(table)) lapply(seq_len(nrow(table)), function(i) list(discrimination = table[i, ncol(table)], location = column(table[i, -ncol(table)])))
  else lapply(unname(table), function(row) list(discrimination = row[length(row)], location = column(row[-length(row)])))
}
binary_shape <- function(fit) { table <- coef(fit); lapply(seq_len(nrow(table)), function(i) list(discrimination = table[i, 2], location = column(table[i, 1]))) }

save <- function(path, call, data, fit, items, options, note = NULL, scores = TRUE) {
  expect <- list(log_likelihood = as.numeric(logLik(fit)), items = items)
  if (scores) {
    people <- utils::head(data, 12)
    eap <- factor.scores(fit, resp.patterns = people, method = "EAP")$score.dat
    expect$ability <- column(eap$z1)
    expect$std_error <- column(eap$se.z1)
  }
  write_golden(path, call, columns(as.list(codes(data))), expect, options = options, packages = "ltm", note = note)
}

lsat <- LSAT
names(lsat) <- paste0("item", 1:5)
free <- ltm(lsat ~ z1, control = control)
save("lsat_two_parameter.json", "ltm(data ~ z1, control = list(GHk = 61))", lsat, free, binary_shape(free), list(model = "two_parameter", discrimination = "free"))
equal <- rasch(lsat, control = control)
save("lsat_equal.json", "rasch(data, control = list(GHk = 61))", lsat, equal, binary_shape(equal), list(model = "two_parameter", discrimination = "equal"))
one <- rasch(lsat, constraint = cbind(6, 1), control = control)
save("lsat_one.json", "rasch(data, constraint = cbind(6, 1), control = list(GHk = 61))", lsat, one, binary_shape(one), list(model = "two_parameter", discrimination = "one"))

science <- as.data.frame(codes(Science[c(1, 3, 4, 7)]))
names(science) <- c("comfort", "work", "future", "benefit")
fit <- grm(science, control = control)
save("science_graded.json", "grm(data, control = list(GHk = 61))", science, fit, shape(fit), list(model = "graded", discrimination = "free"))
fit <- grm(science, constrained = TRUE, control = control)
save("science_graded_equal.json", "grm(data, constrained = TRUE, control = list(GHk = 61))", science, fit, shape(fit), list(model = "graded", discrimination = "equal"))
fit <- gpcm(science, control = list(GHk = 61, iter.qN = 2000))
save("science_partial_credit.json", "gpcm(data, control = list(GHk = 61))", science, fit, shape(fit), list(model = "partial_credit", discrimination = "free"), scores = FALSE)
fit <- gpcm(science, constraint = "1PL", control = list(GHk = 61, iter.qN = 2000))
save("science_partial_credit_equal.json", "gpcm(data, constraint = \"1PL\", control = list(GHk = 61))", science, fit, shape(fit), list(model = "partial_credit", discrimination = "equal"), scores = FALSE)
fit <- gpcm(science, constraint = "rasch", control = list(GHk = 61, iter.qN = 2000))
save("science_partial_credit_one.json", "gpcm(data, constraint = \"rasch\", control = list(GHk = 61))", science, fit, shape(fit), list(model = "partial_credit", discrimination = "one"), scores = FALSE)

# answers missing at random, mixed numbers of answers
set.seed(606)
for (number in 1:4) {
  people <- 400; items <- 6
  ability <- rnorm(people)
  data <- as.data.frame(lapply(seq_len(items), function(j) {
    steps <- sort(rnorm(1 + (j + number) %% 3))
    a <- runif(1, 0.7, 1.8)
    rowSums(outer(ability, steps, function(t, b) plogis(a * (t - b))) > runif(people))
  }))
  names(data) <- paste0("q", seq_len(items))
  for (j in seq_len(items)) data[runif(people) < 0.1, j] <- NA
  graded <- grm(data, control = control)
  save(sprintf("missing_graded_%d.json", number), "grm(data, control = list(GHk = 61))", data, graded, shape(graded), list(model = "graded", discrimination = "free"), scores = FALSE)
  partial <- gpcm(data, control = list(GHk = 61, iter.qN = 2000))
  save(sprintf("missing_partial_credit_%d.json", number), "gpcm(data, control = list(GHk = 61))", data, partial, shape(partial), list(model = "partial_credit", discrimination = "free"), scores = FALSE)
}
