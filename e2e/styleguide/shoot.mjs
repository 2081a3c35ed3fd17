// Takes a picture of every style guide page: node e2e/styleguide/shoot.mjs FOLDER [PAGE…]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser } from "../browser.mjs";
import { pages, serve } from "./serve.mjs";

const [folder, ...wanted] = process.argv.slice(2);
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];

mkdirSync(folder, { recursive: true });
const { server, address } = await serve();
const chromium = await browser();
for (const viewport of SIZES) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await chromium.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    for (const name of wanted.length > 0 ? wanted : pages) {
      await page.goto(`${address}/${name}`, { waitUntil: "networkidle" });
      await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`), fullPage: viewport.width < 700 });
    }
    await context.close();
  }
}
await chromium.close();
server.close();
