// Families that are not lowered yet: a kernel that uses one fails by name when it is asked for.
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

bool lower_kLater(InstructionLowering&) { return false; }

} // namespace ox::ptx
