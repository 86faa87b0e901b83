// Virtual memory management: addresses, physical memory, mappings and rights, on two simulated devices.  Errors are
// those of the CUDA driver API reference.
#include "cuda_runtime_api.h"
#include "ptx_kernels.h"
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ox::test {
namespace {

[[maybe_unused]] const int two_devices = setenv("OX_DEVICES", "2", 1);
constexpr size_t kUnit = 2 << 20;

CUmemAllocationProp on_device(int ordinal, int handle_types = CU_MEM_HANDLE_TYPE_NONE) {
  CUmemAllocationProp properties{};
  properties.type = CU_MEM_ALLOCATION_TYPE_PINNED;
  properties.location = {CU_MEM_LOCATION_TYPE_DEVICE, ordinal};
  properties.requestedHandleTypes = static_cast<CUmemAllocationHandleType>(handle_types);
  return properties;
}

class VirtualMemory : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_EQ(cuInit(0), CUDA_SUCCESS);
    CUcontext primary;
    ASSERT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS); // where physical memory counts
    ASSERT_EQ(cuCtxCreate(&context, nullptr, 0, 0), CUDA_SUCCESS);
    kernels.load();
  }
  void TearDown() override {
    cuCtxDestroy(context);
    CUcontext rest;
    while (cuCtxPopCurrent(&rest) == CUDA_SUCCESS)
      ;
    cuDevicePrimaryCtxRelease(0);
  }
  static CUdeviceptr reserve(size_t bytes, size_t alignment = 0, CUdeviceptr wanted = 0) {
    CUdeviceptr address = 0;
    EXPECT_EQ(cuMemAddressReserve(&address, bytes, alignment, wanted, 0), CUDA_SUCCESS);
    return address;
  }
  static CUmemGenericAllocationHandle create(size_t bytes, int ordinal = 0, int types = CU_MEM_HANDLE_TYPE_NONE) {
    CUmemGenericAllocationHandle handle = 0;
    CUmemAllocationProp properties = on_device(ordinal, types);
    EXPECT_EQ(cuMemCreate(&handle, bytes, &properties, 0), CUDA_SUCCESS);
    return handle;
  }
  static CUresult allow(CUdeviceptr address, size_t bytes, int ordinal = 0,
                        CUmemAccess_flags flags = CU_MEM_ACCESS_FLAGS_PROT_READWRITE) {
    CUmemAccessDesc access{{CU_MEM_LOCATION_TYPE_DEVICE, ordinal}, flags};
    return cuMemSetAccess(address, bytes, &access, 1);
  }
  // A reservation with memory in it; the handles are released.
  static CUdeviceptr map_pieces(const std::vector<size_t>& pieces) {
    CUdeviceptr address = reserve(std::accumulate(pieces.begin(), pieces.end(), size_t{0})), at = address;
    for (size_t bytes : pieces) {
      auto handle = create(bytes);
      EXPECT_EQ(cuMemMap(at, bytes, 0, handle, 0), CUDA_SUCCESS);
      EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
      at += bytes;
    }
    return address;
  }
  static void drop(CUdeviceptr address, size_t bytes) {
    EXPECT_EQ(cuMemUnmap(address, bytes), CUDA_SUCCESS);
    EXPECT_EQ(cuMemAddressFree(address, bytes), CUDA_SUCCESS);
  }
  static size_t free_bytes_of_device() {
    size_t free = 0, total = 0;
    CUcontext primary;
    EXPECT_EQ(cuDevicePrimaryCtxRetain(&primary, 0), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxPushCurrent(primary), CUDA_SUCCESS);
    EXPECT_EQ(cuMemGetInfo(&free, &total), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxPopCurrent(&primary), CUDA_SUCCESS);
    EXPECT_EQ(cuDevicePrimaryCtxRelease(0), CUDA_SUCCESS);
    return free;
  }
  // What a faulty launch in a context of its own prints.
  std::string fault_of(CUdeviceptr address) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(kernels.store(address, 1), CUDA_SUCCESS);
    EXPECT_EQ(cuCtxSynchronize(), CUDA_ERROR_ILLEGAL_ADDRESS);
    return testing::internal::GetCapturedStderr();
  }
  CUcontext context = nullptr;
  MemoryKernels kernels;
};

