// A working hour of a sales representative, counted in clicks, keys and seconds: prints a table. `cargo xtask hour` runs it
// with the release binary and the demo company; docs/working-hour.md keeps what it said.

import { Kith, Pages } from "./harness.mjs";
import { acts } from "./hour/acts.mjs";
import { Hand } from "./hour/hand.mjs";

const REPRESENTATIVE = "tiago.antunes@aurelia.example";

const kith = await Kith.start(["--demo"]);
const pages = await Pages.open();
try {
  const page = await pages.signedIn(kith, REPRESENTATIVE);
  const small = await pages.signedIn(kith, REPRESENTATIVE, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const found = await prepared(page);
  await page.reload();
  const hand = new Hand(page), phone = new Hand(small);
  const rows = [];
  for (const [name, act] of acts) {
    const at = act.length && String(act).includes("phone") ? phone : hand;
    at.begin();
    await act({ hand, phone, page, small, found });
    rows.push([name, at.counted()]);
  }
  const sum = (measure) => rows.reduce((all, [, counted]) => all + counted[measure], 0);
  const row = (name, { clicks, keys, waited, seconds }) => console.log(`| ${name} | ${clicks} | ${keys} | ${waited.toFixed(1)} | ${seconds.toFixed(1)} |`);
  console.log("| what she does | clicks | keys | seconds waited | seconds in all |\n|---|---|---|---|---|");
  for (const [name, counted] of rows) row(name, counted);
  row("**in all**", { clicks: sum("clicks"), keys: sum("keys"), waited: sum("waited"), seconds: sum("seconds") });
  pages.check();
} finally {
  await pages.close();
  await kith.stop();
}

/** A reminder that is due, three deals to move, and a contact of whom half a name is known. */
async function prepared(page) {
  const api = async (path) => (await (await page.request.get(`/api/v1/${path}`)).json()).data;
  const [contact] = await api("contact?limit=1&sort=-created_at");
  const [stage] = await api("stage?filter[key]=prospecting");
  const made = async (module, data) => {
    const answer = await page.request.post(`/api/v1/${module}`, { data });
    if (answer.status() !== 201) throw new Error(`${module}: ${answer.status()} ${await answer.text()}`);
  };
  const deals = ["Three centrifuges", "One incubator", "A service plan"];
  for (const name of deals) await made("opportunity", { name, stage: stage.id });
  await made("task", { subject: "Ring Delta Pharma", reminder_at: new Date(Date.now() + 2_000).toISOString() });
  const told = async () => (await (await page.request.get("/notices")).text()).includes("Ring Delta Pharma");
  while (!(await told())) await page.waitForTimeout(500);
  const { given, family } = contact.name;
  return { deals, name: `${given} ${family}`, half: `${given.slice(0, 3)} ${family.slice(0, 3)}`.toLowerCase() };
}
