# The handlers are compiled once per SIMD level: exec/levels/group.cpp for each group of instructions and table.cpp.  On
# a host that is not x86-64 there is the baseline alone.
set(OX_ENGINE_GROUPS int mul_div bits simd float compare half small_float convert sfu memory atomics mbarrier control collective cluster)
set(OX_ENGINE_LEVELS baseline)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  list(APPEND OX_ENGINE_LEVELS avx2 avx512)
endif()
set(OX_ENGINE_FLAGS_baseline "")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(OX_ENGINE_FLAGS_baseline -mcx16) # amocas.q; every x86-64 processor since 2006 has it
endif()
set(OX_ENGINE_FLAGS_avx2 -march=x86-64-v3)
set(OX_ENGINE_FLAGS_avx512 -march=x86-64-v4 -mprefer-vector-width=512)
# Guest programs may race, as programs on a GPU may; ThreadSanitizer is to judge the simulator, so it leaves the guest's
# accesses alone.  A library, because its options come behind those of ox_options, which switch the sanitizer on.
add_library(ox_engine_options INTERFACE)
if(OX_SANITIZE MATCHES thread)
  target_compile_options(ox_engine_options INTERFACE -fno-sanitize=thread)
endif()
# Guest memory is copied by the compiler's own loads and stores, which keep each element whole; what a library's memcpy
# does inside is its own business (and ThreadSanitizer would judge the guest by it).
set(OX_ENGINE_FLAGS_memory -fno-builtin-memcpy -fno-builtin-memmove -fno-builtin-memset)
set(exec_dir ${CMAKE_CURRENT_SOURCE_DIR}/exec)

foreach(level IN LISTS OX_ENGINE_LEVELS)
  # No contraction: a fused operation is one that says so.  A loop that stays scalar is slow, not wrong.
  set(options -O3 -ffp-contract=off -fno-math-errno -Wno-pass-failed -Wno-psabi ${OX_ENGINE_FLAGS_${level}})
  foreach(group IN LISTS OX_ENGINE_GROUPS)
    add_library(ox_engine_${level}_${group} OBJECT ${exec_dir}/levels/group.cpp)
    target_compile_definitions(ox_engine_${level}_${group} PRIVATE OX_LEVEL=${level}
                               "OX_ENGINE_GROUP=\"simulator/exec/${group}.h\"")
    target_link_libraries(ox_engine_${level}_${group} PRIVATE ox_options ox_engine_options)
    target_compile_options(ox_engine_${level}_${group} PRIVATE ${options} ${OX_ENGINE_FLAGS_${group}})
    target_sources(ox_sim PRIVATE $<TARGET_OBJECTS:ox_engine_${level}_${group}>)
  endforeach()
  add_library(ox_engine_${level}_table OBJECT ${exec_dir}/levels/table.cpp)
  target_compile_definitions(ox_engine_${level}_table PRIVATE OX_LEVEL=${level})
  target_link_libraries(ox_engine_${level}_table PRIVATE ox_options ox_engine_options)
  target_compile_options(ox_engine_${level}_table PRIVATE ${options})
  target_sources(ox_sim PRIVATE $<TARGET_OBJECTS:ox_engine_${level}_table>)
endforeach()
list(LENGTH OX_ENGINE_LEVELS count)
if(count GREATER 1)
  target_compile_definitions(ox_sim PRIVATE OX_ENGINE_X86)
endif()
