// The simulator behind device.h, as the runtime sees it.
#include "runtime/device.h"
#include "test_programs.h"
#include <cstring>
#include <gtest/gtest.h>

using namespace ox;

namespace {
class DeviceTest : public testing::Test {
protected:
  std::unique_ptr<Device> device = *make_simulated_device("ox-tiny");
  DeviceAddress allocate(uint64_t bytes, MemoryKind kind = MemoryKind::kDevice) {
    return *device->allocate(bytes, kind);
  }
};
} // namespace

TEST_F(DeviceTest, RunsAKernelOfAModule) {
  auto module = device->load_module(read_program("noted"));
  ASSERT_TRUE(module) << module.error();
  ASSERT_EQ((*module)->kernels().size(), 1u);
  struct {
    DeviceAddress out;
    int count;
  } parameters{allocate(400), 100};
  Launch launch;
  launch.module = module->get();
  launch.grid = {1};
  launch.block = {128};
  launch.parameters = std::as_bytes(std::span(reinterpret_cast<char*>(&parameters), 12));
  LaunchResult result = device->run(launch);
  EXPECT_FALSE(result.fault) << result.fault->describe();
  EXPECT_GT(result.warp_instructions, 0u);
  int out[100];
  ASSERT_TRUE(device->copy_to_host(out, parameters.out, sizeof out));
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(out[i], 42 + i);

  // A variable of the module, changed by the host, is what the next launch reads.
  auto counter = (*module)->find_variable("counter");
  ASSERT_TRUE(counter);
  int value = 1002;
  ASSERT_TRUE(device->copy_to_device(counter->address, &value, sizeof value));
  EXPECT_FALSE(device->run(launch).fault);
  ASSERT_TRUE(device->copy_to_host(out, parameters.out, sizeof out));
  EXPECT_EQ(out[1], 1043);
}

TEST_F(DeviceTest, FaultsAreValuesWithTheirPlace) {
  auto module = device->load_module(read_program("noted"));
  struct {
    DeviceAddress out;
    int count;
  } parameters{allocate(256), 1000};
  Launch launch;
  launch.module = module->get();
  launch.block = {128};
  launch.parameters = std::as_bytes(std::span(reinterpret_cast<char*>(&parameters), 12));
  LaunchResult result = device->run(launch);
  ASSERT_TRUE(result.fault);
  EXPECT_EQ(result.fault->kind, FaultKind::kIllegalAddress);
  EXPECT_EQ(result.fault->thread, (Dim3{64, 0, 0}));
  EXPECT_EQ(result.fault->block, (Dim3{0, 0, 0}));
  EXPECT_EQ(result.fault->address, parameters.out + 256);
  EXPECT_EQ(result.fault->line, 21u);
  EXPECT_NE(result.fault->describe().find("in kernel scale(int*, int), block (0,0,0), thread (64,0,0), at "),
            std::string::npos)
      << result.fault->describe();
}

TEST_F(DeviceTest, CopiesAreCheckedAgainstTheAllocation) {
  DeviceAddress a = allocate(1000), b = allocate(1000, MemoryKind::kManaged);
  std::vector<char> host(2000, 'x');
  EXPECT_TRUE(device->copy_to_device(a, host.data(), 1000));
  EXPECT_TRUE(device->copy_to_device(a + 999, host.data(), 1));
  EXPECT_TRUE(device->copy_on_device(b, a, 1000));
  EXPECT_EQ(std::memcmp(reinterpret_cast<void*>(b), host.data(), 1000), 0) << "host-coherent";
  EXPECT_FALSE(device->copy_to_device(a, host.data(), 1001));
  EXPECT_FALSE(device->copy_to_device(a + 1000, host.data(), 1));
  EXPECT_FALSE(device->copy_to_host(host.data(), a + 500, 501));
  EXPECT_FALSE(device->copy_to_host(host.data(), 0, 4));
  EXPECT_FALSE(device->copy_on_device(b, a + 1, 1000));
  EXPECT_FALSE(device->copy_on_device(b, a, ~uint64_t{0}));
  EXPECT_TRUE(device->copy_to_host(host.data(), 0, 0));
}

TEST_F(DeviceTest, FillWritesElements) {
  DeviceAddress a = allocate(64);
  ASSERT_TRUE(device->fill(a, 0x12345678, 4, 64));
  EXPECT_EQ(reinterpret_cast<uint32_t*>(a)[15], 0x12345678u);
  ASSERT_TRUE(device->fill(a, 0x12345678, 2, 64));
  EXPECT_EQ(reinterpret_cast<uint32_t*>(a)[15], 0x56785678u);
  ASSERT_TRUE(device->fill(a, 0x12345678, 1, 63));
  EXPECT_EQ(reinterpret_cast<uint32_t*>(a)[15], 0x56787878u);
  EXPECT_FALSE(device->fill(a, 0, 4, 63));
  EXPECT_FALSE(device->fill(a, 0, 3, 63));
  EXPECT_FALSE(device->fill(a, 0, 1, 65));
}

TEST_F(DeviceTest, AllocationsAreFoundByAnyAddressInside) {
  DeviceAddress a = allocate(1000, MemoryKind::kHost);
  auto found = device->find_allocation(a + 500);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->base, a);
  EXPECT_EQ(found->bytes, 1000u);
  EXPECT_EQ(found->kind, MemoryKind::kHost);
  std::vector<char> host(100);
  EXPECT_FALSE(device->find_allocation(reinterpret_cast<DeviceAddress>(host.data())));
  ASSERT_TRUE(device->register_host(host.data(), 100));
  EXPECT_EQ(device->find_allocation(reinterpret_cast<DeviceAddress>(host.data() + 99))->kind, MemoryKind::kHost);
  EXPECT_TRUE(device->unregister_host(host.data()));
  ASSERT_TRUE(device->release(a));
  EXPECT_FALSE(device->find_allocation(a));
}

TEST_F(DeviceTest, DamagedImagesAndUnknownConfigurationsAreRefused) {
  auto elf = read_program("noted");
  elf.resize(elf.size() / 2);
  auto module = device->load_module(elf);
  ASSERT_FALSE(module);
  EXPECT_TRUE(module.error().starts_with("the device image cannot be loaded: damaged ELF file")) << module.error();
  EXPECT_FALSE(make_simulated_device("nothing"));
}

TEST_F(DeviceTest, OutOfMemoryIsAnError) {
  EXPECT_FALSE(device->allocate(device->free_bytes() + 1, MemoryKind::kDevice));
  EXPECT_TRUE(device->allocate(device->free_bytes(), MemoryKind::kDevice));
  EXPECT_EQ(device->free_bytes(), 0u);
}
