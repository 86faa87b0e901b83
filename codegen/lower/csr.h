// CSR numbers by name, from isa/csrs.def.
#pragma once

namespace ox::codegen {

enum Csr : unsigned {
#define OX_CSR(name, number, bits, holds) kCsr_##name = number,
#include "isa/csrs.def"
};

} // namespace ox::codegen
