// The real server on a free port with a fresh workspace, and a browser page that fails on any console error or
// policy violation. Everything started here is ended here, by its own process.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browser } from "./browser.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const KITH = process.env.KITH ?? join(root, "target/debug/kith");
const START_LIMIT_MS = 60_000;

/** The password of every user that `person` creates. */
export const PASSWORD = "correct horse battery staple";
/** The password of everybody at the demo company. */
export const DEMO_PASSWORD = "look around";

/** A running Kith: its address, its command line, its people; `stop` ends it and removes its data. */
export class Kith {
  static async start(extra = []) {
    const data = mkdtempSync(join(tmpdir(), "kith-e2e-"));
    const kith = new Kith(data);
    if (extra.includes("--demo")) kith.password = DEMO_PASSWORD;
    await kith.serve(extra);
    return kith;
  }

  constructor(data) {
    this.data = data;
    this.password = PASSWORD;
    this.log = [];
  }

  async serve(extra = []) {
    this.server = spawn(KITH, ["serve", "--data", this.data, "--listen", "127.0.0.1:0", ...extra], { stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((done) => this.server.once("exit", done));
    this.address = await new Promise((found, failed) => {
      const giveUp = setTimeout(() => failed(new Error(`kith did not start:\n${this.log.join("")}`)), START_LIMIT_MS);
      const see = (chunk) => {
        this.log.push(String(chunk));
        const line = this.log.join("").match(/listening on (http:\/\/\S+)/);
        if (line) { clearTimeout(giveUp); found(line[1]); }
      };
      this.server.stdout.on("data", see);
      this.server.stderr.on("data", see);
      this.ended.then((code) => { clearTimeout(giveUp); failed(new Error(`kith ended with ${code}:\n${this.log.join("")}`)); });
    });
  }

  /** Runs a command on this workspace, and gives back its standard output; throws when its exit code is not 0. */
  run(args, input = "") {
    const done = spawnSync(KITH, args, { input, encoding: "utf8", env: { ...process.env, KITH_DATA: this.data } });
    if (done.status !== 0) throw new Error(`kith ${args.join(" ")}: ${done.status}\n${done.stderr}`);
    return done.stdout;
  }

  /** Creates a user with the common password. */
  person(email, role, more = []) {
    this.run(["user", "add", email, "--role", role, "--password-stdin", ...more], `${PASSWORD}\n`);
    return email;
  }

  async stop() {
    this.server.kill("SIGTERM");
    const forced = setTimeout(() => this.server.kill("SIGKILL"), 10_000);
    await this.ended;
    clearTimeout(forced);
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Pages of one browser; `check` throws when any of them logged an error or broke the policy. */
export class Pages {
  static async open() {
    return new Pages(await browser());
  }

  constructor(chromium) {
    this.chromium = chromium;
    this.errors = [];
  }

  /** A page of a new, empty session. `options` as Playwright's: viewport, colorScheme, javaScriptEnabled, baseURL. */
  async page(options = {}) {
    const context = await this.chromium.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => this.errors.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      const expected = message.text().startsWith("Failed to load resource: the server responded with a status of 4");
      if (message.type() === "error" && !expected) this.errors.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  }

  /** A page of a new session in which somebody has signed in, at their home. */
  async signedIn(kith, email, options = {}) {
    const page = await this.page({ baseURL: kith.address, reducedMotion: "reduce", ...options });
    await signIn(page, kith, email);
    return page;
  }

  check() {
    const errors = this.errors.splice(0);
    if (errors.length > 0) throw new Error(`the console is not clean:\n${errors.join("\n")}`);
  }

  close() {
    return this.chromium.close();
  }
}

/** Signs in by the form that people use, in whatever language it is, and waits for the page behind it. */
export async function signIn(page, kith, email) {
  await page.goto(`${kith.address}/sign-in`);
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(kith.password);
  await page.locator("form button").click();
  await page.waitForURL((url) => url.pathname === "/");
}
