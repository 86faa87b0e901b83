// Resident blocks per core: the smallest of what each resource allows.
#include "simulator/occupancy.h"
#include <gtest/gtest.h>

using namespace ox;
using sim::resident_blocks_per_core;

namespace {
DeviceProperties machine() {
  DeviceProperties properties;
  properties.warps_per_core = 64;
  properties.blocks_per_core = 32;
  properties.registers_per_core = 65536;
  properties.shared_per_core = 228 << 10;
  return properties;
}
KernelInfo with_registers(uint32_t registers) {
  KernelInfo kernel;
  kernel.registers = registers;
  return kernel;
}
} // namespace

TEST(Occupancy, IsLimitedByBlocksThenWarps) {
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(0), 1, 0), 32u);
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(0), 64, 0), 32u);
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(0), 65, 0), 21u); // 3 warps each
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(0), 1024, 0), 2u);
}

TEST(Occupancy, IsLimitedByRegisters) {
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(32), 256, 0), 8u);
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(64), 256, 0), 4u);
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(255), 1024, 0), 0u);
}

TEST(Occupancy, IsLimitedBySharedMemory) {
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(16), 128, 48 << 10), 4u);
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(16), 128, 227 << 10), 1u);
  EXPECT_EQ(resident_blocks_per_core(machine(), with_registers(16), 128, 229 << 10), 0u);
}
