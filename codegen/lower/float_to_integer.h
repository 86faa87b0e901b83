// Float to integer as PTX's cvt does it (PTX ISA 9.0, cvt): the range saturates; NaN becomes 0 where the source is not
// double and the result not 64 bits wide, and otherwise only the top bit of the result.
#pragma once
#include "codegen/lower/float_arith.h"

namespace ox::codegen {

// Scalars or vectors of half, bfloat16, float or double; roundings other than towards zero only for scalars of float or
// double that become 32 or 64 bits.
llvm::Value* emit_float_to_integer(llvm::IRBuilder<>& builder, llvm::Value* value, llvm::Type* type, bool is_signed,
                                   Rounding rounding);

} // namespace ox::codegen
