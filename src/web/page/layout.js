// Where the skills of the map stand: columns from left to right as the catalog's layers go, in each
// the order that keeps lines short. The same skills get the same places, whatever their state.

import {named} from './model.js';

export const BOX = {width: 172, height: 42};
const GAP = {x: 44, y: 12};
const HEAD = 44;
const ROWS = 14;
const SWEEPS = 6;

const average = (numbers) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

// Equal parts of a layer that is too high for one column.
function split(ids) {
  const parts = Math.ceil(ids.length / ROWS);
  const size = Math.ceil(ids.length / parts);
  return Array.from({length: parts}, (_, i) => ids.slice(i * size, (i + 1) * size));
}

function sortByNeighbours(column, neighbours, row) {
  const weight = new Map(column.map((id) => {
    const rows = neighbours(id).map((other) => row.get(other)).filter((r) => r !== undefined);
    return [id, rows.length > 0 ? average(rows) : row.get(id)];
  }));
  column.sort((a, b) => weight.get(a) - weight.get(b));
}

/**
 * `{boxes: Map id → {x, y}, edges: [{from, to, choice}], bands: [{title, x, width}], width, height}`
 * for the skills of `ids`; `choice` marks an edge that is one of several alternatives.
 */
export function layOut(catalog, ids) {
  const skills = catalog.skills.filter((skill) => ids.has(skill.id));
  const edges = [];
  const needs = new Map(), users = new Map();
  for (const skill of skills) {
    const firm = new Set(named(skill.needs, true));
    for (const need of new Set(named(skill.needs))) {
      if (!ids.has(need) || need === skill.id) continue;
      edges.push({from: need, to: skill.id, choice: !firm.has(need)});
      needs.set(skill.id, [...(needs.get(skill.id) ?? []), need]);
      users.set(need, [...(users.get(need) ?? []), skill.id]);
    }
  }
  const layers = new Map();
  for (const skill of skills.toSorted((a, b) => a.band - b.band || a.column - b.column || a.area - b.area)) {
    const key = `${skill.band} ${skill.column}`;
    if (!layers.has(key)) layers.set(key, {band: skill.band, ids: []});
    layers.get(key).ids.push(skill.id);
  }

  const row = new Map();
  const number = (column) => column.forEach((id, i) => row.set(id, i - column.length / 2));
  const whole = [...layers.values()];
  whole.forEach((layer) => number(layer.ids));
  for (let sweep = 0; sweep < SWEEPS; ++sweep) {
    const forward = sweep % 2 === 0;
    for (const layer of forward ? whole : whole.toReversed()) {
      sortByNeighbours(layer.ids, (id) => (forward ? needs : users).get(id) ?? [], row);
      number(layer.ids);
    }
  }

  const columns = whole.flatMap((layer) => split(layer.ids).map((part) => ({band: layer.band, ids: part})));
  const most = Math.max(1, ...columns.map((column) => column.ids.length));
  const height = HEAD + most * (BOX.height + GAP.y) + GAP.y;
  const boxes = new Map();
  const bands = [];
  columns.forEach((column, i) => {
    const x = GAP.x / 2 + i * (BOX.width + GAP.x);
    const top = HEAD + GAP.y + ((most - column.ids.length) * (BOX.height + GAP.y)) / 2;
    column.ids.forEach((id, j) => boxes.set(id, {x, y: top + j * (BOX.height + GAP.y), column: i, row: j}));
    if (bands.at(-1)?.band === column.band) bands.at(-1).width += BOX.width + GAP.x;
    else bands.push({band: column.band, title: catalog.levels[column.band]?.title ?? '', x: x - GAP.x / 2, width: BOX.width + GAP.x});
  });
  return {boxes, edges: withoutDetours(edges, needs), bands, width: columns.length * (BOX.width + GAP.x), height};
}

// Leaves out a line where a longer way says the same: transitive reduction, on lines that always
// hold.
function withoutDetours(edges, needs) {
  const reach = new Map();
  const above = (id) => {
    if (reach.has(id)) return reach.get(id);
    const all = new Set();
    reach.set(id, all);
    for (const need of needs.get(id) ?? []) {
      all.add(need);
      above(need).forEach((one) => all.add(one));
    }
    return all;
  };
  return edges.filter((edge) => edge.choice || !(needs.get(edge.to) ?? []).some((other) =>
    other !== edge.from && above(other).has(edge.from) && !above(edge.from).has(other)));
}
