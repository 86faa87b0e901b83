// Texture and surface references of the driver API: set piece by piece, and bound when there is something to read.
//
// A reference of a module stands for a variable of its image, which holds the object's handle: each change makes the
// object anew.  Pieces that don't fit together yet leave the variable without one.
#pragma once
#include "runtime/core/loaded_module.h"
#include "runtime/core/texture_binding.h"
#include "runtime/driver/symbols.h"
#include <string>

namespace ox::driver {

// The variable that a reference is of.
struct ModuleVariable {
  std::weak_ptr<runtime::LoadedModule> module;
  std::string name;
  DeviceAddress address;
};

struct TextureReference {
  std::optional<ModuleVariable> variable = std::nullopt; // none of one that cuTexRefCreate makes
  isa::TexelFormat format = isa::TexelFormat::kFloat32x1;
  runtime::TextureSampling sampling = {.read_mode = isa::ReadMode::kNormalizedFloat}; // without flags
  std::optional<runtime::TextureResource> resource = std::nullopt;
  uint64_t offset_bytes = 0; // of linear memory
  uint64_t object = 0;       // what the variable holds
};

struct SurfaceReference {
  ModuleVariable variable;
  runtime::ArrayRef array = nullptr;
  uint64_t object = 0;
};

} // namespace ox::driver
