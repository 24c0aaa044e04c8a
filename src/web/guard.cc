#include "cairn/web/guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace cairn {
namespace {

constexpr std::array<std::string_view, 3> kHosts{"localhost", "127.0.0.1", "[::1]"};

// Browsers leave the usual port out.
bool is_our_host(const Door& door, std::string_view host) {
  return std::any_of(kHosts.begin(), kHosts.end(), [&](std::string_view name) {
    return host == fmt::format("{}:{}", name, door.port) || (door.port == 80 && host == name);
  });
}

bool is_our_origin(const Door& door, std::string_view origin) {
  constexpr std::string_view kScheme = "http://";
  return origin.starts_with(kScheme) && is_our_host(door, origin.substr(kScheme.size()));
}

// Takes as long for any wrong token of the right length.
bool is_same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::uint8_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
  }
  return difference == 0;
}

bool is_json(std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type == "application/json";
}

std::optional<Reply> refuse_write(const Door& door, const Request& request) {
  const std::string* token = request.header("x-cairn-token");
  if (token == nullptr || !is_same_secret(*token, door.token)) {
    return refusal(403, "this page is of another run of cairn serve; load it again");
  }
  if (request.headers.contains("origin")) {
    const std::string* origin = request.header("origin");
    if (origin == nullptr || !is_our_origin(door, *origin)) {
      return refusal(403, "another site's page may not write here");
    }
  }
  const std::string* type = request.header("content-type");
  if (type == nullptr || !is_json(*type)) {
    return refusal(403, "the content type must be application/json");
  }
  if (request.headers.contains("content-encoding")) {
    return refusal(415, "the body must not be encoded");
  }
  const std::string* length = request.header("content-length");
  if (length == nullptr || length->empty() || request.headers.contains("transfer-encoding") ||
      length->find_first_not_of("0123456789") != std::string::npos) {
    return refusal(411, "the body needs a length");
  }
  if (length->size() > 6 || std::stoul(*length) > kMostBodyBytes) {
    return refusal(413, fmt::format("the body may have {} bytes", kMostBodyBytes));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reply> refuse(const Door& door, const Request& request) {
  const std::string* host = request.header("host");
  if (host == nullptr || !is_our_host(door, *host)) {
    return refusal(421, "this is not the address that cairn serve answers to");
  }
  if (request.method == "GET" || request.method == "HEAD") return std::nullopt;
  if (request.method != "POST") return refusal(405, "only GET and POST are known here");
  return refuse_write(door, request);
}

const std::multimap<std::string, std::string>& guard_headers() {
  static const std::multimap<std::string, std::string> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
       "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return headers;
}

}  // namespace cairn
