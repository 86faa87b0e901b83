// A thread's own T, for state that needs a destructor.  Destructors of static and thread_local objects may call CUDA
// when the thread's thread_local objects have already ended: a plain thread_local T would then be used dead.  Here such
// a call gets a new T, which is never freed.
#pragma once

namespace ox {

template <typename T> class PerThread {
public:
  static T& get() {
    if (!value_) [[unlikely]] {
      value_ = new T;
      ending_.begin();
    }
    return *value_;
  }

private:
  struct Ending {
    void begin() {} // the first use of a thread_local object makes its destructor known
    ~Ending() {
      T* value = value_;
      value_ = nullptr;
      delete value;
    }
  };
  static inline constinit thread_local T* value_ = nullptr;
  static inline thread_local Ending ending_;
};

} // namespace ox
