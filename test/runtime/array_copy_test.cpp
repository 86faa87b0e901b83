// Copies with an array on a side: every form puts the bytes where the manual says, and its call returns when copies of
// memory would.  Expected contents are computed here, element by element.
#include "channel_descriptor.h"
#include "fixture.h"
#include "runtime/core/platform.h"
#include "runtime/cudart/copy.h"
#include <numeric>
#include <thread>

namespace ox::test {
namespace {

using namespace std::chrono_literals;

std::vector<uint16_t> counting(size_t count, uint16_t first = 1) {
  std::vector<uint16_t> values(count);
  std::iota(values.begin(), values.end(), first);
  return values;
}

// Arrays of uint16_t, 6 x 4 unless said otherwise.
class ArrayCopies : public Runtime {
protected:
  static constexpr size_t kWidth = 6, kHeight = 4, kRow = kWidth * 2;
  static cudaArray_t new_array(cudaExtent extent = {kWidth, kHeight, 0}, unsigned flags = 0,
                               cudaChannelFormatDesc channels = cudaCreateChannelDesc<unsigned short>()) {
    cudaArray_t array = nullptr;
    EXPECT_EQ(cudaMalloc3DArray(&array, &channels, extent, flags), cudaSuccess);
    return array;
  }
  static cudaArray_t counting_array(uint16_t first = 1) {
    cudaArray_t array = new_array();
    const auto values = counting(kWidth * kHeight, first);
    EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, values.data(), kRow, kRow, kHeight, cudaMemcpyHostToDevice),
              cudaSuccess);
    return array;
  }
  static std::vector<uint16_t> contents(cudaArray_t array, size_t width = kWidth, size_t height = kHeight) {
    std::vector<uint16_t> values(width * height);
    EXPECT_EQ(cudaMemcpy2DFromArray(values.data(), width * 2, array, 0, 0, width * 2, height, cudaMemcpyDeviceToHost),
              cudaSuccess);
    return values;
  }
};

TEST_F(ArrayCopies, RowsGoToTheirPlace) {
  cudaArray_t array = new_array();
  const auto source = counting(16); // rows of eight elements, of which three are copied
  ASSERT_EQ(cudaMemcpy2DToArray(array, 4, 1, source.data(), 16, 6, 2, cudaMemcpyHostToDevice), cudaSuccess);
  const std::vector<uint16_t> expected{0, 0, 0, 0,  0,  0, //
                                       0, 0, 1, 2,  3,  0, //
                                       0, 0, 9, 10, 11, 0, //
                                       0, 0, 0, 0,  0,  0};
  EXPECT_EQ(contents(array), expected);
}

