// See machines.h.
#include "test/simulator/qemu/machines.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace ox::test {

std::expected<std::vector<WorkArea>, std::string> run_in_qemu(std::span<const Trial> trials) {
  const auto folder = std::filesystem::temp_directory_path();
  const std::string stem = (folder / ("ox-qemu-" + std::to_string(getpid()))).string();
  const std::string in = stem + ".in", out = stem + ".out", errors = stem + ".err";
  {
    std::ofstream file(in, std::ios::binary);
    for (const Trial& trial : trials) {
      const std::vector<uint32_t> words = words_of(trial.program, Target::kQemu);
      const uint64_t bytes = 4 * words.size();
      if (bytes > OX_QEMU_CODE_BYTES)
        return std::unexpected("a program of " + std::to_string(bytes) + " bytes does not fit the driver's buffer");
      WorkArea work = trial.work;
      fill_pointers(work, OX_QEMU_WORK_ADDRESS, Target::kQemu);
      file.write(reinterpret_cast<const char*>(&bytes), sizeof bytes);
      file.write(reinterpret_cast<const char*>(words.data()), std::streamsize(bytes));
      file.write(reinterpret_cast<const char*>(&work), sizeof work);
    }
    if (!file.flush())
      return std::unexpected("cannot write " + in);
  }
  const std::string command = OX_QEMU " -cpu rv64,Zfh=true " OX_QEMU_DRIVER " < " + in + " > " + out + " 2> " + errors;
  const int status = std::system(command.c_str());
  std::vector<WorkArea> results;
  {
    std::ifstream file(out, std::ios::binary);
    WorkArea work;
    while (results.size() < trials.size() && file.read(reinterpret_cast<char*>(&work), sizeof work))
      results.push_back(work);
  }
  std::string message;
  std::getline(std::ifstream(errors), message);
  for (const std::string& name : {in, out, errors})
    std::filesystem::remove(name);
  if (results.empty() && status != 0)
    return std::unexpected("qemu ended with status " + std::to_string(status) + ": " + message);
  return results;
}

std::expected<WorkArea, std::string> run_on_oxcore(Rig& rig, const Trial& trial, const Choices& choices) {
  static const uint64_t address = rig.allocate(sizeof(WorkArea)); // one for all trials
  WorkArea& work = *reinterpret_cast<WorkArea*>(address);
  work = trial.work;
  fill_pointers(work, address, Target::kOxCore);
  Code code;
  for (uint32_t word : words_of(trial.program, Target::kOxCore))
    code.word(word);
  Conditions conditions;
  conditions.shared_bytes = kPlacesBytes;
  conditions.local_bytes = kLocalBytes;
  conditions.instruction_limit = 10'000'000;
  conditions.seed = choices.seed;
  conditions.step_budget = choices.step_budget;
  conditions.ignore_hints = choices.ignore_hints;
  const Result result = rig.run(code, {address}, conditions);
  if (result.fault)
    return std::unexpected("the simulator stopped with a fault: " + result.fault->describe());
  if (result.status != sim::Block::Status::kFinished)
    return std::unexpected(std::string("the simulator did not come to an end"));
  return work;
}

} // namespace ox::test
