; What OxCore can't do yet is a trap; the kernels that could reach it are marked with a reason, and the others run.
; RUN: %ox-opt --passes=internalize_symbols,lower_kernel_parameters,lower_intrinsics,mark_unusable_kernels %s -S -o - 2> %t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARNING < %t.err
; RUN: %ox-opt --emit=elf %s -o %t.elf 2> /dev/null
; RUN: %oxdis --metadata %t.elf | FileCheck %s --check-prefix=REASON
target triple = "nvptx64-nvidia-cuda"

; WARNING-DAG: function direct(int*): warning: llvm.nvvm.ldmatrix.sync.aligned.m8n8.x1.b16.p0: Ox has no tensor engine yet; compute the product with fma; kernel direct(int*) can't run
; WARNING-DAG: g.cu:7: warning: time travel is missing; wait instead.; kernels table(int*), called(int*) can't run
; WARNING-DAG: function by_nobody: warning: something Ox doesn't have yet; code that gets here ends in a trap

; REASON-DAG: cannot run: function direct(int*): llvm.nvvm.ldmatrix.sync.aligned.m8n8.x1.b16.p0: Ox has no tensor engine yet
; REASON-DAG: cannot run: it can reach travel(), g.cu:7: time travel is missing; wait instead.

@unknown = external addrspace(4) constant [4 x i8]
@text = private unnamed_addr addrspace(4) constant [38 x i8] c"time travel is missing; wait instead.\00"
@virtual_table = internal addrspace(1) global [1 x ptr] [ptr @_Z6travelv]
declare i32 @llvm.nvvm.ldmatrix.sync.aligned.m8n8.x1.b16.p0(ptr)
declare void @__ox_unsupported(ptr) noreturn

; CHECK-NOT: @text
; CHECK-LABEL: define {{.*}} @_Z6directPi(
; CHECK: asm sideeffect "ebreak"
; CHECK: store i32 0, ptr
define ptx_kernel void @_Z6directPi(ptr %p) {
  %v = call i32 @llvm.nvvm.ldmatrix.sync.aligned.m8n8.x1.b16.p0(ptr %p)
  store i32 %v, ptr %p
  ret void
}

define void @_Z6travelv() noinline !dbg !4 {
  call void @__ox_unsupported(ptr addrspacecast (ptr addrspace(4) @text to ptr)), !dbg !7
  unreachable
}

define ptx_kernel void @_Z6calledPi(ptr %p) {
  call void @_Z6travelv()
  ret void
}

define ptx_kernel void @_Z5tablePi(ptr %p) {
  %f = load ptr, ptr addrspace(1) @virtual_table
  call void %f()
  ret void
}

define ptx_kernel void @_Z4goodPi(ptr %p) {
  store i32 5, ptr %p
  ret void
}

define void @by_nobody() {
  call void @__ox_unsupported(ptr addrspacecast (ptr addrspace(4) @unknown to ptr))
  unreachable
}
@keeps_it = addrspace(1) externally_initialized global ptr @by_nobody

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C_plus_plus_14, file: !1, emissionKind: LineTablesOnly)
!1 = !DIFile(filename: "g.cu", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = distinct !DISubprogram(name: "travel", scope: !1, file: !1, line: 5, type: !5, unit: !0)
!5 = !DISubroutineType(types: !{})
!7 = !DILocation(line: 7, column: 3, scope: !4)
