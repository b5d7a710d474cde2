// The arithmetic of one Cox evaluation on blocks of rows; pure, chosen for the machine's vector units at run time.
// A block is (count, width) row-major, width a multiple of 8: terms, a constant 1, zeros.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::survival {

/// out[i, v] = columns[v][i] - shift[v] for v < columns (at most 8); with beta, eta[i] += sum over v of out[i, v] beta[v].
/// With `fill`, fewer than 8 columns are followed by a 1 and zeros up to 8 in every row. With `ask`, memory behind the rows is asked for early.
void pack_columns(const double* const* columns, std::int64_t column_count, std::int64_t count, std::int64_t width,
                  const double* shift, const double* beta, bool fill, bool ask, double* out, double* eta);

/// out[i, j] = matrix[i·stride + j] - shift[j] for j < terms; with beta, eta[i] = sum over j of out[i, j] beta[j].
void pack_rows(const double* matrix, std::int64_t stride, std::int64_t count, std::int64_t terms, std::int64_t width,
               const double* shift, const double* beta, bool ask, double* out, double* eta);

/// out[i] = sum over j < terms of rows[i, j] beta[j].
void multiply_rows(const double* rows, std::int64_t count, std::int64_t terms, std::int64_t width, const double* beta, double* out);

/// out[i] = weights[i] exp(eta[i]), relative error below 4e-16; weights null means ones; 0 below exp(-708).
/// Returns the largest |eta|.
double weighted_exp(const double* eta, const double* weights, std::int64_t count, double* out);

/// out[i] = values[i] · table[place[i] + second[i]·half], second[i] being 0 or 1.
void multiply_looked_up(const double* values, const double* table, const std::int32_t* place, const std::uint8_t* second, std::int64_t half,
                        std::int64_t count, double* out);

/// out[i] = values[i] · (upto[stop[i]] - upto[start[i]] + (rest[stop[i]] - rest[start[i]]) - second[i]·less[stop[i]]), second[i] being 0 or 1.
void multiply_differences(const double* values, const double* upto, const double* rest, const double* less, const std::int32_t* start,
                          const std::int32_t* stop, const std::uint8_t* second, std::int64_t count, double* out);

/// A block's part of the moments, for rows with a positive weight: sum += w·x, squares += w·x², event_sum += w·event·x, lowest and
/// highest, each of `width` numbers. weights null means ones.
void add_moments(const double* rows, const double* weights, const double* event, std::int64_t count, std::int64_t width, double* sum,
                 double* squares, double* event_sum, double* lowest, double* highest);

/// Sums over l = 0 … d - 1 with f = l / d and u = 1 / (1 - f·ratio), 0 <= ratio <= 1: of u, f·u, u², f·u², f²·u², and -log u.
struct EfronSums {
  double inverse, tied, a, b, c, logs;
};
EfronSums efron_sums(double d, double ratio);

/// table[slot[i], :] += values[which[i]] rows[which[i], :] for all i in order (`which` null: i itself); rows of the table are `width` long.
void add_to_slots(const double* rows, const double* values, const std::int32_t* which, const std::int32_t* slot, std::int64_t count,
                  std::int64_t width, double* table);

/// table[first[i], :] and table[second[i], :] += values[i] rows[i, :] for all i in order.
void add_to_pairs(const double* rows, const double* values, const std::int32_t* first, const std::int32_t* second, std::int64_t count,
                  std::int64_t width, double* table);

}  // namespace mainstay::inline v1::survival
