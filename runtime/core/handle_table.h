// The objects that a program holds opaque handles of.  A handle is the object's address; looking it up here turns one
// that was destroyed, or never was one, into an error instead of a crash.
#pragma once
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace ox::runtime {

template <typename T> class HandleTable {
public:
  T* add(std::shared_ptr<T> object) {
    std::unique_lock lock(mutex_);
    T* handle = object.get();
    objects_.emplace(handle, std::move(object));
    return handle;
  }

  // Under another handle than its address.
  void add(std::shared_ptr<T> object, const void* handle) {
    std::unique_lock lock(mutex_);
    objects_.emplace(handle, std::move(object));
  }

  std::shared_ptr<T> find(const void* handle) const {
    std::shared_lock lock(mutex_);
    auto it = objects_.find(handle);
    return it == objects_.end() ? nullptr : it->second;
  }

  // Any that the predicate agrees to; null where there is none.
  template <typename Predicate> std::shared_ptr<T> find_if(Predicate&& predicate) const {
    std::shared_lock lock(mutex_);
    for (const auto& [handle, object] : objects_)
      if (predicate(*object))
        return object;
    return nullptr;
  }

  std::shared_ptr<T> remove(const void* handle) {
    std::unique_lock lock(mutex_);
    auto it = objects_.find(handle);
    if (it == objects_.end())
      return nullptr;
    std::shared_ptr<T> object = std::move(it->second);
    objects_.erase(it);
    return object;
  }

  template <typename Predicate> void remove_if(Predicate&& predicate) {
    std::unique_lock lock(mutex_);
    std::erase_if(objects_, [&](const auto& entry) { return predicate(*entry.second); });
  }

  template <typename Action> void for_each(Action&& action) const {
    std::shared_lock lock(mutex_);
    for (const auto& entry : objects_)
      action(*entry.second);
  }

  // The objects that the predicate takes out; they may end here, while the table is in use.
  template <typename Predicate> void extract_if(Predicate&& predicate) {
    std::vector<std::shared_ptr<T>> taken;
    std::unique_lock lock(mutex_);
    std::erase_if(objects_, [&](auto& entry) {
      const bool take = predicate(*entry.second);
      if (take)
        taken.push_back(std::move(entry.second));
      return take;
    });
    lock.unlock();
  }

private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<const void*, std::shared_ptr<T>> objects_;
};

} // namespace ox::runtime
