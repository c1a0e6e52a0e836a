# Messages in other languages: tools/po/LANGUAGE.po made into the catalogs that the tools look for beside themselves, in the build
# and where they are installed.
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LOCALEDIR BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}" OUTPUT_VARIABLE locale_dir)
cmake_path(RELATIVE_PATH locale_dir BASE_DIRECTORY "${CMAKE_INSTALL_FULL_BINDIR}" OUTPUT_VARIABLE locale_from_program)
set_source_files_properties(tools/common/catalog.c PROPERTIES COMPILE_DEFINITIONS
  "VN_LOCALE_DIRECTORY=\"${locale_dir}\";VN_LOCALE_FROM_PROGRAM=\"${locale_from_program}\"")

find_program(MSGFMT msgfmt)
if(NOT MSGFMT)
  message(STATUS "There is no msgfmt (gettext): the tools will speak English only")
  return()
endif()
file(GLOB translations CONFIGURE_DEPENDS tools/po/*.po)
foreach(translation ${translations})
  get_filename_component(language ${translation} NAME_WE)
  set(catalog ${CMAKE_BINARY_DIR}/share/locale/${language}/LC_MESSAGES/vntext.mo)
  cmake_path(GET catalog PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${catalog} COMMAND ${MSGFMT} --check --no-hash -o ${catalog} ${translation}
    DEPENDS ${translation} VERBATIM)
  list(APPEND catalogs ${catalog})
endforeach()
add_custom_target(catalogs ALL DEPENDS ${catalogs})
install(DIRECTORY ${CMAKE_BINARY_DIR}/share/locale/ DESTINATION ${CMAKE_INSTALL_LOCALEDIR})
