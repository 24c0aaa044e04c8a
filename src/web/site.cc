#include "cairn/web/site.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/json.h"
#include "web/page_files.h"

namespace cairn {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kApi = "/api/";
constexpr std::string_view kTokenMark = "{{token}}";

std::string_view type_of(std::string_view file) {
  if (file.ends_with(".html")) return "text/html; charset=utf-8";
  if (file.ends_with(".css")) return "text/css; charset=utf-8";
  if (file.ends_with(".js")) return "text/javascript; charset=utf-8";
  return "image/svg+xml";
}

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    parts.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

int status_of(int exit_code) {
  if (exit_code <= 1) return 200;
  return exit_code == static_cast<int>(Code::usage) ? 400 : 500;
}

Reply failure(const Error& error) {
  return {status_of(static_cast<int>(error.code)), "application/json", error_json(error)};
}

// A command line in which no word can be taken for an option.
class Line {
 public:
  Line(std::string command, const std::set<std::string>& options)
      : arguments_{std::move(command), "--json"}, options_(options) {}

  // An empty value stands for a switch.
  bool add_option(const std::string& name, const std::string& value) {
    if (!options_.contains(name)) return false;
    arguments_.push_back(value.empty() ? "--" + name : fmt::format("--{}={}", name, value));
    return true;
  }

  std::vector<std::string> with(const std::vector<std::string>& words) && {
    arguments_.emplace_back("--");
    arguments_.insert(arguments_.end(), words.begin(), words.end());
    return std::move(arguments_);
  }

 private:
  std::vector<std::string> arguments_;
  const std::set<std::string>& options_;
};

Reply no_option(const std::string& command, const std::string& name) {
  return refusal(400, fmt::format("{} takes no '{}' here", command, printable(name)));
}

// The value of an option in a body: text, a number, or true for a switch.
std::optional<std::string> value_of(const Json& json) {
  if (json.is_string() && !json.get_ref<const std::string&>().empty()) {
    return json.get<std::string>();
  }
  if (json.is_number()) return json.dump();
  if (json == true) return "";
  return std::nullopt;
}

bool is_list_of_words(const Json& words) {
  if (!words.is_array()) return false;
  for (const Json& word : words) {
    if (!word.is_string()) return false;
  }
  return true;
}

}  // namespace

Site::Site(Desk desk, std::string token) : desk_(std::move(desk)), token_(std::move(token)) {}

Reply Site::answer(const Request& request) {
  const std::lock_guard lock(mutex_);
  try {
    if (request.path.starts_with(kApi)) {
      const auto path = parts_of(std::string_view(request.path).substr(kApi.size()));
      return request.method == "POST" ? write(path.front(), request) : read(path, request);
    }
    const std::string name = request.path == "/" ? "index.html" : request.path.substr(1);
    const auto file = page_files().find(name);
    if (file == page_files().end() || request.method == "POST") {
      return refusal(404, "there is nothing here");
    }
    Reply reply{200, std::string(type_of(name)), std::string(file->second)};
    if (const auto mark = reply.body.find(kTokenMark);
        name == "index.html" && mark != std::string::npos) {
      reply.body.replace(mark, kTokenMark.size(), token_);
    }
    return reply;
  } catch (const Error& error) {
    return failure(error);
  } catch (const std::exception& problem) {
    return failure(Error(Code::data, "", problem.what(), "please report this"));
  }
}

Reply Site::read(const std::vector<std::string>& path, const Request& request) {
  if (path.front() == "changes") {
    return {200, "application/json", fmt::format("{{\"changes\": {}}}\n", desk_.changes())};
  }
  if (const auto document = desk_.documents.find(path.front());
      document != desk_.documents.end() && path.size() <= 2) {
    return {200, "application/json", document->second(path.size() == 2 ? path[1] : "")};
  }
  const auto command = desk_.reads.find(path.front());
  if (command == desk_.reads.end()) return refusal(404, "there is nothing here");
  Line line(command->first, command->second);
  for (const auto& [name, value] : request.query) {
    if (!line.add_option(name, value)) return no_option(command->first, name);
  }
  const Ran ran = desk_.run(std::move(line).with({path.begin() + 1, path.end()}));
  return {status_of(ran.code), "application/json", ran.out};
}

Reply Site::write(const std::string& name, const Request& request) {
  const auto command = desk_.writes.find(name);
  if (command == desk_.writes.end()) return refusal(404, "there is no such thing to record");
  const Json body = Json::parse(request.body, nullptr, false);
  const Json words = body.is_object() ? body.value("words", Json::array()) : Json();
  const Json options = body.is_object() ? body.value("options", Json::object()) : Json();
  if (!is_list_of_words(words) || !options.is_object()) {
    return refusal(400, "the body must be {\"words\": [\"...\"], \"options\": {}}");
  }
  Line line(command->first, command->second);
  for (const auto& [option, value] : options.items()) {
    const auto text = value_of(value);
    if (!text || !line.add_option(option, *text)) return no_option(name, option);
  }
  const Ran ran = desk_.run(std::move(line).with(words.get<std::vector<std::string>>()));
  if (status_of(ran.code) != 200) {
    return {status_of(ran.code), "application/json", ran.out};
  }
  const Json remark = ran.err;
  return {200, "application/json",
          fmt::format("{{\"answer\": {}, \"remark\": {}, \"state\": {}}}\n",
                      ran.out.empty() ? "null" : ran.out,
                      remark.dump(-1, ' ', false, Json::error_handler_t::replace),
                      desk_.documents.at("state")(""))};
}

}  // namespace cairn
