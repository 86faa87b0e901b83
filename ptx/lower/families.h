// Families whose instructions fill more than one file.
#pragma once
#include "ptx/lower/instruction_lowering.h"

namespace ox::ptx {

bool lower_conversion(InstructionLowering& instruction);                // cvt and cvt.pack, of movement
bool lower_mbarrier(InstructionLowering& instruction);                  // mbarrier.*, of synchronization
bool lower_copy_arrival(InstructionLowering& instruction);              // cp.async.mbarrier.arrive
bool lower_atomic(InstructionLowering& instruction, bool is_reduction); // atom and red, of synchronization

} // namespace ox::ptx
