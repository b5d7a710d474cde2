# Rewrites the JSON files beside it: Rscript tests/golden/survival/log_rank/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
unlink(list.files(".", "\\.json$"))

# The test by its definition (Harrington & Fleming 1982): at each time and stratum, observed minus expected and the
# hypergeometric variance, each with the weight S(t-)^rho of the pooled Kaplan-Meier curve of the stratum.
# It is compared with survdiff where survdiff takes the data, and with the score test of the exact partial likelihood under
# delayed entry, which survdiff refuses.
log_rank <- function(data, rho) {
  groups <- sort(unique(data$group))
  entry <- if (is.null(data$entry)) rep(-Inf, nrow(data)) else data$entry
  strata <- if (is.null(data$strata)) rep(1, nrow(data)) else data$strata
  observed <- expected <- setNames(numeric(length(groups)), groups)
  variance <- matrix(0, length(groups), length(groups))
  for (stratum in unique(strata)) {
    d <- data[strata == stratum, ]
    start <- entry[strata == stratum]
    survival <- 1
    for (time in sort(unique(d$duration[d$event == 1]))) {
      risk <- start < time & d$duration >= time
      dying <- d$duration == time & d$event == 1
      n <- vapply(groups, function(g) sum(risk & d$group == g), 0)
      o <- vapply(groups, function(g) sum(dying & d$group == g), 0)
      total <- sum(n)
      deaths <- sum(o)
      w <- survival^rho
      observed <- observed + w * o
      expected <- expected + w * deaths * n / total
      if (total > 1)
        variance <- variance + w^2 * deaths * (total - deaths) / (total - 1) * (diag(n / total, length(groups)) - outer(n, n) / total^2)
      survival <- survival * (1 - deaths / total)
    }
  }
  keep <- expected > 0
  difference <- (observed - expected)[keep][-1]
  chi_square <- drop(difference %*% solve(variance[keep, keep, drop = FALSE][-1, -1, drop = FALSE], difference))
  list(groups = groups, observed = observed, expected = expected, variance = variance, chi_square = chi_square, df = sum(keep) - 1)
}

log_rank_golden <- function(path, data, rho, note = NULL, stored = NULL) {
  columns_kept <- data[!vapply(data, is.null, TRUE)]
  frame <- as.data.frame(columns_kept)
  own <- log_rank(frame, rho)
  response <- if (is.null(data$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)"
  model <- paste(response, "~ group", if (is.null(data$strata)) "" else "+ strata(strata)")
  if (is.null(data$entry)) {
    r <- survdiff(as.formula(model), frame, rho = rho)
    total <- function(v) if (is.matrix(v)) rowSums(v) else v
    stopifnot(abs(r$chisq - own$chi_square) < 1e-10 * r$chisq, max(abs(total(r$obs) - own$observed)) < 1e-10,
              max(abs(total(r$exp) - own$expected)) < 1e-10, max(abs(r$var - own$variance)) < 1e-10)
    call <- paste0("survdiff(", model, ", rho = ", rho, ")")
  } else {
    ties <- max(table(frame$duration[frame$event == 1]))
    if (rho == 0 && ties <= 3) {  # the exact likelihood costs exponential time in the ties
      frame$group <- factor(frame$group)
      score <- coxph(as.formula(model), frame, ties = "exact")$score
      stopifnot(abs(score - own$chi_square) < 1e-8 * score)
    }
    call <- paste0("the definition in generate.R",
                   if (rho == 0 && ties <= 3) paste0("; equals the score test of coxph(", model, ", ties = \"exact\")"), "; survdiff refuses delayed entry")
  }
  write_golden(path, call, if (is.null(stored)) columns(columns_kept) else stored, list(
    groups = column(own$groups), n = column(vapply(own$groups, function(g) sum(frame$group == g), 0)),
    observed = column(own$observed), expected = column(own$expected), variance = own$variance,
    chi_square = own$chi_square, degrees_of_freedom = own$df, p_value = pchisq(own$chi_square, own$df, lower.tail = FALSE)),
    options = list(rho = rho), note = note)
}

lung_data <- with(lung, list(duration = time, event = status - 1, group = sex))
for (rho in c(0, 0.5, 1)) {
  suffix <- c("0" = "", "0.5" = "_rho_half", "1" = "_rho_one")[[as.character(rho)]]
  log_rank_golden(paste0("lung", suffix, ".json"), lung_data, rho, "survival::lung by sex")
  log_rank_golden(paste0("veteran", suffix, ".json"), with(veteran, list(duration = time, event = status, group = as.character(celltype))), rho,
                  "survival::veteran by celltype")
  log_rank_golden(paste0("veteran_strata", suffix, ".json"),
                  with(veteran, list(duration = time, event = status, group = as.character(celltype), strata = trt)), rho,
                  "survival::veteran by celltype, strata treatment")
  log_rank_golden(paste0("heart", suffix, ".json"),
                  with(heart, list(entry = start, duration = stop, event = event, group = as.character(transplant))), rho, "survival::heart by transplant")
}
job <- jsonlite::fromJSON("../../data/job_retention.json")$data
log_rank_golden("job_retention.json", list(duration = job$month, event = job$left, group = job$field), 0, "job_retention by field",
                stored = list(file = "job_retention.json", duration = "month", event = "left", group = "field"))
log_rank_golden("job_retention_strata.json", list(duration = job$month, event = job$left, group = job$level, strata = job$gender), 1,
                "job_retention by level, strata gender",
                stored = list(file = "job_retention.json", duration = "month", event = "left", group = "level", strata = "gender"))
seeded(20243)
number <- 0
for (features in list("ties", c("ties", "strata"), c("ties", "entry"), c("ties", "entry", "strata"), "fractional_time", c("fractional_time", "entry"),
                      c("fractional_time", "entry", "strata"))) for (rho in c(0, 0.5, 1)) {
  number <- number + 1
  design <- random_design(sample(60:160, 1), features, groups = sample(2:5, 1))
  log_rank_golden(sprintf("random_%02d.json", number), design[c("entry", "duration", "event", "group", if ("strata" %in% features) "strata")], rho,
                  paste(c("random:", features), collapse = " "))
}
