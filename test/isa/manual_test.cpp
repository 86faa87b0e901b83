// The manual's own tables: operations of all of Xox, and an answer for every instruction of PTX.
#include "isa/row.h"
#include <algorithm>
#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace ox::isa {
namespace {

std::string manual() {
  std::ifstream in(OX_ISA_MANUAL);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> words(const std::string& spaced) {
  std::istringstream in(spaced);
  return {std::istream_iterator<std::string>(in), {}};
}

const Row* find_row(const std::string& mnemonic) {
  const auto found = std::ranges::find(rows(), mnemonic, &Row::mnemonic);
  return found == rows().end() ? nullptr : &*found;
}

TEST(Manual, HasEveryInstructionAndRegister) {
  const std::string all = manual(), text = all.substr(all.find("\n## Instructions"));
  for (const Row& row : rows()) {
    const std::string start = "| `" + std::string(row.mnemonic);
    size_t at = 0;
    do
      at = text.find(start, at + 1);
    while (at != std::string::npos && !std::strchr(" `[", text[at + start.size()]));
    ASSERT_NE(at, std::string::npos) << row.mnemonic;
    const std::string line = text.substr(at, text.find('\n', at) - at);
    EXPECT_NE(line.find(row.meaning.substr(0, row.meaning.find('|'))), std::string::npos) << line;
  }
#define OX_CSR(name, number, bits, meaning) EXPECT_NE(text.find("| " #name " |"), std::string::npos);
#include "isa/csrs.def"
}

TEST(Manual, AsksForNoTableThatIsNotThere) { EXPECT_EQ(manual().find("\n@"), std::string::npos); }

TEST(Operations, AreGivenOnceForEachInstructionOfXoxAndForNothingElse) {
  std::map<std::string, int> count;
#define OX_OPERATION(mnemonics, operation)                                                                             \
  for (const std::string& mnemonic : words(mnemonics))                                                                 \
    ++count[mnemonic];
#include "isa/oxcore_operation.def"
  for (const Row& row : rows()) {
    if (row.is_xox()) {
      EXPECT_EQ(count[std::string(row.mnemonic)], 1) << row.mnemonic << " wants one entry in isa/oxcore_operation.def";
    }
  }
  for (const auto& [mnemonic, times] : count)
    EXPECT_TRUE(find_row(mnemonic)) << mnemonic << " is no instruction";
}

struct PtxRow {
  std::string instruction, rows, how;
  bool elsewhere;
};
const std::vector<PtxRow>& ptx_rows() {
  static const std::vector<PtxRow> all = {
#define OX_PTX(instruction, rows, how) {instruction, rows, how, false},
#define OX_PTX_ELSEWHERE(instruction, why) {instruction, "", why, true},
#include "isa/ptx_coverage.def"
  };
  return all;
}

// The instructions of the PTX manual, version 9.0, chapter 9.7.
constexpr const char* kPtxInstructions[] = {"abs",
                                            "activemask",
                                            "add",
                                            "add.cc",
                                            "addc",
                                            "alloca",
                                            "and",
                                            "applypriority",
                                            "atom",
                                            "bar",
                                            "bar.warp.sync",
                                            "barrier.cluster",
                                            "bfe",
                                            "bfi",
                                            "bfind",
                                            "bmsk",
                                            "bra",
                                            "brev",
                                            "brkpt",
                                            "brx.idx",
                                            "call",
                                            "clusterlaunchcontrol.query_cancel",
                                            "clusterlaunchcontrol.try_cancel",
                                            "clz",
                                            "cnot",
                                            "copysign",
                                            "cos",
                                            "cp.async",
                                            "cp.async.bulk",
                                            "cp.async.bulk.commit_group",
                                            "cp.async.bulk.prefetch",
                                            "cp.async.bulk.prefetch.tensor",
                                            "cp.async.bulk.tensor",
                                            "cp.async.bulk.wait_group",
                                            "cp.async.commit_group",
                                            "cp.async.mbarrier.arrive",
                                            "cp.async.wait_group",
                                            "cp.reduce.async.bulk",
                                            "cp.reduce.async.bulk.tensor",
                                            "createpolicy",
                                            "cvt",
                                            "cvt.pack",
                                            "cvta",
                                            "discard",
                                            "div",
                                            "dp2a",
                                            "dp4a",
                                            "elect.sync",
                                            "ex2",
                                            "exit",
                                            "fma",
                                            "fns",
                                            "getctarank",
                                            "griddepcontrol",
                                            "isspacep",
                                            "istypep",
                                            "ld",
                                            "ld.global.nc",
                                            "ldmatrix",
                                            "ldu",
                                            "lg2",
                                            "lop3",
                                            "mad",
                                            "mad.cc",
                                            "mad24",
                                            "madc",
                                            "mapa",
                                            "match.sync",
                                            "max",
                                            "mbarrier.arrive",
                                            "mbarrier.arrive_drop",
                                            "mbarrier.complete_tx",
                                            "mbarrier.expect_tx",
                                            "mbarrier.init",
                                            "mbarrier.inval",
                                            "mbarrier.pending_count",
                                            "mbarrier.test_wait",
                                            "membar",
                                            "min",
                                            "mma",
                                            "mma.sp",
                                            "mov",
                                            "movmatrix",
                                            "mul",
                                            "mul24",
                                            "multimem.ld_reduce",
                                            "nanosleep",
                                            "neg",
                                            "not",
                                            "or",
                                            "pmevent",
                                            "popc",
                                            "prefetch",
                                            "prefetchu",
                                            "prmt",
                                            "rcp",
                                            "rcp.approx.ftz.f64",
                                            "red",
                                            "red.async",
                                            "redux.sync",
                                            "rem",
                                            "ret",
                                            "rsqrt",
                                            "rsqrt.approx.ftz.f64",
                                            "sad",
                                            "selp",
                                            "set",
                                            "setmaxnreg",
                                            "setp",
                                            "shf",
                                            "shfl",
                                            "shfl.sync",
                                            "shl",
                                            "shr",
                                            "sin",
                                            "slct",
                                            "sqrt",
                                            "st",
                                            "st.async",
                                            "st.bulk",
                                            "stackrestore",
                                            "stacksave",
                                            "stmatrix",
                                            "sub",
                                            "sub.cc",
                                            "subc",
                                            "suld",
                                            "suq",
                                            "sured",
                                            "sust",
                                            "szext",
                                            "tanh",
                                            "tcgen05.alloc",
                                            "tcgen05.commit",
                                            "tcgen05.cp",
                                            "tcgen05.fence",
                                            "tcgen05.ld",
                                            "tcgen05.mma",
                                            "tcgen05.mma.sp",
                                            "tcgen05.mma.ws",
                                            "tcgen05.mma.ws.sp",
                                            "tcgen05.shift",
                                            "tcgen05.st",
                                            "tcgen05.wait",
                                            "tensormap.cp_fenceproxy",
                                            "tensormap.replace",
                                            "testp",
                                            "tex",
                                            "tld4",
                                            "trap",
                                            "txq",
                                            "vabsdiff",
                                            "vabsdiff2",
                                            "vabsdiff4",
                                            "vadd",
                                            "vadd2",
                                            "vadd4",
                                            "vavrg2",
                                            "vavrg4",
                                            "vmad",
                                            "vmax",
                                            "vmax2",
                                            "vmax4",
                                            "vmin",
                                            "vmin2",
                                            "vmin4",
                                            "vote",
                                            "vote.sync",
                                            "vset",
                                            "vset2",
                                            "vset4",
                                            "vshl",
                                            "vshr",
                                            "vsub",
                                            "vsub2",
                                            "vsub4",
                                            "wgmma.commit_group",
                                            "wgmma.fence",
                                            "wgmma.mma_async",
                                            "wgmma.mma_async.sp",
                                            "wgmma.wait_group",
                                            "wmma.load",
                                            "wmma.mma",
                                            "wmma.store",
                                            "xor"};

TEST(PtxCoverage, HasEachInstructionOnce) {
  std::map<std::string, int> count;
  for (const PtxRow& row : ptx_rows())
    ++count[row.instruction];
  for (const char* instruction : kPtxInstructions)
    EXPECT_EQ(count[instruction], 1) << instruction;
  std::set<std::string> known(std::begin(kPtxInstructions), std::end(kPtxInstructions));
  for (const auto& [instruction, times] : count) { // "add.f", "add.f16": parts of one
    EXPECT_EQ(times, 1) << instruction;
    EXPECT_TRUE(known.contains(instruction) || known.contains(instruction.substr(0, instruction.rfind(".f"))))
        << instruction;
  }
}

TEST(PtxCoverage, NamesInstructionsThatExistOrSaysWhyNone) {
  for (const PtxRow& row : ptx_rows()) {
    for (const std::string& mnemonic : words(row.rows))
      EXPECT_TRUE(find_row(mnemonic)) << row.instruction << ": " << mnemonic;
    if (row.rows.empty()) {
      EXPECT_FALSE(row.how.empty()) << row.instruction;
    }
  }
}

// What Xox has beyond PTX has a reason of its own.
TEST(PtxCoverage, UsesAllOfXox) {
  std::set<std::string> used = {
      "ox.simd2.abs",       "ox.simd4.abs",       // CUDA's __vabs2 and __vabs4
      "ox.simd2.abssat",    "ox.simd4.abssat",    // __vabsss2, __vabsss4
      "ox.simd2.avgdown.u", "ox.simd4.avgdown.u", // __vhaddu2, __vhaddu4
      "ox.tanh.s.ftz",                            // PTX's tanh has no .ftz; the table of functions has
      "ox.amofmin.s",       "ox.amofmax.s",       // LLVM's atomicrmw fmin and fmax
      "ox.amofmin.d",       "ox.amofmax.d",
  };
  for (const PtxRow& row : ptx_rows())
    for (const std::string& mnemonic : words(row.rows))
      used.insert(mnemonic);
  for (const Row& row : rows()) {
    if (row.is_xox()) {
      EXPECT_TRUE(used.contains(std::string(row.mnemonic))) << row.mnemonic << " serves none in isa/ptx_coverage.def";
    }
  }
}

// The special registers of the PTX manual, version 9.0, chapter 10; families of numbered ones by their stem.
constexpr const char* kPtxRegisters[] = {"%tid",
                                         "%ntid",
                                         "%laneid",
                                         "%warpid",
                                         "%nwarpid",
                                         "WARP_SZ",
                                         "%ctaid",
                                         "%nctaid",
                                         "%smid",
                                         "%nsmid",
                                         "%gridid",
                                         "%is_explicit_cluster",
                                         "%clusterid",
                                         "%nclusterid",
                                         "%cluster_ctaid",
                                         "%cluster_nctaid",
                                         "%cluster_ctarank",
                                         "%cluster_nctarank",
                                         "%lanemask_eq",
                                         "%lanemask_le",
                                         "%lanemask_lt",
                                         "%lanemask_ge",
                                         "%lanemask_gt",
                                         "%clock",
                                         "%clock_hi",
                                         "%clock64",
                                         "%pm",
                                         "%envreg",
                                         "%globaltimer",
                                         "%globaltimer_lo",
                                         "%globaltimer_hi",
                                         "%reserved_smem_offset",
                                         "%total_smem_size",
                                         "%aggr_smem_size",
                                         "%dynamic_smem_size",
                                         "%current_graph_exec"};

TEST(PtxCoverage, HasEachSpecialRegisterOnceAndUsesTheCsrs) {
  std::map<std::string, int> count;
  std::set<std::string> used = {"instret", "local_bytes", "chipletid", "nchipletid"}, known; // OxCore's own
#define OX_PTX_REGISTER(name, csrs, how)                                                                               \
  ++count[name];                                                                                                       \
  EXPECT_FALSE(words(csrs).empty() && std::string(how).empty()) << name;                                               \
  for (const std::string& csr : words(csrs))                                                                           \
    used.insert(csr);
#include "isa/ptx_registers.def"
#define OX_CSR(name, ...) known.insert(#name);
#include "isa/csrs.def"
  for (const char* name : kPtxRegisters)
    EXPECT_EQ(count[name], 1) << name;
  EXPECT_EQ(count.size(), std::size(kPtxRegisters));
  EXPECT_EQ(used, known);
}

} // namespace
} // namespace ox::isa
