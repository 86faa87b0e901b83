#pragma once

namespace llvm {
class Module;
}

namespace ox::codegen {

struct Compilation;

// fptosi and fptoui become what PTX's cvt does (lower/float_to_integer.h), where LLVM leaves NaN and values out of
// range undefined.
void saturate_conversions(llvm::Module& module, Compilation& compilation);

} // namespace ox::codegen
