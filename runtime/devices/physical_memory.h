// Physical memory of simulated devices, and the addresses where it is mapped: device.h's words for the simulator's
// memory files and shared space.
#pragma once
#include "runtime/device.h"
#include "simulator/memory_file.h"

namespace ox {

// exported: in a file of its own, with that label; else in a part of one that all such memory shares.  kept: lives as
// long as the memory does.
std::expected<PhysicalMemoryRef, std::string>
make_physical_memory(uint64_t bytes, const PhysicalMemory::Label* exported, std::shared_ptr<void> kept);

PhysicalMemoryRef physical_memory_of(std::shared_ptr<sim::MemoryFile> file); // all of it

AddressSpace& shared_address_space();

} // namespace ox
