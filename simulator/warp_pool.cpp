// See warp_pool.h.
#include "simulator/warp_pool.h"
#include <mutex>
#include <new>
#include <vector>

namespace ox::sim {

namespace {
constexpr size_t kKeptWarps = 4096; // about 100 MB at most

struct Pool {
  struct Piece {
    Warp* warps;
    size_t count;
  };
  std::mutex mutex;
  std::vector<Piece> pieces;
  size_t kept = 0;
};
Pool& pool() {
  static Pool& instance = *new Pool; // never destroyed: kernels run while the process ends, and from its exit handlers
  return instance;
}
} // namespace

WarpStorage::WarpStorage(size_t count) : count_(count) {
  {
    Pool& from = pool();
    std::scoped_lock lock(from.mutex);
    for (size_t i = from.pieces.size(); i-- != 0;) { // the last given back is the one in the cache
      if (from.pieces[i].count == count) {
        warps_ = from.pieces[i].warps;
        from.pieces.erase(from.pieces.begin() + ptrdiff_t(i));
        from.kept -= count;
        return;
      }
    }
  }
  warps_ = static_cast<Warp*>(::operator new(count * sizeof(Warp), std::align_val_t(alignof(Warp))));
}

WarpStorage::~WarpStorage() {
  Pool& to = pool();
  std::scoped_lock lock(to.mutex);
  if (to.kept + count_ > kKeptWarps) {
    ::operator delete(warps_, std::align_val_t(alignof(Warp)));
    return;
  }
  to.pieces.push_back({warps_, count_});
  to.kept += count_;
}

} // namespace ox::sim
