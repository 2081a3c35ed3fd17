// Every page of the router on the demo company, at four widths and in both themes: it answers, says what it is, shows a
// real row where it shows rows, keeps to the rules of accessibility, does not stick out sideways, weighs little and
// stays where it was put. With $KITH_SHOTS naming a folder each page is photographed into it, to be looked at.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Kith, Pages } from "./harness.mjs";
import { PARTS, addresses } from "./walk/addresses.mjs";
import { counting, look } from "./walk/look.mjs";

const ADMINISTRATOR = "marta.figueira@aurelia.example";
const SHOTS = process.env.KITH_SHOTS;
const SHOT_WIDTHS = [390, 1440];

let kith, pages, walk;
before(async () => {
  kith = await Kith.start(["--demo"]);
  pages = await Pages.open();
  const page = await pages.signedIn(kith, ADMINISTRATOR);
  walk = await addresses(page);
  await page.context().close();
});
after(async () => { await pages?.close(); await kith?.stop(); });

test("every page of the router is walked", () => {
  const router = readFileSync(new URL("../crates/web/src/router.rs", import.meta.url), "utf8");
  const imports = readFileSync(new URL("../crates/web/src/pages/imports/mod.rs", import.meta.url), "utf8");
  const routes = [...`${router}${imports}`.matchAll(/\.route\("([^"]+)", get\(/g)].map((found) => found[1]);
  const walked = new Set(walk.map(({ route }) => route));
  assert.deepEqual(routes.filter((route) => route !== "/sign-in" && !walked.has(route) && !PARTS.includes(route)), []);
});

for (const width of [390, 768, 1024, 1440]) {
  test(`each is sound at ${width} px`, async () => {
    const page = await pages.signedIn(kith, ADMINISTRATOR, { viewport: { width, height: 900 } });
    await counting(page);
    const wrong = [], weights = [];
    for (const stop of walk) {
      const name = stop.path.slice(1).replace(/[^a-z_]+/gi, "-") || "home";
      const shot = (theme) => page.screenshot({ path: join(SHOTS, `${name}-${width}-${theme}.png`), fullPage: true });
      const seen = await look(page, stop, SHOTS && SHOT_WIDTHS.includes(width) && shot);
      wrong.push(...seen.wrong);
      if (seen.weight) weights.push(seen.weight);
    }
    tell(width, weights);
    assert.deepEqual(wrong, []);
    await page.context().close();
    pages.check();
  });
}

/** The most of each measure. */
function tell(width, weights) {
  for (const measure of ["html", "requests", "shift"]) {
    const [most] = weights.toSorted((one, other) => other[measure] - one[measure]);
    console.log(`${width} px, most ${measure}: ${Number(most[measure].toFixed(3))} at ${most.path}, of ${weights.length} pages`);
  }
}
