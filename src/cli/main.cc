// The real world: clock, environment, terminal, randomness and signals. Everything else is a
// library.
#include <malloc.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>
#include <stop_token>
#include <thread>
#include <utility>

#include "cairn/cli/pager.h"
#include "cairn/cli/run.h"
#include "cairn/workspace/shipped.h"

namespace {

volatile std::sig_atomic_t interrupted = 0;

constexpr std::chrono::milliseconds kTick{200};

void on_interrupt(int) {
  // A second Ctrl-C ends the program at once.
  interrupted = 1;
  std::signal(SIGINT, SIG_DFL);
}

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

cairn::Moment read_clock() {
  // A fixed clock makes sessions repeatable; the tests use it.
  if (const auto fixed = environment("CAIRN_NOW")) {
    if (const auto moment = cairn::parse_moment(*fixed)) return *moment;
    std::cerr << "cairn: CAIRN_NOW is no moment such as 2027-03-14T18:05:00+01:00; it is ignored\n";
  }
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return {now, static_cast<std::int32_t>(local.tm_gmtoff / 60)};
}

cairn::RandomSource random_source() {
  if (const auto seed = environment("CAIRN_SEED")) {
    return [engine = std::mt19937_64(std::strtoull(seed->c_str(), nullptr, 10))]() mutable {
      return engine();
    };
  }
  return [] {
    static std::random_device device;
    return std::uint64_t{device()} << 32U | device();
  };
}

std::optional<std::size_t> known(std::size_t size) {
  return size == 0 ? std::nullopt : std::optional(size);
}

winsize terminal_size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
  return size;
}

// CAIRN_PAGER, then PAGER; set to nothing they turn it off. A dumb terminal has none.
std::function<bool(std::string_view)> pager() {
  if (environment("TERM").value_or("dumb") == "dumb") return {};
  const char* command = std::getenv("CAIRN_PAGER");
  if (command == nullptr) command = std::getenv("PAGER");
  if (command == nullptr) command = "less -FRX";
  if (*command == '\0') return {};
  return [command](std::string_view text) { return cairn::page(command, text); };
}

double processor_seconds() {
  timespec spent{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + 1e-9 * static_cast<double>(spent.tv_nsec);
}

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

bool input_waits() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  return poll(&input, 1, static_cast<int>(kTick.count())) > 0;
}

std::shared_ptr<void> again_and_again(std::function<void()> act) {
  struct Ticker {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::jthread thread;  // goes first, and is waited for
  };
  auto ticker = std::make_shared<Ticker>();
  ticker->thread = std::jthread([&own = *ticker, act = std::move(act)](std::stop_token stop) {
    std::unique_lock lock(own.mutex);
    while (!own.wake.wait_for(lock, stop, kTick, [&] { return stop.stop_requested(); })) act();
  });
  return ticker;
}

// A run is short: memory is asked for in larger steps and given back at the end, since each page
// that is taken anew costs as much as a thousand instructions and more. What is not touched costs
// nothing.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 4 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  const double started = processor_seconds();
  keep_memory();
  std::ios::sync_with_stdio(false);
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGXFSZ, SIG_IGN);  // writing says that a file may not grow
  cairn::World world{.environment = environment,
                     .now = read_clock(),
                     .random = random_source(),
                     .in = std::cin,
                     .out = std::cout,
                     .err = std::cerr,
                     .in_is_terminal = isatty(STDIN_FILENO) != 0,
                     .out_is_terminal = isatty(STDOUT_FILENO) != 0,
                     .err_is_terminal = isatty(STDERR_FILENO) != 0,
                     .columns = known(terminal_size().ws_col),
                     .rows = known(terminal_size().ws_row),
                     .page = pager(),
                     .interrupted = [] { return interrupted != 0; },
                     .seconds = seconds,
                     .clock = read_clock,
                     .shipped = cairn::shipped_snapshot(),
                     .started = started,
                     .input_waits = input_waits,
                     .cores = std::max(1U, std::thread::hardware_concurrency()),
                     .again_and_again = again_and_again};
  return cairn::run({argv + 1, argv + argc}, world);
}
