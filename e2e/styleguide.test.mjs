// Every style guide page, in both themes, wide and narrow: accessible, clean console, nothing sticks out sideways.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Pages } from "./harness.mjs";
import { pages as names, serve } from "./styleguide/serve.mjs";

let guide, pages;
before(async () => { guide = await serve(); pages = await Pages.open(); });
after(async () => { await pages.close(); guide.server.close(); });

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${width} px, ${colorScheme}`, async () => {
      const page = await pages.page({ viewport: { width, height: 860 }, colorScheme, reducedMotion: "reduce" });
      const findings = [];
      for (const name of names) {
        await page.goto(`${guide.address}/${name}`, { waitUntil: "networkidle" });
        findings.push(...(await accessibility(page)).map((finding) => `${name}: ${finding}`));
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wider > 0) findings.push(`${name}: scrolls sideways by ${wider} px`);
      }
      assert.deepEqual(findings, []);
      await page.context().close();
      pages.check();
    });
  }
}
