// libdevice/api/bfloat16.def, see half_rows.h.
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#define OX_T __nv_bfloat16
#define OX_T2 __nv_bfloat162
#define OX_RAW __nv_bfloat16_raw
#define OX_RAW2 __nv_bfloat162_raw
#define OX_OTHER __half
#define OX_N(a, b) a##bfloat16##b
#define OX_N2(a, b, c) a##bfloat16##b##bfloat16##c
#define OX_PRECISION 8
#define OX_OTHER_PRECISION 11
#define OX_MODULE bfloat16
#define OX_TABLE "libdevice/api/bfloat16.def"
#include "half_references.h"

namespace ox::half_reference {
inline OX_T constant_CUDART_INF_BF16() { return of_bits(0x7f80); }
inline OX_T constant_CUDART_NAN_BF16() { return of_bits(kCanonicalNan); }
inline OX_T constant_CUDART_MIN_DENORM_BF16() { return of_bits(1); }
inline OX_T constant_CUDART_MAX_NORMAL_BF16() { return of_bits(0x7f7f); }
inline OX_T constant_CUDART_NEG_ZERO_BF16() { return of_bits(0x8000); }
inline OX_T constant_CUDART_ZERO_BF16() { return of_bits(0); }
inline OX_T constant_CUDART_ONE_BF16() { return of_bits(0x3f80); }
} // namespace ox::half_reference

#include "half_rows.h"

static const bool is_registered =
    ox::device_rows::register_rows("Bfloat16Rows", OX_TABLE, ox::api_rows::bfloat16::kRows);
