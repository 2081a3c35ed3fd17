// Serves a stage for the scripts of crates/web/src/assets/js: still pages like the product's own, under its
// Content-Security-Policy, on which behaviours.test.mjs acts. What components look like stands at /styleguide of the product.
//   node e2e/styleguide/serve.mjs [PORT]

import { createReadStream, existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "../../crates/web/dist");
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".json": "application/json" };
const COMPANIES = ["Acme Corporation", "Betasoloin", "Cancity", "Codehow", "Condax", "Dambase", "Domzoom", "Groovestreet", "Hottechi", "Konex"];

/** The names of the style guide's pages. */
export const pages = readdirSync(join(here, "pages")).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));

const FOUND = `<p class="command-group">Records</p><ul class="results" aria-label="Records"><li><a class="result" href="/record">ICON(target)<span class="result-text"><span class="result-title">Acme renewal</span></span><span class="result-kind">Opportunity</span></a></li></ul>`;

const manifest = () => JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));

function expand(html) {
  const files = manifest();
  return html
    .replace(/ICON\(([\w-]+)(?: (\w+))?\)/g, (_, name, kind = "") => `<svg class="icon ${kind}" aria-hidden="true"><use href="/assets/${files["icons.svg"]}#${name}"></use></svg>`)
    .replace(/\{([\w-]+\.(?:css|js|svg|woff2))\}/g, (_, name) => `/assets/${files[name]}`);
}

function page(name) {
  const content = readFileSync(join(here, "pages", `${name}.html`), "utf8");
  if (content.startsWith("<!-- bare -->")) return expand(readFileSync(join(here, "bare.html"), "utf8").replace("CONTENT", content));
  const links = pages.map((other) => `<a class="menu-link" href="/${other}" ${other === name ? 'aria-current="page"' : ""} title="${other}">ICON(component)<span>${other}</span></a>`);
  const frame = readFileSync(join(here, "frame.html"), "utf8").replace("PAGES", links.join("\n"));
  return expand(frame.replaceAll("TITLE", name).replace("CONTENT", content));
}

function moved(response, lane) {
  const toast = expand(`<div class="toast" data-toast>ICON(circle-check)<p>Moved</p><form method="post" action="/acts/1/undo"><button class="button">Undo</button></form></div>`);
  response.end(`<hx-partial hx-target="#lane-sum-${lane}" hx-swap="innerHTML"><span>€ 99,999</span></hx-partial><hx-partial hx-target="#toasts" hx-swap="beforeend">${toast}</hx-partial>`);
}

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

async function answer(request, response) {
  const url = new URL(request.url, "http://styleguide");
  const file = join(dist, url.pathname.replace("/assets/", ""));
  if (url.pathname.startsWith("/assets/") && existsSync(file)) {
    response.setHeader("Content-Type", TYPES[extname(file)]);
    return createReadStream(file).pipe(response);
  }
  if (url.pathname === "/account/options") {
    const found = COMPANIES.filter((name) => name.toLowerCase().includes((url.searchParams.get("q") ?? "").toLowerCase()));
    response.setHeader("Content-Type", "application/json");
    return response.end(JSON.stringify(found.map((text) => ({ value: text, text, sub: "Berlin" }))));
  }
  if (url.pathname === "/service-worker.js") return response.setHeader("Content-Type", "text/javascript").end("");
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Content-Security-Policy", POLICY);
  if (url.pathname === "/search/results") return response.end(expand(FOUND));
  if (request.method === "POST" && url.pathname.endsWith("/stage")) {
    const lane = (await body(request)).get("stage");
    response.statusCode = lane === "lost" ? 422 : 200;
    return moved(response, lane);
  }
  const name = url.pathname.slice(1) || "home";
  response.statusCode = pages.includes(name) ? 200 : 404;
  response.end(page(pages.includes(name) ? name : "error"));
}

/** Starts the server; the port 0 takes a free one. Gives back the server and its address. */
export async function serve(port = 0) {
  const server = createServer((request, response) => { answer(request, response).catch((error) => response.destroy(error)); });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await serve(Number(process.argv[2] ?? 8091))).address);
