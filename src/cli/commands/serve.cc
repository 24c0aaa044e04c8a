// `cairn serve`: the local page. It runs the same commands as the command line does.
#include <fmt/format.h>
#include <spawn.h>

#include <csignal>
#include <memory>
#include <ostream>
#include <sstream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/progress/watch.h"
#include "cairn/web/guard.h"
#include "cairn/web/listen.h"
#include "cairn/web/peer.h"
#include "cairn/web/site.h"
#include "cli/commands.h"
#include "cli/page.h"
#include "cli/run_line.h"

extern char** environ;

namespace cairn {
namespace {

constexpr int kUsualPort = 8720;

// What the page may do: nothing that writes a file or reaches beyond the record.
const std::map<std::string, std::set<std::string>> kReads{
    {"compare", {"choose", "against"}},
    {"fit", {"hours", "by", "hours-per-week", "all"}},
    {"history", {"since", "count"}},
    {"next", {"count"}},
    {"roadmap", {"hours-per-week", "start", "by", "alternatives"}},
    {"search", {}},
    {"show", {}},
    {"status", {}},
    {"why", {}}};
const std::map<std::string, std::set<std::string>> kWrites{{"avoid", {}},
                                                           {"choose", {}},
                                                           {"done", {"hours", "on", "with-needs"}},
                                                           {"goal", {}},
                                                           {"know", {"on", "with-needs"}},
                                                           {"log", {"on", "note"}},
                                                           {"note", {}},
                                                           {"redo", {}},
                                                           {"start", {"on"}},
                                                           {"stop", {"note", "after", "discard"}},
                                                           {"tick", {"clear"}},
                                                           {"unchoose", {}},
                                                           {"undo", {"event"}}};

// The catalog, open as long as its files say the same.
class Shelf {
 public:
  Shelf(Paths paths, Block shipped) : paths_(std::move(paths)), shipped_(std::move(shipped)) {}

  // Throws Error (data) as long as the catalog is broken.
  const OpenCatalog& open() {
    const std::uint64_t key = catalog_key(paths_);
    if (!open_ || key != key_) {
      open_ = std::make_unique<OpenCatalog>(open_catalog(paths_, shipped_));
      key_ = key;
      ++edition_;
    }
    return *open_;
  }
  std::uint64_t edition() const { return edition_; }

 private:
  Paths paths_;
  Block shipped_;
  std::unique_ptr<OpenCatalog> open_;
  std::uint64_t key_ = 0;
  std::uint64_t edition_ = 0;
};

// Answers the page's requests out of a world in which only the clock moves on.
class Counter {
 public:
  explicit Counter(Session& session)
      : world_(session.world()),
        shelf_(session.paths(), world_.shipped),
        watch_(store_of(session.paths())) {
    for (const char* option : {"db", "catalog", "time-limit"}) {
      if (const auto value = session.arguments().get(option)) {
        globals_.push_back(fmt::format("--{}={}", option, *value));
      }
    }
    shelf_.open();
  }

  Desk desk() {
    Desk desk{kReads, kWrites, {}, {}, [this] { return watch_.changes(); }};
    desk.run = [this](const std::vector<std::string>& arguments) { return run(arguments); };
    desk.documents["catalog"] = [this](const std::string&) {
      return with_session([](Session& session) { return page_catalog(session); });
    };
    desk.documents["state"] = [this](const std::string&) {
      // Counted first: what is recorded meanwhile is then seen at the next look.
      const std::uint64_t changes = watch_.changes();
      return with_session(
          [&](Session& session) { return page_state(session, changes, shelf_.edition()); });
    };
    desk.documents["skill"] = [this](const std::string& word) {
      return with_session([&](Session& session) { return page_skill(session, word); });
    };
    return desk;
  }

