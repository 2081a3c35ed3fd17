// Lighthouse on the pages people spend their day on, of the release binary with the demo company: prints a table.
// It is fetched by npm when it is asked for, since nothing else needs it; `cargo xtask lighthouse` runs this.

import { spawnSync } from "node:child_process";
import { Kith, Pages } from "./harness.mjs";

const LIGHTHOUSE = "lighthouse@12.8.2";
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const GOAL = 95;
const FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run --disable-quic";

const kith = await Kith.start(["--demo"]);
const pages = await Pages.open();
try {
  const page = await pages.signedIn(kith, "marta.figueira@aurelia.example");
  const first = async (module) => (await (await page.request.get(`/api/v1/${module}?limit=1`)).json()).data[0].id;
  const [cookie] = await page.context().cookies();
  const stops = {
    home: "/", list: "/opportunity?view=all", board: "/opportunity?view=board", form: "/opportunity/new",
    record: `/account/${await first("account")}`,
  };
  console.log(`| page | device | ${CATEGORIES.join(" | ")} |\n|---|---|${"---|".repeat(CATEGORIES.length)}`);
  const missed = [];
  for (const [name, path] of Object.entries(stops)) {
    for (const device of ["mobile", "desktop"]) {
      const { categories, audits } = report(`${kith.address}${path}`, device, `${cookie.name}=${cookie.value}`);
      const scores = CATEGORIES.map((category) => Math.round(categories[category].score * 100));
      console.log(`| ${name} | ${device} | ${scores.join(" | ")} |`);
      CATEGORIES.forEach((category, n) => {
        if (scores[n] < GOAL) missed.push(`${name}, ${device}, ${category}: ${reasons(categories[category], audits)}`);
      });
    }
  }
  for (const line of missed) console.log(line);
} finally {
  await pages.close();
  await kith.stop();
}

/** What Lighthouse says of an address, as somebody who is signed in. */
function report(url, device, cookie) {
  const preset = device === "desktop" ? ["--preset=desktop"] : [];
  const headers = JSON.stringify({ Cookie: cookie });
  const asked = [url, "--quiet", "--output=json", `--only-categories=${CATEGORIES}`, `--extra-headers=${headers}`, `--chrome-flags=${FLAGS}`, ...preset];
  const env = { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium" };
  const done = spawnSync("npm", ["exec", "--yes", "--package", LIGHTHOUSE, "--", "lighthouse", ...asked], { encoding: "utf8", env, maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${url}: ${done.stderr}`);
  return JSON.parse(done.stdout);
}

/** What took points away, the heaviest first. */
function reasons(category, audits) {
  const lost = ({ id, weight }) => weight * (1 - (audits[id].score ?? 1));
  const heavy = category.auditRefs.filter((ref) => lost(ref) > 0).toSorted((one, other) => lost(other) - lost(one));
  return heavy.map(({ id }) => `${audits[id].title} ${audits[id].displayValue ?? ""}`.trim()).join("; ");
}
