// Reads news out to those who do not see it: HX-Trigger {"announce": "12 results"}, or announce() from a script.
const region = document.getElementById("live");

export function announce(sentence) {
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = sentence; }, 50);
}

document.addEventListener("announce", ({ detail }) => announce(detail.value));