TEST_F(ArrayCopies, RowsComeBackIntoAPitch) {
  cudaArray_t array = counting_array();
  std::vector<uint16_t> rows(8, 99);
  ASSERT_EQ(cudaMemcpy2DFromArray(rows.data(), 8, array, 2, 2, 6, 2, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(rows, (std::vector<uint16_t>{14, 15, 16, 99, 20, 21, 22, 99}));
}

TEST_F(ArrayCopies, BetweenArraysAndDeviceMemory) {
  cudaArray_t from = counting_array(), to = new_array();
  ASSERT_EQ(cudaMemcpy2DArrayToArray(to, 2, 0, from, 0, 3, 4, 1, cudaMemcpyDeviceToDevice), cudaSuccess);
  const auto has = contents(to);
  EXPECT_EQ(has[0], 0);
  EXPECT_EQ(has[1], 19);
  EXPECT_EQ(has[2], 20);
  EXPECT_EQ(has[3], 0);
  auto* memory = new_device<uint16_t>(kWidth * kHeight);
  ASSERT_EQ(cudaMemcpy2DFromArray(memory, kRow, from, 0, 0, kRow, kHeight, cudaMemcpyDeviceToDevice), cudaSuccess);
  ASSERT_EQ(cudaMemcpy2DToArray(to, 0, 0, memory, kRow, kRow, kHeight, cudaMemcpyDefault), cudaSuccess);
  EXPECT_EQ(contents(to), counting(kWidth * kHeight));
}

TEST_F(ArrayCopies, RunsGoOnInTheNextRow) {
  cudaArray_t array = new_array(), other = new_array();
  const auto source = counting(9);
  ASSERT_EQ(cudaMemcpyToArray(array, 8, 0, source.data(), 18, cudaMemcpyHostToDevice), cudaSuccess);
  std::vector<uint16_t> expected(kWidth * kHeight);
  std::ranges::copy(source, expected.begin() + 4);
  EXPECT_EQ(contents(array), expected);
  std::vector<uint16_t> back(7);
  ASSERT_EQ(cudaMemcpyFromArray(back.data(), array, 10, 0, 14, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(back, counting(7, 2));
  ASSERT_EQ(cudaMemcpyArrayToArray(other, 0, 1, array, 8, 0, 18, cudaMemcpyDeviceToDevice), cudaSuccess);
  expected.assign(kWidth * kHeight, 0);
  std::ranges::copy(source, expected.begin() + kWidth);
  EXPECT_EQ(contents(other), expected);
}

TEST_F(ArrayCopies, ThatLeaveTheArray) {
  cudaArray_t array = new_array();
  std::vector<char> host(1000);
  auto to = [&](size_t x, size_t y, size_t width, size_t height) {
    return cudaMemcpy2DToArray(array, x, y, host.data(), 100, width, height, cudaMemcpyHostToDevice);
  };
  EXPECT_EQ(to(0, 0, kRow, kHeight), cudaSuccess);
  EXPECT_EQ(to(0, 0, kRow + 2, 1), cudaErrorInvalidValue);
  EXPECT_EQ(to(2, 0, kRow, 1), cudaErrorInvalidValue);
  EXPECT_EQ(to(0, 1, kRow, kHeight), cudaErrorInvalidValue);
  EXPECT_EQ(to(0, SIZE_MAX, kRow, 1), cudaErrorInvalidValue);
  EXPECT_EQ(to(1, 0, 2, 1), cudaErrorInvalidValue); // within an element
  EXPECT_EQ(cudaMemcpyToArray(array, 0, 3, host.data(), kRow + 2, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyFromArray(host.data(), array, 0, 4, 2, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, host.data(), 4, 6, 2, cudaMemcpyHostToDevice), cudaErrorInvalidPitchValue);
}

TEST_F(ArrayCopies, ErrorsOfTheOtherSide) {
  cudaArray_t array = new_array();
  char host[12] = {};
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, nullptr, 12, 12, 1, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, host, 12, 12, 1, cudaMemcpyDeviceToHost), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, host, 12, 12, 1, static_cast<cudaMemcpyKind>(9)),
            cudaErrorInvalidMemcpyDirection);
  EXPECT_EQ(cudaMemcpy2DFromArray(new_device(8), 12, array, 0, 0, 12, 1, cudaMemcpyDeviceToDevice),
            cudaErrorInvalidValue); // leaves its allocation
  cudaFreeArray(array);
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, host, 12, 12, 1, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DToArray(nullptr, 0, 0, host, 12, 12, 1, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
}

TEST_F(ArrayCopies, ElementsOfArraysHaveToHaveOneSize) {
  cudaArray_t shorts = new_array(), bytes = new_array({kRow, kHeight, 0}, 0, cudaCreateChannelDesc<char>()),
              halves = new_array({kWidth, kHeight, 0}, 0, cudaCreateChannelDescHalf());
  EXPECT_EQ(cudaMemcpy2DArrayToArray(bytes, 0, 0, shorts, 0, 0, 4, 1, cudaMemcpyDeviceToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyArrayToArray(bytes, 0, 0, shorts, 0, 0, 4, cudaMemcpyDeviceToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DArrayToArray(halves, 0, 0, shorts, 0, 0, 4, 1, cudaMemcpyDeviceToDevice), cudaSuccess);
}

class ArrayBoxes : public ArrayCopies {
protected:
  static cudaMemcpy3DParms to_array(cudaArray_t array, const std::vector<uint16_t>& from, cudaExtent extent) {
    cudaMemcpy3DParms box = {};
    box.srcPtr = {const_cast<uint16_t*>(from.data()), extent.width * 2, extent.width, extent.height};
    box.dstArray = array;
    box.extent = extent;
    box.kind = cudaMemcpyHostToDevice;
    return box;
  }
  static cudaMemcpy3DParms from_array(std::vector<uint16_t>& to, cudaArray_t array, cudaExtent extent) {
    cudaMemcpy3DParms box = {};
    box.srcArray = array;
    box.dstPtr = {to.data(), extent.width * 2, extent.width, extent.height};
    box.extent = extent;
    box.kind = cudaMemcpyDeviceToHost;
    return box;
  }
};

// The extent and positions in the array count elements, positions in memory bytes.
TEST_F(ArrayBoxes, CountElements) {
  constexpr size_t w = 5, h = 4, d = 3;
  cudaArray_t array = new_array({w, h, d});
  const auto source = counting(3 * 3 * 2);
  cudaMemcpy3DParms box = to_array(array, source, {2, 3, 2});
  box.srcPtr.pitch = 6; // rows of three elements, of which the last two are copied
  box.srcPos = {2, 0, 0};
  box.dstPos = {3, 1, 1};
  ASSERT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  std::vector<uint16_t> has(w * h * d), expected(w * h * d);
  for (size_t z = 0; z < 2; ++z)
    for (size_t y = 0; y < 3; ++y)
      for (size_t x = 0; x < 2; ++x)
        expected[((z + 1) * h + y + 1) * w + x + 3] = source[(z * 3 + y) * 3 + x + 1];
  cudaMemcpy3DParms back = from_array(has, array, {w, h, d});
  ASSERT_EQ(cudaMemcpy3D(&back), cudaSuccess);
  EXPECT_EQ(has, expected);
}

TEST_F(ArrayBoxes, BetweenArrays) {
  cudaArray_t from = new_array({4, 3, 2}), to = new_array({4, 3, 2});
  const auto source = counting(24);
  cudaMemcpy3DParms box = to_array(from, source, {4, 3, 2});
  ASSERT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  box = {};
  box.srcArray = from;
  box.dstArray = to;
  box.srcPos = {1, 0, 1};
  box.dstPos = {0, 2, 0};
  box.extent = {3, 1, 1};
  box.kind = cudaMemcpyDeviceToDevice;
  ASSERT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  std::vector<uint16_t> has(24), expected(24);
  for (size_t x = 0; x < 3; ++x)
    expected[8 + x] = source[12 + 1 + x];
  cudaMemcpy3DParms back = from_array(has, to, {4, 3, 2});
  ASSERT_EQ(cudaMemcpy3D(&back), cudaSuccess);
  EXPECT_EQ(has, expected);
  box.srcArray = new_array({4, 3, 2}, 0, cudaCreateChannelDesc<int>());
  EXPECT_EQ(cudaMemcpy3D(&box), cudaErrorInvalidValue); // other elements
}

TEST_F(ArrayBoxes, OfLayersAndLevels) {
  cudaArray_t layers = new_array({4, 0, 3}, cudaArrayLayered);
  const auto source = counting(8);
  cudaMemcpy3DParms box = to_array(layers, source, {4, 1, 2});
  box.dstPos = {0, 0, 1};
  ASSERT_EQ(cudaMemcpy3D(&box), cudaSuccess);
  std::vector<uint16_t> has(12);
  cudaMemcpy3DParms back = from_array(has, layers, {4, 1, 3});
  ASSERT_EQ(cudaMemcpy3D(&back), cudaSuccess);
  EXPECT_EQ(has, (std::vector<uint16_t>{0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}));

  cudaMipmappedArray_t mipmap = nullptr;
  const cudaChannelFormatDesc channels = cudaCreateChannelDesc<unsigned short>();
  ASSERT_EQ(cudaMallocMipmappedArray(&mipmap, &channels, {8, 4, 0}, 3), cudaSuccess);
  for (unsigned i = 0; i < 3; ++i) { // levels don't touch each other
    cudaArray_t level = nullptr;
    ASSERT_EQ(cudaGetMipmappedArrayLevel(&level, mipmap, i), cudaSuccess);
    const auto values = counting((8u >> i) * (4u >> i), static_cast<uint16_t>(100 * i));
    ASSERT_EQ(cudaMemcpyToArray(level, 0, 0, values.data(), values.size() * 2, cudaMemcpyHostToDevice), cudaSuccess);
  }
  for (unsigned i = 0; i < 3; ++i) {
    cudaArray_t level = nullptr;
    ASSERT_EQ(cudaGetMipmappedArrayLevel(&level, mipmap, i), cudaSuccess);
    EXPECT_EQ(contents(level, 8u >> i, 4u >> i), counting((8u >> i) * (4u >> i), static_cast<uint16_t>(100 * i)));
  }
}

TEST_F(ArrayBoxes, ThatCanNotBe) {
  cudaArray_t array = new_array({4, 3, 2});
  const auto source = counting(24);
  cudaMemcpy3DParms box = to_array(array, source, {4, 3, 2});
  box.dstPos.x = 1;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaErrorInvalidValue); // leaves the array
  box = to_array(array, source, {4, 3, 2});
  box.dstPtr = box.srcPtr;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaErrorInvalidValue); // two destinations
  box.dstArray = nullptr;
  box.dstPtr = {};
  EXPECT_EQ(cudaMemcpy3D(&box), cudaErrorInvalidValue); // none
  box = to_array(array, source, {4, 3, 2});
  box.srcPtr.pitch = 6;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaErrorInvalidPitchValue);
  box = to_array(array, source, {4, 3, 2});
  box.srcPtr.ysize = 2;
  EXPECT_EQ(cudaMemcpy3D(&box), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy3D(nullptr), cudaErrorInvalidValue);
}

TEST_F(ArrayBoxes, PeersNameTheirDevices) {
  cudaArray_t array = new_array({4, 3, 0});
  const auto source = counting(12);
  cudaMemcpy3DPeerParms box = {};
  box.srcPtr = {const_cast<uint16_t*>(source.data()), 8, 4, 3};
  box.dstArray = array;
  box.extent = {4, 3, 1};
  ASSERT_EQ(cudaMemcpy3DPeer(&box), cudaSuccess);
  EXPECT_EQ(contents(array, 4, 3), source);
  box.dstDevice = 99;
  EXPECT_EQ(cudaMemcpy3DPeer(&box), cudaErrorInvalidDevice);
}

// Compressed formats: an element is a block of 4 x 4 texels, so 8 x 8 texels are two rows of two blocks.
TEST_F(ArrayBoxes, OfBlocks) {
  cudaArray_t array = new_array({8, 8, 0}, 0, cudaCreateChannelDesc<cudaChannelFormatKindUnsignedBlockCompressed1>());
  const auto source = counting(16);
  ASSERT_EQ(cudaMemcpy2DToArray(array, 0, 0, source.data(), 16, 16, 2, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, source.data(), 16, 16, 3, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  std::vector<uint16_t> block(4);
  ASSERT_EQ(cudaMemcpy2DFromArray(block.data(), 8, array, 8, 1, 8, 1, cudaMemcpyDeviceToHost), cudaSuccess);
  EXPECT_EQ(block, counting(4, 13));
}

TEST_F(ArrayBoxes, OfPlanes) {
  cudaArray_t array = new_array({8, 4, 0}, 0, cudaCreateChannelDescNV12()), luma = nullptr, chroma = nullptr;
  ASSERT_EQ(cudaArrayGetPlane(&luma, array, 0), cudaSuccess);
  ASSERT_EQ(cudaArrayGetPlane(&chroma, array, 1), cudaSuccess);
  const auto bright = counting(16), colour = counting(8, 500);
  ASSERT_EQ(cudaMemcpy2DToArray(luma, 0, 0, bright.data(), 8, 8, 4, cudaMemcpyHostToDevice), cudaSuccess);
  ASSERT_EQ(cudaMemcpy2DToArray(chroma, 0, 0, colour.data(), 8, 8, 2, cudaMemcpyHostToDevice), cudaSuccess);
  EXPECT_EQ(contents(luma, 4, 4), bright);
  EXPECT_EQ(contents(chroma, 4, 2), colour);
  EXPECT_EQ(cudaMemcpy2DToArray(array, 0, 0, bright.data(), 8, 8, 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
}

// What a graph's node keeps is the work; asked for its parameters, it says the array and the place in it again.
TEST_F(ArrayBoxes, AsWorkKeepTheirWords) {
  cudaArray_t array = new_array({5, 4, 3});
  const auto source = counting(12);
  cudaMemcpy3DParms box = to_array(array, source, {2, 3, 2});
  box.dstPos = {3, 1, 1};
  auto context = runtime::Platform::instance().context(0);
  ASSERT_TRUE(context);
  auto work = cudart::make_box_copy(**context, box);
  ASSERT_TRUE(work);
  const cudaMemcpy3DParms has = cudart::describe_copy(*work);
  EXPECT_EQ(has.dstArray, array);
  EXPECT_EQ(has.dstPos.x, 3u);
  EXPECT_EQ(has.dstPos.y, 1u);
  EXPECT_EQ(has.dstPos.z, 1u);
  EXPECT_EQ(has.dstPtr.ptr, nullptr);
  EXPECT_EQ(has.srcPtr.ptr, source.data());
  EXPECT_EQ(has.srcPtr.pitch, 4u);
  EXPECT_EQ(has.srcPtr.ysize, 3u);
  EXPECT_EQ(has.extent.width, 2u); // elements
  EXPECT_EQ(has.extent.height, 3u);
  EXPECT_EQ(has.extent.depth, 2u);
  EXPECT_EQ(has.kind, cudaMemcpyHostToDevice);
  box.extent.depth = 0;
  EXPECT_EQ(cudart::make_box_copy(**context, box).error(), runtime::Error::InvalidValue);
}

// Batches: sizes of memory count elements of the array.
class ArrayBatches : public ArrayBoxes {
protected:
  static cudaMemcpy3DOperand at(cudaArray_t array, cudaOffset3D offset = {}) {
    cudaMemcpy3DOperand operand = {};
    operand.type = cudaMemcpyOperandTypeArray;
    operand.op.array = {array, offset};
    return operand;
  }
  static cudaMemcpy3DOperand at(uint16_t* memory, size_t row = 0, size_t layer = 0) {
    cudaMemcpy3DOperand operand = {};
    operand.type = cudaMemcpyOperandTypePointer;
    operand.op.ptr = {memory, row, layer, {}};
    return operand;
  }
  static cudaMemcpy3DBatchOp copy(const cudaMemcpy3DOperand& from, const cudaMemcpy3DOperand& to, cudaExtent extent) {
    return {from, to, extent, cudaMemcpySrcAccessOrderStream, 0};
  }
};

TEST_F(ArrayBatches, GoBothWays) {
  cudaStream_t stream = new_stream();
  cudaArray_t array = new_array({4, 3, 2}), other = new_array({4, 3, 0});
  auto* source = new_pinned<uint16_t>(24);
  auto* back = new_pinned<uint16_t>(6);
  std::iota(source, source + 24, uint16_t{1});
  cudaMemcpy3DBatchOp up[] = {copy(at(source), at(array), {4, 3, 1}),
                              copy(at(source + 12, 4, 3), at(array, {0, 0, 1}), {4, 3, 1})};
  ASSERT_EQ(cudaMemcpy3DBatchAsync(2, up, 0, stream), cudaSuccess);
  cudaMemcpy3DBatchOp across = copy(at(array, {0, 0, 1}), at(other), {4, 3, 1});
  ASSERT_EQ(cudaMemcpy3DBatchAsync(1, &across, 0, stream), cudaSuccess);
  // Rows of three elements in memory, of which two are written.
  cudaMemcpy3DBatchOp down = copy(at(other, {1, 1, 0}), at(back, 3), {2, 2, 1});
  ASSERT_EQ(cudaMemcpy3DBatchAsync(1, &down, 0, stream), cudaSuccess);
  ASSERT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(contents(other, 4, 3), counting(12, 13));
  EXPECT_EQ(std::vector<uint16_t>(back, back + 5), (std::vector<uint16_t>{18, 19, 0, 22, 23}));
}

TEST_F(ArrayBatches, ThatCanNotBe) {
  cudaStream_t stream = new_stream();
  cudaArray_t array = new_array({4, 3, 0});
  auto* memory = new_pinned<uint16_t>(12);
  memory[0] = 7;
  cudaMemcpy3DBatchOp two[] = {copy(at(memory), at(array), {4, 3, 1}), copy(at(memory), at(array), {4, 4, 1})};
  EXPECT_EQ(cudaMemcpy3DBatchAsync(2, two, 0, stream), cudaErrorInvalidValue);
  EXPECT_EQ(contents(array, 4, 3)[0], 0);                                       // none was queued
  EXPECT_EQ(cudaMemcpy3DBatchAsync(1, two, 0, nullptr), cudaErrorInvalidValue); // the legacy default stream
  EXPECT_EQ(cudaMemcpy3DBatchAsync(1, two, 1, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy3DBatchAsync(0, two, 0, stream), cudaErrorInvalidValue);
  two[0].extent.depth = 0;
  EXPECT_EQ(cudaMemcpy3DBatchAsync(1, two, 0, stream), cudaErrorInvalidValue);
  two[0].extent.depth = 1;
  two[0].srcAccessOrder = cudaMemcpySrcAccessOrderInvalid;
  EXPECT_EQ(cudaMemcpy3DBatchAsync(1, two, 0, stream), cudaErrorInvalidValue);
}

// As copies of memory: from the host the source is read at the call, to the host the call waits, between arrays it is
// queued.
class ArrayCopyOrder : public ArrayCopies {};

TEST_F(ArrayCopyOrder, AsyncFromPageableMemoryReadsTheSourceAtTheCall) {
  cudaArray_t array = new_array();
  cudaStream_t stream = new_stream();
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  launch(kFirst, stream);
  auto source = counting(kWidth * kHeight);
  ASSERT_EQ(cudaMemcpy2DToArrayAsync(array, 0, 0, source.data(), kRow, kRow, kHeight, cudaMemcpyHostToDevice, stream),
            cudaSuccess);
  std::ranges::fill(source, 0);
  gate.open();
  ASSERT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(contents(array), counting(kWidth * kHeight));
}

TEST_F(ArrayCopyOrder, AsyncFromPinnedMemoryIsQueued) {
  cudaArray_t array = new_array();
  cudaStream_t stream = new_stream();
  auto* source = new_pinned<uint16_t>(kWidth * kHeight);
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  launch(kFirst, stream);
  ASSERT_EQ(cudaMemcpyToArrayAsync(array, 0, 0, source, kRow * kHeight, cudaMemcpyHostToDevice, stream), cudaSuccess);
  std::iota(source, source + kWidth * kHeight, uint16_t{1}); // before the copy runs
  gate.open();
  ASSERT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(contents(array), counting(kWidth * kHeight));
}

TEST_F(ArrayCopyOrder, BetweenArraysTheCallDoesNotWait) {
  cudaArray_t from = counting_array(), to = new_array();
  Gate gate;
  set_body(kFirst, [&] { gate.wait(); });
  launch(kFirst);
  ASSERT_EQ(cudaMemcpy2DArrayToArray(to, 0, 0, from, 0, 0, kRow, kHeight, cudaMemcpyDeviceToDevice), cudaSuccess);
  EXPECT_FALSE(gate.is_open()); // we are here although the copy can't have run
  gate.open();
  EXPECT_EQ(contents(to), counting(kWidth * kHeight));
}

TEST_F(ArrayCopyOrder, ToPageableMemoryTheCallWaits) {
  cudaArray_t array = new_array();
  cudaStream_t stream = new_stream();
  bool ran = false;
  set_body(kFirst, [&] { std::this_thread::sleep_for(5ms), ran = true; });
  launch(kFirst, stream);
  std::vector<uint16_t> rows(kWidth * kHeight);
  ASSERT_EQ(cudaMemcpyFromArrayAsync(rows.data(), array, 0, 0, kRow * kHeight, cudaMemcpyDeviceToHost, stream),
            cudaSuccess);
  EXPECT_TRUE(ran);
}

} // namespace
} // namespace ox::test
