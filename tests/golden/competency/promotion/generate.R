# Rewrites the JSON files beside it: Rscript tests/golden/competency/promotion/generate.R
# Flows by looking at every stay; intervals of poisson.test and prop.test (Wilson, without correction); igraph's largest bipartite matching.
options(warn = 1)
file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
setwd(dirname(normalizePath(file)))
source("../../golden.R")
suppressPackageStartupMessages(library(igraph))
unlink(list.files(".", "\\.json$"))

posts <- c("seller", "senior", "lead", "manager"); units <- c("east", "north", "west")
golden <- function(path, seed, people) {
  seeded(seed)
  rows <- NULL
  for (i in seq_len(people)) {
    now <- sample(0:500, 1); post <- sample(1:3, 1, prob = c(0.7, 0.2, 0.1)); unit <- sample(units, 1)
    repeat {
      stop <- now + sample(40:400, 1)
      open <- stop > 900
      rows <- rbind(rows, data.frame(person = sprintf("p%03d", i), unit = unit, post = posts[post], start = now, stop = if (open) NA else stop))
      if (open || runif(1) < 0.2) break
      if (runif(1) < 0.1) { now <- stop + sample(1:60, 1); next }
      now <- stop
      way <- sample(c("up", "down", "across", "same"), 1, prob = c(0.5, 0.1, 0.3, 0.1))
      if (way == "up" && post < 4) post <- post + 1
      else if (way == "down" && post > 1) post <- post - 1
      else if (way == "across") unit <- sample(units, 1)
    }
  }
  boundaries <- c(200, 450, 700)
  last <- tail(boundaries, 1) - 1
  rows$end <- ifelse(is.na(rows$stop), Inf, rows$stop)
  before <- function(k) { r <- which(rows$person == rows$person[k] & rows$end == rows$start[k]); if (length(r)) r else NA }
  after <- function(k) { r <- which(rows$person == rows$person[k] & rows$start == rows$end[k]); if (length(r)) r else NA }
  kind <- function(from, to) if (is.na(from) || is.na(to)) "outside" else { a <- match(rows$post[from], posts); b <- match(rows$post[to], posts)
    if (b > a) "up" else if (b < a) "down" else if (rows$unit[from] != rows$unit[to]) "across" else "none" }
  rows$come <- sapply(seq_len(nrow(rows)), function(k) kind(before(k), k))
  rows$go <- sapply(seq_len(nrow(rows)), function(k) kind(k, after(k)))
  since <- function(k) { b <- before(k); if (!is.na(b) && rows$post[b] == rows$post[k]) since(b) else rows$start[k] }
  rows$since <- sapply(seq_len(nrow(rows)), since)
  flow <- NULL
  for (unit in units) for (p in 1:2) for (post in posts) {
    a <- boundaries[p]; b <- boundaries[p + 1]; mine <- rows$unit == unit & rows$post == post
    come <- mine & rows$start >= a & rows$start < b; go <- mine & rows$end >= a & rows$end < b
    days <- sum(pmax(0, pmin(rows$end, b) - pmax(rows$start, a))[mine])
    up <- sum(go & rows$go == "up"); there <- mine & rows$start < b & rows$end >= b
    inside <- sum(come & rows$come == "up"); hired <- sum(come & rows$come == "outside")
    limits <- if (days > 0) poisson.test(up, days / 365.25)$conf.int else c(NA, NA)
    wilson <- if (inside + hired > 0) suppressWarnings(prop.test(inside, inside + hired, correct = FALSE)$conf.int) else c(NA, NA)
    flow <- rbind(flow, data.frame(unit = unit, post = post, heads_open = sum(mine & rows$start < a & rows$end >= a), hired = hired, promoted_in = inside, demoted_in = sum(come & rows$come == "down"),
      transferred_in = sum(come & rows$come == "across"), promoted_out = up, demoted_out = sum(go & rows$go == "down"), transferred_out = sum(go & rows$go == "across"), left = sum(go & rows$go == "outside"), heads_close = sum(there),
      person_years = days / 365.25, rate_lower = limits[1], rate_upper = limits[2], inside_lower = wilson[1], inside_upper = wilson[2],
      months_in_post = if (any(there)) mean(b - rows$since[there]) / 30.436875 else NA, months_at_promotion = if (up > 0) mean((rows$end - rows$since)[go & rows$go == "up"]) / 30.436875 else NA))
  }
  # Candidates: people there on the last day, for the next posts.
  here <- which(rows$start <= last & rows$end > last)
  candidates <- NULL
  for (k in here) for (post in seq_along(posts)) if (post > match(rows$post[k], posts) && runif(1) < 0.35)
    candidates <- rbind(candidates, data.frame(candidate = rows$person[k], candidate_post = posts[post], ready = as.integer(runif(1) < 0.4), lacking = sample(0:3, 1), months_to_go = sample(c(0, 5, 12, 20, NA), 1)))
  candidates$lacking[candidates$ready == 1] <- 0
  at <- rows[here, ]; at <- at[match(candidates$candidate, at$person), ]
  soon <- candidates$ready == 0 & candidates$lacking <= 1 & !is.na(candidates$months_to_go) & candidates$months_to_go <= 12
  cover <- NULL
  for (unit in units) {
    held <- posts[-1][posts[-1] %in% rows$post[here][rows$unit[here] == unit]]
    now <- sapply(held, function(post) sum(at$unit == unit & candidates$candidate_post == post & candidates$ready == 1))
    then <- sapply(held, function(post) sum(at$unit == unit & candidates$candidate_post == post & soon))
    edges <- unique(candidates[at$unit == unit & candidates$ready == 1 & candidates$candidate_post %in% held, 1:2])
    graph <- graph_from_edgelist(as.matrix(edges), directed = FALSE)
    V(graph)$type <- V(graph)$name %in% posts
    cover <- rbind(cover, data.frame(unit = unit, posts = length(held), covered_now = sum(now > 0), covered_soon = sum(now == 0 & then > 0), without = sum(now + then == 0), at_once = if (nrow(edges)) max_bipartite_match(graph)$matching_size else 0))
  }
  order <- sample(nrow(rows))
  write_golden(path, "poisson.test, prop.test(correct = FALSE), igraph::max_bipartite_match", c(as.list(rows[order, c("person", "unit", "post", "start", "stop")]), list(candidates = as.list(candidates))),
               list(flow = as.list(flow), cover = as.list(cover)), options = list(posts = column(posts), boundaries = column(boundaries)), packages = "igraph")
}
golden("small.json", 1, 40)
golden("large.json", 2, 160)
