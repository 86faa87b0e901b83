// __managed__ variables.
//
// For HIP, clang compiles a managed variable x as two: the storage, on the device, and a pointer to it that both host
// and device code go through.  The runtime binds the pointers when the program registers its image.  Clang knows the
// attribute in HIP's mode only, so crt/host_defines.h writes an annotation, and the actions here put the attribute
// where the annotation is, before the code generator sees the declaration.
#pragma once
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/CodeGenOptions.h"
#include <memory>

namespace ox::frontend {

// `next` and, before it, what marks managed variables.
std::unique_ptr<clang::ASTConsumer> after_marking_managed_variables(std::unique_ptr<clang::ASTConsumer> next);

// On the device, the pointer leads to the storage from the start: the host registers only those that its own code
// knows, and a static variable may be the kernels' alone.
void point_at_managed_storage(clang::CodeGenOptions& options);

} // namespace ox::frontend
