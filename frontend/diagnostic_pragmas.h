// #pragma nv_diag_suppress 177, nv_diag_warning, nv_diag_error, nv_diag_once, nv_diag_default, their old names without
// nv_, and #pragma nv_diagnostic push and pop: nvcc's numbers in terms of clang's warnings (diagnostic_numbers.h).
#pragma once

namespace clang {
class Preprocessor;
}

namespace ox::frontend {

class DiagnosticLog;

// The log decides about calls across sides, which are no warning of clang's own.
void handle_diagnostic_pragmas(clang::Preprocessor& preprocessor, DiagnosticLog& log);

} // namespace ox::frontend
