// PTX special registers: a CSR of OxCore, or a constant where OxCore has one answer (no environment).
#include "codegen/lower/csr.h"
#include "codegen/lower/intrinsic_call.h"
#include "isa/kernel_abi.h"
#include "llvm/ADT/StringSwitch.h"

namespace ox::codegen {

namespace {

struct Source {
  unsigned csr = 0;         // 0: a constant
  bool nonnegative = false; // as 32-bit value: then the register's upper half is zero and its sign does not matter
  bool changes = false;     // a clock
  bool is_upper = false;    // bits 63..32 of it
  uint64_t constant = 0;
};

Source source_of(llvm::StringRef name) {
  auto csr = [](unsigned number) { return Source{.csr = number, .nonnegative = true}; };
  auto mask = [](unsigned number) { return Source{.csr = number}; };
  auto clock = [](unsigned number) { return Source{.csr = number, .changes = true}; };
  auto upper = [](unsigned number) { return Source{.csr = number, .changes = true, .is_upper = true}; };
  auto upper_half = [](unsigned number) { return Source{.csr = number, .is_upper = true}; };
  auto constant = [](uint64_t value) { return Source{.constant = value}; };
  return llvm::StringSwitch<Source>(name)
      .Case("tid.x", csr(kCsr_tid_x))
      .Case("tid.y", csr(kCsr_tid_y))
      .Case("tid.z", csr(kCsr_tid_z))
      .Case("ntid.x", csr(kCsr_ntid_x))
      .Case("ntid.y", csr(kCsr_ntid_y))
      .Case("ntid.z", csr(kCsr_ntid_z))
      .Case("ctaid.x", csr(kCsr_ctaid_x))
      .Case("ctaid.y", csr(kCsr_ctaid_y))
      .Case("ctaid.z", csr(kCsr_ctaid_z))
      .Case("nctaid.x", csr(kCsr_nctaid_x))
      .Case("nctaid.y", csr(kCsr_nctaid_y))
      .Case("nctaid.z", csr(kCsr_nctaid_z))
      .Case("laneid", csr(kCsr_laneid))
      .Case("warpid", csr(kCsr_warpid))
      .Case("nwarpid", csr(kCsr_nwarpid))
      .Case("smid", csr(kCsr_smid))
      .Case("nsmid", csr(kCsr_nsmid))
      .Case("gridid", mask(kCsr_gridid))
      .Case("lanemask.eq", mask(kCsr_lanemask_eq))
      .Case("lanemask.lt", mask(kCsr_lanemask_lt))
      .Case("lanemask.le", mask(kCsr_lanemask_le))
      .Case("lanemask.gt", mask(kCsr_lanemask_gt))
      .Case("lanemask.ge", mask(kCsr_lanemask_ge))
      .Cases({"clock", "clock64"}, clock(kCsr_cycle))
      .Cases({"globaltimer", "globaltimer.lo"}, clock(kCsr_time))
      .Case("clock.hi", upper(kCsr_cycle))
      .Case("globaltimer.hi", upper(kCsr_time))
      .Cases({"total_smem_size", "aggr_smem_size"}, csr(kCsr_shared_bytes))
      .Case("dynamic_smem_size", csr(kCsr_dynamic_shared_bytes))
      .Case("warpsize", constant(isa::kWarpLanes))
      .StartsWith("reserved_smem_offset.", constant(0)) // nothing of shared memory is the system's
      .Case("current_graph_exec", constant(0))          // graphs are the host's: none runs on the device
      .Case("is_explicit_cluster", mask(kCsr_is_explicit_cluster))
      .Case("clusterid.x", csr(kCsr_clusterid_x))
      .Case("clusterid.y", csr(kCsr_clusterid_y))
      .Case("clusterid.z", csr(kCsr_clusterid_z))
      .Case("nclusterid.x", csr(kCsr_nclusterid_x))
      .Case("nclusterid.y", csr(kCsr_nclusterid_y))
      .Case("nclusterid.z", csr(kCsr_nclusterid_z))
      .Case("cluster.ctaid.x", csr(kCsr_cluster_ctaid_x))
      .Case("cluster.ctaid.y", csr(kCsr_cluster_ctaid_y))
      .Case("cluster.ctaid.z", csr(kCsr_cluster_ctaid_z))
      .Case("cluster.nctaid.x", csr(kCsr_cluster_nctaid_x))
      .Case("cluster.nctaid.y", csr(kCsr_cluster_nctaid_y))
      .Case("cluster.nctaid.z", csr(kCsr_cluster_nctaid_z))
      .Case("cluster.ctarank", csr(kCsr_cluster_ctarank))
      .Case("cluster.nctarank", csr(kCsr_cluster_nctarank))
      .Cases({"tid.w", "ctaid.w", "clusterid.w", "cluster.ctaid.w"}, constant(0))
      .Cases({"ntid.w", "nctaid.w", "nclusterid.w", "cluster.nctaid.w"}, constant(1))
      .Case("envreg1", upper_half(kCsr_grid_workspace)) // as the manual says, what they hold is the driver's choice
      .Case("envreg2", mask(kCsr_grid_workspace))
      .StartsWith("envreg", constant(0))
      .Default(Source{.constant = ~uint64_t{0}});
}

} // namespace

bool lower_special_register(IntrinsicCall& call) {
  Source source = source_of(call.name.substr(llvm::StringRef("read.ptx.sreg.").size()));
  if (!source.csr)
    return source.constant != ~uint64_t{0} && call.replace(llvm::ConstantInt::get(call.type(), source.constant));
  llvm::Value* value = emit_csr_read(call.builder, source.csr, source.changes ? Effect::kState : Effect::kNone);
  if (source.is_upper)
    value = call.builder.CreateLShr(value, 32);
  if (!call.type()->isIntegerTy(64))
    value = call.builder.CreateTrunc(value, call.type(), "", source.nonnegative, source.nonnegative);
  return call.replace(value);
}

} // namespace ox::codegen
