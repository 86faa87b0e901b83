// Writes the status page of the APIs, docs/api.md, from their tables: what is implemented, what is refused because a
// simulated device has nothing for it, and what isn't implemented.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace {

enum class State { kImplemented, kRefused, kMissing };

struct Row {
  std::string name, parameters;
  State state;
  std::string variant;
};

struct Api {
  const char *title, *table, *refusal;
  const char* besides; // what no table has
  std::vector<Row> rows;
};

#define OX_API(level, name, variant, parameters, ...) {#name, #parameters, State::kImplemented, #variant},
#define OX_REFUSED(level, name, variant, parameters, ...) {#name, #parameters, State::kRefused, #variant},
#define OX_MISSING(name, variant, parameters, ...) {#name, #parameters, State::kMissing, #variant},

std::vector<Api> apis() {
  return {
      {"The runtime API",
       "cudart.def",
       "`cudaErrorNotSupported` (801)",
       "Besides, as in CUDA, `cudaGetErrorName`, `cudaGetErrorString` and `cudaCreateChannelDesc`, the templates of "
       "cuda_runtime.h, and what compilers call: `__cudaRegisterFatBinary` and its kin.",
       {
#include "runtime/api/cudart.def"
       }},
#define OX_API(level, name, variant, parameters, ...) {#name, #parameters, State::kImplemented, #variant},
#define OX_REFUSED(level, name, variant, parameters, ...) {#name, #parameters, State::kRefused, #variant},
#define OX_MISSING(name, variant, parameters, ...) {#name, #parameters, State::kMissing, #variant},
      {"The driver API",
       "driver.def",
       "`CUDA_ERROR_NOT_SUPPORTED` (801)",
       "Names are the symbols of libcuda.so.1: `cuMemAlloc_v2` is what a program writes as `cuMemAlloc`.",
       {
#include "runtime/api/driver.def"
       }},
#define OX_API(name, parameters, ...) {#name, #parameters, State::kImplemented, "none"},
#define OX_MISSING(name, parameters, ...) {#name, #parameters, State::kMissing, "none"},
      {"NVRTC",
       "nvrtc.def",
       "the result that says so",
       "Besides, `nvrtcGetErrorString`, and the template `nvrtcGetTypeName` in the header.",
       {
#include "runtime/api/nvrtc.def"
       }},
  };
}

size_t count(const Api& api, State state) {
  return static_cast<size_t>(std::ranges::count(api.rows, state, &Row::state));
}

void write_list(std::FILE* page, const Api& api, State state, const std::string& title) {
  if (count(api, state) == 0)
    return;
  std::fprintf(page, "\n### %s\n\n", title.c_str());
  for (const Row& row : api.rows)
    if (row.state == state)
      std::fprintf(page, "- `%s%s`%s\n", row.name.c_str(), row.parameters.c_str(),
                   row.variant == "none" ? "" : (", also `" + row.name + "_" + row.variant + "`").c_str());
}

} // namespace

int main(int argc, char** argv) {
  std::FILE* page = argc == 2 ? std::fopen(argv[1], "w") : nullptr;
  if (!page) {
    std::fprintf(stderr, "usage: ox-api-page FILE.md (which must be writable)\n");
    return 1;
  }
  const std::vector<Api> all = apis();
  std::fprintf(page, "# The APIs\n\n| API | functions | implemented | refused | missing |\n|---|---|---|---|---|\n");
  for (const Api& api : all)
    std::fprintf(page, "| %s | %zu | %zu | %zu | %zu |\n", api.title, api.rows.size(), count(api, State::kImplemented),
                 count(api, State::kRefused), count(api, State::kMissing));
  std::fprintf(page,
               "\nRefused: a simulated device has nothing for it, such as another API's memory; the function says so "
               "once on stderr and returns its documented error.\n");
  for (const Api& api : all) {
    std::fprintf(page, "\n## %s\n\nGenerated from runtime/api/%s.  %s\n", api.title, api.table, api.besides);
    write_list(page, api, State::kImplemented, "Implemented");
    write_list(page, api, State::kRefused, "Refused");
    write_list(page, api, State::kMissing, std::string("Missing: each returns ") + api.refusal + " and says so once");
  }
  return std::fclose(page) == 0 ? 0 : 1;
}
