#include "runtime/driver/texture_reference.h"
#include "runtime/core/diagnostics.h"
#include "runtime/cudart/texture_sampling.h"
#include "runtime/driver/array_formats.h"
#include "runtime/driver/bodies.h"
#include "runtime/driver/handles.h"
#include "runtime/driver/texture_sampling.h"
#include <algorithm>

namespace ox::driver::body {

using cudart::current_context;
using isa::TextureAccess;
using runtime::explain;
using runtime::fail;
using runtime::HandleTable;
using runtime::Result;
using runtime::TextureResource;
using Kind = isa::TextureResource;

namespace {

HandleTable<TextureReference>& texture_references() {
  static auto& table = *new HandleTable<TextureReference>;
  return table;
}
HandleTable<SurfaceReference>& surface_references() {
  static auto& table = *new HandleTable<SurfaceReference>;
  return table;
}

Result<std::shared_ptr<TextureReference>> find(CUtexref handle) {
  if (auto reference = texture_references().find(handle))
    return reference;
  return fail(explain(Error::InvalidValue, "%p is not a texture reference", static_cast<void*>(handle)));
}

Result<std::shared_ptr<SurfaceReference>> find(CUsurfref handle) {
  if (auto reference = surface_references().find(handle))
    return reference;
  return fail(explain(Error::InvalidValue, "%p is not a surface reference", static_cast<void*>(handle)));
}

Result<std::shared_ptr<runtime::LoadedModule>> module_of(const ModuleVariable& variable) {
  if (auto module = variable.module.lock())
    return module;
  return fail(explain(Error::InvalidValue, "the module of the reference %s was unloaded", variable.name.c_str()));
}

// Gives the variable the object that the reference says by now.
Error refresh(TextureReference& reference) {
  if (!reference.variable)
    return Error::Success;
  auto module = module_of(*reference.variable);
  if (!module)
    return module.error();
  runtime::Context& context = (*module)->context;
  const uint64_t earlier = std::exchange(reference.object, 0);
  if (reference.resource)
    if (auto made = runtime::make_texture(context, *reference.resource, reference.sampling, std::nullopt))
      reference.object = (*made)->descriptor;
  Error error = runtime::put_texture(context, reference.variable->address, reference.object);
  if (earlier)
    (void)runtime::destroy_texture(earlier, TextureAccess::kTexture);
  return error;
}

// Changes a reference, if the change agrees.
template <typename Change> Error set(CUtexref handle, Change&& change) {
  auto reference = find(handle);
  if (!reference)
    return reference.error();
  if (Error error = change(**reference); error != Error::Success)
    return error;
  return refresh(**reference);
}

template <typename To, typename Read> Error get(To* to, CUtexref handle, Read&& read) {
  auto reference = find(handle);
  if (!reference || !to)
    return Error::InvalidValue;
  return read(**reference);
}

Error set_filter(isa::FilterMode& to, CUfilter_mode from) {
  auto mode = cudart::to_mode<isa::FilterMode>(from, cudart::kFilterModes);
  to = mode.value_or(to);
  return mode ? Error::Success : mode.error();
}

Error set_resource(TextureReference& reference, TextureResource resource, isa::TexelFormat format) {
  reference.resource = std::move(resource);
  reference.format = format;
  reference.offset_bytes = 0;
  return Error::Success;
}

bool is_bound_to(const TextureReference& reference, Kind kind) {
  return reference.resource && reference.resource->kind == kind;
}

// A variable of a module that can hold an object.
Result<ModuleVariable> find_variable(CUmodule handle, const char* name) {
  auto module = find_module(handle);
  if (!module)
    return fail(module.error());
  auto symbol = (*module)->find_variable(name);
  if (!symbol || symbol->bytes != sizeof(CUtexObject))
    return fail(explain(Error::SymbolNotFound, "the module has no reference %s", name));
  return ModuleVariable{*module, name, symbol->address};
}

bool is_of(const ModuleVariable& variable, const ModuleVariable& other) {
  return variable.name == other.name && variable.module.lock() == other.module.lock();
}

} // namespace

Error cuModuleGetTexRef(CUtexref* to, CUmodule module, const char* name) {
  if (!to || !name)
    return Error::InvalidValue;
  auto variable = find_variable(module, name);
  if (!variable)
    return variable.error();
  texture_references().remove_if(
      [](const TextureReference& other) { return other.variable && other.variable->module.expired(); });
  auto reference = texture_references().find_if(
      [&](const TextureReference& other) { return other.variable && is_of(*other.variable, *variable); });
  if (!reference) {
    reference = std::make_shared<TextureReference>(TextureReference{.variable = *variable});
    texture_references().add(reference);
  }
  *to = reinterpret_cast<CUtexref>(reference.get());
  return Error::Success;
}

Error cuModuleGetSurfRef(CUsurfref* to, CUmodule module, const char* name) {
  if (!to || !name)
    return Error::InvalidValue;
  auto variable = find_variable(module, name);
  if (!variable)
    return variable.error();
  surface_references().remove_if([](const SurfaceReference& other) { return other.variable.module.expired(); });
  auto reference =
      surface_references().find_if([&](const SurfaceReference& other) { return is_of(other.variable, *variable); });
  if (!reference) {
    reference = std::make_shared<SurfaceReference>(SurfaceReference{.variable = *variable});
    surface_references().add(reference);
  }
  *to = reinterpret_cast<CUsurfref>(reference.get());
  return Error::Success;
}

Error cuTexRefCreate(CUtexref* to) {
  if (!to)
    return Error::InvalidValue;
  *to = reinterpret_cast<CUtexref>(texture_references().add(std::make_shared<TextureReference>()));
  return Error::Success;
}

Error cuTexRefDestroy(CUtexref handle) {
  auto reference = find(handle);
  if (!reference)
    return reference.error();
  if ((*reference)->variable)
    return explain(Error::InvalidValue, "the texture reference %s is its module's",
                   (*reference)->variable->name.c_str());
  texture_references().remove(handle);
  return Error::Success;
}

// What is read.
Error cuTexRefSetArray(CUtexref handle, CUarray array, unsigned flags) {
  auto found = runtime::find_array(array, Error::InvalidValue);
  if (!found || flags != CU_TRSA_OVERRIDE_FORMAT)
    return explain(Error::InvalidValue, "cuTexRefSetArray takes an array and CU_TRSA_OVERRIDE_FORMAT");
  return set(handle, [&](TextureReference& reference) {
    return set_resource(reference, {.kind = Kind::kArray, .array = *found}, (*found)->shape.format);
  });
}

Error cuTexRefSetMipmappedArray(CUtexref handle, CUmipmappedArray mipmap, unsigned flags) {
  auto found = runtime::find_mipmapped_array(mipmap, Error::InvalidValue);
  if (!found || flags != CU_TRSA_OVERRIDE_FORMAT)
    return explain(Error::InvalidValue, "cuTexRefSetMipmappedArray takes a mipmapped array and "
                                        "CU_TRSA_OVERRIDE_FORMAT");
  return set(handle, [&](TextureReference& reference) {
    return set_resource(reference, {.kind = Kind::kMipmappedArray, .mipmap = *found}, (*found)->shape.format);
  });
}

Error cuTexRefSetAddress_v2(size_t* offset, CUtexref handle, CUdeviceptr address, size_t bytes) {
  const auto aligned = runtime::align_texture(address);
  if (!offset && aligned.offset_bytes)
    return explain(Error::InvalidValue, "%p is not aligned for a texture, and there is nowhere to say by how much",
                   pointer(address));
  return set(handle, [&](TextureReference& reference) {
    reference.resource = runtime::linear_resource(current_context(), aligned, reference.format, bytes);
    reference.offset_bytes = aligned.offset_bytes;
    if (offset)
      *offset = aligned.offset_bytes;
    return Error::Success;
  });
}

Error cuTexRefSetAddress2D_v3(CUtexref handle, const CUDA_ARRAY_DESCRIPTOR* descriptor, CUdeviceptr address,
                              size_t pitch) {
  if (!descriptor)
    return Error::InvalidValue;
  auto format = find_format(descriptor->Format, descriptor->NumChannels);
  if (!format)
    return format.error();
  if (runtime::align_texture(address).offset_bytes)
    return explain(Error::InvalidValue, "%p is not aligned for a texture", pointer(address));
  return set(handle, [&](TextureReference& reference) {
    return set_resource(reference,
                        {.kind = Kind::kPitch2D,
                         .address = address,
                         .format = *format,
                         .width = descriptor->Width,
                         .height = descriptor->Height,
                         .pitch_bytes = pitch},
                        *format);
  });
}

Error cuTexRefSetFormat(CUtexref handle, CUarray_format format, int channels) {
  auto found = find_format(format, static_cast<unsigned>(channels));
  if (!found)
    return found.error();
  return set(handle, [&](TextureReference& reference) {
    reference.format = *found;
    if (is_bound_to(reference, Kind::kLinear))
      reference.resource->format = *found;
    return Error::Success;
  });
}

// How it is read.
Error cuTexRefSetAddressMode(CUtexref handle, int dimension, CUaddress_mode from) {
  auto mode = cudart::to_mode<isa::AddressMode>(from, cudart::kAddressModes);
  if (dimension < 0 || dimension > 2 || !mode)
    return explain(Error::InvalidValue, "address mode %d of dimension %d", static_cast<int>(from), dimension);
  return set(handle, [&](TextureReference& reference) {
    reference.sampling.address_mode[dimension] = *mode;
    return Error::Success;
  });
}
Error cuTexRefSetFilterMode(CUtexref handle, CUfilter_mode mode) {
  return set(handle, [&](TextureReference& reference) { return set_filter(reference.sampling.filter, mode); });
}
Error cuTexRefSetMipmapFilterMode(CUtexref handle, CUfilter_mode mode) {
  return set(handle, [&](TextureReference& reference) { return set_filter(reference.sampling.level_filter, mode); });
}
Error cuTexRefSetMipmapLevelBias(CUtexref handle, float bias) {
  return set(handle, [&](TextureReference& reference) {
    reference.sampling.level_bias = bias;
    return Error::Success;
  });
}
Error cuTexRefSetMipmapLevelClamp(CUtexref handle, float min, float max) {
  return set(handle, [&](TextureReference& reference) {
    reference.sampling.min_level = min;
    reference.sampling.max_level = max;
    return Error::Success;
  });
}
Error cuTexRefSetMaxAnisotropy(CUtexref handle, unsigned most) {
  return set(handle, [&](TextureReference& reference) {
    reference.sampling.max_anisotropy = most;
    return Error::Success;
  });
}
Error cuTexRefSetBorderColor(CUtexref handle, float* colour) {
  if (!colour)
    return Error::InvalidValue;
  return set(handle, [&](TextureReference& reference) {
    std::copy_n(colour, 4, reference.sampling.border);
    return Error::Success;
  });
}
Error cuTexRefSetFlags(CUtexref handle, unsigned flags) {
  return set(handle, [&](TextureReference& reference) { return put_flags(reference.sampling, flags); });
}

// And all of it back.
Error cuTexRefGetAddress_v2(CUdeviceptr* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    if (!is_bound_to(reference, Kind::kLinear) && !is_bound_to(reference, Kind::kPitch2D))
      return explain(Error::InvalidValue, "the texture reference is not bound to memory");
    *to = reference.resource->address + reference.offset_bytes;
    return Error::Success;
  });
}
Error cuTexRefGetArray(CUarray* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    if (!is_bound_to(reference, Kind::kArray))
      return explain(Error::InvalidValue, "the texture reference is not bound to an array");
    *to = handle_of(reference.resource->array.get());
    return Error::Success;
  });
}
Error cuTexRefGetMipmappedArray(CUmipmappedArray* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    if (!is_bound_to(reference, Kind::kMipmappedArray))
      return explain(Error::InvalidValue, "the texture reference is not bound to a mipmapped array");
    *to = handle_of(reference.resource->mipmap.get());
    return Error::Success;
  });
}
Error cuTexRefGetAddressMode(CUaddress_mode* to, CUtexref handle, int dimension) {
  return get(to, handle, [&](const TextureReference& reference) {
    if (dimension < 0 || dimension > 2)
      return explain(Error::InvalidValue, "dimension %d of a texture", dimension);
    *to = static_cast<CUaddress_mode>(reference.sampling.address_mode[dimension]);
    return Error::Success;
  });
}
Error cuTexRefGetFilterMode(CUfilter_mode* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    *to = static_cast<CUfilter_mode>(reference.sampling.filter);
    return Error::Success;
  });
}
Error cuTexRefGetMipmapFilterMode(CUfilter_mode* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    *to = static_cast<CUfilter_mode>(reference.sampling.level_filter);
    return Error::Success;
  });
}
Error cuTexRefGetFormat(CUarray_format* to, int* channels, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    const ArrayFormat format = format_of(reference.format);
    *to = format.format;
    if (channels)
      *channels = static_cast<int>(format.channels);
    return Error::Success;
  });
}
Error cuTexRefGetMipmapLevelBias(float* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    *to = reference.sampling.level_bias;
    return Error::Success;
  });
}
Error cuTexRefGetMipmapLevelClamp(float* min, float* max, CUtexref handle) {
  return get(min, handle, [&](const TextureReference& reference) {
    *min = reference.sampling.min_level;
    if (max)
      *max = reference.sampling.max_level;
    return Error::Success;
  });
}
Error cuTexRefGetMaxAnisotropy(int* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    *to = static_cast<int>(reference.sampling.max_anisotropy);
    return Error::Success;
  });
}
Error cuTexRefGetBorderColor(float* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    std::ranges::copy(reference.sampling.border, to);
    return Error::Success;
  });
}
Error cuTexRefGetFlags(unsigned* to, CUtexref handle) {
  return get(to, handle, [&](const TextureReference& reference) {
    *to = flags_of(reference.sampling);
    return Error::Success;
  });
}

