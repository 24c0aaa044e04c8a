// A cairn serve of its own, with a record in a folder that goes with it, and the command line
// beside it.
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

const CAIRN = process.env.CAIRN;

export class Server {
  /** `catalog` is a catalog's text; the shipped one where it is left out. */
  static async start(catalog) {
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), 'cairn-web-'));
    const file = join(server.folder, 'catalog.yaml');
    if (catalog) writeFileSync(file, catalog);
    server.line = ['--db', join(server.folder, 'progress.db'), ...(catalog ? ['--catalog', file] : [])];
    server.catalogFile = file;
    const environment = {...process.env, HOME: server.folder, XDG_CONFIG_HOME: '', XDG_DATA_HOME: ''};
    server.environment = environment;
    // Many runs at once on one machine: each takes a port of its own, or the next that is free.
    server.process = spawn(CAIRN, [...server.line, 'serve', '--json'], {env: environment, stdio: ['ignore', 'pipe', 'inherit']});
    const lines = createInterface({input: server.process.stdout});
    const {value} = await lines[Symbol.asyncIterator]().next();
    server.url = JSON.parse(value).url;
    return server;
  }

  /** Runs the command line on the same record; what it says as JSON. */
  cairn(...words) {
    return this.cairnAt('', ...words);
  }

  /** The same at another moment. */
  cairnAt(moment, ...words) {
    const ran = spawnSync(CAIRN, [...this.line, '--json', ...words], {env: {...this.environment, CAIRN_NOW: moment}, encoding: 'utf8'});
    if (ran.status > 1) throw new Error(`cairn ${words.join(' ')}: ${ran.stderr}`);
    return JSON.parse(ran.stdout);
  }

  stop() {
    this.process.kill('SIGINT');
    rmSync(this.folder, {recursive: true, force: true});
  }
}

/** A catalog of `count` skills, each resting on two before it. */
export function largeCatalog(count) {
  const skills = Array.from({length: count}, (_, i) => {
    const needs = i < 10 ? '' : `, needs: [s${i - 1 - (i * 7) % 9}, s${Math.floor(i / 2)}]`;
    return `  - {id: s${i}, name: Skill number ${i}, area: a${i % 12}, level: l${Math.floor((i * 3) / count)}, hours: [5, 10, 20]${needs}}`;
  });
  const top = (part) => Math.floor((count * part) / 3) - 1;
  return ['cairn: 1', 'id: large', 'title: Large', 'areas:',
    ...Array.from({length: 12}, (_, i) => `  - {id: a${i}, title: Area ${i}}`), 'levels:',
    ...[0, 1, 2].map((i) => `  - {id: l${i}, title: Level ${i}, years: [${i}], needs: [s${top(i + 1)}, s${top(i + 1) - 3}]}`),
    'skills:', ...skills, ''].join('\n');
}

export const HOSTILE = `
cairn: 1
id: hostile
title: "<img src=x onerror=alert(1)>"
areas:
  - {id: a, title: "</script><script>alert(2)</script>"}
levels:
  - {id: top, title: "<svg onload=alert(3)>", years: [0], needs: [one, two]}
skills:
  - {id: one, name: "<script>alert(4)</script>", area: a, hours: [1, 2, 3], summary: "<b onclick=alert(5)>bold</b>", outcomes: ["<iframe src='javascript:alert(6)'>"], resources: [r]}
  - {id: two, name: "\\"'><img src=x onerror=alert(7)>", area: a, hours: [1, 2, 3], needs: [one], project: "{{token}} \${alert(8)}"}
resources:
  - {id: r, kind: book, title: "<a href=javascript:alert(9)>", by: "<i>", url: "https://example.org/?a=\\"><script>alert(10)</script>"}
`;