 private:
  World world_now(std::ostream& out, std::ostream& err) {
    return World{.environment = world_.environment,
                 .now = world_.clock ? world_.clock() : world_.now,
                 // By reference: a copied source would give the same numbers again.
                 .random = [this] { return world_.random(); },
                 .in = world_.in,
                 .out = out,
                 .err = err,
                 .columns = {},
                 .interrupted = world_.interrupted,
                 .seconds = world_.seconds,
                 .clock = world_.clock};
  }

  Ran run(const std::vector<std::string>& arguments) {
    std::vector<std::string> line = globals_;
    line.insert(line.end(), arguments.begin(), arguments.end());
    std::ostringstream out, err;
    World world = world_now(out, err);
    const int code = run_line(line, world, &shelf_.open());
    return {code, out.str(), err.str()};
  }

  template <class Make>
  std::string with_session(Make&& make) {
    std::vector<std::string> words = globals_;
    words.emplace_back("status");
    const CommandLine line = parse_command_line(words);
    std::ostringstream unused;
    World world = world_now(unused, unused);
    Session session(line, world, &shelf_.open());
    return make(session);
  }

  World& world_;
  std::vector<std::string> globals_;
  Shelf shelf_;
  Watch watch_;
};

std::string make_token(World& world) {
  return fmt::format("{:016x}{:016x}", world.random(), world.random());
}

void open_browser(Session& session, const std::string& address) {
  std::string program = "xdg-open", argument = address;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  std::signal(SIGCHLD, SIG_IGN);
  pid_t child = 0;
  if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0) {
    session.remark("there is no xdg-open here; open the address in a browser yourself");
  }
}

// Whatever is served elsewhere could be reached by somebody else.
Loopback address_option(Session& session) {
  const auto word = session.arguments().get("address");
  for (const Loopback one : {Loopback::ipv4, Loopback::ipv6}) {
    if (!word || *word == address_text(one)) return one;
  }
  throw Error(Code::usage, "",
              fmt::format("--address must be 127.0.0.1 or ::1, not '{}'", printable(*word)),
              "the page is for this machine alone");
}

int run_serve(Session& session) {
  const auto port = session.number_option("port", 1, 65'535);
  Counter counter(session);
  Door door{0, make_token(session.world())};
  Site site(counter.desk(), door.token);
  Service service;
  service.on = address_option(session);
  service.port = port ? static_cast<int>(*port) : kUsualPort;
  service.must_port = port.has_value();
  service.may_connect = [on = service.on](int from, int to) {
    return is_own_connection(on, from, to);
  };
  service.headers = guard_headers();
  service.most_body = kMostBodyBytes;
  service.admit = [&](const Request& request) { return refuse(door, request); };
  service.answer = [&](const Request& request) { return site.answer(request); };
  service.stop = session.world().interrupted;
  service.ready = [&](int bound) {
    door.port = bound;
    const std::string address =
        fmt::format("http://{}:{}/", service.on == Loopback::ipv6 ? "[::1]" : "127.0.0.1", bound);
    if (session.json()) {
      session.out() << fmt::format("{{\"schema\": \"cairn/serve/1\", \"url\": \"{}\"}}\n", address);
    } else {
      session.out() << fmt::format("Your page is at {}\nCtrl-C ends it.\n", address);
    }
    session.out().flush();
    if (session.arguments().has("open")) open_browser(session, address);
  };
  listen(service);
  return kAnswer;
}

}  // namespace

Command serve_command() {
  return {.name = "serve",
          .group = kLook,
          .summary = "Your path as a page in the browser, on this machine alone",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options =
              {{"port", "P", "instead of 8720, or another one where that is taken"},
               {"address", "A", "127.0.0.1 (used if left out) or ::1", '\0', {"127.0.0.1", "::1"}},
               {"open", "", "and open it in the browser"}},
          .examples = {{"serve --open", "look at it now; Ctrl-C ends it"}},
          .details =
              "No other machine, user or site can reach it, and nothing of it leaves this machine.",
          .uses = {Use::catalog, Use::record},
          .run = run_serve};
}

}  // namespace cairn
