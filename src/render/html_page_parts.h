/// The style sheet and the script of the page that html_page() writes.
#pragma once

#include <string_view>

namespace cairn {

inline constexpr std::string_view kPageStyle =
    R"css(:root{color-scheme:light dark;--ground:#fff;--text:#22272e;--soft:#57606a;--line:#c3c9d1;--accent:#1f5fbf}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;background:var(--ground);color:var(--text)}
h1{font-size:1.6rem;margin:.5rem 0}
h2{font-size:1.2rem;margin:1.6rem 0 .6rem;break-after:avoid}
h2 small{font-weight:400;color:var(--soft)}
.lead,.legend{margin:.4rem 0;color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:0 1rem}
.legend span{white-space:nowrap}
.legend i{font-style:normal}
.scroll{overflow:auto;max-height:85vh;border:1px solid var(--line);border-radius:8px}
.scroll svg{display:block}
#fit:checked~.scroll svg{width:100%;height:auto}
.skills{list-style:none;margin:0;padding:0;display:grid;gap:.5rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
.card{position:relative;border:1px solid var(--edge);border-left-width:6px;border-radius:8px;padding:.4rem .6rem;background:var(--fill);color:var(--ink);break-inside:avoid;overflow-wrap:anywhere}
.card b{display:block}
.card .why{display:none;margin:0;padding:.3rem .6rem .5rem 1.5rem;position:absolute;z-index:1;top:calc(100% - 6px);left:-6px;right:-1px;border:1px solid var(--edge);border-left-width:6px;border-top:0;border-radius:0 0 8px 8px;background:inherit;box-shadow:0 8px 16px #0003}
.card:hover .why,.card:focus .why,.card:target .why{display:block}
.card:hover,.card:focus{z-index:2}
.card:focus,.node:focus,.scroll:focus{outline:3px solid var(--accent);outline-offset:1px}
.node{cursor:pointer}
#tip{position:fixed;left:1rem;right:1rem;bottom:1rem;margin:auto;max-width:44rem;padding:.6rem .9rem;border:1px solid var(--line);border-radius:8px;background:var(--ground);color:var(--text);box-shadow:0 4px 16px #0004}
@media print{
@page{size:A4;margin:14mm}
body{max-width:none;padding:0;font-size:10pt}
.map{break-after:page;break-inside:avoid}
.map label,.map input,#tip{display:none}
.scroll{overflow:visible;max-height:none;border:0}
.scroll svg{width:100%;height:auto;max-height:200mm}
.skills{grid-template-columns:1fr 1fr}
.card{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.card .why{display:block;position:static;border:0;padding:.2rem 0 0 1.1rem;box-shadow:none}
}
)css";

inline constexpr std::string_view kPageScript = R"js(const tip = document.getElementById("tip");
for (const node of document.querySelectorAll(".node[data-skill]")) {
  const title = node.querySelector("title");
  const text = title.textContent;
  title.remove();
  node.setAttribute("tabindex", "0");
  node.setAttribute("role", "link");
  node.setAttribute("aria-label", text);
  const show = () => { tip.textContent = text; tip.hidden = false; };
  const hide = () => { tip.hidden = true; };
  const go = () => {
    const card = document.getElementById("skill-" + node.dataset.skill);
    card.scrollIntoView({ block: "center" });
    card.focus();
  };
  node.addEventListener("mouseenter", show);
  node.addEventListener("mouseleave", hide);
  node.addEventListener("focus", show);
  node.addEventListener("blur", hide);
  node.addEventListener("click", go);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
)js";

}  // namespace cairn
