# Rewrites the JSON files beside it: Rscript tests/golden/survival/cox_again/generate.R
# Residuals and proportionality tests of fits whose rows stand in ../cox; each file names its rows.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))
tight <- suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100))

again <- function(name) {
  golden <- jsonlite::fromJSON(paste0("../cox/", name, ".json"))
  data <- golden$data
  frame <- data.frame(duration = data$duration, event = data$event)
  for (column_name in c("entry", "weights", "offset", "strata", "cluster")) frame[[column_name]] <- if (is.integer(data[[column_name]])) as.numeric(data[[column_name]]) else data[[column_name]]
  for (x in names(data$x))
    frame[[x]] <- if (is.character(data$x[[x]])) factor(data$x[[x]], data$levels[[x]]) else data$x[[x]]
  response <- if (is.null(data$entry)) "Surv(duration, event)" else "Surv(entry, duration, event)"
  terms <- c(names(data$x), if (!is.null(data$strata)) "strata(strata)", if (!is.null(data$offset)) "offset(offset)")
  formula <- as.formula(paste(response, "~", paste(terms, collapse = " + ")))
  arguments <- list(formula, data = frame, ties = golden$options$ties, control = tight, x = TRUE, y = TRUE, model = TRUE, robust = FALSE)
  if (!is.null(data$weights)) arguments$weights <- quote(weights)
  fit <- do.call(coxph, arguments)
  per_row <- function(type) unname(as.matrix(residuals(fit, type)))
  some <- nrow(frame) < 75
  expect <- list(martingale = column(residuals(fit, "martingale")), deviance = column(residuals(fit, "deviance")),
                 score = per_row("score"), dfbeta = per_row("dfbeta"), dfbetas = if (some) per_row("dfbetas"),
                 schoenfeld = per_row("schoenfeld"), scaled_schoenfeld = per_row("scaledsch"))
  if (!is.null(frame$cluster))
    expect$collapsed <- list(martingale = column(residuals(fit, "martingale", collapse = frame$cluster)),
                             dfbeta = unname(as.matrix(residuals(fit, "dfbeta", collapse = frame$cluster))))
  expect$proportionality <- lapply(c("km", "identity", "log", "rank"), function(transform) {
    by_column <- cox.zph(fit, transform)
    by_term <- cox.zph(fit, transform, terms = FALSE)
    one <- list(transform = transform, statistic = column(by_column$table[, 1]), degrees_of_freedom = column(by_column$table[, 2]),
         p_value = column(by_column$table[, 3]), x = column(by_term$x), time = column(by_term$time))
    scaled <- unname(by_term$y)
    if (!is.null(data$entry)) {  # there R lists tied leavers from the last row to the first
      stratum <- if (is.null(data$strata)) rep(1, nrow(frame)) else as.integer(factor(frame$strata))
      theirs <- rev(order(-stratum, -frame$duration))
      ours <- order(stratum, frame$duration)
      left <- function(rows) rows[frame$event[rows] == 1]
      scaled <- scaled[match(left(ours), left(theirs)), , drop = FALSE]
    }
    if (transform == "km") one$scaled <- scaled
    one
  })
  write_golden(paste0(name, ".json"), paste("residuals and cox.zph of", golden$call), list(rows = paste0(name, ".json")), expect, options = golden$options)
}
for (name in c("heart_cluster_breslow", "veteran",
               sprintf("random_%02d", c(1, 4, 5, 8, 11, 12, 17, 18, 20, 23, 26, 29, 30, 34, 36, 39, 40, 41, 43, 45, 46, 48))))
  again(name)
