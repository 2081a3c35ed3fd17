// figure[data-chart="bar|line"]: draws one column of the table named by data-table, or with data-across the last row of its
// foot, all but the sum at its end; the table stays for those who read.
import uPlot from "uplot";
import styles from "../css/plot.css" with { type: "text" };
import { adopt } from "./adopt.js";

const HEIGHT = 272;
const LETTER = 6.4;
const SHORTEST = 4;
const MOST = 60;

function colour(variable, near) {
  const probe = document.createElement("i");
  probe.className = near?.className ?? "";
  probe.hidden = true;
  (near?.parentElement ?? document.body).append(probe);
  probe.style.color = `var(${variable}, var(--accent))`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function point(label, cell) {
  return {
    label: label.textContent.trim(),
    shown: cell.textContent.trim(),
    value: Number(cell.dataset.value ?? cell.textContent.replace(/[^\d.-]/g, "")),
    hue: label.querySelector("[class*='hue-']"),
  };
}

function read(figure) {
  const table = document.getElementById(figure.dataset.table);
  if ("across" in figure.dataset) {
    const cells = [...[...table.tFoot.rows].at(-1).cells].slice(1, -1);
    return cells.map((cell) => point(table.tHead.rows[0].cells[cell.cellIndex], cell));
  }
  const column = Number(figure.dataset.column ?? 1);
  const rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".group-row")).slice(0, MOST);
  return rows.map((row) => point(row.cells[0], row.cells[column]));
}

function tip(points) {
  const element = Object.assign(document.createElement("div"), { className: "chart-tip", hidden: true });
  const move = (plot) => {
    const at = plot.cursor.idx;
    element.hidden = at == null || plot.cursor.left < 0;
    if (element.hidden) return;
    element.replaceChildren(Object.assign(document.createElement("strong"), { textContent: points[at].label }), points[at].shown);
    const left = plot.valToPos(at, "x") + plot.over.offsetLeft;
    element.style.left = `${Math.min(Math.max(left - element.offsetWidth / 2, 0), plot.width - element.offsetWidth)}px`;
    element.style.top = "0px";
  };
  return { hooks: { init: (plot) => plot.root.append(element), setCursor: move } };
}

function series(kind, points) {
  const accent = colour("--accent");
  if (kind === "line") return { stroke: accent, width: 2, fill: colour("--accent-soft"), points: { show: points.length < 40 } };
  const fills = points.map((point) => colour("--hue-solid", point.hue));
  const each = { unit: 3, values: () => fills };
  return { stroke: accent, fill: accent, width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.62, 72], radius: 0.12, disp: { fill: each, stroke: each } }) };
}

/** Steps of an axis of whole numbers: no half of them is named. */
const WHOLE = [1, 2, 5].flatMap((step) => [...Array(12).keys()].map((power) => step * 10 ** power)).sort((one, other) => one - other);

function axes(points, shortest) {
  const incrs = points.every(({ value }) => Number.isInteger(value)) ? { incrs: WHOLE } : {};
  const text = { stroke: colour("--text-soft"), font: `12px ${getComputedStyle(document.body).fontFamily}` };
  const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
  const labels = (plot, splits) => {
    const width = plot.bbox.width / devicePixelRatio / LETTER;
    const every = Math.ceil((points.length * (shortest + 1)) / width);
    const room = Math.floor((width * every) / points.length) - 1;
    const short = (label) => (label.length > room ? `${label.slice(0, room - 1)}…` : label);
    return splits.map((at) => (at % every === 0 ? short(points[at].label) : ""));
  };
  return [
    { ...text, size: 30, grid: { show: false }, ticks: { show: false }, values: labels, splits: () => points.map((_, at) => at) },
    { ...text, ...incrs, size: 56, ticks: { show: false }, grid: { stroke: colour("--line"), width: 1 }, values: (plot, splits) => splits.map((split) => compact.format(split)) },
  ];
}

function draw(figure, canvas) {
  const points = read(figure);
  const whole = "across" in figure.dataset || figure.dataset.chart === "line";
  const shortest = whole ? Math.max(...points.map((point) => point.label.length)) : SHORTEST;
  const range = (plot, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1];
  const options = {
    width: canvas.clientWidth, height: HEIGHT, legend: { show: false }, plugins: [tip(points)],
    cursor: { y: false, drag: { x: false, y: false } }, padding: [12, 8, 0, 0],
    scales: { x: { time: false, range: () => [-0.6, points.length - 0.4] }, y: { range } },
    axes: axes(points, shortest), series: [{}, series(figure.dataset.chart, points)],
  };
  canvas.replaceChildren();
  return new uPlot(options, [points.map((_, at) => at), points.map((point) => point.value)], canvas);
}

export function start(figure) {
  adopt(styles);
  const canvas = Object.assign(document.createElement("div"), { className: "chart-canvas" });
  canvas.setAttribute("aria-hidden", "true");
  figure.append(canvas);
  let plot = draw(figure, canvas);
  new ResizeObserver(() => plot.setSize({ width: canvas.clientWidth, height: HEIGHT })).observe(canvas);
  const again = () => { plot.destroy(); plot = draw(figure, canvas); };
  document.addEventListener("theme-changed", again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  document.fonts.ready.then(again);
}
