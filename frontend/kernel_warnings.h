// nvcc's own warnings about kernels and extended lambdas: -Wdefault-stream-launch, -Wmissing-launch-bounds,
// -Wext-lambda-captures-this, and the kinds of -Werror that go with them.
#pragma once
#include "frontend/compile_options.h"
#include "clang/AST/ASTConsumer.h"
#include <memory>

namespace ox::frontend {

// `next` and, before it, the checks that are asked for.
std::unique_ptr<clang::ASTConsumer> after_kernel_warnings(std::unique_ptr<clang::ASTConsumer> next,
                                                          const KernelWarnings& wanted);

} // namespace ox::frontend
