// Families that are not lowered yet: a kernel that uses one fails by name when it is asked for.
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

bool lower_kHalf(InstructionLowering&) { return false; }
bool lower_kAsynchronous(InstructionLowering&) { return false; }
bool lower_kVideo(InstructionLowering&) { return false; }
bool lower_kLater(InstructionLowering&) { return false; }

} // namespace ox::ptx
