// Variables wherever they stand, and parameters (PTX ISA 9.0, 5.1, 5.4, 7.1).
#include "ptx/verify/verifier.h"

namespace ox::ptx {

void ModuleVerifier::check_variable(const Variable& variable, bool is_global) { (void)variable, (void)is_global; }

void ModuleVerifier::check_parameters(const Function& function) { (void)function; }

} // namespace ox::ptx
