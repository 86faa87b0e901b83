// NVTX 3, the C++ interface: domains, event attributes, marks and ranges that end with their scope.  C++11.
#ifndef OX_NVTX3_HPP
#define OX_NVTX3_HPP

#include "nvToolsExt.h"
#include <string>
#include <type_traits>

#define NVTX3_CPP_VERSION_MAJOR 1
#define NVTX3_CPP_VERSION_MINOR 1
#define NVTX3_CPP_DEFINITIONS_V1_0 // libraries ask by this name whether nvtx3::v1 is there

namespace nvtx3 {
inline namespace v1 {

// A domain is known by a type with a static member `name`.
class domain {
public:
  domain(const domain&) = delete;
  domain& operator=(const domain&) = delete;
  struct global {};

  template <class D = global> static const domain& get() noexcept {
    static const domain instance(name_of<D>(0));
    return instance;
  }
  operator nvtxDomainHandle_t() const noexcept { return handle_; }

private:
  explicit domain(const char* name) noexcept : handle_(name ? nvtxDomainCreateA(name) : nullptr) {}
  ~domain() {
    if (handle_)
      nvtxDomainDestroy(handle_);
  }
  template <class D> static auto name_of(int) noexcept -> decltype(static_cast<const char*>(D::name)) {
    return D::name;
  }
  template <class D> static const char* name_of(...) noexcept { return nullptr; }

  nvtxDomainHandle_t handle_;
};

struct rgb {
  using component_type = uint8_t;
  constexpr rgb(component_type r, component_type g, component_type b) noexcept : red(r), green(g), blue(b) {}
  component_type red, green, blue;
};
struct argb : rgb {
  constexpr argb(component_type a, component_type r, component_type g, component_type b) noexcept
      : rgb(r, g, b), alpha(a) {}
  component_type alpha;
};

class color {
public:
  using value_type = uint32_t;
  constexpr explicit color(value_type hex) noexcept : value_(hex) {}
  constexpr color(argb c) noexcept
      : value_(uint32_t(c.alpha) << 24 | uint32_t(c.red) << 16 | uint32_t(c.green) << 8 | uint32_t(c.blue)) {}
  constexpr color(rgb c) noexcept : color(argb(0xff, c.red, c.green, c.blue)) {}
  constexpr value_type get_value() const noexcept { return value_; }
  constexpr nvtxColorType_t get_type() const noexcept { return NVTX_COLOR_ARGB; }

private:
  value_type value_;
};

class category {
public:
  using id_type = uint32_t;
  constexpr explicit category(id_type id) noexcept : id_(id) {}
  constexpr id_type get_id() const noexcept { return id_; }

private:
  id_type id_;
};

template <class D = domain::global> class named_category_in : public category {
public:
  named_category_in(id_type id, const char* name) noexcept : category(id) {
    nvtxDomainNameCategoryA(domain::get<D>(), id, name);
  }
  named_category_in(id_type id, const wchar_t* name) noexcept : category(id) {
    nvtxDomainNameCategoryW(domain::get<D>(), id, name);
  }
};
using named_category = named_category_in<domain::global>;

template <class D = domain::global> class registered_string_in {
public:
  explicit registered_string_in(const char* text) noexcept
      : handle_(nvtxDomainRegisterStringA(domain::get<D>(), text)) {}
  explicit registered_string_in(const std::string& text) noexcept : registered_string_in(text.c_str()) {}
  explicit registered_string_in(const wchar_t* text) noexcept
      : handle_(nvtxDomainRegisterStringW(domain::get<D>(), text)) {}
  explicit registered_string_in(const std::wstring& text) noexcept : registered_string_in(text.c_str()) {}
  nvtxStringHandle_t get_handle() const noexcept { return handle_; }

private:
  nvtxStringHandle_t handle_;
};
using registered_string = registered_string_in<domain::global>;

// The text is not copied: it has to live until the call that the message is for.
class message {
public:
  using value_type = nvtxMessageValue_t;
  message(const char* text) noexcept : type_(NVTX_MESSAGE_TYPE_ASCII) { value_.ascii = text; }
  message(const std::string& text) noexcept : message(text.c_str()) {}
  message(std::string&&) = delete;
  message(const wchar_t* text) noexcept : type_(NVTX_MESSAGE_TYPE_UNICODE) { value_.unicode = text; }
  message(const std::wstring& text) noexcept : message(text.c_str()) {}
  message(std::wstring&&) = delete;
  message(nvtxStringHandle_t handle) noexcept : type_(NVTX_MESSAGE_TYPE_REGISTERED) { value_.registered = handle; }
  template <class D> message(const registered_string_in<D>& text) noexcept : message(text.get_handle()) {}
  value_type get_value() const noexcept { return value_; }
  nvtxMessageType_t get_type() const noexcept { return type_; }

private:
  nvtxMessageType_t type_;
  value_type value_;
};

class payload {
public:
  using value_type = nvtxEventAttributes_v2::payload_t;
  explicit payload(int64_t v) noexcept : type_(NVTX_PAYLOAD_TYPE_INT64) { value_.llValue = v; }
  explicit payload(int32_t v) noexcept : type_(NVTX_PAYLOAD_TYPE_INT32) { value_.iValue = v; }
  explicit payload(uint64_t v) noexcept : type_(NVTX_PAYLOAD_TYPE_UNSIGNED_INT64) { value_.ullValue = v; }
  explicit payload(uint32_t v) noexcept : type_(NVTX_PAYLOAD_TYPE_UNSIGNED_INT32) { value_.uiValue = v; }
  explicit payload(float v) noexcept : type_(NVTX_PAYLOAD_TYPE_FLOAT) { value_.fValue = v; }
  explicit payload(double v) noexcept : type_(NVTX_PAYLOAD_TYPE_DOUBLE) { value_.dValue = v; }
  value_type get_value() const noexcept { return value_; }
  nvtxPayloadType_t get_type() const noexcept { return type_; }

private:
  nvtxPayloadType_t type_;
  value_type value_;
};

// Built from messages, colours, payloads and categories in any order; the first of a kind counts.
class event_attributes {
public:
  using value_type = nvtxEventAttributes_t;
  event_attributes() noexcept : attributes_() {
    attributes_.version = NVTX_VERSION;
    attributes_.size = sizeof(value_type);
  }
  template <class... Rest>
  explicit event_attributes(const category& c, const Rest&... rest) noexcept : event_attributes(rest...) {
    attributes_.category = c.get_id();
  }
  template <class... Rest>
  explicit event_attributes(const color& c, const Rest&... rest) noexcept : event_attributes(rest...) {
    attributes_.color = c.get_value();
    attributes_.colorType = c.get_type();
  }
  template <class... Rest>
  explicit event_attributes(const rgb& c, const Rest&... rest) noexcept : event_attributes(color(c), rest...) {}
  template <class... Rest>
  explicit event_attributes(const argb& c, const Rest&... rest) noexcept : event_attributes(color(c), rest...) {}
  template <class... Rest>
  explicit event_attributes(const payload& p, const Rest&... rest) noexcept : event_attributes(rest...) {
    attributes_.payload = p.get_value();
    attributes_.payloadType = p.get_type();
  }
  template <class... Rest>
  explicit event_attributes(const message& m, const Rest&... rest) noexcept : event_attributes(rest...) {
    attributes_.message = m.get_value();
    attributes_.messageType = m.get_type();
  }
  const value_type* get() const noexcept { return &attributes_; }

private:
  value_type attributes_;
};

// A range of the thread, from construction to destruction.
template <class D = domain::global> class scoped_range_in {
public:
  explicit scoped_range_in(const event_attributes& attributes) noexcept {
    nvtxDomainRangePushEx(domain::get<D>(), attributes.get());
  }
  template <
      class First, class... Rest,
      class = typename std::enable_if<!std::is_same<event_attributes, typename std::decay<First>::type>::value &&
                                      !std::is_same<scoped_range_in, typename std::decay<First>::type>::value>::type>
  explicit scoped_range_in(const First& first, const Rest&... rest) noexcept
      : scoped_range_in(event_attributes(first, rest...)) {}
  scoped_range_in() noexcept : scoped_range_in(event_attributes()) {}
  scoped_range_in(const scoped_range_in&) = delete;
  scoped_range_in& operator=(const scoped_range_in&) = delete;
  ~scoped_range_in() noexcept { nvtxDomainRangePop(domain::get<D>()); }
};
using scoped_range = scoped_range_in<domain::global>;
template <class D = domain::global> using domain_thread_range = scoped_range_in<D>;
using thread_range = scoped_range;

struct range_handle {
  using value_type = nvtxRangeId_t;
  constexpr explicit range_handle(value_type id) noexcept : id_(id) {}
  constexpr range_handle() noexcept : id_(0) {}
  constexpr explicit operator bool() const noexcept { return id_ != 0; }
  constexpr value_type get_value() const noexcept { return id_; }

private:
  value_type id_;
};

template <class D = domain::global> range_handle start_range_in(const event_attributes& attributes) noexcept {
  return range_handle(nvtxDomainRangeStartEx(domain::get<D>(), attributes.get()));
}
template <class D = domain::global, class First, class... Rest>
range_handle start_range_in(const First& first, const Rest&... rest) noexcept {
  return start_range_in<D>(event_attributes(first, rest...));
}
template <class... Parts> range_handle start_range(const Parts&... parts) noexcept {
  return start_range_in<domain::global>(event_attributes(parts...));
}
template <class D = domain::global> void end_range_in(range_handle handle) noexcept {
  nvtxDomainRangeEnd(domain::get<D>(), handle.get_value());
}
inline void end_range(range_handle handle) noexcept { end_range_in<domain::global>(handle); }

// A range that another thread may end: it can be moved.
template <class D = domain::global> class unique_range_in {
public:
  template <class... Parts>
  explicit unique_range_in(const Parts&... parts) noexcept : handle_(start_range_in<D>(event_attributes(parts...))) {}
  unique_range_in(unique_range_in&& other) noexcept : handle_(other.handle_) { other.handle_ = range_handle(); }
  unique_range_in& operator=(unique_range_in&& other) noexcept {
    if (this != &other) {
      end();
      handle_ = other.handle_;
      other.handle_ = range_handle();
    }
    return *this;
  }
  ~unique_range_in() noexcept { end(); }

private:
  void end() noexcept {
    if (handle_)
      end_range_in<D>(handle_);
  }
  range_handle handle_;
};
using unique_range = unique_range_in<domain::global>;

template <class D = domain::global> void mark_in(const event_attributes& attributes) noexcept {
  nvtxDomainMarkEx(domain::get<D>(), attributes.get());
}
template <class D = domain::global, class First, class... Rest>
void mark_in(const First& first, const Rest&... rest) noexcept {
  mark_in<D>(event_attributes(first, rest...));
}
template <class... Parts> void mark(const Parts&... parts) noexcept {
  mark_in<domain::global>(event_attributes(parts...));
}

} // namespace v1
} // namespace nvtx3

#define NVTX3_V1_FUNC_RANGE_IN(D)                                                                                      \
  ::nvtx3::v1::scoped_range_in<D> nvtx3_func_range__ { ::nvtx3::v1::message(__func__) }
#define NVTX3_V1_FUNC_RANGE() NVTX3_V1_FUNC_RANGE_IN(::nvtx3::v1::domain::global)
#define NVTX3_FUNC_RANGE_IN(D) NVTX3_V1_FUNC_RANGE_IN(D)
#define NVTX3_FUNC_RANGE() NVTX3_V1_FUNC_RANGE()

#endif
