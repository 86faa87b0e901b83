#include "frontend/side_errors.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Cuda.h"
#include "clang/Basic/DiagnosticSema.h"

namespace ox::frontend {
namespace {

using Target = clang::CUDAFunctionTarget;

const char* name_of(Target target) {
  switch (target) {
  case Target::Device:
    return "__device__";
  case Target::Global:
    return "__global__";
  case Target::HostDevice:
    return "__host__ __device__";
  default:
    return "__host__";
  }
}

uint64_t number(const clang::Diagnostic& info, unsigned index) {
  return info.getArgKind(index) == clang::DiagnosticsEngine::ak_sint ? static_cast<uint64_t>(info.getArgSInt(index))
                                                                     : info.getArgUInt(index);
}

std::string quoted(const clang::NamedDecl* declaration) {
  return declaration ? "'" + declaration->getQualifiedNameAsString() + "'" : "";
}

std::string caller_text(Target target, const clang::FunctionDecl* caller) {
  return std::string("the ") + name_of(target) + " function" + (caller ? " " + quoted(caller) : "");
}

std::string advice(const std::string& callee, Target callee_target) {
  if (callee_target == Target::Global)
    return "a kernel is launched, not called";
  return "declare " + callee + " as __host__ __device__ to have it on both sides, or keep the call out of " +
         (callee_target == Target::Host ? "device code with '#ifndef __CUDA_ARCH__'"
                                        : "host code with '#ifdef __CUDA_ARCH__'");
}

} // namespace

std::optional<SideError> restate_side_error(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info,
                                            const clang::FunctionDecl* caller, bool device_side) {
  if (info.getID() != clang::diag::err_ref_bad_target)
    return std::nullopt;
  const auto callee_target = static_cast<Target>(number(info, 0)), caller_target = static_cast<Target>(number(info, 3));
  const bool is_variable = number(info, 1) == 1;
  const auto* callee = info.getArgKind(2) == clang::DiagnosticsEngine::ak_nameddecl
                           ? reinterpret_cast<const clang::NamedDecl*>(info.getRawArg(2))
                           : nullptr;
  const std::string name = quoted(callee);
  SideError result;
  if (is_variable) {
    result.text = "the " + std::string(name_of(callee_target)) + " variable " + name + " can't be used in " +
                  caller_text(caller_target, caller);
    result.advice = callee_target == Target::Host
                        ? "declare " + name +
                              " as __device__, __constant__ or __managed__, make it a constant, or pass "
                              "it to the kernel as an argument"
                        : "copy it with cudaMemcpyFromSymbol, or declare it as __managed__";
  } else {
    result.text = "the " + std::string(name_of(callee_target)) + " function " + name + " can't be called from " +
                  caller_text(caller_target, caller);
    result.advice = advice(name, callee_target);
  }
  // Clang has dropped the call if it reports it in the middle of a function, and kept it at the end of the file.
  const bool other_side = callee_target == (device_side ? Target::Host : Target::Device);
  const bool decided_at_run_time = !is_variable && caller_target == Target::HostDevice && other_side && !caller;
  if (decided_at_run_time)
    result.text += device_side ? " in device code; a kernel that gets here stops with an error"
                               : " in host code; a program that gets here is aborted";
  result.level = decided_at_run_time ? level : clang::DiagnosticsEngine::Error;
  return result;
}

std::string advice_about_candidate(const clang::Diagnostic& note, const clang::FunctionDecl* caller) {
  if (note.getID() != clang::diag::note_ovl_candidate_bad_target)
    return {};
  const auto callee_target = static_cast<Target>(number(note, 3)), caller_target = static_cast<Target>(number(note, 4));
  return "the " + std::string(name_of(callee_target)) + " function can't be called from " +
         caller_text(caller_target, caller) + ": " + advice("it", callee_target);
}

} // namespace ox::frontend
