# The install tree, laid out like a CUDA toolkit so that build systems find their way: bin, include, lib64,
# nvvm/libdevice.  The driver finds everything relative to its own executable.
add_custom_target(ox-product DEPENDS ox-nvcc oxsim oxdis cudart cudart_static libdevice)

install(TARGETS ox-nvcc oxsim oxdis RUNTIME DESTINATION bin)
install(CODE "file(CREATE_LINK ox-nvcc \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin/nvcc\" SYMBOLIC)")
install(TARGETS cudart LIBRARY DESTINATION lib64)
install(FILES ${CMAKE_BINARY_DIR}/lib64/libcudart_static.a ${CMAKE_BINARY_DIR}/lib64/libcudadevrt.a DESTINATION lib64)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/frontend/include/ DESTINATION include)
install(FILES ${CMAKE_BINARY_DIR}/nvvm/libdevice/libdevice.10.bc DESTINATION nvvm/libdevice)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION share/doc/ox)
