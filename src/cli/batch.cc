#include "cli/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "cairn/base/error.h"
#include "cli/seen_ids.h"

namespace cairn {
namespace {

constexpr std::size_t kRowsPerJob = 16;
constexpr std::size_t kMostBytesPerJob = 2 * kMostRowBytes;
constexpr std::size_t kKeptBytes = 64 * 1024;  // of a place's text, from one row to the next

// A row on its way. Places are used in a circle; each belongs to one thread at a time.
struct Place {
  bool done = false;
  std::uint64_t number = 0;
  bool too_long = false, torn = false;
  std::string line;
  RowAnswer answer;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The reader waits while the circle is full, the workers while nothing is read. Whoever is done
// with the oldest row writes it, and those behind it that are done by then; the others go on
// meanwhile. So a row changes hands once, and mostly no thread has to be woken for it.
class Batch {
 public:
  Batch(const BatchTask& task, std::ostream& out, std::size_t jobs,
        const std::function<StopCheck()>& stop)
      : task_(task), out_(out), jobs_(jobs), stop_(stop), places_(jobs * kRowsPerJob) {}

  BatchCount run(const LineSource& source) {
    std::vector<std::jthread> threads;  // waited for, whatever happens here
    const Ending ending(*this);
    threads.reserve(jobs_);
    for (std::size_t i = 0; i < jobs_; ++i) {
      try {
        threads.emplace_back([this] { guarded([this] { work(); }); });
      } catch (const std::system_error&) {
        if (threads.empty()) {
          throw Error(Code::usage, "", "this machine has no room for another thread", "");
        }
        break;  // those that were had do it all
      }
    }
    read(source);
    end();
    threads.clear();
    if (failure_) std::rethrow_exception(failure_);
    return count_;
  }

 private:
  // Where reading throws, the others must not wait for more.
  class Ending {
   public:
    explicit Ending(Batch& batch) : batch_(batch) {}
    ~Ending() { batch_.end(); }
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;

   private:
    Batch& batch_;
  };

  Place& at(std::uint64_t index) { return places_[index % places_.size()]; }

  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    work_.notify_all();
  }

  template <class Act>
  void guarded(Act&& act) {
    try {
      act();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      abort();
    }
  }

  // Requires: the lock. Nobody waits for anything any more.
  void abort() {
    aborted_ = true;
    room_.notify_all();
    work_.notify_all();
  }

  // Requires: the lock.
  bool has_room(std::size_t places) const {
    return read_ - written_ + places <= places_.size() &&
           (bytes_ < kMostBytesPerJob * jobs_ || read_ == written_);
  }

  void read(const LineSource& source) {
    LineReader reader(source, kMostRowBytes);
    std::string line;
    for (;;) {
      const LineReader::Read got = reader.next(line);
      if (got == LineReader::Read::interrupted) {
        const std::lock_guard lock(mutex_);
        count_.interrupted = true;
        return;
      }
      if (got == LineReader::Read::end) return;
      if (got == LineReader::Read::line && is_blank(line)) continue;
      std::unique_lock lock(mutex_);
      // Once it is full, for half of it: to be woken for every row would take longer than reading.
      if (!has_room(1)) {
        room_.wait(lock, [&] { return aborted_ || has_room(places_.size() / 2); });
      }
      if (aborted_) return;
      Place& place = at(read_++);
      place.done = false;
      place.number = reader.number();
      place.too_long = got == LineReader::Read::too_long;
      place.torn = reader.torn();
      place.line.swap(line);
      bytes_ += place.line.size();
      work_.notify_one();
    }
  }

  void work() {
    // Where nobody reads any more, writing says so; the signal stays with this thread.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    RowWorker worker(task_);
    std::unique_lock lock(mutex_);
    for (;;) {
      work_.wait(lock, [&] { return aborted_ || taken_ < read_ || ended_; });
      if (aborted_ || taken_ == read_) return;
      Place& place = at(taken_++);
      lock.unlock();
      if (place.too_long) {
        place.answer = {};
        place.answer.outcome = RowOutcome::fault;
        BatchRows::add_error(place.answer.text, {place.number, {}},
                             fmt::format("the row has over {} bytes", kMostRowBytes),
                             "is there a line feed after each row?");
      } else {
        worker.run(place.number, place.line, place.torn, stop_ ? stop_() : StopCheck(),
                   place.answer);
      }
      lock.lock();
      place.done = true;
      if (!writing_ && oldest_is_done()) write(lock);
    }
  }

  // Requires: the lock.
  bool oldest_is_done() { return written_ < read_ && at(written_).done; }

  // Writes what is done, and then all of it to where it may be read.
  void write(std::unique_lock<std::mutex>& lock) {
    writing_ = true;
    while (!aborted_ && oldest_is_done()) {
      while (!aborted_ && oldest_is_done()) {
        Place& place = at(written_);
        lock.unlock();
        check_id(place);
        out_ << place.answer.text;
        if (!out_) return fail(lock);
        count(place);
        const std::size_t bytes = place.line.size();
        for (std::string* text : {&place.line, &place.answer.text}) {
          if (text->capacity() > kKeptBytes) std::string().swap(*text);
        }
        lock.lock();
        bytes_ -= bytes;
        ++written_;
        if (read_ - written_ <= places_.size() / 2) room_.notify_one();
      }
      lock.unlock();
      if (!out_.flush()) return fail(lock);
      flushed_ = count_;
      lock.lock();
    }
    writing_ = false;
  }

  void fail(std::unique_lock<std::mutex>& lock) {
    lock.lock();
    count_ = flushed_;
    count_.written = false;
    abort();
  }

  // Rows are held against those before them here, where they come in order. One that was not
  // understood does not count: it may be sent again.
  void check_id(Place& place) {
    RowAnswer& answer = place.answer;
    if (answer.id.empty() || answer.outcome == RowOutcome::fault) return;
    const auto line = ids_.see(answer.id, place.number);
    if (!line) return;
    answer.outcome = RowOutcome::fault;
    answer.text.clear();
    BatchRows::add_error(answer.text, {place.number, answer.id},
                         fmt::format("line {} has this 'id' already", *line),
                         "give every row an id of its own");
  }

  void count(const Place& place) {
    ++count_.rows;
    count_.last = place.number;
    if (place.answer.outcome == RowOutcome::planned) return;
    ++(place.answer.outcome == RowOutcome::fault ? count_.faults : count_.unreachable);
    if (count_.first_bad == 0) count_.first_bad = place.number;
  }

  const BatchTask& task_;
  std::ostream& out_;
  const std::size_t jobs_;
  const std::function<StopCheck()>& stop_;
  SeenIds ids_;         // of who is writing
  BatchCount count_;    // the same, but for `interrupted` and `written`
  BatchCount flushed_;  // the same, when all of it was known to be written

  std::mutex mutex_;
  std::condition_variable room_, work_;
  std::vector<Place> places_;
  // Rows that were read, taken by a worker, written; each follows the one before.
  std::uint64_t read_ = 0, taken_ = 0, written_ = 0;
  std::size_t bytes_ = 0;  // of lines on their way
  bool writing_ = false, ended_ = false, aborted_ = false;
  std::exception_ptr failure_;
};

}  // namespace

BatchCount run_batch(const BatchTask& task, const LineSource& source, std::ostream& out,
                     std::size_t jobs, const std::function<StopCheck()>& stop) {
  return Batch(task, out, std::clamp<std::size_t>(jobs, 1, kMostJobs), stop).run(source);
}

}  // namespace cairn
