#include "cli/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "cli/seen_ids.h"

namespace cairn {
namespace {

constexpr std::size_t kRowsPerJob = 16;
constexpr std::size_t kMostBytesPerJob = 2 * kMostRowBytes;
constexpr std::size_t kKeptBytes = 64 * 1024;  // of a place's text, from one row to the next

// A row on its way. Places are used in a circle; each belongs to one thread at a time.
struct Place {
  enum class Stage : std::uint8_t { free, read, taken, done };
  Stage stage = Stage::free;
  std::uint64_t number = 0;
  bool too_long = false, torn = false;
  std::string line;
  RowAnswer answer;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The reader waits while the circle is full, the workers while nothing is read, the writer while
// the oldest row is not done.
class Batch {
 public:
  Batch(const BatchTask& task, std::ostream& out, std::size_t jobs,
        const std::function<StopCheck()>& stop)
      : task_(task), out_(out), jobs_(jobs), stop_(stop), places_(jobs * kRowsPerJob) {}

  BatchCount run(const LineSource& source) {
    std::vector<std::jthread> threads;  // waited for, whatever happens here
    const Ending ending(*this);
    threads.reserve(jobs_ + 1);
    threads.emplace_back([this] { guarded([this] { write(); }); });
    for (std::size_t i = 0; i < jobs_; ++i) {
      threads.emplace_back([this] { guarded([this] { work(); }); });
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
    done_.notify_all();
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
    done_.notify_all();
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
      room_.wait(lock, [&] {
        return aborted_ || (at(read_).stage == Place::Stage::free &&
                            (bytes_ < kMostBytesPerJob * jobs_ || read_ == written_));
      });
      if (aborted_) return;
      Place& place = at(read_++);
      place.stage = Place::Stage::read;
      place.number = reader.number();
      place.too_long = got == LineReader::Read::too_long;
      place.torn = reader.torn();
      place.line.swap(line);
      bytes_ += place.line.size();
      work_.notify_one();
    }
  }

  void work() {
    RowWorker worker(task_);
    for (;;) {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return aborted_ || taken_ < read_ || ended_; });
      if (aborted_ || taken_ == read_) return;
      const std::uint64_t index = taken_++;
      Place& place = at(index);
      place.stage = Place::Stage::taken;
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
      place.stage = Place::Stage::done;
      if (index == written_) done_.notify_one();
    }
  }

  void write() {
    // Where nobody reads any more, writing says so; the signal stays with this thread.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    for (;;) {
      std::unique_lock lock(mutex_);
      const auto ready = [&] { return at(written_).stage == Place::Stage::done; };
      if (!ready() && !aborted_) {
        // Nothing to do but to wait: meanwhile what is written may be read.
        lock.unlock();
        out_.flush();
        lock.lock();
        done_.wait(lock, [&] { return aborted_ || ready() || (ended_ && written_ == read_); });
      }
      if (aborted_ || !ready()) break;
      Place& place = at(written_);
      lock.unlock();
      check_id(place);
      out_ << place.answer.text;
      if (!out_) return fail();
      count(place);
      const std::size_t bytes = place.line.size();
      for (std::string* text : {&place.line, &place.answer.text}) {
        if (text->capacity() > kKeptBytes) std::string().swap(*text);
      }
      lock.lock();
      place.stage = Place::Stage::free;
      bytes_ -= bytes;
      ++written_;
      room_.notify_one();
    }
    if (!out_.flush()) fail();
  }

  void fail() {
    const std::lock_guard lock(mutex_);
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
  SeenIds ids_;       // the writer's
  BatchCount count_;  // the writer's, but for `interrupted` and `written`

  std::mutex mutex_;
  std::condition_variable room_, work_, done_;
  std::vector<Place> places_;
  // Rows that were read, taken by a worker, written; each follows the one before.
  std::uint64_t read_ = 0, taken_ = 0, written_ = 0;
  std::size_t bytes_ = 0;  // of lines on their way
  bool ended_ = false, aborted_ = false;
  std::exception_ptr failure_;
};

}  // namespace

BatchCount run_batch(const BatchTask& task, const LineSource& source, std::ostream& out,
                     std::size_t jobs, const std::function<StopCheck()>& stop) {
  return Batch(task, out, std::clamp<std::size_t>(jobs, 1, kMostJobs), stop).run(source);
}

}  // namespace cairn
