// Texture and surface references, which CUDA 12 took from the language: on the device, a variable that holds an
// object's handle.  Binding makes the object and puts it there; kernels launched from then on see it.
#pragma once
#include "runtime/core/texture.h"
#include <map>
#include <mutex>

namespace ox::runtime {

// Memory of textures begins at multiples of an alignment; what lies before the program's own is an offset, which
// fetches have to add.
struct AlignedAddress {
  DeviceAddress address;
  uint64_t offset_bytes;
};
AlignedAddress align_texture(DeviceAddress address);

// A linear resource of at most that many bytes from an address on, as much as its allocation has; with the offset.
TextureResource linear_resource(Context& context, const AlignedAddress& aligned, isa::TexelFormat format,
                                uint64_t bytes);

// Writes an object's handle (0: none) to a reference's variable, once all that may read it has run.
Error put_texture(Context& context, DeviceAddress variable, uint64_t handle);

// What the references of the runtime API's programs are bound to, in each context, by the host's symbols.
class TextureBindings {
public:
  struct Binding {
    TextureObjectRef object;
    uint64_t offset_bytes;
  };
  // In place of an earlier one, whose object ends.
  Error bind(Context& context, const void* reference, Binding binding);
  Error unbind(Context& context, const void* reference);
  std::optional<Binding> find(const Context& context, const void* reference) const;
  void forget(const Context& context); // which ends, and its objects with it

private:
  using Key = std::pair<const Context*, const void*>;
  std::optional<Binding> take(const Key& key);
  mutable std::mutex mutex_;
  std::map<Key, Binding> bindings_;
};

} // namespace ox::runtime
