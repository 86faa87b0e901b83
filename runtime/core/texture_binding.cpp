#include "runtime/core/texture_binding.h"
#include "runtime/core/diagnostics.h"
#include "runtime/core/platform.h"
#include "runtime/core/texture_limits.h"
#include <algorithm>

namespace ox::runtime {

namespace {

// Bytes from an address to the end of its allocation; 0 where there is none.
uint64_t bytes_behind(Context& context, DeviceAddress address) {
  if (auto object = Platform::instance().addresses.find(address))
    return object->base + object->bytes - address;
  if (auto image = context.device().find_allocation(address))
    return image->base + image->bytes - address;
  return 0;
}

// A reference that no kernel of the program uses has no variable in the image: nothing can see what is bound to it.
Error put_in_variable(Context& context, const void* reference, uint64_t handle) {
  auto variable = context.modules().find_variable(reference);
  if (!variable)
    return variable.error() == Error::InvalidSymbol ? Error::Success : variable.error();
  return put_texture(context, variable->address, handle);
}

} // namespace

AlignedAddress align_texture(DeviceAddress address) {
  const uint64_t offset = address % kTextureAlignment;
  return {address - offset, offset};
}

TextureResource linear_resource(Context& context, const AlignedAddress& aligned, isa::TexelFormat format,
                                uint64_t bytes) {
  bytes = std::min(bytes, bytes_behind(context, aligned.address + aligned.offset_bytes));
  return {.kind = isa::TextureResource::kLinear,
          .address = aligned.address,
          .format = format,
          .bytes = bytes + aligned.offset_bytes};
}

Error put_texture(Context& context, DeviceAddress variable, uint64_t handle) {
  if (Error error = context.synchronize(); error != Error::Success)
    return error;
  if (auto written = context.device().copy_to_device(variable, &handle, sizeof handle); !written)
    return explain(Error::InvalidTexture, "the reference's variable: %s", written.error().c_str());
  return Error::Success;
}

std::optional<TextureBindings::Binding> TextureBindings::take(const Key& key) {
  std::lock_guard lock(mutex_);
  auto it = bindings_.find(key);
  if (it == bindings_.end())
    return std::nullopt;
  Binding binding = std::move(it->second);
  bindings_.erase(it);
  return binding;
}

Error TextureBindings::bind(Context& context, const void* reference, Binding binding) {
  if (Error error = put_in_variable(context, reference, binding.object->descriptor); error != Error::Success) {
    (void)destroy_texture(binding.object->descriptor, binding.object->access);
    return error;
  }
  if (auto earlier = take({&context, reference}))
    (void)destroy_texture(earlier->object->descriptor, earlier->object->access);
  std::lock_guard lock(mutex_);
  bindings_.insert_or_assign({&context, reference}, std::move(binding));
  return Error::Success;
}

Error TextureBindings::unbind(Context& context, const void* reference) {
  auto binding = take({&context, reference});
  if (!binding)
    return Error::Success;
  Error error = put_in_variable(context, reference, 0);
  (void)destroy_texture(binding->object->descriptor, binding->object->access);
  return error;
}

std::optional<TextureBindings::Binding> TextureBindings::find(const Context& context, const void* reference) const {
  std::lock_guard lock(mutex_);
  auto it = bindings_.find({&context, reference});
  return it == bindings_.end() ? std::nullopt : std::optional(it->second);
}

void TextureBindings::forget(const Context& context) {
  std::lock_guard lock(mutex_);
  std::erase_if(bindings_, [&](const auto& entry) { return entry.first.first == &context; });
}

} // namespace ox::runtime
