// nvcc's traits of extended lambdas: __nv_is_extended_device_lambda_closure_type(T) and its two kin.
//
// Clang has no builtin for them, and C++ can't ask for the attributes of a function.  Our headers write each as
// __is_final(ox_..._lambda<T>), of a class template with an empty body; the consumer here, which clang tells of every
// class that it has completed, makes the specialisations final whose argument is such a lambda's class.
#pragma once
#include "clang/AST/ASTConsumer.h"
#include <memory>

namespace ox::frontend {

// `next` and, before it, what answers the traits.
std::unique_ptr<clang::ASTConsumer> after_answering_lambda_traits(std::unique_ptr<clang::ASTConsumer> next);

} // namespace ox::frontend