TEST_F(VirtualMemory, AttributesSayWhatThereIs) {
  auto attribute = [](CUdevice_attribute which) {
    int value = -1;
    EXPECT_EQ(cuDeviceGetAttribute(&value, which, 0), CUDA_SUCCESS);
    return value;
  };
  EXPECT_EQ(attribute(CU_DEVICE_ATTRIBUTE_VIRTUAL_MEMORY_MANAGEMENT_SUPPORTED), 1);
  EXPECT_EQ(attribute(CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR_SUPPORTED), 1);
  EXPECT_EQ(attribute(CU_DEVICE_ATTRIBUTE_HANDLE_TYPE_FABRIC_SUPPORTED), 0);
  EXPECT_EQ(attribute(CU_DEVICE_ATTRIBUTE_MULTICAST_SUPPORTED), 0);
  EXPECT_EQ(attribute(CU_DEVICE_ATTRIBUTE_DMA_BUF_SUPPORTED), 0);
}

TEST_F(VirtualMemory, KernelsCopiesAndFillsCrossPhysicalMemory) {
  const size_t bytes = 4 * kUnit, words = bytes / 4;
  CUdeviceptr p = map_pieces({kUnit, 2 * kUnit, kUnit});
  ASSERT_EQ(allow(p, bytes), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32(p, 5, words), CUDA_SUCCESS);
  EXPECT_EQ(kernels.add_index(p, words), CUDA_SUCCESS);
  std::vector<unsigned> read(words);
  EXPECT_EQ(cuMemcpyDtoH(read.data(), p, bytes), CUDA_SUCCESS);
  for (size_t i = 0; i < words; ++i)
    ASSERT_EQ(read[i], i + 5);
  CUdeviceptr plain = 0;
  ASSERT_EQ(cuMemAlloc(&plain, bytes), CUDA_SUCCESS);
  EXPECT_EQ(cuMemcpyDtoD(plain, p, bytes), CUDA_SUCCESS);
  EXPECT_EQ(cuMemcpyHtoD(p, read.data() + 1, bytes - 4), CUDA_SUCCESS);
  EXPECT_EQ(cuMemcpy(p + kUnit - 4, plain + kUnit - 4, 8), CUDA_SUCCESS); // over a seam
  EXPECT_EQ(cuMemcpyDtoH(read.data(), p, bytes), CUDA_SUCCESS);
  EXPECT_EQ(read[0], 6u);
  EXPECT_EQ(read[kUnit / 4 - 1], kUnit / 4 - 1 + 5);
  EXPECT_EQ(read[kUnit / 4], kUnit / 4 + 5);
  EXPECT_EQ(read[kUnit / 4 + 1], kUnit / 4 + 1 + 6);
  drop(p, bytes);
}

