// One look at a page: is it sound, and what does it weigh.
import { accessibility } from "../axe.mjs";

/** Bytes of HTML a page may have, before compression. */
export const HTML_LIMIT = 60 * 1024;
/** How much of a page may move by itself while it loads; the unit is that of Cumulative Layout Shift. */
export const SHIFT_LIMIT = 0.02;

/** The themes, and which rules a theme can break that the one before it kept; all in the first. */
const THEMES = [["light"], ["dark", ["color-contrast", "link-in-text-block"]]];

/** To be called once on a new page, before its first address: lets it count what it asks for and what moves in it. */
export async function counting(page) {
  page.asked = 0;
  page.on("request", () => { page.asked += 1; });
  await page.addInitScript(() => {
    globalThis.shifted = 0;
    const see = (list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value; };
    new PerformanceObserver(see).observe({ type: "layout-shift", buffered: true });
  });
}

/** What is wrong with a page in both themes, one sentence each, and its weight: bytes of HTML, requests, shift. */
export async function look(page, { path, heading, rows }, shot) {
  const wrong = [];
  page.asked = 0;
  await page.emulateMedia({ colorScheme: "light" });
  const answer = await page.goto(path, { waitUntil: "load" });
  if (answer.status() !== 200) return { wrong: [`${path}: ${answer.status()}`] };
  const title = await page.locator("h1").first().innerText();
  if (!title.trim() || !title.includes(heading)) wrong.push(`${path}: its heading is “${title}”, not “${heading}”`);
  const there = () => page.locator(rows).first().waitFor({ state: "attached", timeout: 5000 }).then(() => true, () => false);
  if (rows && !(await there())) wrong.push(`${path}: it shows no ${rows}`);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) wrong.push(`${path}: it scrolls sideways by ${wider} px`);
  const weight = { path, html: (await answer.body()).length, requests: page.asked, shift: await page.evaluate(() => globalThis.shifted) };
  if (weight.html > HTML_LIMIT) wrong.push(`${path}: its HTML has ${weight.html} bytes`);
  if (weight.shift > SHIFT_LIMIT) wrong.push(`${path}: it moves by ${weight.shift.toFixed(3)} while it loads`);
  for (const [colorScheme, rules] of THEMES) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    wrong.push(...(await accessibility(page, rules)).map((finding) => `${path}, ${colorScheme}: ${finding}`));
    if (shot) await shot(colorScheme);
  }
  return { wrong, weight };
}
