#include "runtime/core/user_object.h"
#include "runtime/core/host_function.h"
#include "runtime/core/platform.h"

namespace ox::runtime {

bool UserObject::release(unsigned count) {
  unsigned before = references_;
  do {
    if (before < count)
      return false;
  } while (!references_.compare_exchange_weak(before, before - count));
  if (before == count) {
    auto alive = Platform::instance().user_objects.remove(this);
    InHostFunction scope;
    destroy_(object_);
  }
  return true;
}

} // namespace ox::runtime
