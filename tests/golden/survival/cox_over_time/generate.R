# Rewrites the JSON files beside it: Rscript tests/golden/survival/cox_over_time/generate.R
# Effects that change over time, by R's way: rows cut at every time of leaving. The rows stand in ../cox; each file names them.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))
tight <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100))

value <- function(effect, time) switch(effect$`function`, log = log(time), identity = time, square_root = sqrt(time), after = as.numeric(time > effect$at))

over_time <- function(name, effects) {
  golden <- jsonlite::fromJSON(paste0("../cox/", name, ".json"))
  data <- golden$data
  frame <- data.frame(duration = data$duration, event = data$event, start = if (is.null(data$entry)) -1 else data$entry, row = seq_along(data$event))
  for (column_name in c("weights", "offset", "strata", "cluster"))
    frame[[column_name]] <- if (is.integer(data[[column_name]])) as.numeric(data[[column_name]]) else data[[column_name]]
  for (x in names(data$x))
    frame[[x]] <- if (is.character(data$x[[x]])) factor(data$x[[x]], data$levels[[x]]) else data$x[[x]]
  cuts <- sort(unique(frame$duration[frame$event == 1]))
  add <- function(rows) {
    for (e in seq_along(effects)) {
      x <- model.matrix(as.formula(paste("~", effects[[e]]$column)), rows)[, -1, drop = FALSE]
      for (j in seq_len(ncol(x))) rows[[paste0("effect", e, "_", j)]] <- x[, j] * value(effects[[e]], rows$duration)
    }
    rows
  }
  long <- add(survSplit(frame, cut = cuts, start = "start", end = "duration", event = "event"))
  terms <- c(names(data$x), grep("^effect", names(long), value = TRUE), if (!is.null(data$strata)) "strata(strata)", if (!is.null(data$offset)) "offset(offset)")
  formula <- as.formula(paste("Surv(start, duration, event) ~", paste(terms, collapse = " + ")))
  arguments <- list(formula, data = long, ties = golden$options$ties, control = tight, robust = FALSE)
  if (!is.null(data$weights)) arguments$weights <- quote(weights)
  fit <- do.call(coxph, arguments)
  if (max(abs(coef(fit))) > 15) {  # separated: R goes on until it is tired
    unlink(paste0(name, ".json"))
    return(invisible())
  }
  arguments$robust <- NULL
  robust <- do.call(coxph, c(arguments, list(cluster = if (is.null(frame$cluster)) quote(row) else quote(cluster))))
  expect <- list(coef = column(coef(fit)), var = fit$var, robust_var = robust$var, loglik = column(fit$loglik), score_test = fit$score)
  times <- unique(cuts[round(seq(1, length(cuts), length.out = 6))])
  expect$new_rows <- lapply(c(1, 2, 5), function(i) {
    person <- frame[i, ]
    person$start <- 0  # R counts a path's times from its start
    person$duration <- max(cuts)
    person$event <- 1
    path <- add(survSplit(person, cut = cuts, start = "start", end = "duration", event = "event"))
    curve <- do.call(survfit, list(fit, newdata = path, id = path$row, conf.type = "log"))
    at <- findInterval(times, curve$time)
    pick <- function(x, before) c(before, x)[at + 1]
    list(row = i - 1, time = column(times), survival = column(pick(curve$surv, 1)), cumulative_hazard = column(pick(curve$cumhaz, 0)))
  })
  write_golden(paste0(name, ".json"), paste("coxph of rows cut at every time of leaving, after", golden$call),
               list(rows = paste0(name, ".json")), expect, options = list(ties = golden$options$ties, time_effects = effects))
}
effect <- function(column, f, at = 0) list(column = column, `function` = f, at = at)
for (number in c(1, 4, 5, 8, 11, 15, 18, 23, 26, 29, 34, 39, 43, 45)) {
  name <- sprintf("random_%02d", number)
  data <- jsonlite::fromJSON(paste0("../cox/", name, ".json"))$data
  x <- names(data$x)
  middle <- median(data$duration)
  functions <- list(list(effect(x[1], "log")), list(effect(x[1], "identity"), effect(x[length(x)], "after", middle)), list(effect(x[length(x)], "after", middle)),
                    list(effect(x[1], "square_root"), effect(x[1], "after", middle)))
  over_time(name, functions[[number %% 4 + 1]])
}
over_time("veteran", list(effect("karno", "log"), effect("celltype", "identity")))
over_time("heart_cluster", list(effect("age", "after", 30)))
