// A custom module with every field type, applied while the server runs: its form, its page, its list, in both directions.
import assert from "node:assert/strict";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessibility } from "./axe.mjs";
import { Kith, Pages } from "./harness.mjs";

const FIXTURES = new URL("../crates/crm/tests/fixtures/", import.meta.url);

let kith, pages, page;
before(async () => {
  kith = await Kith.start(["--demo"]);
  const modules = join(kith.data, "modules");
  mkdirSync(modules, { recursive: true });
  for (const file of ["everything.toml", "everything_line.toml"]) cpSync(new URL(file, FIXTURES), join(modules, file));
  kith.run(["module", "apply"]);
  pages = await Pages.open();
  page = await pages.signedIn(kith, "marta.figueira@aurelia.example");
});
after(async () => { await pages?.close(); await kith?.stop(); });

const PLAIN = {
  name: "Thing & Co", code: "X-1", story: "First line\nsecond line", quantity: "1,200", weight: "12.5", fine: "0.000000000001", portion: "33.3",
  price: "1,234.56", day: "2026-02-28", moment: "2026-02-28T14:30", spent: "1:30", "person[given]": "Ana", "person[family]": "Souza", site: "example.com",
  "mails[0][value]": "ana@example.com", "calls[0][value]": "+351 21 555 0101", "place[street]": "Rua Augusta 1", "place[city]": "Lisboa",
  "point[lat]": "38.7", "point[lon]": "-9.14", "lines[0][name]": "One line", "lines[0][amount]": "99.9", "lines[0][weight]": "1.5", "lines[0][due]": "2026-03-01",
};
const CHOSEN = { kind: "vip", "price[currency]": "USD", "person[prefix]": "Dr", "place[country]": "PT", "mails[0][type]": "home", "calls[0][type]": "mobile" };

const control = (name) => page.locator(`[name="${name}"]:not([type=hidden])`);
const fact = (name) => page.locator(".fact", { has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");

async function pick(label, typed, option) {
  const field = page.getByRole("combobox", { name: label, exact: true });
  await field.click();
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get("q") === typed);
  await field.fill(typed);
  await answered;
  await page.locator(".ts-dropdown .option:visible", { hasText: option }).first().click();
  await page.keyboard.press("Escape");
}

test("every field takes a value, shows it, and gives it back unchanged", async () => {
  await page.goto("/everything/new");
  assert.deepEqual(await accessibility(page), []);
  for (const [name, value] of Object.entries(PLAIN)) await control(name).fill(value);
  for (const [name, value] of Object.entries(CHOSEN)) await control(name).selectOption(value);
  await control("colours").nth(0).check();
  await control("colours").nth(2).check();
  await page.locator("label", { hasText: "4 of 5" }).click();
  await pick("Helper", "rui", /Rui Carvalho/);
  await pick("Account", "hel", /Helix/);
  await pick("About", "hel", /Helix/);
  await pick("Contacts", "al", /./);
  const tags = page.getByRole("combobox", { name: "Tags", exact: true });
  await tags.click();
  await tags.fill("blue sky");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Thing & Co" }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  const shown = {
    Kind: "VIP", Quantity: "1,200", Weight: "12.500", Fine: "0.000000000001", Portion: "33.3%", Price: "US$\u00a01,234.56", Stars: "", Spent: "1:30",
    Day: "28 Feb 2026", Person: "Dr Ana Souza", Site: "example.com", Rank: "high", "Line count": "1",
    Place: "Rua Augusta 1\nLisboa\nPortugal", Point: "38.7, -9.14", Tags: "blue sky", Story: "First line\nsecond line",
  };
  for (const [name, text] of Object.entries(shown)) assert.equal((await fact(name).innerText()).trim(), text, name);
  await fact("Stars").getByRole("img", { name: "4 of 5" }).waitFor();
  await fact("Account").getByRole("link", { name: /Helix/ }).waitFor();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".toast", { hasText: "Nothing had changed" }).waitFor();
});

test("lines are changed, added and removed in place, and what is wrong with one is said beside it", async () => {
  await page.goto("/everything");
  await page.getByRole("link", { name: "Thing & Co" }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await control("lines[0][amount]").fill("100");
  await page.getByRole("button", { name: "Add everything line" }).click();
  await control("lines[1000][amount]").fill("lots");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await control("lines[1000][amount]").getAttribute("aria-invalid"), "true");
  await control("lines[1000][amount]").fill("50");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("Lines").waitFor();
  await control("lines[1000][name]").fill("Second line");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Thing & Co" }).waitFor();
  assert.equal(await fact("Line count").innerText(), "2");
  assert.equal(await fact("Line total").innerText(), "€\u00a0150.00");
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Remove line" }).first().click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "Thing & Co" }).waitFor();
  assert.equal(await fact("Line count").innerText(), "1");
});

test("a condition asks for a reason and folds a section while somebody types", async () => {
  await page.goto("/everything/new");
  await control("name").fill("Not so good");
  await page.getByRole("group", { name: "Time and place" }).waitFor();
  await page.getByText("Good", { exact: true }).click();
  await control("reason").waitFor();
  await page.getByRole("group", { name: "Time and place" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("alert").getByRole("link", { name: "Reason must not be empty" }).waitFor();
  assert.equal(await control("name").inputValue(), "Not so good");
  pages.check();
});
