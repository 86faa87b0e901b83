// libdevice/api/half.def, see half_rows.h.
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#define OX_T __half
#define OX_T2 __half2
#define OX_RAW __half_raw
#define OX_RAW2 __half2_raw
#define OX_OTHER __nv_bfloat16
#define OX_N(a, b) a##half##b
#define OX_N2(a, b, c) a##half##b##half##c
#define OX_PRECISION 11
#define OX_OTHER_PRECISION 8
#define OX_MODULE half
#define OX_TABLE "libdevice/api/half.def"
#include "half_references.h"

namespace ox::half_reference {
inline OX_T constant_CUDART_INF_FP16() { return of_bits(0x7c00); }
inline OX_T constant_CUDART_NAN_FP16() { return of_bits(kCanonicalNan); }
inline OX_T constant_CUDART_MIN_DENORM_FP16() { return of_bits(1); }
inline OX_T constant_CUDART_MAX_NORMAL_FP16() { return of_bits(0x7bff); }
inline OX_T constant_CUDART_NEG_ZERO_FP16() { return of_bits(0x8000); }
inline OX_T constant_CUDART_ZERO_FP16() { return of_bits(0); }
inline OX_T constant_CUDART_ONE_FP16() { return of_bits(0x3c00); }
} // namespace ox::half_reference

#include "half_rows.h"

static const bool is_registered = ox::device_rows::register_rows("HalfRows", OX_TABLE, ox::api_rows::half::kRows);
