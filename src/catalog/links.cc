#include "cairn/catalog/links.h"

#include <map>

namespace cairn {

std::vector<Link> links_of(const Catalog& catalog) {
  std::map<std::string, std::vector<std::string>> by_url;
  for (const Resource& resource : catalog.resources()) {
    if (!resource.url.empty()) by_url[resource.url].push_back(resource.id);
  }
  std::vector<Link> links;
  for (auto& [url, ids] : by_url) links.push_back({url, std::move(ids)});
  return links;
}

}  // namespace cairn
