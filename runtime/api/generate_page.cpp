// Writes the status page of the runtime API, docs/api.md, from the table: what is implemented and what isn't.
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Row {
  std::string name, parameters;
  bool implemented;
  std::string variant;
};

std::vector<Row> rows() {
  std::vector<Row> result;
#define OX_API(level, name, variant, parameters, arguments) result.push_back({#name, #parameters, true, #variant});
#define OX_MISSING(name, variant, parameters) result.push_back({#name, #parameters, false, #variant});
#include "runtime/api/cudart.def"
  return result;
}

void write_list(std::FILE* page, const std::vector<Row>& all, bool implemented) {
  std::fprintf(page, "\n## %s\n\n", implemented ? "Implemented" : "Not implemented");
  if (!implemented)
    std::fprintf(page, "These return `cudaErrorNotSupported` (801) and say so once on stderr.\n\n");
  for (const Row& row : all)
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
  std::vector<Row> all = rows();
  size_t done = 0;
  for (const Row& row : all)
    done += row.implemented;
  std::fprintf(page,
               "# The runtime API\n\nGenerated from runtime/api/cudart.def: %zu of %zu functions are implemented.  "
               "Besides, as in CUDA, `cudaGetErrorName`, `cudaGetErrorString` and `cudaCreateChannelDesc`, the "
               "templates of cuda_runtime.h, and what compilers call: `__cudaRegisterFatBinary` and its kin.\n",
               done, all.size());
  write_list(page, all, true);
  write_list(page, all, false);
  return std::fclose(page) == 0 ? 0 : 1;
}
