// __cluster_dims__: clang knows the attribute for AMD's GPUs and drops it for NVIDIA's, so our headers make it an
// annotation.  Here the annotation of a kernel becomes the function attribute that LLVM has for it.
#pragma once

namespace llvm {
class Module;
}

namespace ox::frontend {

// Replaces the annotations "ox.cluster_dims" of the module's functions by "nvvm.cluster_dim"="x,y,z".
void apply_cluster_dimensions(llvm::Module& module);

} // namespace ox::frontend
