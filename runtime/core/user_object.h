// Objects of the program that live as long as the graphs that use them: a count of references, and a function that is
// called when the last is released.
#pragma once
#include <atomic>
#include <memory>

namespace ox::runtime {

class UserObject : public std::enable_shared_from_this<UserObject> {
public:
  UserObject(void* object, void (*destroy)(void*), unsigned references)
      : object_(object), destroy_(destroy), references_(references) {}
  void retain(unsigned count) { references_ += count; }
  // False if there are fewer references.  The last one calls the destructor, in which CUDA may not be called.
  bool release(unsigned count);

private:
  void* const object_;
  void (*const destroy_)(void*);
  std::atomic<unsigned> references_;
};

} // namespace ox::runtime
