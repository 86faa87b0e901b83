#include "runtime/core/linker.h"
#include "nvJitLink.h"
#include "runtime/core/compiler_library.h"
#include <dlfcn.h>

namespace ox::runtime {

namespace {

#define OX_STRING_OF(name) #name
#define OX_STRING(name) OX_STRING_OF(name) // with the version that the header gives the name
#define OX_FUNCTIONS(X)                                                                                                \
  X(nvJitLinkCreate)                                                                                                   \
  X(nvJitLinkDestroy) X(nvJitLinkAddData) X(nvJitLinkComplete) X(nvJitLinkGetLinkedCubinSize)                          \
      X(nvJitLinkGetLinkedCubin) X(nvJitLinkGetErrorLogSize) X(nvJitLinkGetErrorLog) X(nvJitLinkGetInfoLogSize)        \
          X(nvJitLinkGetInfoLog)

struct Library {
#define OX_MEMBER(name) decltype(&::name) name = nullptr;
  OX_FUNCTIONS(OX_MEMBER)
#undef OX_MEMBER
  std::string failure; // why it isn't there
};

const Library& library() {
  static const Library& loaded = *new Library([] {
    Library result;
    void* handle = dlopen(find_library("libnvJitLink.so.13").c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
      result.failure = dlerror();
      return result;
    }
#define OX_FIND(name)                                                                                                  \
  result.name = reinterpret_cast<decltype(&::name)>(dlsym(handle, OX_STRING(name)));                                   \
  if (!result.name)                                                                                                    \
    result.failure = "libnvJitLink.so.13 is of another version of Ox";
    OX_FUNCTIONS(OX_FIND)
#undef OX_FIND
    return result;
  }());
  return loaded;
}

nvJitLinkHandle handle_of(void* handle) { return static_cast<nvJitLinkHandle>(handle); }

nvJitLinkInputType type_of(Linker::Input type) {
  switch (type) {
  case Linker::Input::kCubin:
    return NVJITLINK_INPUT_CUBIN;
  case Linker::Input::kPtx:
    return NVJITLINK_INPUT_PTX;
  case Linker::Input::kFatBinary:
    return NVJITLINK_INPUT_FATBIN;
  case Linker::Input::kObject:
    return NVJITLINK_INPUT_OBJECT;
  case Linker::Input::kLibrary:
    return NVJITLINK_INPUT_LIBRARY;
  }
  return NVJITLINK_INPUT_NONE;
}

Error error_of(nvJitLinkResult result) {
  switch (result) {
  case NVJITLINK_SUCCESS:
    return Error::Success;
  case NVJITLINK_ERROR_PTX_COMPILE:
    return Error::InvalidPtx;
  case NVJITLINK_ERROR_ARCH_MISMATCH:
    return Error::NoKernelImageForDevice;
  case NVJITLINK_ERROR_INVALID_INPUT:
  case NVJITLINK_ERROR_INCORRECT_INPUT_TYPE:
  case NVJITLINK_ERROR_LTO_NOT_ENABLED:
    return Error::InvalidKernelImage;
  case NVJITLINK_ERROR_NULL_INPUT:
  case NVJITLINK_ERROR_UNRECOGNIZED_OPTION:
  case NVJITLINK_ERROR_MISSING_ARCH:
    return Error::InvalidValue;
  default:
    return Error::Unknown;
  }
}

std::string text_of(void* handle, decltype(&::nvJitLinkGetErrorLogSize) size, decltype(&::nvJitLinkGetErrorLog) get) {
  size_t bytes = 0;
  if (size(handle_of(handle), &bytes) != NVJITLINK_SUCCESS || bytes == 0)
    return "";
  std::string text(bytes, '\0');
  if (get(handle_of(handle), text.data()) != NVJITLINK_SUCCESS)
    return "";
  return text.c_str(); // without its zero
}

} // namespace

Result<std::unique_ptr<Linker>> Linker::create(const std::vector<std::string>& options, std::string& log) {
  if (!library().failure.empty()) {
    log = "a link at run time needs libnvJitLink.so.13 (" + library().failure +
          "); put the lib64 folder of Ox into LD_LIBRARY_PATH";
    return fail(Error::JitCompilerNotFound);
  }
  std::vector<const char*> pointers;
  for (const std::string& option : options)
    pointers.push_back(option.c_str());
  nvJitLinkHandle handle = nullptr;
  if (nvJitLinkResult result =
          library().nvJitLinkCreate(&handle, static_cast<uint32_t>(pointers.size()), pointers.data());
      result != NVJITLINK_SUCCESS)
    return fail(error_of(result));
  return std::unique_ptr<Linker>(new Linker(handle));
}

Linker::~Linker() {
  nvJitLinkHandle handle = handle_of(handle_);
  library().nvJitLinkDestroy(&handle);
}

Error Linker::add(Input type, std::span<const char> data, const char* name) {
  return error_of(library().nvJitLinkAddData(handle_of(handle_), type_of(type), data.data(), data.size(), name));
}

Result<std::vector<std::byte>> Linker::complete() {
  if (nvJitLinkResult result = library().nvJitLinkComplete(handle_of(handle_)); result != NVJITLINK_SUCCESS)
    return fail(error_of(result));
  size_t bytes = 0;
  if (nvJitLinkResult result = library().nvJitLinkGetLinkedCubinSize(handle_of(handle_), &bytes);
      result != NVJITLINK_SUCCESS)
    return fail(error_of(result));
  std::vector<std::byte> image(bytes);
  if (nvJitLinkResult result = library().nvJitLinkGetLinkedCubin(handle_of(handle_), image.data());
      result != NVJITLINK_SUCCESS)
    return fail(error_of(result));
  return image;
}

std::string Linker::infos() const {
  return text_of(handle_, library().nvJitLinkGetInfoLogSize, library().nvJitLinkGetInfoLog);
}

std::string Linker::errors() const {
  return text_of(handle_, library().nvJitLinkGetErrorLogSize, library().nvJitLinkGetErrorLog);
}

} // namespace ox::runtime
