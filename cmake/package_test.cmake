# Installs into a folder and makes the package: what has to be there is, and the installed program runs.
#   cmake -DBUILD=… -DCPACK=… -P package_test.cmake
set(root ${BUILD}/package_test)
file(REMOVE_RECURSE ${root})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${root}/usr OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(files bin/redshank bin/redshank-pst share/man/man1/redshank.1 share/bash-completion/completions/redshank
          share/zsh/vendor-completions/_redshank share/fish/vendor_completions.d/redshank.fish
          share/doc/redshank/evidence.md share/doc/redshank/verify_pack.py share/doc/redshank/LICENSE)
foreach(file ${files})
  if(NOT EXISTS ${root}/usr/${file})
    message(FATAL_ERROR "${file} was not installed")
  endif()
endforeach()
execute_process(COMMAND ${root}/usr/bin/redshank --version COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${CPACK} -G DEB -B ${root}/deb --config ${BUILD}/CPackConfig.cmake OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB package ${root}/deb/redshank_*.deb)
execute_process(COMMAND dpkg-deb --contents ${package} OUTPUT_VARIABLE contents COMMAND_ERROR_IS_FATAL ANY)
foreach(file ${files})
  string(FIND "${contents}" " ./usr/${file}\n" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "${file} is not in the package:\n${contents}")
  endif()
endforeach()
execute_process(COMMAND dpkg-deb --field ${package} Depends OUTPUT_VARIABLE depends COMMAND_ERROR_IS_FATAL ANY)
if(NOT depends MATCHES "libsqlite3-0")
  message(FATAL_ERROR "the package does not depend on its libraries: ${depends}")
endif()
