// A step of the build: writes the source that holds the snapshot of the shipped catalog.
#include <fmt/format.h>

#include <exception>
#include <iostream>
#include <iterator>
#include <string>

#include "cairn/workspace/snapshot.h"
#include "cairn/workspace/workspace.h"
#include "cairn/workspace/write_file.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_shipped OUTPUT.cc\n";
    return 2;
  }
  try {
    const std::string bytes = cairn::write_snapshot(cairn::open_catalog({}), 0);
    std::string source =
        "#include \"cairn/workspace/shipped.h\"\n\nnamespace {\n"
        "alignas(cairn::kBlockAlignment) const unsigned char kBytes[] = {";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      fmt::format_to(std::back_inserter(source), "{}{},", i % 32 == 0 ? "\n" : "",
                     static_cast<unsigned>(static_cast<unsigned char>(bytes[i])));
    }
    source +=
        "\n};\n}  // namespace\n\ncairn::Block cairn::shipped_snapshot() {\n"
        "  return {std::as_bytes(std::span(kBytes)), nullptr};\n}\n";
    cairn::write_file(argv[1], source);
  } catch (const std::exception& problem) {
    std::cerr << "make_shipped: " << problem.what() << '\n';
    return 3;
  }
}