TEST_F(VirtualMemory, OneMemoryMappedTwiceIsOne) {
  auto handle = create(2 * kUnit);
  CUdeviceptr a = reserve(2 * kUnit), b = reserve(kUnit);
  EXPECT_EQ(cuMemMap(a, 2 * kUnit, 0, handle, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuMemMap(b, kUnit, kUnit, handle, 0), CUDA_SUCCESS);
  EXPECT_EQ(allow(a, 2 * kUnit), CUDA_SUCCESS);
  EXPECT_EQ(allow(b, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(kernels.store(a + kUnit + 8, 77), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, b + 8, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 77u);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  drop(a, 2 * kUnit);
  EXPECT_EQ(cuMemcpyDtoH(&value, b + 8, 4), CUDA_SUCCESS) << "the other mapping keeps it";
  EXPECT_EQ(value, 77u);
  drop(b, kUnit);
}

TEST_F(VirtualMemory, MemoryStaysUntilHandlesAndMappingsAreGone) {
  const size_t before = free_bytes_of_device();
  auto handle = create(8 * kUnit);
  EXPECT_EQ(free_bytes_of_device(), before - 8 * kUnit);
  CUdeviceptr p = reserve(8 * kUnit);
  ASSERT_EQ(cuMemMap(p, 8 * kUnit, 0, handle, 0), CUDA_SUCCESS);
  CUmemGenericAllocationHandle again = 0;
  EXPECT_EQ(cuMemRetainAllocationHandle(&again, reinterpret_cast<void*>(p + 3 * kUnit + 5)), CUDA_SUCCESS);
  EXPECT_EQ(again, handle);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS) << "retained once";
  EXPECT_EQ(cuMemRelease(handle), CUDA_ERROR_INVALID_VALUE);
  CUmemAllocationProp properties;
  EXPECT_EQ(cuMemGetAllocationPropertiesFromHandle(&properties, handle), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemMap(p, kUnit, 0, handle, 0), CUDA_ERROR_INVALID_VALUE) << "no handle any more";
  EXPECT_EQ(free_bytes_of_device(), before - 8 * kUnit) << "but mapped";
  EXPECT_EQ(cuMemRetainAllocationHandle(&again, reinterpret_cast<void*>(p)), CUDA_SUCCESS);
  EXPECT_EQ(again, handle) << "the value that mapped it";
  EXPECT_EQ(cuMemUnmap(p, 8 * kUnit), CUDA_SUCCESS);
  EXPECT_EQ(free_bytes_of_device(), before - 8 * kUnit) << "but held";
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  EXPECT_EQ(free_bytes_of_device(), before);
  EXPECT_EQ(cuMemRetainAllocationHandle(&again, reinterpret_cast<void*>(p)), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressFree(p, 8 * kUnit), CUDA_SUCCESS);
  CUmemAllocationProp large = on_device(0);
  EXPECT_EQ(cuMemCreate(&handle, size_t{1} << 46, &large, 0), CUDA_ERROR_OUT_OF_MEMORY);
}

TEST_F(VirtualMemory, ReservationsAreChecked) {
  CUdeviceptr p = 0;
  EXPECT_EQ(cuMemAddressReserve(&p, 0, 0, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressReserve(&p, 1000, 0, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressReserve(&p, kUnit, 3, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressReserve(&p, kUnit, 0, 0, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressReserve(nullptr, kUnit, 0, 0, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressReserve(&p, size_t{1} << 62, 0, 0, 0), CUDA_ERROR_OUT_OF_MEMORY);
  p = reserve(3 * kUnit, 16 * kUnit);
  EXPECT_EQ(p % (16 * kUnit), 0u);
  EXPECT_EQ(reserve(kUnit, 0, p + 3 * kUnit), p + 3 * kUnit) << "a wish that can be granted";
  EXPECT_EQ(cuMemAddressFree(p, kUnit), CUDA_ERROR_INVALID_VALUE) << "a part";
  EXPECT_EQ(cuMemAddressFree(p + kUnit, 2 * kUnit), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressFree(p, 3 * kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAddressFree(p, 3 * kUnit), CUDA_ERROR_INVALID_VALUE) << "twice";
  EXPECT_EQ(cuMemAddressFree(p + 3 * kUnit, kUnit), CUDA_SUCCESS);
}

TEST_F(VirtualMemory, MappingsAreChecked) {
  auto handle = create(2 * kUnit);
  CUdeviceptr p = reserve(4 * kUnit);
  EXPECT_EQ(cuMemMap(p + 4096, kUnit, 0, handle, 0), CUDA_ERROR_INVALID_VALUE) << "not aligned";
  EXPECT_EQ(cuMemMap(p, kUnit / 2, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemMap(p, 0, 0, handle, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemMap(p, 2 * kUnit, kUnit, handle, 0), CUDA_ERROR_INVALID_VALUE) << "more than there is";
  EXPECT_EQ(cuMemMap(p + 3 * kUnit, 2 * kUnit, 0, handle, 0), CUDA_ERROR_INVALID_VALUE) << "over the end";
  EXPECT_EQ(cuMemMap(p, 2 * kUnit, 0, handle, 1), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemMap(p, 2 * kUnit, 0, 123456, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemMap(p, 2 * kUnit, 0, handle, 0), CUDA_SUCCESS);
  EXPECT_EQ(cuMemMap(p + kUnit, 2 * kUnit, 0, handle, 0), CUDA_ERROR_INVALID_VALUE) << "mapped already";
  EXPECT_EQ(cuMemMap(p + 2 * kUnit, 2 * kUnit, 0, handle, 0), CUDA_SUCCESS) << "the same memory again";
  EXPECT_EQ(cuMemUnmap(p, kUnit), CUDA_ERROR_INVALID_VALUE) << "a part of a mapping";
  EXPECT_EQ(cuMemUnmap(p + kUnit, 3 * kUnit), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemAddressFree(p, 4 * kUnit), CUDA_ERROR_INVALID_VALUE) << "while mapped";
  EXPECT_EQ(allow(p, kUnit), CUDA_ERROR_INVALID_VALUE) << "a part of a mapping";
  EXPECT_EQ(allow(p, 4 * kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemUnmap(p, 4 * kUnit), CUDA_SUCCESS) << "both at once";
  EXPECT_EQ(cuMemUnmap(p, 4 * kUnit), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(allow(p, 4 * kUnit), CUDA_ERROR_INVALID_VALUE) << "nothing is mapped";
  EXPECT_EQ(cuMemMap(p, 2 * kUnit, 0, handle, 0), CUDA_SUCCESS) << "the reservation is as new";
  unsigned long long flags = 9;
  CUmemLocation device{CU_MEM_LOCATION_TYPE_DEVICE, 0};
  EXPECT_EQ(cuMemGetAccess(&flags, &device, p), CUDA_SUCCESS);
  EXPECT_EQ(flags, CU_MEM_ACCESS_FLAGS_PROT_NONE) << "without rights";
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  EXPECT_EQ(cuMemUnmap(p, 2 * kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAddressFree(p, 4 * kUnit), CUDA_SUCCESS);
}

TEST_F(VirtualMemory, PropertiesAreCheckedAndKept) {
  size_t granularity = 0;
  CUmemAllocationProp properties = on_device(1, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR), wrong = properties;
  EXPECT_EQ(cuMemGetAllocationGranularity(&granularity, &properties, CU_MEM_ALLOC_GRANULARITY_MINIMUM), CUDA_SUCCESS);
  EXPECT_EQ(granularity, kUnit);
  EXPECT_EQ(cuMemGetAllocationGranularity(&granularity, &properties, CU_MEM_ALLOC_GRANULARITY_RECOMMENDED),
            CUDA_SUCCESS);
  EXPECT_EQ(granularity % kUnit, 0u);
  CUmemGenericAllocationHandle handle = 0;
  EXPECT_EQ(cuMemCreate(&handle, kUnit + 1, &properties, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemCreate(&handle, 0, &properties, 0), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemCreate(&handle, kUnit, nullptr, 0), CUDA_ERROR_INVALID_VALUE);
  wrong.location.id = 2;
  EXPECT_EQ(cuMemCreate(&handle, kUnit, &wrong, 0), CUDA_ERROR_INVALID_DEVICE);
  wrong = properties, wrong.type = CU_MEM_ALLOCATION_TYPE_INVALID;
  EXPECT_EQ(cuMemCreate(&handle, kUnit, &wrong, 0), CUDA_ERROR_INVALID_VALUE);
  for (int type : {CU_MEM_HANDLE_TYPE_FABRIC, CU_MEM_HANDLE_TYPE_WIN32}) {
    wrong = on_device(0, type);
    EXPECT_EQ(cuMemCreate(&handle, kUnit, &wrong, 0), CUDA_ERROR_NOT_SUPPORTED);
  }
  ASSERT_EQ(cuMemCreate(&handle, kUnit, &properties, 0), CUDA_SUCCESS);
  CUmemAllocationProp read{};
  EXPECT_EQ(cuMemGetAllocationPropertiesFromHandle(&read, handle), CUDA_SUCCESS);
  EXPECT_EQ(read.type, CU_MEM_ALLOCATION_TYPE_PINNED);
  EXPECT_EQ(read.location.type, CU_MEM_LOCATION_TYPE_DEVICE);
  EXPECT_EQ(read.location.id, 1);
  EXPECT_EQ(read.requestedHandleTypes, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
}

TEST_F(VirtualMemory, MemoryWithoutRightsIsAFault) {
  CUdeviceptr p = map_pieces({kUnit});
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, p, 4), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemcpy(p, reinterpret_cast<CUdeviceptr>(&value), 4), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemsetD8(p, 0, 4), CUDA_ERROR_INVALID_VALUE);
  std::string text = fault_of(p + 64);
  EXPECT_NE(text.find("in mapped memory that this device has no access to"), std::string::npos) << text;
  EXPECT_NE(text.find("cuMemSetAccess"), std::string::npos) << text;
  drop(p, kUnit);
}

TEST_F(VirtualMemory, AReservationWithoutMemoryIsAFault) {
  CUdeviceptr p = reserve(2 * kUnit);
  auto handle = create(kUnit);
  ASSERT_EQ(cuMemMap(p, kUnit, 0, handle, 0), CUDA_SUCCESS);
  ASSERT_EQ(allow(p, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD8(p, 1, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD8(p, 1, kUnit + 1), CUDA_ERROR_INVALID_VALUE) << "runs into what is not mapped";
  std::string text = fault_of(p + kUnit);
  EXPECT_NE(text.find("in reserved addresses that no memory is mapped to"), std::string::npos) << text;
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  EXPECT_EQ(cuMemUnmap(p, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemAddressFree(p, 2 * kUnit), CUDA_SUCCESS);
}

TEST_F(VirtualMemory, ReadOnlyMemoryIsRead) {
  CUdeviceptr p = map_pieces({kUnit}), out = 0;
  ASSERT_EQ(allow(p, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32(p, 9, 4), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  ASSERT_EQ(allow(p, kUnit, 0, CU_MEM_ACCESS_FLAGS_PROT_READ), CUDA_SUCCESS);
  unsigned long long flags = 0;
  CUmemLocation device{CU_MEM_LOCATION_TYPE_DEVICE, 0};
  EXPECT_EQ(cuMemGetAccess(&flags, &device, p), CUDA_SUCCESS);
  EXPECT_EQ(flags, CU_MEM_ACCESS_FLAGS_PROT_READ);
  ASSERT_EQ(cuMemAlloc(&out, 4), CUDA_SUCCESS);
  EXPECT_EQ(kernels.launch("load", nullptr, 1, p, out), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, out, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 9u);
  std::string text = fault_of(p);
  EXPECT_NE(text.find("which is read-only"), std::string::npos) << text;
  drop(p, kUnit);
}

TEST_F(VirtualMemory, RightsAreADevicesAndOfAllItsContexts) {
  CUdeviceptr p = map_pieces({kUnit});
  ASSERT_EQ(allow(p, kUnit, 1), CUDA_SUCCESS);
  unsigned long long flags = 0;
  CUmemLocation first{CU_MEM_LOCATION_TYPE_DEVICE, 0}, second{CU_MEM_LOCATION_TYPE_DEVICE, 1};
  EXPECT_EQ(cuMemGetAccess(&flags, &first, p), CUDA_SUCCESS);
  EXPECT_EQ(flags, CU_MEM_ACCESS_FLAGS_PROT_NONE);
  EXPECT_EQ(cuMemGetAccess(&flags, &second, p), CUDA_SUCCESS);
  EXPECT_EQ(flags, CU_MEM_ACCESS_FLAGS_PROT_READWRITE);
  CUcontext other = nullptr; // made after the rights were given
  ASSERT_EQ(cuCtxCreate(&other, nullptr, 0, 1), CUDA_SUCCESS);
  MemoryKernels theirs;
  theirs.load();
  EXPECT_EQ(theirs.store(p, 31), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, p, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 31u);
  EXPECT_EQ(cuCtxDestroy(other), CUDA_SUCCESS);
  ASSERT_EQ(cuCtxSetCurrent(context), CUDA_SUCCESS);
  EXPECT_NE(fault_of(p).find("no access"), std::string::npos);
  drop(p, kUnit);
}

TEST_F(VirtualMemory, RightsAreChecked) {
  CUdeviceptr p = map_pieces({kUnit});
  EXPECT_EQ(allow(p, kUnit, 2), CUDA_ERROR_INVALID_DEVICE);
  EXPECT_EQ(allow(p, kUnit, 0, static_cast<CUmemAccess_flags>(2)), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemSetAccess(p, kUnit, nullptr, 1), CUDA_ERROR_INVALID_VALUE);
  CUmemAccessDesc host{{CU_MEM_LOCATION_TYPE_HOST, 0}, CU_MEM_ACCESS_FLAGS_PROT_READWRITE};
  EXPECT_EQ(cuMemSetAccess(p, kUnit, &host, 1), CUDA_ERROR_NOT_SUPPORTED);
  unsigned long long flags;
  CUmemLocation nothing{CU_MEM_LOCATION_TYPE_INVALID, 0}, device{CU_MEM_LOCATION_TYPE_DEVICE, 0};
  EXPECT_EQ(cuMemGetAccess(&flags, &nothing, p), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(cuMemGetAccess(&flags, &device, p + kUnit), CUDA_ERROR_INVALID_VALUE);
  drop(p, kUnit);
}

TEST_F(VirtualMemory, HostMemoryIsTheHostsToo) {
  CUmemAllocationProp properties = on_device(0);
  properties.location = {CU_MEM_LOCATION_TYPE_HOST_NUMA, 0};
  CUmemGenericAllocationHandle handle = 0;
  ASSERT_EQ(cuMemCreate(&handle, kUnit, &properties, 0), CUDA_SUCCESS);
  CUdeviceptr p = reserve(kUnit);
  ASSERT_EQ(cuMemMap(p, kUnit, 0, handle, 0), CUDA_SUCCESS);
  CUmemAccessDesc both[] = {{{CU_MEM_LOCATION_TYPE_HOST_NUMA, 0}, CU_MEM_ACCESS_FLAGS_PROT_READWRITE},
                            {{CU_MEM_LOCATION_TYPE_DEVICE, 0}, CU_MEM_ACCESS_FLAGS_PROT_READWRITE}};
  ASSERT_EQ(cuMemSetAccess(p, kUnit, both, 2), CUDA_SUCCESS);
  *reinterpret_cast<unsigned*>(p) = 40;
  EXPECT_EQ(kernels.add_once(p, 2), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ(*reinterpret_cast<unsigned*>(p), 42u);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  drop(p, kUnit);
}

// As allocators that grow do: what runs must not notice that its range becomes a longer one.
TEST_F(VirtualMemory, AMappingGrowsWhileKernelsUseIt) {
  constexpr unsigned kPieces = 16, kWords = kUnit / 4;
  CUdeviceptr p = reserve(kPieces * kUnit);
  CUstream stream = nullptr;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING), CUDA_SUCCESS);
  for (unsigned piece = 0; piece < kPieces; ++piece) {
    auto handle = create(kUnit);
    ASSERT_EQ(cuMemMap(p + piece * kUnit, kUnit, 0, handle, 0), CUDA_SUCCESS);
    ASSERT_EQ(allow(p + piece * kUnit, kUnit), CUDA_SUCCESS);
    EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
    EXPECT_EQ(kernels.launch("add_index", stream, (piece + 1) * kWords / 128, p, (piece + 1) * kWords), CUDA_SUCCESS);
  }
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  for (unsigned piece = 0; piece < kPieces; ++piece) {
    unsigned value = 0;
    EXPECT_EQ(cuMemcpyDtoH(&value, p + piece * kUnit + 4, 4), CUDA_SUCCESS);
    EXPECT_EQ(value, (kPieces - piece) * (piece * kWords + 1));
  }
  EXPECT_EQ(cuStreamDestroy(stream), CUDA_SUCCESS);
  drop(p, kPieces * kUnit);
}

TEST_F(VirtualMemory, ADescriptorTakesMemoryElsewhere) {
  auto handle = create(kUnit, 0, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR), closed = create(kUnit);
  int descriptor = -1;
  EXPECT_EQ(cuMemExportToShareableHandle(&descriptor, closed, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0),
            CUDA_ERROR_INVALID_VALUE)
      << "not made for it";
  EXPECT_EQ(cuMemExportToShareableHandle(&descriptor, handle, CU_MEM_HANDLE_TYPE_FABRIC, 0), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuMemExportToShareableHandle(&descriptor, handle, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 1),
            CUDA_ERROR_INVALID_VALUE);
  ASSERT_EQ(cuMemExportToShareableHandle(&descriptor, handle, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0),
            CUDA_SUCCESS);
  EXPECT_GE(descriptor, 0);
  CUdeviceptr a = reserve(kUnit), b = reserve(kUnit);
  ASSERT_EQ(cuMemMap(a, kUnit, 0, handle, 0), CUDA_SUCCESS);
  ASSERT_EQ(allow(a, kUnit), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32(a, 12, 1), CUDA_SUCCESS);
  EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
  drop(a, kUnit);
  CUmemGenericAllocationHandle imported = 0; // the descriptor alone keeps the memory
  auto as_handle = [](int number) { return reinterpret_cast<void*>(static_cast<intptr_t>(number)); };
  ASSERT_EQ(cuMemImportFromShareableHandle(&imported, as_handle(descriptor), CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR),
            CUDA_SUCCESS);
  EXPECT_EQ(close(descriptor), 0);
  CUmemAllocationProp properties{};
  EXPECT_EQ(cuMemGetAllocationPropertiesFromHandle(&properties, imported), CUDA_SUCCESS);
  EXPECT_EQ(properties.location.id, 0);
  EXPECT_EQ(properties.requestedHandleTypes, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
  ASSERT_EQ(cuMemMap(b, kUnit, 0, imported, 0), CUDA_SUCCESS);
  ASSERT_EQ(allow(b, kUnit), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, b, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 12u);
  EXPECT_EQ(cuMemRelease(imported), CUDA_SUCCESS);
  drop(b, kUnit);
  int null = open("/dev/null", O_RDONLY);
  EXPECT_EQ(cuMemImportFromShareableHandle(&imported, as_handle(null), CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR),
            CUDA_ERROR_INVALID_VALUE);
  close(null);
  EXPECT_EQ(cuMemImportFromShareableHandle(&imported, nullptr, CU_MEM_HANDLE_TYPE_FABRIC), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuMemRelease(closed), CUDA_SUCCESS);
}

TEST_F(VirtualMemory, PointersAreDescribed) {
  CUdeviceptr p = map_pieces({kUnit, kUnit}), base = 0;
  ASSERT_EQ(allow(p, 2 * kUnit, 0, CU_MEM_ACCESS_FLAGS_PROT_READ), CUDA_SUCCESS);
  size_t bytes = 0;
  EXPECT_EQ(cuMemGetAddressRange(&base, &bytes, p + kUnit + 10), CUDA_SUCCESS);
  EXPECT_EQ(base, p + kUnit);
  EXPECT_EQ(bytes, kUnit);
  CUmemorytype type{};
  EXPECT_EQ(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, p), CUDA_SUCCESS);
  EXPECT_EQ(type, CU_MEMORYTYPE_DEVICE);
  CUcontext of = context;
  EXPECT_EQ(cuPointerGetAttribute(&of, CU_POINTER_ATTRIBUTE_CONTEXT, p), CUDA_SUCCESS);
  EXPECT_EQ(of, nullptr) << "it is no context's";
  CUDA_POINTER_ATTRIBUTE_ACCESS_FLAGS flags{};
  EXPECT_EQ(cuPointerGetAttribute(&flags, CU_POINTER_ATTRIBUTE_ACCESS_FLAGS, p), CUDA_SUCCESS);
  EXPECT_EQ(flags, CU_POINTER_ATTRIBUTE_ACCESS_FLAG_READ);
  cudaPointerAttributes attributes{};
  EXPECT_EQ(cudaPointerGetAttributes(&attributes, reinterpret_cast<void*>(p + 3)), cudaSuccess);
  EXPECT_EQ(attributes.type, cudaMemoryTypeDevice);
  EXPECT_EQ(attributes.device, 0);
  drop(p, 2 * kUnit);
  EXPECT_EQ(cuPointerGetAttribute(&type, CU_POINTER_ATTRIBUTE_MEMORY_TYPE, p), CUDA_ERROR_INVALID_VALUE);
}

TEST_F(VirtualMemory, FillsOfSynchronousMemoryAreWaitedFor) {
  CUdeviceptr memory = 0;
  void* gate = nullptr;
  ASSERT_EQ(cuMemAlloc(&memory, 64), CUDA_SUCCESS);
  ASSERT_EQ(cuMemAllocHost(&gate, 4), CUDA_SUCCESS);
  auto& word = *static_cast<volatile unsigned*>(gate);
  auto is_set = [&] {
    bool value = false;
    EXPECT_EQ(cuPointerGetAttribute(&value, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, memory), CUDA_SUCCESS);
    return value;
  };
  unsigned on = 1;
  EXPECT_FALSE(is_set());
  EXPECT_EQ(cuPointerSetAttribute(&on, CU_POINTER_ATTRIBUTE_BUFFER_ID, memory), CUDA_ERROR_INVALID_VALUE);
  for (bool waits : {false, true}) {
    if (waits)
      EXPECT_EQ(cuPointerSetAttribute(&on, CU_POINTER_ATTRIBUTE_SYNC_MEMOPS, memory), CUDA_SUCCESS);
    EXPECT_EQ(is_set(), waits);
    word = 0;
    EXPECT_EQ(kernels.launch("wait_for", nullptr, 1, reinterpret_cast<CUdeviceptr>(gate)), CUDA_SUCCESS);
    std::thread opener([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(waits ? 50 : 2000));
      word = 1;
    });
    EXPECT_EQ(cuMemsetD32(memory, 1, 16), CUDA_SUCCESS);
    EXPECT_EQ(word, waits ? 1u : 0u);
    word = 1;
    opener.join();
    EXPECT_EQ(cuCtxSynchronize(), CUDA_SUCCESS);
  }
}

// cuMemcpyBatchAsync of CUDA 12.8, by the name that its programs ask for.
TEST_F(VirtualMemory, AnOlderBatchSaysWhichCopyFails) {
  using Batch =
      CUresult(CUdeviceptr*, CUdeviceptr*, size_t*, size_t, CUmemcpyAttributes*, size_t*, size_t, size_t*, CUstream);
  void* found = nullptr;
  CUdriverProcAddressQueryResult status{};
  ASSERT_EQ(cuGetProcAddress("cuMemcpyBatchAsync", &found, 12080, 0, &status), CUDA_SUCCESS);
  auto* batch = reinterpret_cast<Batch*>(found);
  const size_t bytes = 2 * kUnit;
  CUdeviceptr p = map_pieces({kUnit, kUnit}), plain = 0;
  ASSERT_EQ(allow(p, bytes), CUDA_SUCCESS);
  ASSERT_EQ(cuMemAlloc(&plain, 64), CUDA_SUCCESS);
  EXPECT_EQ(cuMemsetD32(p, 7, bytes / 4), CUDA_SUCCESS);
  CUstream stream = nullptr;
  ASSERT_EQ(cuStreamCreate(&stream, CU_STREAM_DEFAULT), CUDA_SUCCESS);
  CUmemcpyAttributes attributes{};
  attributes.srcAccessOrder = CU_MEMCPY_SRC_ACCESS_ORDER_STREAM;
  CUdeviceptr to[] = {plain, plain + 32}, from[] = {p + kUnit - 4, p + bytes - 4}; // the first over a seam
  size_t sizes[] = {8, 4}, index = 0, failed = 99;
  EXPECT_EQ(batch(to, from, sizes, 2, &attributes, &index, 1, &failed, stream), CUDA_SUCCESS);
  EXPECT_EQ(failed, 99u);
  EXPECT_EQ(cuStreamSynchronize(stream), CUDA_SUCCESS);
  unsigned value = 0;
  EXPECT_EQ(cuMemcpyDtoH(&value, plain + 4, 4), CUDA_SUCCESS);
  EXPECT_EQ(value, 7u);
  sizes[1] = 8; // runs over the end
  EXPECT_EQ(batch(to, from, sizes, 2, &attributes, &index, 1, &failed, stream), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(failed, 1u);
  EXPECT_EQ(batch(to, from, sizes, 0, &attributes, &index, 1, &failed, stream), CUDA_ERROR_INVALID_VALUE);
  EXPECT_EQ(failed, SIZE_MAX) << "the call's own";
  EXPECT_EQ(cuStreamDestroy(stream), CUDA_SUCCESS);
  drop(p, bytes);
}

TEST_F(VirtualMemory, WhatThereIsNotIsRefused) {
  CUmulticastObjectProp multicast{};
  CUmemGenericAllocationHandle handle;
  EXPECT_EQ(cuMulticastCreate(&handle, &multicast), CUDA_ERROR_NOT_SUPPORTED);
  EXPECT_EQ(cuMemMapArrayAsync(nullptr, 0, nullptr), CUDA_ERROR_NOT_SUPPORTED);
  int descriptor;
  EXPECT_EQ(cuMemGetHandleForAddressRange(&descriptor, 0, 0, CU_MEM_RANGE_HANDLE_TYPE_DMA_BUF_FD, 0),
            CUDA_ERROR_NOT_SUPPORTED);
}

// More than a process has descriptors.
TEST_F(VirtualMemory, ThousandsOfAllocationsCostNoDescriptors) {
  std::vector<CUmemGenericAllocationHandle> handles;
  for (int i = 0; i < 2000; ++i)
    handles.push_back(create(kUnit));
  for (auto handle : handles)
    EXPECT_EQ(cuMemRelease(handle), CUDA_SUCCESS);
}

} // namespace
} // namespace ox::test
