// What libical reads out of a calendar on standard input, as JSON: a list of events. Exit code 1,
// with the reasons on standard error, where the calendar breaks a rule of RFC 5545.
#include <libical/ical.h>

#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace {

std::string time_text(const icaltimetype& time) {
  std::string text = icaltime_as_ical_string(time);
  return icaltime_is_utc(time) || time.zone != nullptr ? text + " in a zone" : text;
}

}  // namespace

int main() {
  const std::string text(std::istreambuf_iterator<char>(std::cin), {});
  icalcomponent* calendar = icalparser_parse_string(text.c_str());
  if (calendar == nullptr) {
    std::cerr << "no calendar\n";
    return 1;
  }
  bool well = icalcomponent_count_errors(calendar) == 0 && icalrestriction_check(calendar) != 0;
  nlohmann::json events = nlohmann::json::array();
  for (icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
       event != nullptr;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    // libical's check lets these two be left out.
    const char* uid = icalcomponent_get_uid(event);
    well = well && uid != nullptr && !icaltime_is_null_time(icalcomponent_get_dtstamp(event));
    events.push_back({{"uid", uid == nullptr ? "" : uid},
                      {"sequence", icalcomponent_get_sequence(event)},
                      {"start", time_text(icalcomponent_get_dtstart(event))},
                      {"end", time_text(icalcomponent_get_dtend(event))},
                      {"summary", icalcomponent_get_summary(event)},
                      {"description", icalcomponent_get_description(event)}});
  }
  std::cout << events.dump() << '\n';
  if (!well) std::cerr << icalcomponent_as_ical_string(calendar);
  icalcomponent_free(calendar);
  return well ? 0 : 1;
}
