// Directives between a function's head and its body (PTX ISA 9.0, 11.4).
#include "ptx/verify/verifier.h"

namespace ox::ptx {

void ModuleVerifier::check_directives(const Function& function) { (void)function; }

} // namespace ox::ptx
