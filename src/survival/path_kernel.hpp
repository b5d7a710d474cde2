// Sums over columns of numbers, as a penalised path needs them; pure, chosen for the machine's vector units at run time.
// A column is contiguous; `columns` points to as many starts as `count` says. The order of every sum is fixed on one machine.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::survival {

/// out[i] += sum over v of columns[v][i] · factors[v].
void add_columns(const double* const* columns, const double* factors, std::int64_t count, std::int64_t rows, double* out);

/// out[v] += sum over i of columns[v][i] · values[i].
void multiply_columns(const double* const* columns, std::int64_t count, const double* values, std::int64_t rows, double* out);

/// out[v·others_count + u] += sum over i of columns[v][i] · others[u][i].
void multiply_pairs(const double* const* columns, std::int64_t count, const double* const* others, std::int64_t others_count, std::int64_t rows,
                    double* out);

/// sum over i of (column[i] - mean) · values[i], or of its square times values[i].
double multiply_centred(const double* column, double mean, const double* values, std::int64_t rows, bool squared);

/// out[j] += sum over i of (matrix[i·stride + j] - means[j]) · values[i] for j < columns, or of its square times values[i].
void multiply_rows_centred(const double* matrix, std::int64_t stride, std::int64_t columns, const double* means, const double* values,
                           std::int64_t rows, bool squared, double* out);

}  // namespace mainstay::inline v1::survival
