// Bundles crates/web/src/assets into crates/web/dist: hashed file names, one icon sprite, manifest.json.
// It must never emit anything that needs an inline script or style: pages run under a strict
// Content-Security-Policy. Started by `cargo xtask assets`; fails when the core exceeds its budget.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { formatAddress } from "localized-address-format";
import sharp from "sharp";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "crates/web/src/assets");
const dist = join(root, "crates/web/dist");
const CORE_BUDGET = 120 * 1024;
const LICENSE_COMMENT = /<!--[\s\S]*?-->/g;

mkdirSync(dist, { recursive: true });
const kept = new Set(["manifest.json", "names.json", "addresses.json"]);
const manifest = {};

function keep(name, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8);
  const extension = extname(name);
  const file = `${basename(name, extension)}.${hash}${extension}`;
  writeFileSync(join(dist, file), contents);
  kept.add(file);
  manifest[name] = file;
}

function symbol(icon) {
  const path = join(root, "node_modules/lucide-static/icons", `${icon}.svg`);
  let svg;
  try {
    svg = readFileSync(path, "utf8");
  } catch {
    throw new Error(`icons.txt: lucide has no icon called "${icon}" (see https://lucide.dev/icons)`);
  }
  const shapes = svg.replace(LICENSE_COMMENT, "").replace(/<svg[\s\S]*?>|<\/svg>/g, "").replace(/\s+/g, " ").trim();
  return `<symbol id="${icon}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

function sprite() {
  const names = readFileSync(join(source, "icons.txt"), "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim());
  const icons = [...new Set(names.filter(Boolean))].sort();
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${icons.map(symbol).join("\n")}\n</svg>\n`;
}

function bundle() {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: { app: join(source, "js/app.js"), boot: join(source, "js/boot.js"), "app-css": join(source, "css/app.css"), board: join(source, "css/board-page.css"), dashboards: join(source, "css/dashboards-page.css"), notices: join(source, "css/notices-page.css") },
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    target: ["chrome123", "firefox120", "safari17.5"],
    outdir: dist,
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
    assetNames: "[name].[hash]",
    publicPath: "/assets",
    loader: { ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
}

const LANGUAGES = ["en", "pt", "it", "es"];

/** Every two letters, of which some are countries. */
function pairs() {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((first) => letters.map((second) => first + second));
}

/** The lines of an address in each country, with what stands where in braces. */
function addresses() {
  const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const parts = { administrativeArea: "{region}", locality: "{city}", postalCode: "{postal_code}", addressLines: ["{street}"] };
  const known = pairs().filter((code) => regions.of(code));
  return Object.fromEntries(known.map((code) => [code, formatAddress({ ...parts, postalCountry: code })]));
}

/** What countries and currencies are called in each language, by their codes. */
function names() {
  const codes = pairs();
  const called = (language, type, all) => {
    const display = new Intl.DisplayNames([language === "pt" ? "pt-PT" : language], { type, fallback: "none" });
    const first = (name) => name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
    return Object.fromEntries(all.flatMap((code) => (display.of(code) ? [[code, first(display.of(code))]] : [])));
  };
  return Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      {
        countries: called(language, "region", codes),
        currencies: called(language, "currency", Intl.supportedValuesOf("currency")),
      },
    ]),
  );
}

/** The mark as a picture for home screens: they cut its corners themselves, so it fills its square. */
function picture(size) {
  const square = readFileSync(join(source, "static/favicon.svg"), "utf8").replace(/ rx="\d+"/, "");
  return sharp(Buffer.from(square), { density: (72 * size) / 32 }).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
}

/** What the page shown without a network is made of. */
const SHELL = ["app.css", "boot.js", "favicon.svg", "icons.svg", "inter-latin-wght-normal.woff2"];

/** The service worker knows the shell by name, so that another shell makes it another worker. */
async function worker() {
  const file = "service-worker.js";
  const shell = JSON.stringify(SHELL.map((name) => `/assets/${manifest[name]}`));
  await esbuild.build({
    absWorkingDir: root, entryPoints: [join(source, "js", file)], outfile: join(dist, file), bundle: true, minify: true, format: "iife",
    target: ["chrome123", "firefox120", "safari17.5"], define: { SHELL: shell }, legalComments: "none", logLevel: "warning",
  });
  kept.add(file);
}

const { metafile } = await bundle();
writeFileSync(join(dist, "names.json"), JSON.stringify(names()));
writeFileSync(join(dist, "addresses.json"), JSON.stringify(addresses()));
const hashed = /^(.*)\.[A-Z0-9]{8}(\.\w+)$/;
for (const [path, output] of Object.entries(metafile.outputs)) {
  let file = relative(dist, join(root, path));
  const logical = file.replace(hashed, "$1$2").replace("app-css.css", "app.css");
  if (file.startsWith("app-css.")) {
    const renamed = file.replace("app-css.", "app.");
    renameSync(join(dist, file), join(dist, renamed));
    file = renamed;
  }
  kept.add(file);
  if (output.entryPoint || extname(file) === ".woff2") manifest[logical] = file;
}

keep("icons.svg", sprite());
for (const name of readdirSync(join(source, "static"))) keep(name, readFileSync(join(source, "static", name)));
for (const size of [192, 512]) keep(`icon-${size}.png`, await picture(size));
await worker();

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => a.localeCompare(b)));
writeFileSync(join(dist, "manifest.json.new"), JSON.stringify(sorted, null, 2) + "\n");
renameSync(join(dist, "manifest.json.new"), join(dist, "manifest.json"));
for (const name of readdirSync(dist)) if (!kept.has(name)) rmSync(join(dist, name));

// What every page loads: the two core files and the chunks app.js imports eagerly.
const eager = Object.entries(metafile.outputs).filter(([, output]) => /(js\/app\.js|js\/boot\.js|css\/app\.css)$/.test(output.entryPoint ?? ""));
const chunks = eager.flatMap(([, output]) => output.imports.filter((i) => i.kind === "import-statement").map((i) => i.path));
const core = [...eager.map(([path]) => path), ...chunks].reduce((sum, path) => sum + metafile.outputs[path].bytes, 0);
for (const name of [...kept].sort()) console.log(`${String(statSync(join(dist, name)).size).padStart(8)}  ${name}`);
console.log(`core CSS and JS: ${core} of ${CORE_BUDGET} bytes`);
if (core > CORE_BUDGET) throw new Error("the core CSS and JS exceed their budget: move something into an island");
