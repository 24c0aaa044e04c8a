#include "cairn/cli/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <sstream>

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

// Holds back what is written, and shows it at the end: on the terminal as it is where it fits
// there, else through the pager.
class HeldAnswer {
 public:
  HeldAnswer(World& world, const Terminal& terminal)
      : world_(world), terminal_(terminal), real_(world.out.rdbuf(&held_)) {}
  ~HeldAnswer() { world_.out.rdbuf(real_); }
  HeldAnswer(const HeldAnswer&) = delete;
  HeldAnswer& operator=(const HeldAnswer&) = delete;

  void show() {
    world_.out.rdbuf(real_);
    const std::string text = held_.str();
    if (text.empty() || (is_long(text) && world_.page(text))) return;
    world_.out << text;
  }

 private:
  bool is_long(std::string_view text) const {
    std::size_t rows = 1;  // the prompt's
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::size_t width = columns(text.substr(0, end));
      rows += width == 0 ? 1 : (width + terminal_.width - 1) / terminal_.width;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return rows > world_.rows.value_or(24);
  }

  World& world_;
  const Terminal& terminal_;
  std::stringbuf held_;
  std::streambuf* real_;
};

int run_command(const std::vector<std::string>& arguments, World& world,
                const OpenCatalog* catalog) {
  const CommandLine line = parse_command_line(arguments);
  Session session(line, world, catalog);
  if (line.arguments.has("version")) {
    world.out << "cairn " << CAIRN_VERSION << '\n';
    return kAnswer;
  }
  const bool help = line.arguments.has("help");
  std::optional<HeldAnswer> held;
  if (world.page && world.out_is_terminal && (help || line.command->paged) &&
      !line.arguments.has("no-pager")) {
    held.emplace(world, session.terminal());
  }
  int code = kAnswer;
  if (help) {
    world.out << (line.command->name.empty() ? overview(session.terminal())
                                             : command_help(session.terminal(), *line.command));
  } else {
    code = line.command->run(session);
  }
  if (held) {
    session.out();  // what was said of work in progress is gone before the answer stands there
    held->show();
  }
  return code;
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
