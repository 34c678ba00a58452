# cmake --install: the programs, man page, completions and documents; cpack -G DEB: the same as a package of Debian's,
# whose dependencies are those of the libraries that the programs are linked with.
include(GNUInstallDirs)

set(generated ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})
foreach(what man bash zsh fish)
  add_custom_command(OUTPUT ${generated}/redshank.${what}
    COMMAND $<TARGET_FILE:redshank> generate ${what} > ${generated}/redshank.${what}
    DEPENDS redshank VERBATIM)
  list(APPEND pages ${generated}/redshank.${what})
endforeach()
add_custom_target(manual ALL DEPENDS ${pages})

# pst.h: redshank-pst is found beside the program.
install(TARGETS redshank redshank-pst RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${generated}/redshank.man DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME redshank.1)
install(FILES ${generated}/redshank.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME redshank)
install(FILES ${generated}/redshank.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _redshank)
install(FILES ${generated}/redshank.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN "*.py" PATTERN "*.svg")
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Redshank project <redshank@redshank.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "finds espionage campaigns in mail")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
include(CPack)

if(REDSHANK_TESTS AND NOT REDSHANK_SANITIZE)
  add_test(NAME package_test COMMAND ${CMAKE_COMMAND} -DBUILD=${CMAKE_BINARY_DIR} -DCPACK=${CMAKE_CPACK_COMMAND}
           -P ${CMAKE_SOURCE_DIR}/cmake/package_test.cmake)
  set_tests_properties(package_test PROPERTIES LABELS slow TIMEOUT 300)
endif()
