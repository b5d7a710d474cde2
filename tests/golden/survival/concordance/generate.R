# Rewrites the JSON files beside it: Rscript tests/golden/survival/concordance/generate.R
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
source("../designs.R")
unlink(list.files(".", "\\.json$"))

concordance_golden <- function(path, data, note = NULL) {
  kept <- data[!vapply(data, is.null, TRUE)]
  frame <- as.data.frame(kept)
  response <- if (is.null(kept$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)"
  model <- paste0(response, " ~ prediction", if (!is.null(kept$strata)) " + strata(strata)")
  arguments <- list(as.formula(model), data = frame, reverse = TRUE)
  if (!is.null(kept$weights)) arguments$weights <- quote(weights)
  if (!is.null(kept$cluster)) arguments$cluster <- quote(cluster)
  fit <- do.call(concordance, arguments)
  counts <- if (is.matrix(fit$count)) colSums(fit$count) else fit$count
  names(counts) <- c("concordant", "discordant", "tied_x", "tied_y", "tied_xy")
  call <- paste0("concordance(", model, if (!is.null(kept$weights)) ", weights = weights", if (!is.null(kept$cluster)) ", cluster = cluster", ", reverse = TRUE)")
  write_golden(path, call, columns(kept), c(as.list(counts),
    list(concordance = unname(fit$concordance), variance = drop(fit$var), std_error = sqrt(drop(fit$var)))), note = note)
}

concordance_golden("lung_age.json", with(lung, list(duration = time, event = status - 1, prediction = age)), "survival::lung")
concordance_golden("veteran_karno.json", with(veteran, list(duration = time, event = status, prediction = -karno)), "survival::veteran")
concordance_golden("veteran_strata.json", with(veteran, list(duration = time, event = status, prediction = -karno, strata = as.character(celltype))),
                   "survival::veteran, strata celltype")
concordance_golden("heart_age.json", with(heart, list(entry = start, duration = stop, event = event, prediction = age)), "survival::heart, (start, stop] rows")
concordance_golden("heart_cluster.json", with(heart, list(entry = start, duration = stop, event = event, prediction = age, cluster = id)),
                   "survival::heart, (start, stop] rows, cluster(id)")
seeded(20245)
number <- 0
for (features in list("ties", c("ties", "integer_weights"), c("ties", "fractional_weights"), c("ties", "strata"), c("ties", "entry"),
                      c("ties", "entry", "fractional_weights", "strata"), c("ties", "cluster"), c("ties", "cluster", "fractional_weights"),
                      "fractional_time", character())) for (steps in c(1, 100)) {
  number <- number + 1
  design <- random_design(sample(50:200, 1), features)
  prediction <- round((design$x$x1 / 2 - 0.4 * design$x$x2 + rnorm(nrow(design$x), 0, 0.5)) * steps) / steps
  concordance_golden(sprintf("random_%02d.json", number),
                     c(design[c("entry", "duration", "event", "weights", "strata", "cluster")], list(prediction = prediction)),
                     paste(c("random:", features, if (steps == 1) "tied predictions"), collapse = " "))
}
