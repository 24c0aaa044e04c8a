# Writes OUTPUT, a C++ source with a number that stands for the content of INPUTS:
# cmake -DINPUTS=a;b -DHEADER= -DFUNCTION= -DOUTPUT= -P edition.cmake
set(all "")
foreach(input IN LISTS INPUTS)
  file(SHA256 "${input}" one)
  string(APPEND all "${one}")
endforeach()
string(SHA256 all "${all}")
string(SUBSTRING "${all}" 0 16 number)
file(WRITE "${OUTPUT}"
     "#include \"${HEADER}\"\n\nstd::uint64_t cairn::${FUNCTION}() { return 0x${number}; }\n")
