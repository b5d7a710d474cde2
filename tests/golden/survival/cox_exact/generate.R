# Rewrites the JSON files beside it: Rscript tests/golden/survival/cox_exact/generate.R
# Exact ties. The rows stand in ../cox; each file names them. Weights are not used.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
unlink(list.files(".", "\\.json$"))

exact <- function(name, months = 1) {
  golden <- jsonlite::fromJSON(paste0("../cox/", name, ".json"))
  data <- golden$data
  frame <- data.frame(duration = ceiling(data$duration / months), event = data$event)
  for (column_name in c("offset", "strata")) frame[[column_name]] <- data[[column_name]]
  for (x in names(data$x))
    frame[[x]] <- if (is.character(data$x[[x]])) factor(data$x[[x]], data$levels[[x]]) else data$x[[x]]
  terms <- c(names(data$x), if (!is.null(data$strata)) "strata(strata)", if (!is.null(data$offset)) "offset(offset)")
  fit <- coxph(as.formula(paste("Surv(duration, event) ~", paste(terms, collapse = " + "))), frame, ties = "exact",
               control = suppressWarnings(coxph.control(eps = 1e-14, iter.max = 100)), x = TRUE, model = TRUE)
  curve <- survfit(fit, newdata = frame[1, ], conf.type = "log")
  left <- curve$n.event > 0
  expect <- list(coef = column(coef(fit)), var = fit$var, loglik = column(fit$loglik), score_test = fit$score, concordance = fit$concordance[["concordance"]],
                 martingale = column(residuals(fit)), deviance = column(residuals(fit, "deviance")),
                 curve = list(time = column(curve$time[left]), cumulative_hazard = column(curve$cumhaz[left]), std_error = column(curve$std.err[left])))
  write_golden(paste0(name, ".json"), sub("ties = \"[a-z]*\"", "ties = \"exact\"", golden$call), list(rows = paste0(name, ".json"), months = months), expect)
}
# R's own code for entries takes time that grows with the number of sets: none here.
for (number in c(1, 2, 3, 4, 9, 10, 12, 17, 18, 27, 34)) exact(sprintf("random_%02d", number))
exact("veteran", 30)
exact("lung", 30)
