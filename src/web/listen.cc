#include "cairn/web/listen.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "cairn/base/error.h"
#include "web/http_module.h"

namespace cairn {
namespace {

// Where the module is: beside the program in a build, in a folder of its own once installed. By its
// whole path, since a sanitizer that stands between here and dlopen hides the program's run path.
std::string module_file() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  const auto beside = program / "cairn_http.so";
  return std::filesystem::exists(beside, failed)
             ? beside.string()
             : (program / CAIRN_MODULES / "cairn_http.so").lexically_normal().string();
}

// Never closed: its threads may outlive the call by a moment.
HttpModule load_module() {
  void* module = dlopen(module_file().c_str(), RTLD_NOW | RTLD_LOCAL);
  void* serve = module == nullptr ? nullptr : dlsym(module, kHttpModule);
  if (serve == nullptr) {
    const char* reason = dlerror();
    throw Error(Code::usage, "",
                fmt::format("the local page needs the module cairn_http.so ({})",
                            reason == nullptr ? "not found" : reason),
                "install libcpp-httplib-dev and build cairn again");
  }
  // POSIX has it that an object pointer from dlsym may be used as a function.
  return reinterpret_cast<HttpModule>(serve);
}

}  // namespace

void listen(const Service& service) {
  const HttpModule serve = load_module();
  Listening outcome = serve(&service);
  if (outcome == Listening::port_taken && !service.must_port) {
    Service any = service;
    any.port = 0;
    outcome = serve(&any);
  }
  if (outcome == Listening::port_taken) {
    throw Error(Code::usage, "", fmt::format("port {} is taken", service.port),
                "name another with --port, or leave it out for one that is free");
  }
  if (outcome == Listening::failed) {
    throw Error(Code::usage, "",
                fmt::format("this machine lets nothing listen on {}", address_text(service.on)),
                service.on == Loopback::ipv6 ? "leave --address out for 127.0.0.1"
                                             : "--address ::1 may do");
  }
}

}  // namespace cairn
