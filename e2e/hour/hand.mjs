// A hand that counts: every click, key and wait of somebody at work, and the seconds a practised person would need.
// The seconds are those of the keystroke-level model (Card, Moran and Newell, “The keystroke-level model for user
// performance time with interactive systems”, Communications of the ACM 23/7, 1980), in which the answer of the system is
// measured, not assumed.

const KEY = 0.28, POINT = 1.1, BUTTON = 0.2, HOME = 0.4, THINK = 1.35;

export class Hand {
  constructor(page) {
    this.page = page;
    this.begin();
  }

  /** Counts from nothing again. */
  begin() {
    Object.assign(this, { clicks: 0, keys: 0, waited: 0, seconds: 0, at: "keyboard" });
  }

  /** What was counted since `begin`. */
  counted() {
    const { clicks, keys, waited, seconds } = this;
    return { clicks, keys, waited, seconds: seconds + waited };
  }

  to(device) {
    if (this.at !== device) this.seconds += HOME;
    this.at = device;
  }

  /** Thinks, points and clicks. */
  async click(target) {
    this.to("mouse");
    this.clicks += 1;
    this.seconds += THINK + POINT + BUTTON;
    await this.waiting(() => target.click());
  }

  /** Chooses from a list that is open already. */
  async choose(list, label) {
    this.to("mouse");
    this.clicks += 1;
    this.seconds += THINK + POINT + BUTTON;
    await this.waiting(() => list.selectOption({ label }));
  }

  /** Thinks, points, carries there and lets go: one click of the hand, two ways to point. */
  async drag(from, to) {
    this.to("mouse");
    this.clicks += 1;
    this.seconds += THINK + 2 * POINT + BUTTON;
    await from.dragTo(to, { targetPosition: { x: 40, y: 20 } });
  }

  /** Thinks, and presses a key or a chord, which counts as one. */
  async press(key) {
    this.to("keyboard");
    this.keys += 1;
    this.seconds += THINK + KEY * key.split("+").length;
    await this.waiting(() => this.page.keyboard.press(key));
  }

  /** Writes into what has the focus. */
  async type(text) {
    this.to("keyboard");
    this.keys += text.length;
    this.seconds += THINK + KEY * text.length;
    await this.page.keyboard.type(text);
  }

  /** Waits until something can be seen. */
  async see(target) {
    await this.waiting(() => target.waitFor());
  }

  async waiting(act) {
    const begun = performance.now();
    await act();
    this.waited += (performance.now() - begun) / 1000;
  }
}
