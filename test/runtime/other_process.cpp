#include "other_process.h"
#include "ptx_kernels.h"
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ox::test {

namespace {

template <typename T> bool put(int socket, const T& message, int descriptor) {
  iovec part{const_cast<T*>(&message), sizeof message};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (descriptor >= 0) {
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &descriptor, sizeof descriptor);
  }
  return sendmsg(socket, &header, MSG_NOSIGNAL) == ssize_t(sizeof message);
}

template <typename T> bool get(int socket, T& message, int& descriptor) {
  iovec part{&message, sizeof message};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control;
  header.msg_controllen = sizeof control;
  descriptor = -1;
  if (recvmsg(socket, &header, 0) != ssize_t(sizeof message))
    return false;
  if (cmsghdr* rights = CMSG_FIRSTHDR(&header))
    std::memcpy(&descriptor, CMSG_DATA(rights), sizeof descriptor);
  return true;
}

template <typename Handle> Handle handle_in(const std::array<char, 64>& bytes) {
  static_assert(sizeof(Handle) == sizeof bytes);
  Handle handle;
  std::memcpy(&handle, bytes.data(), sizeof handle);
  return handle;
}

class Server {
public:
  Server() {
    cuInit(0);
    cuCtxCreate(&context_, nullptr, 0, 0);
    kernels_.load();
    cuStreamCreate(&stream_, CU_STREAM_NON_BLOCKING);
  }

  Reply answer(const Request& request, int descriptor) {
    Reply reply;
    CUdeviceptr address = request.a;
    auto event = reinterpret_cast<CUevent>(request.a);
    auto pool = reinterpret_cast<CUmemoryPool>(request.a);
    switch (request.ask) {
    case Ask::kAllocate:
      reply.error = cuMemAlloc(&address, request.a);
      reply.value = address;
      break;
    case Ask::kFree:
      reply.error = cuMemFree(address);
      break;
    case Ask::kRead: {
      unsigned word = 0;
      reply.error = cuMemcpyDtoH(&word, address, 4);
      reply.value = word;
      break;
    }
    case Ask::kWrite: {
      auto word = static_cast<unsigned>(request.b);
      reply.error = cuMemcpyHtoD(address, &word, 4);
      break;
    }
    case Ask::kAddOnce:
      reply.error = kernels_.add_once(address, static_cast<unsigned>(request.b));
      if (reply.error == CUDA_SUCCESS)
        reply.error = cuCtxSynchronize();
      break;
    case Ask::kGetMemory:
      reply.error = cuIpcGetMemHandle(reinterpret_cast<CUipcMemHandle*>(&reply.bytes), address);
      break;
    case Ask::kOpenMemory:
      reply.error =
          cuIpcOpenMemHandle(&address, handle_in<CUipcMemHandle>(request.bytes), static_cast<unsigned>(request.a));
      reply.value = address;
      break;
    case Ask::kCloseMemory:
      reply.error = cuIpcCloseMemHandle(address);
      break;
    case Ask::kMakeEvent:
      reply.error = cuEventCreate(&event, CU_EVENT_INTERPROCESS | CU_EVENT_DISABLE_TIMING);
      if (reply.error == CUDA_SUCCESS)
        reply.error = cuIpcGetEventHandle(reinterpret_cast<CUipcEventHandle*>(&reply.bytes), event);
      reply.value = reinterpret_cast<uint64_t>(event);
      break;
    case Ask::kOpenEvent:
      reply.error = cuIpcOpenEventHandle(&event, handle_in<CUipcEventHandle>(request.bytes));
      reply.value = reinterpret_cast<uint64_t>(event);
      break;
    case Ask::kDestroyEvent:
      reply.error = cuEventDestroy(event);
      break;
    case Ask::kRecordEvent:
      if (request.b)
        kernels_.launch("wait_for", stream_, 1, CUdeviceptr{request.b});
      reply.error = cuEventRecord(event, stream_);
      break;
    case Ask::kQueryEvent:
      reply.error = cuEventQuery(event);
      break;
    case Ask::kWaitEvent:
      reply.error = cuEventSynchronize(event);
      break;
    case Ask::kImport: {
      CUmemGenericAllocationHandle handle = 0;
      reply.error = cuMemImportFromShareableHandle(&handle, reinterpret_cast<void*>(static_cast<intptr_t>(descriptor)),
                                                   CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR);
      reply.value = handle;
      close(descriptor);
      break;
    }
    case Ask::kMapImported: {
      CUmemAccessDesc access{{CU_MEM_LOCATION_TYPE_DEVICE, 0}, CU_MEM_ACCESS_FLAGS_PROT_READWRITE};
      reply.error = cuMemAddressReserve(&address, request.b, 0, 0, 0);
      if (reply.error == CUDA_SUCCESS)
        reply.error = cuMemMap(address, request.b, 0, request.a, 0);
      if (reply.error == CUDA_SUCCESS)
        reply.error = cuMemSetAccess(address, request.b, &access, 1);
      reply.value = address;
      break;
    }
    case Ask::kMakePool: {
      CUmemPoolProps properties{};
      properties.allocType = CU_MEM_ALLOCATION_TYPE_PINNED;
      properties.handleTypes = CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR;
      properties.location = {CU_MEM_LOCATION_TYPE_DEVICE, 0};
      reply.error = cuMemPoolCreate(&pool, &properties);
      if (reply.error == CUDA_SUCCESS)
        reply.error =
            cuMemPoolExportToShareableHandle(&reply.descriptor, pool, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0);
      reply.value = reinterpret_cast<uint64_t>(pool);
      break;
    }
    case Ask::kImportPool:
      reply.error =
          cuMemPoolImportFromShareableHandle(&pool, reinterpret_cast<void*>(static_cast<intptr_t>(descriptor)),
                                             CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR, 0);
      reply.value = reinterpret_cast<uint64_t>(pool);
      close(descriptor);
      break;
    case Ask::kAllocateFrom:
      reply.error = cuMemAllocFromPoolAsync(&address, request.b, pool, stream_);
      if (reply.error == CUDA_SUCCESS)
        reply.error = cuMemPoolExportPointer(reinterpret_cast<CUmemPoolPtrExportData*>(&reply.bytes), address);
      reply.value = address;
      break;
    case Ask::kImportPointer: {
      auto data = handle_in<CUmemPoolPtrExportData>(request.bytes);
      reply.error = cuMemPoolImportPointer(&address, pool, &data);
      reply.value = address;
      break;
    }
    case Ask::kFreeAsync:
      reply.error = cuMemFreeAsync(address, stream_);
      if (reply.error == CUDA_SUCCESS)
        reply.error = cuStreamSynchronize(stream_);
      break;
    case Ask::kEnd:
      _exit(0);
    }
    return reply;
  }

private:
  CUcontext context_ = nullptr;
  CUstream stream_ = nullptr;
  MemoryKernels kernels_;
};

} // namespace