Error cuSurfRefSetArray(CUsurfref handle, CUarray array, unsigned flags) {
  auto reference = find(handle);
  auto found = runtime::find_array(array, Error::InvalidValue);
  if (!reference || !found || flags != 0)
    return Error::InvalidValue;
  SurfaceReference& surface = **reference;
  auto module = module_of(surface.variable);
  if (!module)
    return module.error();
  runtime::Context& context = (*module)->context;
  auto object = runtime::make_surface(context, {.kind = Kind::kArray, .array = *found});
  if (!object)
    return object.error();
  const uint64_t earlier = std::exchange(surface.object, (*object)->descriptor);
  surface.array = *found;
  Error error = runtime::put_texture(context, surface.variable.address, surface.object);
  if (earlier)
    (void)runtime::destroy_texture(earlier, TextureAccess::kSurface);
  return error;
}

Error cuSurfRefGetArray(CUarray* to, CUsurfref handle) {
  auto reference = find(handle);
  if (!to || !reference || !(*reference)->array)
    return Error::InvalidValue;
  *to = handle_of((*reference)->array.get());
  return Error::Success;
}

// A module's references are what its kernels read: there is nothing to set.
Error cuParamSetTexRef(CUfunction function, int unit, CUtexref handle) {
  if (auto kernel = find_function(function); !kernel)
    return kernel.error();
  if (unit != CU_PARAM_TR_DEFAULT || !find(handle))
    return Error::InvalidValue;
  return Error::Success;
}

} // namespace ox::driver::body
