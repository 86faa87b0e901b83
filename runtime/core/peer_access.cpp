#include "runtime/core/peer_access.h"
#include "runtime/core/context.h"
#include "runtime/core/diagnostics.h"

namespace ox::runtime {

Error PeerAccess::enable(Context& user, Context& owner) {
  std::scoped_lock lock(mutex_);
  if (!pairs_.insert({&user, &owner}).second)
    return explain(Error::PeerAccessAlreadyEnabled, "device %d already has access to device %d", user.ordinal,
                   owner.ordinal);
  if (auto done = user.device().set_peer_access(owner.device(), true); !done) {
    pairs_.erase({&user, &owner});
    return explain(Error::PeerAccessUnsupported, "%s", done.error().c_str());
  }
  return Error::Success;
}

Error PeerAccess::disable(Context& user, Context& owner) {
  std::scoped_lock lock(mutex_);
  if (!pairs_.erase({&user, &owner}))
    return explain(Error::PeerAccessNotEnabled, "device %d has no access to device %d", user.ordinal, owner.ordinal);
  (void)user.device().set_peer_access(owner.device(), false);
  return Error::Success;
}

void PeerAccess::forget(Context& context) {
  std::vector<Context*> users;
  {
    std::scoped_lock lock(mutex_);
    std::erase_if(pairs_, [&](const auto& pair) {
      if (pair.second == &context) {
        (void)pair.first->device().set_peer_access(context.device(), false);
        users.push_back(pair.first);
      }
      return pair.first == &context || pair.second == &context;
    });
  }
  for (Context* user : users)
    user->synchronize();
}

} // namespace ox::runtime
