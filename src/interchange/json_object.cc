#include "interchange/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "cairn/base/text.h"

namespace cairn {
namespace {

using nlohmann::json;

constexpr std::size_t kMostDepth = 100;
constexpr std::size_t kMostShown = 120;

void append_quoted(std::string& to, const std::string& text) {
  // Ids and most texts need no escapes; the library takes ten times as long to find that out.
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    to += '"';
    to += text;
    to += '"';
  } else {
    to += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  }
}

// Writes each value down again as its tokens pass by.
class Reader : public nlohmann::json_sax<json> {
 public:
  bool null() override { return scalar("null"); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(std::int64_t value) override {
    return scalar(fmt::format_int(value).str(), value);
  }
  bool number_unsigned(std::uint64_t value) override {
    if (value > static_cast<std::uint64_t>(INT64_MAX)) return scalar(fmt::format_int(value).str());
    return scalar(fmt::format_int(value).str(), static_cast<std::int64_t>(value));
  }
  bool number_float(double /*value*/, const std::string& digits) override {
    return scalar(digits);  // a double may hold less than the text does
  }
  bool string(std::string& value) override {
    if (depth_ == 0) return refuse("this is no JSON object");
    JsonField& field = object_.fields.back();
    separate();
    append_quoted(field.json, value);
    // A copy: the library goes on filling the buffer that the value is in.
    if (depth_ == 1) field.value = value;
    if (depth_ == 2) strings_.push_back(value);
    return true;
  }
  bool binary(json::binary_t& /*value*/) override { return refuse("JSON has no binary values"); }

  bool start_object(std::size_t /*size*/) override {
    if (!open('{')) return false;
    names_.emplace_back();
    return true;
  }
  bool end_object() override {
    names_.pop_back();
    return close('}');
  }
  bool start_array(std::size_t /*size*/) override { return open('['); }
  bool end_array() override { return close(']'); }

  bool key(std::string& name) override {
    if (!names_.back().insert(name).second) {
      return refuse(fmt::format("the name '{}' is there twice", shown(name)));
    }
    if (depth_ == 1) {
      object_.fields.push_back({name, {}, {}});
      strings_.clear();
      only_strings_ = true;
      first_ = true;
    } else {
      separate();
      object_.fields.back().json += json_quoted(name) + ":";
      first_ = true;  // no comma between the name and its value
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& exception) override {
    // `[json.exception.parse_error.101] parse error at line 1, column 9: syntax error while ...`
    const std::string_view what = exception.what();
    const std::size_t colon = what.find(": ");
    const std::size_t from = colon == std::string_view::npos ? 0 : colon + 2;
    object_.column = position;
    if (dynamic_cast<const json::out_of_range*>(&exception) != nullptr) {
      return refuse("a number is too large");
    }
    return refuse("this is not JSON: " + shown(std::string(what.substr(from))));
  }

  JsonObject take() { return std::move(object_); }

 private:
  static std::string shown(const std::string& text) {
    return printable(text.size() > kMostShown ? text.substr(0, kMostShown) + "..." : text);
  }

  bool refuse(std::string fault) {
    object_.fault = std::move(fault);
    return false;
  }

  void separate() {
    if (!first_) object_.fields.back().json += ',';
    first_ = false;
  }

  template <class Value = std::monostate>
  bool scalar(std::string_view token, Value value = {}) {
    if (depth_ == 0) return refuse("this is no JSON object");
    JsonField& field = object_.fields.back();
    separate();
    field.json += token;
    if (depth_ == 1) {
      field.value = value;
    } else {
      only_strings_ = false;
    }
    return true;
  }

  bool open(char bracket) {
    if (depth_ == 0 && bracket != '{') return refuse("this is no JSON object");
    if (depth_ == kMostDepth) return refuse("this is nested too deeply");
    if (depth_++ == 0) return true;
    only_strings_ = only_strings_ && depth_ == 2 && bracket == '[';
    separate();
    object_.fields.back().json += bracket;
    first_ = true;
    return true;
  }

  bool close(char bracket) {
    if (--depth_ == 0) return true;
    JsonField& field = object_.fields.back();
    field.json += bracket;
    first_ = false;
    if (depth_ == 1 && only_strings_) field.value = std::move(strings_);
    return true;
  }

  JsonObject object_;
  std::size_t depth_ = 0;
  bool first_ = true;  // nothing was written since the bracket or the name
  std::vector<std::set<std::string>> names_;
  JsonField::Strings strings_;  // of an array that is a field's value
  bool only_strings_ = true;
};

}  // namespace

JsonObject parse_object(std::string_view text) {
  Reader reader;
  // The library takes it for the end.
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    JsonObject object;
    object.fault = "this is not JSON: a NUL byte";
    object.column = at + 1;
    return object;
  }
  json::sax_parse(text, &reader);
  return reader.take();
}

std::string json_quoted(const std::string& text) {
  std::string json;
  append_quoted(json, text);
  return json;
}

}  // namespace cairn
