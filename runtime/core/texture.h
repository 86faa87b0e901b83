// Texture and surface objects: what a program says about a resource and how it is read, checked once, and written to
// device memory as the descriptor (isa/texture_descriptor.h) whose address is the object's handle.
#pragma once
#include "runtime/core/array.h"
#include <optional>

namespace ox::runtime {

// An array, a mipmapped array, or memory: which fields say something follows from the kind.
struct TextureResource {
  isa::TextureResource kind = isa::TextureResource::kArray;
  ArrayRef array = nullptr;
  MipmappedArrayRef mipmap = nullptr;
  DeviceAddress address = 0;
  isa::TexelFormat format = isa::TexelFormat::kNone; // of memory
  uint64_t bytes = 0;                                // linear
  uint64_t width = 0, height = 0, pitch_bytes = 0;   // pitched
};

struct TextureSampling {
  isa::AddressMode address_mode[3] = {};
  isa::FilterMode filter = {}, level_filter = {};
  isa::ReadMode read_mode = {};
  bool srgb = false, normalized_coordinates = false, trilinear_optimization_disabled = false, seamless_cubemap = false;
  unsigned max_anisotropy = 0;
  float level_bias = 0, min_level = 0, max_level = 0;
  float border[4] = {};
};

struct TextureView {
  isa::TexelFormat format = isa::TexelFormat::kNone; // that of the resource
  uint64_t width = 0, height = 0, depth = 0;
  unsigned first_level = 0, last_level = 0, first_layer = 0, last_layer = 0;
};

struct TextureObject {
  Context& context;
  const isa::TextureAccess access;
  const TextureResource resource;
  const TextureSampling sampling; // as the program gave it
  const std::optional<TextureView> view;
  const DeviceAddress descriptor;
};
using TextureObjectRef = std::shared_ptr<TextureObject>;

// Errors: InvalidValue; InvalidChannelDescriptor for a format that memory can't have; InvalidFilterSetting for linear
// filtering of what reads as integers; MemoryAllocation.
Result<TextureObjectRef> make_texture(Context& context, const TextureResource& resource,
                                      const TextureSampling& sampling, const std::optional<TextureView>& view);
// Of an array that is for surfaces.
Result<TextureObjectRef> make_surface(Context& context, const TextureResource& resource);

// By its handle.  InvalidValue for what is no live object, or one of the other sort.
Result<TextureObjectRef> find_texture(uint64_t handle, isa::TextureAccess access);
// Once everything that may use it has run.
Error destroy_texture(uint64_t handle, isa::TextureAccess access);

} // namespace ox::runtime
