#include "cli/input_file.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {
namespace {

constexpr int kTick = 200;  // milliseconds

}  // namespace

InputFile::Buffer::Buffer(const std::string& name)
    : file_(::open(name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
  if (file_ < 0) {
    throw Error(Code::data, printable(name), "the file cannot be read", "does it exist?");
  }
}

InputFile::Buffer::~Buffer() { ::close(file_); }

InputFile::Buffer::int_type InputFile::Buffer::underflow() {
  for (;;) {
    const ssize_t got = ::read(file_, bytes_.data(), bytes_.size());
    if (got > 0) {
      setg(bytes_.data(), bytes_.data(), bytes_.data() + got);
      return traits_type::to_int_type(bytes_.front());
    }
    if (got == 0) return traits_type::eof();
    if (errno == EAGAIN) {
      pollfd more{file_, POLLIN, 0};
      ::poll(&more, 1, kTick);
    } else if (errno != EINTR) {
      throw std::ios_base::failure("read", std::error_code(errno, std::generic_category()));
    }
  }
}

InputFile::InputFile(const std::string& name) : buffer_(name), stream_(&buffer_) {}

bool InputFile::waits() const {
  pollfd more{buffer_.file(), POLLIN, 0};
  return ::poll(&more, 1, kTick) > 0;
}

}  // namespace cairn
