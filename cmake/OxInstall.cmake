# The install tree, laid out like a CUDA toolkit so that build systems find their way: bin, include, lib64,
# nvvm/libdevice.  The driver finds everything relative to its own executable.
add_custom_target(ox-product DEPENDS ox-nvcc ptxas cuobjdump fatbinary ox-ptx oxsim oxdis cudart cudart_static libdevice isa_generated
                  runtime-page)

install(TARGETS ox-nvcc ptxas cuobjdump fatbinary ox-ptx oxsim oxdis RUNTIME DESTINATION bin)
install(CODE "file(CREATE_LINK ox-nvcc \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin/nvcc\" SYMBOLIC)")
install(TARGETS cudart LIBRARY DESTINATION lib64)
install(FILES ${CMAKE_BINARY_DIR}/lib64/libcudart_static.a ${CMAKE_BINARY_DIR}/lib64/libcudadevrt.a DESTINATION lib64)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/frontend/include/ DESTINATION include)
install(FILES ${CMAKE_BINARY_DIR}/nvvm/libdevice/libdevice.10.bc DESTINATION nvvm/libdevice)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_BINARY_DIR}/docs/isa.md ${CMAKE_BINARY_DIR}/docs/api.md
        DESTINATION share/doc/ox)
# What tools ask to learn which toolkit stands here; the version is the one that ox-nvcc claims (ADR 0002).
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/version.json @ONLY CONTENT [[{
  "cuda": {"name": "Ox, in place of the CUDA SDK", "version": "13.0.88"},
  "ox": {"name": "Ox", "version": "@PROJECT_VERSION@"}
}
]])
install(FILES ${CMAKE_BINARY_DIR}/version.json DESTINATION .)
