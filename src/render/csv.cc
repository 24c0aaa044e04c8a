#include <fmt/format.h>

#include "cairn/render/formats.h"
#include "render/json_values.h"
#include "render/quote.h"

namespace cairn {

std::string csv_text(const Drawing& drawing) {
  std::string text =
      "step,id,name,area,level,stage,state,low,likely,high,start,finish,first_week,last_week,"
      "why\r\n";
  for (const DrawnSkill& skill : drawing.skills) {
    const std::string fields[] = {skill.step ? std::to_string(*skill.step) : "",
                                  csv_field(skill.id),
                                  csv_field(skill.name),
                                  csv_field(skill.area_title),
                                  csv_field(skill.level),
                                  csv_field(drawing.stages[skill.stage].title),
                                  std::string(standing_id(skill.standing)),
                                  fmt::format("{:g}", skill.hours.low.hours()),
                                  fmt::format("{:g}", skill.hours.likely.hours()),
                                  fmt::format("{:g}", skill.hours.high.hours()),
                                  skill.when ? to_iso(skill.when->start) : "",
                                  skill.when ? to_iso(skill.when->finish) : "",
                                  skill.when ? std::to_string(skill.when->first_week) : "",
                                  skill.when ? std::to_string(skill.when->last_week) : "",
                                  csv_field(skill.why)};
    std::string row;
    for (const std::string& field : fields) row += (&field == fields ? "" : ",") + field;
    text += row + "\r\n";
  }
  return text;
}

}  // namespace cairn
