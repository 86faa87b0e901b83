// Clang's own wrapper of the CUDA headers includes this file of cuRAND in every compilation, with dim3 and uint3 as
// macros, to see its declarations of the builtin variables.  It needs none; a program that includes the file does.
#if !defined(__CLANG_CUDA_RUNTIME_WRAPPER_H__) || !defined(dim3)
#error "Ox has no cuRAND: curand_mtgp32_kernel.h declares nothing; generate the numbers in a kernel of your own"
#endif
