# Writes OUTPUT, a C++ source that holds each of INPUTS byte by byte under its file name:
# cmake -DINPUTS=a;b -DOUTPUT= -P embed.cmake
set(arrays "")
set(rows "")
set(n 0)
foreach(input IN LISTS INPUTS)
  file(READ "${input}" hex HEX)
  get_filename_component(name "${input}" NAME)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "const unsigned char kFile${n}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(kFile${n}), ${size}}},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE "${OUTPUT}"
     "#include \"web/page_files.h\"\n\nnamespace cairn {\nnamespace {\n${arrays}}  // namespace\n\n"
     "const std::map<std::string_view, std::string_view>& page_files() {\n"
     "  static const std::map<std::string_view, std::string_view> files{\n${rows}  };\n"
     "  return files;\n}\n\n}  // namespace cairn\n")
