// Which contexts' kernels may use which other contexts' memory (cudaDeviceEnablePeerAccess).  One way only, until it is
// disabled or one of the two ends.
#pragma once
#include "runtime/core/error.h"
#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace ox::runtime {

class Context;

class PeerAccess {
public:
  // PeerAccessAlreadyEnabled, PeerAccessNotEnabled, PeerAccessUnsupported.
  Error enable(Context& user, Context& owner);
  Error disable(Context& user, Context& owner);
  // Of a context that ends: nobody has access any more, and whoever had it has stopped running when this returns.
  void forget(Context& context);

private:
  std::mutex mutex_;
  std::set<std::pair<Context*, Context*>> pairs_; // user, owner
};

} // namespace ox::runtime
