# What every generator shares: JSON with numbers that read back as the same double.
suppressPackageStartupMessages(library(survival))

# Random designs begin here. With MAINSTAY_FRESH in the environment (tests/golden/fresh.sh) they are others than those checked in.
seeded <- function(seed) set.seed(seed + 1000003 * as.integer(Sys.getenv("MAINSTAY_FRESH", "0")))

# The shortest of 15, 16 and 17 significant digits that reads back as the same double.
number_text <- function(x) {
  x <- as.double(x) + 0  # no negative zero
  text <- sprintf("%.15g", x)
  for (digits in c(16, 17)) {
    wrong <- which(is.finite(x))
    wrong <- wrong[as.double(text[wrong]) != x[wrong]]
    text[wrong] <- sprintf(paste0("%.", digits, "g"), x[wrong])
  }
  text[is.na(x)] <- "null"
  text[is.infinite(x)] <- ifelse(x[is.infinite(x)] > 0, '"Inf"', '"-Inf"')
  text
}

quoted <- function(x) {
  x <- gsub("\\", "\\\\", enc2utf8(as.character(x)), fixed = TRUE)
  x <- gsub("\"", "\\\"", x, fixed = TRUE)
  paste0("\"", gsub("\n", "\\n", x, fixed = TRUE), "\"")
}

# A column is an array even when it has one value: wrap it with column().
column <- function(x) structure(list(unname(x)), class = "golden_column")

atoms <- function(x) {
  if (is.factor(x)) x <- as.character(x)
  if (is.character(x)) ifelse(is.na(x), "null", quoted(x))
  else if (is.logical(x)) ifelse(is.na(x), "null", ifelse(x, "true", "false"))
  else number_text(x)
}

json <- function(x, indent = 0) {
  pad <- strrep(" ", indent + 1)
  if (is.null(x)) return("null")
  if (inherits(x, "golden_column")) return(paste0("[", paste(atoms(x[[1]]), collapse = ","), "]"))
  if (is.matrix(x)) {
    rows <- apply(x, 1, function(row) paste0("[", paste(atoms(row), collapse = ","), "]"))
    return(paste0("[", paste(rows, collapse = ","), "]"))
  }
  if (is.list(x) && !is.null(names(x))) {
    parts <- vapply(names(x), function(name) paste0(pad, quoted(name), ": ", json(x[[name]], indent + 1)), "")
    return(paste0("{\n", paste(parts, collapse = ",\n"), "\n", strrep(" ", indent), "}"))
  }
  if (is.list(x)) {
    if (!length(x)) return("[]")
    return(paste0("[\n", paste(vapply(x, function(part) paste0(pad, json(part, indent + 1)), ""), collapse = ",\n"),
                  "\n", strrep(" ", indent), "]"))
  }
  if (length(x) == 1) atoms(x) else json(column(x), indent)
}

source_text <- function(packages = "survival")
  paste(c(paste0("R ", getRversion()), vapply(packages, function(p) paste(p, packageVersion(p)), "")), collapse = ", ")

write_golden <- function(path, call, data, expect, options = NULL, packages = "survival", note = NULL) {
  content <- list(source = source_text(packages), call = call)
  if (!is.null(note)) content$note <- note
  if (!is.null(options)) content$options <- options
  content$data <- data
  content$expect <- expect
  text <- json(content)
  if (nchar(text) > 3e5) stop(path, " has ", nchar(text), " characters")
  connection <- file(path, "wb")
  writeLines(text, connection, useBytes = TRUE)
  close(connection)
}

columns <- function(frame) lapply(as.list(frame), column)

# Where this script stands, so that it can be run from any folder.
here <- function() {
  file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
  dirname(normalizePath(file))
}
