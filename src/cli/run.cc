#include "cairn/cli/run.h"

#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/json.h"
#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/run_line.h"
#include "cli/session.h"

namespace cairn {
namespace {

int fail(const std::vector<std::string>& arguments, World& world, const Error& error) {
  std::string line = "cairn: ";
  if (!error.where.empty()) line += error.where + ": ";
  line += error.message;
  if (!error.hint.empty()) line += "; " + error.hint;
  world.err << line << '\n';
  for (const std::string& argument : arguments) {
    if (argument == "--json") {
      world.out << error_json(error);
      break;
    }
  }
  return static_cast<int>(error.code);
}

int run_command(const std::vector<std::string>& arguments, World& world,
                const OpenCatalog* catalog) {
  const CommandLine line = parse_command_line(arguments);
  Session session(line, world, catalog);
  if (line.arguments.has("version")) {
    world.out << "cairn " << CAIRN_VERSION << '\n';
    return kAnswer;
  }
  if (line.arguments.has("help")) {
    world.out << (line.command->name.empty() ? overview(session.terminal())
                                             : command_help(session.terminal(), *line.command));
    return kAnswer;
  }
  return line.command->run(session);
}

}  // namespace

int run(const std::vector<std::string>& arguments, World& world) {
  return run_line(arguments, world, nullptr);
}

int run_line(const std::vector<std::string>& arguments, World& world, const OpenCatalog* catalog) {
  try {
    const int code = run_command(arguments, world, catalog);
    world.out.flush();
    if (!world.out) throw Error(Code::usage, "", "the answer could not be written to its end");
    return code;
  } catch (const Error& error) {
    return fail(arguments, world, error);
  } catch (const std::bad_alloc&) {
    return fail(arguments, world, Error(Code::data, "", "there is not enough memory for this"));
  } catch (const std::exception& problem) {
    return fail(arguments, world, Error(Code::usage, "", problem.what(), "please report this"));
  }
}

}  // namespace cairn
