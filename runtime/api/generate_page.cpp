// Writes the status page of the APIs, docs/api.md, from their tables: what is implemented and what isn't.
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Row {
  std::string name, parameters;
  bool implemented;
  std::string variant;
};

struct Api {
  const char *title, *table, *refusal;
  const char* besides; // what no table has
  std::vector<Row> rows;
};

#define OX_API(level, name, variant, parameters, ...) {#name, #parameters, true, #variant},
#define OX_MISSING(name, variant, parameters, ...) {#name, #parameters, false, #variant},

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
#define OX_API(level, name, variant, parameters, ...) {#name, #parameters, true, #variant},
#define OX_MISSING(name, variant, parameters, ...) {#name, #parameters, false, #variant},
      {"The driver API",
       "driver.def",
       "`CUDA_ERROR_NOT_SUPPORTED` (801)",
       "Names are the symbols of libcuda.so.1: `cuMemAlloc_v2` is what a program writes as `cuMemAlloc`.",
       {
#include "runtime/api/driver.def"
       }},
#define OX_API(name, parameters, ...) {#name, #parameters, true, "none"},
#define OX_MISSING(name, parameters, ...) {#name, #parameters, false, "none"},
      {"NVRTC",
       "nvrtc.def",
       "the result that says so",
       "Besides, `nvrtcGetErrorString`, and the template `nvrtcGetTypeName` in the header.",
       {
#include "runtime/api/nvrtc.def"
       }},
  };
}

size_t implemented(const Api& api) {
  size_t count = 0;
  for (const Row& row : api.rows)
    count += row.implemented;
  return count;
}

void write_list(std::FILE* page, const Api& api, bool implemented) {
  std::fprintf(page, "\n### %s\n\n", implemented ? "Implemented" : "Not implemented");
  if (!implemented)
    std::fprintf(page, "These return %s and say so once on stderr.\n\n", api.refusal);
  for (const Row& row : api.rows)
    if (row.implemented == implemented)
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
  std::fprintf(page, "# The APIs\n\n| API | functions | implemented |\n|---|---|---|\n");
  for (const Api& api : all)
    std::fprintf(page, "| %s | %zu | %zu |\n", api.title, api.rows.size(), implemented(api));
  for (const Api& api : all) {
    std::fprintf(page, "\n## %s\n\nGenerated from runtime/api/%s: %zu of %zu functions are implemented.  %s\n",
                 api.title, api.table, implemented(api), api.rows.size(), api.besides);
    write_list(page, api, true);
    write_list(page, api, false);
  }
  return std::fclose(page) == 0 ? 0 : 1;
}
