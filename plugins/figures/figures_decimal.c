/* Decimals with overflow checks: a result that does not fit is no result. */
#include "figures.h"

static bool power_of_ten(int32_t exponent, int64_t *out) {
  int64_t power = 1;
  if (exponent < 0 || exponent > 18)
    return false;
  while (exponent-- > 0)
    power *= 10;
  *out = power;
  return true;
}

/* Writes a with a smaller exponent. */
static bool decimal_lower(textan_decimal a, int32_t exponent, textan_decimal *out) {
  int64_t power;
  if (a.mantissa == 0) {
    *out = (textan_decimal){0, exponent};
    return true;
  }
  if (!power_of_ten(a.exponent - exponent, &power) || __builtin_mul_overflow(a.mantissa, power, &a.mantissa))
    return false;
  a.exponent = exponent;
  *out = a;
  return true;
}

textan_decimal figures_decimal_reduce(textan_decimal a) {
  while (a.mantissa != 0 && a.mantissa % 10 == 0) {
    a.mantissa /= 10;
    a.exponent++;
  }
  if (a.mantissa == 0)
    a.exponent = 0;
  return a;
}

bool figures_decimal_add(textan_decimal a, textan_decimal b, textan_decimal *out) {
  a = figures_decimal_reduce(a);
  b = figures_decimal_reduce(b);
  const int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
  int64_t sum;
  if (!decimal_lower(a, exponent, &a) || !decimal_lower(b, exponent, &b) ||
      __builtin_add_overflow(a.mantissa, b.mantissa, &sum))
    return false;
  *out = (textan_decimal){sum, exponent};
  return true;
}

bool figures_decimal_multiply(textan_decimal a, int64_t factor, int32_t exponent, textan_decimal *out) {
  int64_t product;
  a = figures_decimal_reduce(a);
  if (__builtin_mul_overflow(a.mantissa, factor, &product))
    return false;
  /* Amounts end far below 10^30: more is a damaged text. */
  if (a.exponent + exponent > 30 || a.exponent + exponent < -30)
    return false;
  *out = (textan_decimal){product, a.exponent + exponent};
  return true;
}

int figures_decimal_compare(textan_decimal a, textan_decimal b) {
  a = figures_decimal_reduce(a);
  b = figures_decimal_reduce(b);
  if ((a.mantissa < 0) != (b.mantissa < 0))
    return a.mantissa < 0 ? -1 : 1;
  const int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
  textan_decimal low_a, low_b;
  const bool fits_a = decimal_lower(a, exponent, &low_a), fits_b = decimal_lower(b, exponent, &low_b);
  if (!fits_a || !fits_b) /* the one that does not fit has the larger size */
    return (fits_b ? 1 : -1) * (a.mantissa < 0 ? -1 : 1);
  return low_a.mantissa < low_b.mantissa ? -1 : low_a.mantissa > low_b.mantissa;
}
