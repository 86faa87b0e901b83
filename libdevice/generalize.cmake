# Makes the linked library (textual IR, INPUT) fit for every nvptx64 module (OUTPUT): function attributes that name a
# target, and would stop the inliner, and module flags, which would be compared with those of the module that links it.
file(READ ${INPUT} text)
string(REGEX REPLACE " \"(target-cpu|target-features|no-builtins|frame-pointer|stack-protector-buffer-size)\"(=\"[^\"]*\")?" ""
       text "${text}")
string(REGEX REPLACE "!(llvm\\.module\\.flags|llvm\\.ident|llvm\\.errno\\.tbaa) = [^\n]*\n" "" text "${text}")
file(WRITE ${OUTPUT} "${text}")
