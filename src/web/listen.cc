#include "cairn/web/listen.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "cairn/base/error.h"
#include "web/http_module.h"

namespace cairn {
namespace {

// Found beside the program, by the run path that the build gives it. Never closed: its threads may
// outlive the call by a moment.
HttpModule load_module() {
  void* module = dlopen("cairn_http.so", RTLD_NOW | RTLD_LOCAL);
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
    throw Error(Code::usage, "", "this machine lets nothing listen on 127.0.0.1");
  }
}

}  // namespace cairn
