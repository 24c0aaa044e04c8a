/// A file that is read as it comes: for more of a FIFO one can wait, and stop to wait.
/// Not for: files that are read as a whole (workspace/write_file.h).
#pragma once

#include <array>
#include <istream>
#include <streambuf>
#include <string>

namespace cairn {

class InputFile {
 public:
  /// Does not wait for who writes to a FIFO. Throws Error (data) where it cannot be opened.
  explicit InputFile(const std::string& name);

  /// Throws std::ios_base::failure from its buffer where the file cannot be read. Of a FIFO it ends
  /// where nobody writes to it, so waits() is to be asked first.
  std::istream& stream() { return stream_; }
  /// Waits a moment for more: false where nothing came.
  bool waits() const;

 private:
  class Buffer : public std::streambuf {
   public:
    explicit Buffer(const std::string& name);
    ~Buffer() override;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    int file() const { return file_; }

   protected:
    int_type underflow() override;

   private:
    int file_;
    std::array<char, std::size_t{1} << 16> bytes_;
  };

  Buffer buffer_;
  std::istream stream_;
};

}  // namespace cairn
