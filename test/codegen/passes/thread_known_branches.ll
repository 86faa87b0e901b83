; RUN: %ox-opt --passes=thread_known_branches -S %s | FileCheck %s
; RUN: %ox-opt -O0 --passes=thread_known_branches -S %s | FileCheck %s --check-prefix=UNTOUCHED
; A loop left by `break`: the shared block, which asks again, is gone; each branch decides once.
target triple = "nvptx64-nvidia-cuda"
; CHECK-LABEL: @escape(
; CHECK: br i1 %go, label %latch, label %done
; CHECK-NOT: br i1 %go
; CHECK: ret i32
; UNTOUCHED: latch:
; UNTOUCHED: br i1 %go, label %loop, label %done
define i32 @escape(float %c, i32 %limit) {
entry:
  br label %loop
loop:
  %n = phi i32 [ 0, %entry ], [ %n.next, %latch ]
  %x = phi float [ 0.0, %entry ], [ %x.next, %latch ]
  %more = icmp slt i32 %n, %limit
  br i1 %more, label %body, label %done
body:
  %xx = fmul float %x, %x
  %go = fcmp ule float %xx, 4.0
  br i1 %go, label %step, label %latch
step:
  %n.one = add i32 %n, 1
  %x.one = fadd float %xx, %c
  br label %latch
latch:
  %n.next = phi i32 [ %n.one, %step ], [ %n, %body ]
  %x.next = phi float [ %x.one, %step ], [ %x, %body ]
  br i1 %go, label %loop, label %done
done:
  %result = phi i32 [ %n, %loop ], [ %n.next, %latch ]
  ret i32 %result
}
; A block that does something is not duplicated: lanes meet there.
; CHECK-LABEL: @meet(
; CHECK: meet:
; CHECK: call void @work
; CHECK-NOT: call void @work
; CHECK: ret void
declare void @work()
declare void @left()
declare void @right()
define void @meet(i1 %c) {
  br i1 %c, label %one, label %meet
one:
  call void @left()
  br label %meet
meet:
  call void @work()
  br i1 %c, label %two, label %end
two:
  call void @right()
  br label %end
end:
  ret void
}