OtherProcess::OtherProcess() {
  int sockets[2];
  EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), 0);
  process_ = fork();
  if (process_ == 0) {
    dup2(sockets[1], 3);
    execl("/proc/self/exe", "other process", "--serve", static_cast<char*>(nullptr));
    _exit(127);
  }
  close(sockets[1]);
  socket_ = sockets[0];
}

OtherProcess::~OtherProcess() {
  close(socket_); // the other's loop ends
  if (process_ > 0)
    waitpid(process_, nullptr, 0);
}

void OtherProcess::kill() {
  ::kill(process_, SIGKILL);
  // Nobody waits for it until the test's end, as a parent that doesn't know of it would not.
  siginfo_t ended;
  waitid(P_PID, static_cast<id_t>(process_), &ended, WEXITED | WNOWAIT);
}

void OtherProcess::send(const Request& request, int descriptor) { EXPECT_TRUE(put(socket_, request, descriptor)); }

Reply OtherProcess::receive() {
  Reply reply;
  int descriptor;
  EXPECT_TRUE(get(socket_, reply, descriptor));
  reply.descriptor = descriptor;
  return reply;
}

Reply OtherProcess::ask(const Request& request, int descriptor) {
  send(request, descriptor);
  return receive();
}

int serve_if_asked(int count, char** arguments) {
  if (count != 2 || std::string(arguments[1]) != "--serve")
    return -1;
  constexpr int kSocket = 3;
  Server server;
  Request request;
  for (int descriptor; get(kSocket, request, descriptor);) {
    Reply reply = server.answer(request, descriptor);
    put(kSocket, reply, reply.descriptor);
    if (reply.descriptor >= 0)
      close(reply.descriptor);
  }
  return 0;
}

} // namespace ox::test

int main(int count, char** arguments) {
  if (int status = ox::test::serve_if_asked(count, arguments); status >= 0)
    return status;
  testing::InitGoogleTest(&count, arguments);
  return RUN_ALL_TESTS();
}
