# Writes OUTPUT, a C++ source that holds INPUT byte by byte: cmake -DINPUT= -DOUTPUT= -P embed.cmake
file(READ "${INPUT}" hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(................................................................)" "\\1\n" hex
                     "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUTPUT}"
     "#include \"cairn/catalog/embedded.h\"\n\nnamespace cairn {\nnamespace {\n"
     "const unsigned char kBytes[] = {\n${bytes}\n};\n}  // namespace\n\n"
     "std::string_view embedded_catalog() {\n"
     "  return {reinterpret_cast<const char*>(kBytes), ${size}};\n}\n\n}  // namespace cairn\n")
