// What Mermaid's own parser reads out of a flowchart on standard input, as JSON.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const page = new JSDOM("<!doctype html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import("mermaid");

// Mermaid keeps `#34;` and the like in a form of its own until it draws.
const said = (text) =>
  text
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, " ")
    .trim();

const text = readFileSync(0, "utf8");
await mermaid.parse(text); // which also loads the kinds of diagrams
const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
const vertices = [...diagram.db.getVertices().values()];
console.log(
  JSON.stringify({
    names: vertices.map((vertex) => said(vertex.text)),
    classes: vertices.map((vertex) => vertex.classes[0]),
    edges: diagram.db.getEdges().map((edge) => [edge.start, edge.end, edge.stroke]),
  }),
);
