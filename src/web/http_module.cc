// The one file that knows the HTTP library. It uses cpp-httplib's parser and writer over a stream
// of our own, since the library's bounds each read and not the request as a whole: a client that
// sends a byte now and then would hold a thread for ever.
#include "web/http_module.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace cairn {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kTick{200};
constexpr std::size_t kMostHeadBytes = std::size_t{32} * 1024;

// One request's bytes: at most so many, and all within one deadline.
class Stream : public httplib::Stream {
 public:
  Stream(int socket, std::size_t most, const std::atomic<bool>& ending)
      : socket_(socket), left_(most), ending_(ending) {}

  bool is_readable() const override { return begin_ < end_ || wait(POLLIN); }
  bool is_writable() const override { return wait(POLLOUT); }

  ssize_t read(char* to, size_t size) override {
    if (begin_ == end_) {
      if (left_ == 0 || !wait(POLLIN)) return -1;
      const ssize_t got = ::recv(socket_, buffer_.data(), std::min(left_, buffer_.size()), 0);
      if (got <= 0) return got;
      begin_ = 0;
      end_ = static_cast<std::size_t>(got);
      left_ -= end_;
    }
    const std::size_t some = std::min(size, end_ - begin_);
    std::copy_n(buffer_.data() + begin_, some, to);
    begin_ += some;
    return static_cast<ssize_t>(some);
  }

  ssize_t write(const char* from, size_t size) override {
    // The answer has as long as the question had, however long it took to find.
    if (!std::exchange(answering_, true)) deadline_ = in_patience();
    if (!wait(POLLOUT)) return -1;
    return ::send(socket_, from, size, MSG_NOSIGNAL);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = "localhost";  // asked by the library's own logs alone
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    get_remote_ip_and_port(ip, port);
  }
  socket_t socket() const override { return socket_; }

 private:
  static Clock::time_point in_patience() {
    return Clock::now() + std::chrono::seconds(kPatienceSeconds);
  }

  bool wait(short what) const {
    while (!ending_ && Clock::now() < deadline_) {
      pollfd one{socket_, what, 0};
      const int ready = ::poll(&one, 1, static_cast<int>(kTick.count()));
      if (ready > 0) return true;
      if (ready < 0 && errno != EINTR) return false;
    }
    return false;
  }

  int socket_;
  std::size_t left_;
  const std::atomic<bool>& ending_;
  Clock::time_point deadline_ = in_patience();
  bool answering_ = false;
  std::array<char, 4096> buffer_{};
  std::size_t begin_ = 0, end_ = 0;
};

template <class Name>
int port_at(int socket, Name name) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (name(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

Request request_of(const httplib::Request& from) {
  Request request{from.method, from.path, {}, {}, from.body};
  for (const auto& [name, value] : from.params) request.query.emplace_back(name, value);
  for (const auto& [name, value] : from.headers) {
    std::string lower = name;
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    request.headers.emplace(std::move(lower), value);
  }
  return request;
}

void put(const Reply& reply, httplib::Response& into) {
  into.status = reply.status;
  into.set_content(reply.body, reply.type);
}

class Server : public httplib::Server {
 public:
  explicit Server(const Service& service) : service_(service) {
    using Handled = httplib::Server::HandlerResponse;
    for (const auto& [name, value] : service.headers) headers_.emplace(name, value);
    set_default_headers(headers_);
    set_payload_max_length(service.most_body);
    // Not SO_REUSEPORT, the library's choice: with it a second program could share our port.
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& into) {
      const Request request = request_of(from);
      if (const auto turned_away = service_.admit(request)) {
        put(*turned_away, into);
        return Handled::Handled;
      }
      if (request.method == "POST") return Handled::Unhandled;
      put(service_.answer(request), into);
      return Handled::Handled;
    });
    Post(".*", [this](const httplib::Request& from, httplib::Response& into) {
      put(service_.answer(request_of(from)), into);
    });
    set_idle_interval(0, std::chrono::microseconds(kTick).count());
    new_task_queue = [this] { return new Crew(*this); };
  }

  // The library lets five wait, and who comes sixth would hear nothing for a second.
  void widen_backlog() { ::listen(svr_sock_, 2 * kMostConnections); }

 private:
  // A thread a connection, up to the limit.
  class Crew : public httplib::TaskQueue {
   public:
    explicit Crew(Server& server) : server_(server) {}

    void enqueue(std::function<void()> task) override {
      {
        const std::lock_guard lock(mutex_);
        refusing_ = busy_ >= kMostConnections;
        if (!refusing_) ++busy_;
      }
      if (refusing_) return task();
      std::thread([this, work = std::move(task)] {
        work();
        const std::lock_guard lock(mutex_);
        if (--busy_ == 0) idle_.notify_all();
      }).detach();
    }

    void on_idle() override {
      if (server_.service_.stop()) server_.stop();
    }

    void shutdown() override {
      server_.ending_ = true;
      std::unique_lock lock(mutex_);
      idle_.wait(lock, [this] { return busy_ == 0; });
    }

   private:
    Server& server_;
    std::mutex mutex_;
    std::condition_variable idle_;
    int busy_ = 0;
  };

  bool process_and_close_socket(socket_t socket) override {
    if (refusing_) {
      constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      ::send(socket, kFull.data(), kFull.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    } else if (service_.may_connect(port_at(socket, ::getpeername),
                                    port_at(socket, ::getsockname))) {
      Stream stream(socket, kMostHeadBytes + service_.most_body, ending_);
      bool closed = false;
      // One request a connection: what is left unread of a refused one is never taken for the next.
      // Nothing is packed either: the library's Brotli takes 80 ms for what the loopback carries in
      // none.
      process_request(stream, true, closed, [](httplib::Request& request) {
        request.ranges.clear();
        request.headers.erase("Accept-Encoding");
      });
    }
    ::shutdown(socket, SHUT_WR);
    ::close(socket);
    return true;
  }

  static thread_local bool refusing_;
  const Service& service_;
  httplib::Headers headers_;
  std::atomic<bool> ending_ = false;
};

thread_local bool Server::refusing_ = false;

Listening serve(const Service& service) {
  Server server(service);
  const std::string address(address_text(service.on));
  int port = service.port;
  if (port == 0) {
    port = server.bind_to_any_port(address);
    if (port < 0) return Listening::failed;
  } else if (!server.bind_to_port(address, port)) {
    return errno == EADDRINUSE || errno == EACCES ? Listening::port_taken : Listening::failed;
  }
  server.widen_backlog();
  service.ready(port);
  return server.listen_after_bind() ? Listening::ended : Listening::failed;
}

}  // namespace
}  // namespace cairn

extern "C" __attribute__((visibility("default"))) cairn::Listening cairn_http_serve(
    const cairn::Service* service) {
  try {
    return cairn::serve(*service);
  } catch (const std::exception&) {
    return cairn::Listening::failed;
  }
}
