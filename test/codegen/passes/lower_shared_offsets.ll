; RUN: %ox-opt --passes=lower_shared_offsets,remove_address_spaces -S %s | FileCheck %s
; As an integer a shared pointer is its offset from tp; as a pointer it is the flat address.
target datalayout = "e-p6:32:32-i64:64-i128:128-i256:256-v16:16-v32:32-n16:32:64"
target triple = "nvptx64-nvidia-cuda"

; CHECK-LABEL: define i32 @to_integer(ptr %p)
; CHECK: %[[tp:.*]] = call ptr @llvm.thread.pointer.p0()
; CHECK: %[[a:.*]] = ptrtoint ptr %p to i64
; CHECK: %[[b:.*]] = ptrtoint ptr %[[tp]] to i64
; CHECK: %[[d:.*]] = sub i64 %[[a]], %[[b]]
; CHECK: trunc i64 %[[d]] to i32
define i32 @to_integer(ptr addrspace(3) %p) {
  %i = ptrtoint ptr addrspace(3) %p to i32
  ret i32 %i
}

; CHECK-LABEL: define float @from_integer(i32 %i)
; CHECK: %[[o:.*]] = zext i32 %i to i64
; CHECK: getelementptr i8, ptr %{{.*}}, i64 %[[o]]
define float @from_integer(i32 %i) {
  %p = inttoptr i32 %i to ptr addrspace(3)
  %v = load float, ptr addrspace(3) %p
  ret float %v
}

; Offset 0 is where shared memory starts, not a null pointer.
; CHECK-LABEL: define float @first(
; CHECK: load float, ptr %{{.*}}
define float @first() {
  %v = load float, ptr addrspace(3) null
  ret float %v
}

; Offsets to the cluster's shared memory are signed, and 32 bits tell them.
; CHECK-LABEL: define float @from_integer_cluster(i32 %i)
; CHECK: %[[o:.*]] = sext i32 %i to i64
; CHECK: getelementptr i8, ptr %{{.*}}, i64 %[[o]]
define float @from_integer_cluster(i32 %i) {
  %p = inttoptr i32 %i to ptr addrspace(7)
  %v = load float, ptr addrspace(7) %p
  ret float %v
}

; CHECK-LABEL: define i64 @to_integer_cluster(ptr %p)
; CHECK: %[[d:.*]] = sub i64
; CHECK: ret i64 %[[d]]
define i64 @to_integer_cluster(ptr addrspace(7) %p) {
  %i = ptrtoint ptr addrspace(7) %p to i64
  ret i64 %i
}
